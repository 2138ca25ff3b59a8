"""Events: drafted, checked, opened, moved and cancelled; who sees and is told of what."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from elo_platform.lib.forms import StaleEdit
from elo_platform.notifications.models import Owed
from groups.kinds import NodeKind
from groups.models import Event
from groups.permissions import Role
from groups.policies.events import can_arrange
from groups.querysets.chain import Ref, chain_of
from groups.services.event_parts import ProgrammeValues, add_programme
from groups.services.events import cancel_event, change_event, draft_event, open_event, show_event
from groups.services.needs import NeedValues, raise_need
from tests.factories import make_actor, make_group, make_user, today
from tests.groups.events import drafted, event_values, opened, signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


SUMMER = date(2027, 3, 28)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title_sv": "", "title_fi": ""}, "title_sv"),
        ({"capacity": 0}, "capacity"),
        ({"ends": time(9)}, "ends"),
        ({"day": SUMMER, "begins": time(3, 30)}, "begins"),
        ({"day": date(2027, 10, 31), "ends": time(3, 30), "begins": time(1)}, "ends"),
        ({"kind": "training"}, "training"),
        ({"kind": "national"}, "kind"),
        ({"signup_until": date(2100, 1, 1)}, "signup_until"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(wrong, field):
    group = make_group()
    by = make_actor(role=Role.COORDINATOR, group=group)
    drafted(by=by, group=group, capacity=1, kind="training", training="further")

    with pytest.raises(ValidationError) as refusal:
        drafted(by=by, group=group, **wrong)

    assert list(refusal.value.error_dict) == [field]


def test_an_event_lives_from_draft_to_cancellation_and_its_people_are_told(hall):
    group, by, now = hall.body.group, hall.coordinator, timezone.now()
    outsider, member = make_user(), hall.members[0]
    event = drafted(by=by, group=group, capacity=2)

    assert not Event.objects.visible_to(member).exists()
    with pytest.raises(PermissionDenied):
        open_event(event_id=event.pk, by=member, now=now)
    event = open_event(event_id=event.pk, by=by, now=now)
    assert Event.objects.visible_to(member).get() == event
    assert not Event.objects.visible_to(outsider).exists()
    # Both members and the deputy, not the one who opened it.
    assert event.told == Owed.objects.filter(kind="event_opened").count() == 3

    for person in hall.members:
        signed(event, person)
    moved = event_values(days=12, capacity=2)
    given = {"event_id": event.pk, "by": by, "now": now}
    event = change_event(version=event.version, values=moved, **given)
    assert (event.sequence, event.day) == (1, today() + timedelta(days=12))
    assert Owed.objects.filter(kind="event_changed").count() == 2
    with pytest.raises(StaleEdit):
        change_event(version=0, values=moved, **given)
    with pytest.raises(ValidationError, match="2 people have a place already"):
        change_event(version=event.version, values=replace(moved, capacity=1), **given)

    event = cancel_event(reason="Storm", **given)
    assert event.sequence == 2
    assert Owed.objects.filter(kind="event_cancelled").count() == 2
    with pytest.raises(PermissionDenied):
        change_event(version=event.version, values=moved, **given)


def test_who_leads_a_body_arranges_its_events_and_no_others(hall):
    chair = make_actor(role=Role.CHAIR, body=hall.body)

    own = drafted(by=chair, group=hall.body.group, body=hall.body)

    assert can_arrange(chair, own)
    assert not can_arrange(hall.members[0], own)
    with pytest.raises(PermissionDenied):
        drafted(by=chair, group=hall.body.group)
    with pytest.raises(PermissionDenied):
        drafted(by=hall.members[0], group=hall.body.group, body=hall.body)


def test_a_wider_circle_is_an_act_of_its_own_and_a_national_event_has_no_group(hall):
    event = opened(by=hall.coordinator, group=hall.body.group)
    given = {"event_id": event.pk, "now": timezone.now(), "version": event.version}
    other = make_actor(role=Role.COORDINATOR)

    with pytest.raises(ValidationError, match="which body"):
        show_event(visibility="body", by=hall.coordinator, **given)
    with pytest.raises(PermissionDenied):
        show_event(visibility="public", by=other, **given)
    assert not Event.objects.visible_to(other).exists()
    show_event(visibility="all_regions", by=hall.coordinator, **given)
    assert Event.objects.visible_to(other).exists()

    national = make_actor(role=Role.NATIONAL)
    with pytest.raises(PermissionDenied):
        drafted(by=other)
    colleague = make_actor(role=Role.NATIONAL)
    seminar = opened(by=national, kind="national")
    told = Owed.objects.filter(kind="event_opened", params__event=seminar.pk)
    # The national group is always invited, and the coordinators of all groups with it.
    assert {row.reader for row in told} == {colleague, other, hall.coordinator}
    assert Event.objects.visible_to(other).filter(pk=seminar.pk).exists()
    with pytest.raises(ValidationError, match="all regions or to everyone"):
        show_event(
            event_id=seminar.pk, version=1, visibility="group", by=national, now=timezone.now()
        )


def test_a_training_answers_a_need_and_both_pages_say_so(hall):
    group, by, now = hall.body.group, hall.coordinator, timezone.now()
    values = NeedValues(raised_on=today(), title_sv="Vuxna utan vägledning", visibility="group")
    need = raise_need(group_id=group.pk, body_id=None, values=values, by=by, now=now)
    event = drafted(by=by, group=group, need_id=need.pk, kind="training", training="continuing")

    member = hall.members[0]
    assert chain_of(Ref(NodeKind.NEED, need.pk), member) == []
    open_event(event_id=event.pk, by=by, now=now)

    of_need = chain_of(Ref(NodeKind.NEED, need.pk), member)
    of_event = chain_of(Ref(NodeKind.EVENT, event.pk), member)
    assert [node.ref for node in of_need] == [node.ref for node in of_event]
    assert [node.ref.kind for node in of_need] == ["need", "event"]


def test_a_programme_stands_in_the_order_of_the_clock(hall):
    event = drafted(by=hall.coordinator, group=hall.body.group)

    def add(title, at=None):
        values = ProgrammeValues(begins=at, title_sv=title)
        given = {"by": hall.coordinator, "now": timezone.now()}
        return add_programme(event_id=event.pk, values=values, **given)

    add("Avslutning")
    add("Lunch", time(12))
    add("Kaffe", time(9))
    add("Frågor", time(11))
    with pytest.raises(ValidationError, match="within the event"):
        add("Kväll", time(20))

    titles = [row.title_sv for row in event.programme.all()]
    assert titles == ["Kaffe", "Frågor", "Lunch", "Avslutning"]


def test_an_event_does_not_follow_itself(hall):
    event = drafted(by=hall.coordinator, group=hall.body.group)

    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(parent=event.pk)

    child = draft_event(
        group_id=hall.body.group_id,
        values=event_values(),
        parent=event,
        by=hall.coordinator,
        now=timezone.now(),
    )
    assert child.parent == event
