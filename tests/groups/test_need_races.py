"""Several people at the same moment: one need for a theme, one way of merging, one support."""

from threading import Thread

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils import timezone

from elo_platform.lib.forms import StaleEdit
from elo_platform.overview.proofs.together import AT_ONCE, together
from groups.kinds import NodeKind, Relation
from groups.models import Link, Need
from groups.querysets.chain import Ref
from groups.services.links import join
from groups.services.need_steps import merge_needs
from groups.services.needs import change_need, support_need
from tests.groups.meetings import make_hall
from tests.groups.needs import THEME, evidence, make_need, values

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_theme_raises_one_need_where_eight_ask_at_once():
    hall = make_hall()

    results = together(lambda _number: make_need(hall, source=THEME, said=evidence()))

    assert len({need.pk for need in results}) == 1
    assert Need.objects.count() == Link.objects.count() == 1


def test_of_two_needs_merged_crosswise_one_stays():
    hall = make_hall()
    first, second = make_need(hall), make_need(hall)

    def merge(number):
        need, into = (first, second) if number % 2 else (second, first)
        return merge_needs(
            need_id=need.pk, into_id=into.pk, by=hall.coordinator, now=timezone.now()
        )

    results = together(merge)

    refused = [each for each in results if isinstance(each, PermissionDenied | ValidationError)]
    assert len(refused) == AT_ONCE - 1
    assert sorted(Need.objects.values_list("state", flat=True)) == ["merged", "open"]


def test_eight_presses_support_once_and_of_eight_edits_one_is_saved():
    hall = make_hall()
    need, member = make_need(hall), hall.members[0]

    presses = together(lambda _n: support_need(need_id=need.pk, by=member, now=timezone.now()))
    edits = together(
        lambda number: change_need(
            need_id=need.pk,
            version=0,
            values=values(title_sv=f"Titel {number}"),
            by=hall.coordinator,
            now=timezone.now(),
        )
    )

    assert need.supports.count() == 1
    assert sum(isinstance(each, PermissionDenied) for each in presses) == AT_ONCE - 1
    assert sum(isinstance(each, StaleEdit) for each in edits) == AT_ONCE - 1


def test_what_is_linked_to_a_need_while_it_is_merged_is_linked_to_the_other():
    hall = make_hall()
    need, into = make_need(hall), make_need(hall)
    given = {"group_id": need.group_id, "by": hall.coordinator, "now": timezone.now()}
    start, end = Ref(NodeKind.NEED, need.pk), Ref(NodeKind.MEASURE, 9)

    def link():
        join(start=start, relation=Relation.ANSWERED_BY, end=end, **given)
        connection.close()

    thread = Thread(target=link)
    with transaction.atomic():
        merge_needs(need_id=need.pk, into_id=into.pk, by=hall.coordinator, now=timezone.now())
        thread.start()
        thread.join(0.5)
    thread.join()

    assert list(Link.objects.values_list("from_id", flat=True)) == [into.pk]
