"""What those behind a need are told, and what waits for who coordinates."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from elo_platform.lib.dates import helsinki_day, start_of_day
from elo_platform.notifications.models import Owed
from elo_platform.notifications.readers import Addressee
from groups.kinds import NeedStep, NodeKind, Relation
from groups.models import Need
from groups.notices.needs import need_step, need_steps
from groups.panels.needs import due_needs
from groups.permissions import Role, Visibility
from groups.querysets.chain import Ref
from groups.services.links import join
from groups.services.need_steps import lift_need, merge_needs, refuse_need, reopen_need
from groups.services.needs import tell_need_step
from groups.services.seats import end_mandate
from tests.factories import make_actor, make_body, today
from tests.groups.meetings import called, make_hall
from tests.groups.needs import make_need

pytestmark = pytest.mark.django_db
LONG = timedelta(days=40)


def last(step) -> dict:
    return Owed.objects.filter(params__step=step).latest("pk").params


def test_a_refusal_tells_the_reason_and_who_stands_for_it_as_long_as_it_holds(hall):
    need = make_need(hall, by=hall.members[0])
    given = {"need_id": need.pk, "by": hall.coordinator, "now": timezone.now()}
    refuse_need(reason="Kommunen gör det.", **given)

    said = need_step(last("refused"), hall.members[0])

    assert (said["reason"], said["by"]) == ("Kommunen gör det.", hall.coordinator.name)
    assert said["url"].endswith(f"/needs/{need.pk}/")
    reopen_need(**given)
    assert need_step(last("refused"), hall.members[0]) is None
    assert need_step(last("reopened"), hall.members[0])["reason"] == ""


def test_a_step_names_what_it_led_to_only_where_its_reader_may_see_that(hall):
    staff = make_actor(role=Role.STAFF, organisation=hall.seats[0].organisation)
    need = make_need(hall, by=staff)
    lift_need(need_id=need.pk, meeting_id=called(hall).pk, by=hall.coordinator, now=timezone.now())

    seen, hidden = (need_step(last("lifted"), user) for user in (hall.members[0], staff))

    assert hall.body.name in seen["about_detail"]
    assert (hidden["about"], hidden["about_detail"]) == ("", "")
    assert hidden["title"] == need.title


def test_who_left_the_group_or_has_no_account_is_told_nothing(hall):
    need = make_need(hall, by=hall.members[0])
    refuse_need(need_id=need.pk, reason="Nej.", by=hall.coordinator, now=timezone.now())
    mandate = hall.members[0].mandates.get()
    guest = Addressee(address="guest@elo.example", name="Guest", language="sv")

    assert need_step(last("refused"), guest) is None
    assert need_step(last("refused"), hall.members[0]) is not None
    end_mandate(holder_id=mandate.pk, by=None, now=timezone.now())
    assert need_step(last("refused"), hall.members[0]) is None


def test_a_merged_need_names_the_other_one(hall):
    need, into = make_need(hall, by=hall.members[0]), make_need(hall, title_sv="Det andra")

    merge_needs(need_id=need.pk, into_id=into.pk, by=hall.coordinator, now=timezone.now())

    with translation.override("sv"):
        assert need_step(last("merged"), hall.members[0])["about"] == "Det andra"


def test_many_steps_are_read_at_once(hall, django_assert_num_queries):
    needs = [make_need(hall, by=hall.members[0]) for _ in range(5)]
    tell_need_step(
        need_ids=[need.pk for need in needs],
        step=NeedStep.SETTLED,
        about=Ref(NodeKind.OUTCOME, 1),
        by=hall.coordinator,
        now=timezone.now(),
    )
    params = list(Owed.objects.values_list("params", flat=True).filter(kind="need_step"))

    with django_assert_num_queries(2):
        said = need_steps(params, hall.members[0])

    assert [each["title"] for each in said] == [need.title for need in needs]


def test_needs_that_wait_over_thirty_days_wait_for_the_coordinator(hall):
    now = timezone.now()
    given = {"by": hall.coordinator, "now": now}
    old = make_need(hall, now=now - LONG, raised_on=today() - LONG)
    make_need(hall)
    make_need(make_hall(), now=now - LONG, raised_on=today() - LONG)
    lifted, refused, answered = (
        make_need(hall, now=now - LONG, raised_on=today() - LONG) for _ in range(3)
    )
    lift_need(need_id=lifted.pk, meeting_id=called(hall).pk, **given)
    refuse_need(need_id=refused.pk, reason="Nej.", **given)
    join(
        start=Ref(NodeKind.NEED, answered.pk),
        relation=Relation.ANSWERED_BY,
        end=Ref(NodeKind.MEASURE, 1),
        group_id=hall.body.group_id,
        **given,
    )

    rows = due_needs(hall.coordinator, now)

    assert [row["url"] for row in rows] == [f"/needs/{old.pk}/"]
    assert old.answer_by == helsinki_day(old.made_at) + timedelta(days=30)
    assert rows[0]["due_at"] == start_of_day(old.answer_by)
    for user in (hall.members[0], make_actor(role=Role.NATIONAL)):
        assert due_needs(user, now) == []


def test_many_waiting_needs_of_a_group_are_one_line(hall, django_assert_num_queries):
    now = timezone.now()
    for _ in range(6):
        make_need(hall, now=now - LONG, raised_on=today() - LONG)

    with django_assert_num_queries(1), translation.override("en"):
        rows = due_needs(hall.coordinator, now)

    assert [row["title"] for row in rows] == ["6 needs wait"]
    assert rows[0]["url"] == f"/groups/{hall.body.group_id}/needs/?show=waiting"


def test_a_need_that_only_a_body_sees_waits_for_the_coordinator_too(hall):
    working = make_body(group=hall.body.group, kind="working")
    raiser = make_actor(role=Role.WORKING_MEMBER, body=working)
    now = timezone.now()
    make_need(
        hall,
        by=raiser,
        body=working,
        visibility=Visibility.BODY,
        now=now - LONG,
        raised_on=today() - LONG,
    )

    assert len(due_needs(hall.coordinator, now)) == Need.objects.count() == 1
