"""The chain: walked whole in one statement, named as far as its reader may see, drawn once."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from elo_platform.audit.models import AuditEvent
from groups.kinds import NodeKind, Relation
from groups.models import Link
from groups.panels.items import item_links
from groups.permissions import Role, Visibility
from groups.querysets.chain import ChainNode, NodeText, Ref, chain_of, earlier, later, named
from groups.services.links import join, part
from groups.services.need_steps import lift_need
from tests.factories import make_actor, make_body
from tests.groups.meetings import called, make_hall
from tests.groups.needs import TOPIC, make_need

pytestmark = pytest.mark.django_db
SURVEY, THEME = Ref(NodeKind.SURVEY, 1), Ref(NodeKind.THEME, 2)
NEED, MEASURE = Ref(NodeKind.NEED, 3), Ref(NodeKind.MEASURE, 4)
OUTCOME = Ref(NodeKind.OUTCOME, 5)
STEPS = (
    (SURVEY, Relation.GROUPED_IN, THEME),
    (THEME, Relation.RAISED, NEED),
    (NEED, Relation.ANSWERED_BY, MEASURE),
    (MEASURE, Relation.DECIDED_IN, OUTCOME),
)


def link(hall, start, relation, end) -> Link:
    return join(
        start=start,
        relation=relation,
        end=end,
        group_id=hall.body.group_id,
        by=hall.coordinator,
        now=timezone.now(),
    )


def test_a_walk_finds_near_and_far_in_one_query_and_keeps_its_origins_apart(hall):
    for start, relation, end in STEPS:
        link(hall, start, relation, end)
    other = Ref(NodeKind.NEED, 30)
    link(hall, other, Relation.ANSWERED_BY, Ref(NodeKind.MEASURE, 40))

    with CaptureQueriesContext(connection) as queries:
        found = later(NodeKind.NEED, [NEED.id, other.id])

    assert len(queries) == 1
    assert set(found[NEED.id]) == {MEASURE, OUTCOME}
    assert found[other.id] == [Ref(NodeKind.MEASURE, 40)]
    assert set(earlier(NodeKind.OUTCOME, [OUTCOME.id])[OUTCOME.id]) == {
        SURVEY, THEME, NEED, MEASURE,
    }  # fmt: skip
    assert earlier(NodeKind.SURVEY, [SURVEY.id]) == {}


def test_a_loop_ends(hall):
    link(hall, NEED, Relation.ANSWERED_BY, MEASURE)
    link(hall, MEASURE, Relation.RAISED, NEED)

    assert set(later(NodeKind.NEED, [NEED.id])[NEED.id]) == {NEED, MEASURE}


def test_a_link_stands_once_is_retired_once_and_both_are_recorded(hall):
    given = {"start": NEED, "relation": Relation.ANSWERED_BY, "end": MEASURE}
    link(hall, *given.values())
    link(hall, *given.values())
    by = {"by": hall.coordinator, "now": timezone.now()}

    parted = [part(**given, **by) for _ in range(2)]

    assert parted == [True, False]
    assert later(NodeKind.NEED, [NEED.id]) == {}
    assert Link.objects.count() == 1
    kinds = AuditEvent.objects.filter(kind__in=["linked", "unlinked"]).order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == ["linked", "unlinked"]
    link(hall, *given.values())
    assert Link.objects.standing().count() == 1


def test_the_database_joins_nothing_to_itself(hall):
    with pytest.raises(IntegrityError), transaction.atomic():
        link(hall, NEED, Relation.RAISED, NEED)


def test_the_chain_shows_what_its_reader_may_see_and_the_rest_neither_shows_nor_breaks_it(hall):
    working = make_body(group=hall.body.group, kind="working")
    raiser = make_actor(role=Role.WORKING_MEMBER, body=working)
    need = make_need(hall, by=raiser, body=working, visibility=Visibility.BODY)
    item = lift_need(
        need_id=need.pk, meeting_id=called(hall).pk, by=hall.coordinator, now=timezone.now()
    )
    measure = Ref(NodeKind.MEASURE, 9)
    link(hall, Ref(NodeKind.NEED, need.pk), Relation.ANSWERED_BY, measure)
    here = Ref(NodeKind.ITEM, item.pk)

    whole = [node.ref.kind for node in chain_of(here, hall.coordinator)]

    assert whole == [NodeKind.NEED, NodeKind.ITEM]
    assert [node.is_here for node in chain_of(here, hall.coordinator)] == [False, True]
    for reader in (hall.members[0], AnonymousUser(), make_actor(role=Role.NATIONAL)):
        assert chain_of(here, reader) == []
    assert named([Ref(NodeKind.NEED, need.pk)], hall.members[0]) == {}


def test_links_of_a_group_show_to_those_who_read_its_needs(hall):
    made = link(hall, TOPIC, Relation.RAISED, NEED)
    link(make_hall(), TOPIC, Relation.RAISED, Ref(NodeKind.NEED, 8))

    assert list(Link.objects.visible_to(hall.members[0])) == [made]
    for reader in (AnonymousUser(), make_actor(role=Role.NATIONAL)):
        assert list(Link.objects.visible_to(reader)) == []


def item_acts(node_ids, _reader):
    """Answer the port ITEM_ACTS with one act for each need."""
    return {
        item: [{"label": f"Act on {pk}", "url": f"/x/{pk}/"} for pk in ids]
        for item, ids in node_ids.items()
    }


def test_what_stands_on_an_agenda_is_offered_what_its_room_can_do(settings):
    settings.ITEM_ACTS = {"need": f"{__name__}.item_acts"}
    hall = make_hall()
    need, meeting = make_need(hall), called(hall)
    item = lift_need(
        need_id=need.pk, meeting_id=meeting.pk, by=hall.coordinator, now=timezone.now()
    )
    ids = list(meeting.items.values_list("pk", flat=True))

    found = item_links(ids, hall.members[0])

    assert set(found) == {item.pk}
    assert [node.ref.id for node in found[item.pk]["nodes"]] == [need.pk]
    assert found[item.pk]["acts"] == [{"label": f"Act on {need.pk}", "url": f"/x/{need.pk}/"}]
    assert item_links(ids, AnonymousUser())[item.pk] == {"nodes": [], "acts": []}
    assert item_links([], hall.members[0]) == {}


def drawn(nodes) -> BeautifulSoup:
    with translation.override("en"):
        return BeautifulSoup(
            render_to_string("_components/chain.html", {"nodes": nodes}), "html.parser"
        )


def test_the_chain_is_drawn_by_kinds_with_the_own_step_marked():
    text = NodeText("<b>Tema</b>", "/t/", detail="8 svar", state="Open", tone="info")
    themes = [ChainNode(Ref(NodeKind.THEME, pk), text) for pk in range(5)]
    own = ChainNode(NEED, NodeText("Behovet", "/n/"), is_here=True)

    page = drawn([*themes, own])

    steps = page.select(".chain > li")
    assert [step.small.text for step in steps] == ["Theme", "Need"]
    assert [each.strong.text for each in page.select("[aria-current]")] == ["Behovet"]
    assert not steps[1].select("a")
    assert len(steps[0].select("a[href='/t/']")) == 5
    assert len(steps[0].select("details a")) == 2
    assert steps[0].summary.text == "and 2 more"
    assert page.h2


def test_nothing_is_drawn_where_there_is_no_chain():
    assert drawn([]).text.strip() == ""
