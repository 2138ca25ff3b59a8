"""What a body came to: who records what, in which number, and that it stays so."""

from dataclasses import replace
from datetime import time, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from elo_platform.audit.models import AuditEvent
from elo_platform.notifications.models import Owed
from groups.kinds import OUTCOMES_ALLOWED, Mandate, NodeKind, OutcomeKind, Relation
from groups.models import Echo, Link, Outcome
from groups.permissions import Role
from groups.querysets.chain import Ref
from groups.services.links import join, part
from groups.services.meetings import cancel_meeting, change_meeting, values_of
from groups.services.needs import NeedValues, raise_need
from groups.services.outcomes import open_outcome, record_outcome
from tests.factories import make_actor, make_body, make_organisation, make_seat, today
from tests.groups.meetings import Hall, called, draft
from tests.groups.outcomes import chair_of, echo_of, make_held, recorded, to_members, wording

pytestmark = pytest.mark.django_db


# Recording


def test_an_outcome_is_numbered_joined_to_its_item_and_recorded(held):
    first, second = recorded(held), recorded(held, item_id=None)

    assert (first.number, second.number) == (1, 2)
    assert first.reference == f"1/{held.meeting.day.year}"
    assert (first.item, first.decided_on, first.visibility) == (
        held.item,
        held.meeting.day,
        "group",
    )
    links = Link.objects.standing().filter(to_kind=NodeKind.OUTCOME)
    assert [(link.from_kind, link.from_id, link.to_id) for link in links] == [
        (NodeKind.ITEM, held.item.pk, first.pk)
    ]
    event = AuditEvent.objects.filter(kind="outcome_recorded").earliest("pk")
    assert (event.target_id, event.group_id) == (first.pk, held.body.group_id)
    assert event.data == {"outcome": first.reference, "type": "recommendation", "asked": 0}


def test_what_was_lifted_to_the_item_is_settled_in_the_outcome(held):
    item = Ref(NodeKind.ITEM, held.item.pk)
    here = {"end": item, "by": held.coordinator, "now": held.now}
    for kind in (NodeKind.TOPIC, NodeKind.PLAN):
        join(start=Ref(kind, 7), relation=Relation.LIFTED_TO, group_id=held.body.group_id, **here)
    part(start=Ref(NodeKind.PLAN, 7), relation=Relation.LIFTED_TO, **here)

    outcome = recorded(held)

    settled = Link.objects.filter(relation=Relation.DECIDED_IN, to_id=outcome.pk)
    assert sorted((link.from_kind, link.from_id) for link in settled) == [
        (NodeKind.ITEM, held.item.pk),
        (NodeKind.TOPIC, 7),
    ]


def test_those_behind_a_need_are_told_that_it_is_settled(held):
    raiser = held.holders[2]
    values = NeedValues(raised_on=today(), title_sv="Väntetider")
    raised = {"group_id": held.body.group_id, "values": values, "by": raiser, "now": held.now}
    need, other = raise_need(**raised), raise_need(**raised)
    join(
        start=Ref(NodeKind.NEED, need.pk),
        relation=Relation.LIFTED_TO,
        end=Ref(NodeKind.ITEM, held.item.pk),
        group_id=held.body.group_id,
        by=held.coordinator,
        now=held.now,
    )

    outcome = recorded(held)

    told = Owed.objects.filter(kind="need_step")
    assert [(row.reader, row.params["need"], row.params["about"]) for row in told] == [
        (raiser, need.pk, ["outcome", outcome.pk])
    ]
    assert other.pk != need.pk


def test_each_organisation_of_the_group_is_asked_once_and_its_contact_before_its_member(held):
    make_seat(
        body=make_body(group=held.body.group, kind="working"), organisation=held.organisations[0]
    )
    make_seat(organisation=make_organisation(name_sv="I en annan grupp"))
    make_seat(body=held.body, closed_on=today() - timedelta(days=2))

    outcome = recorded(held, to_members())

    asked = Echo.objects.filter(outcome=outcome)
    assert {echo.organisation for echo in asked} == set(held.organisations)
    assert asked.count() == 3
    owed = Owed.objects.filter(kind="echo_asked")
    assert {row.reader for row in owed} == {held.contact, held.holders[1], held.holders[2]}


@pytest.mark.parametrize(
    ("addressed", "expected"), [("nobody", []), ("body", [0, 1]), ("members", [0, 1, 2])]
)
def test_whom_an_outcome_is_addressed_to(held, addressed, expected):
    outcome = recorded(held, to_members(addressed=addressed))

    organisations = {held.organisations.index(echo.organisation) for echo in outcome.echoes.all()}
    assert sorted(organisations) == expected
    assert (outcome.answer_by is None) == (not expected)


def test_chosen_organisations_are_asked_and_strangers_are_refused(held):
    stranger = make_organisation(name_sv="Främmande")

    outcome = recorded(held, to_members(addressed=[held.organisations[1].pk]))
    with pytest.raises(ValidationError) as refusal:
        recorded(held, to_members(addressed=[held.organisations[1].pk, stranger.pk]))

    assert [echo.organisation for echo in outcome.echoes.all()] == [held.organisations[1]]
    assert "organisations" in refusal.value.error_dict


@pytest.mark.parametrize("mandate", Mandate)
@pytest.mark.parametrize("kind", OutcomeKind)
def test_a_body_records_what_its_mandate_allows_and_nothing_else(kind, mandate):
    held = make_held(mandate=mandate)
    decider = held.organisations[0].pk if kind == OutcomeKind.DECISION else None
    values = to_members(kind=kind, decided_by_id=decider)

    if kind in OUTCOMES_ALLOWED[mandate]:
        assert recorded(held, values).kind == kind
    else:
        with pytest.raises(ValidationError) as refusal:
            recorded(held, values)
        assert "kind" in refusal.value.error_dict
        assert not Outcome.objects.exists()


@pytest.mark.parametrize("mandate", Mandate)
def test_a_decision_without_an_organisation_is_the_body_s_own_where_it_decides(mandate):
    held = make_held(mandate=mandate)

    if mandate == Mandate.DECIDING:
        assert recorded(held, wording(kind="decision")).decided_by is None
    else:
        with pytest.raises(ValidationError) as refusal:
            recorded(held, wording(kind="decision"))
        assert "decided_by" in refusal.value.error_dict


BAD = {
    "no title": ({"title_sv": "", "title_fi": ""}, "title_sv"),
    "no wording": ({"text_sv": "", "text_fi": ""}, "text_sv"),
    "an unknown type": ({"kind": "order"}, "kind"),
    "a decider of a recommendation": ({"decided_by_id": 1}, "decided_by"),
    "a decider that is not there": ({"kind": "decision", "decided_by_id": 987654}, "decided_by"),
    "a recommendation to nobody": ({"addressee": ""}, "addressed"),
    "an agreement without parties": ({"kind": "agreement"}, "addressed"),
    "what it corrects is not there": ({"corrects_id": 987654}, "corrects"),
    "nobody chosen": ({"addressed": []}, "organisations"),
    "no day to answer by": ({"addressed": "members", "answer_by": None}, "answer_by"),
    "a day to answer by that is today": (
        {"addressed": "members", "answer_by": today()},
        "answer_by",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_values_are_refused_at_their_field_and_take_no_number(held, name):
    given, expected = BAD[name]

    with pytest.raises(ValidationError) as refusal:
        recorded(held, wording(**given))

    assert expected in refusal.value.error_dict
    assert not Outcome.objects.exists()
    assert recorded(held).number == 1


def test_a_correction_names_what_it_corrects_and_ends_its_questions(held):
    other = make_held()
    wrong = recorded(held, to_members())
    waiting = Echo.objects.unanswered().filter(outcome=wrong)
    assert waiting.count() == 3

    right = recorded(held, to_members(title_sv="Rättad", corrects_id=wrong.pk))

    wrong.refresh_from_db()
    assert (right.corrects, wrong.correction) == (wrong, right)
    assert (wrong.title_sv, wrong.number, right.number) == ("Gemensam remissväg", 1, 2)
    assert not waiting.exists()
    assert Echo.objects.unanswered().filter(outcome=right).count() == 3
    for outcome in (wrong, recorded(other)):
        with pytest.raises(ValidationError) as refusal:
            recorded(held, to_members(corrects_id=outcome.pk))
        assert "corrects" in refusal.value.error_dict
    with pytest.raises(DatabaseError), transaction.atomic():
        Outcome.objects.filter(pk=right.pk).update(corrects=None)


def test_an_item_of_another_meeting_is_refused(held):
    other = make_held()

    with pytest.raises(ValidationError):
        recorded(held, item_id=other.item.pk)

    assert recorded(held).item == held.item


# Who, and when


def test_coordinator_and_chair_record_and_nobody_else(held):
    strangers = [
        held.holders[0],
        held.contact,
        make_actor(role=Role.NATIONAL),
        make_actor(role=Role.CHAIR, body=make_body(group=held.body.group, kind="working")),
        make_actor(role=Role.COORDINATOR),
    ]

    for stranger in strangers:
        with pytest.raises(PermissionDenied):
            recorded(held, by=stranger)

    assert not Outcome.objects.exists()
    assert recorded(held, by=held.coordinator).recorded_by == held.coordinator
    assert recorded(held, by=chair_of(held)).number == 2


def _hall(held) -> Hall:
    return Hall(held.body, held.coordinator, [], held.holders, held.holders[0])


def _drafted(held):
    return draft(_hall(held), days=-1)


def _to_come(held):
    return called(_hall(held), days=1)


def _cancelled(held):
    meeting = called(_hall(held), days=1)
    return cancel_meeting(meeting_id=meeting.pk, reason="", by=held.coordinator, now=timezone.now())


@pytest.mark.parametrize("make", [_drafted, _to_come, _cancelled])
def test_a_meeting_that_is_not_called_or_has_not_begun_comes_to_nothing(held, make):
    meeting = make(held)

    with pytest.raises(PermissionDenied):
        record_outcome(
            meeting_id=meeting.pk, item_id=None, values=wording(), by=held.coordinator, now=held.now
        )

    assert recorded(held).meeting == held.meeting


def _running(held):
    """Return a meeting that began at the first minute of today and ends at the last."""
    hall = _hall(held)
    times = {"days": 0, "begins": time(0), "ends": time(23, 59)}
    return called(hall, now=held.now - timedelta(days=9), **times)


def test_a_running_meeting_keeps_its_day_its_items_and_itself_once_it_came_to_something(held):
    free, meeting = _running(held), _running(held)
    item = meeting.items.get()
    given = {"by": held.coordinator, "now": held.now}
    record_outcome(meeting_id=meeting.pk, item_id=item.pk, values=wording(), **given)
    was = values_of(meeting=meeting)

    def change(**fields):
        values = replace(was, **fields)
        return change_meeting(
            meeting_id=meeting.pk, version=meeting.version, values=values, **given
        )

    with pytest.raises(ValidationError):
        change(items=())
    with pytest.raises(ValidationError):
        change(day=today() + timedelta(days=3))
    with pytest.raises(PermissionDenied):
        cancel_meeting(meeting_id=meeting.pk, reason="", **given)

    assert meeting.items.get() == item
    assert change(place="Vasa").place == "Vasa"
    assert cancel_meeting(meeting_id=free.pk, reason="", **given).state == "cancelled"


# Numbers


def test_years_and_bodies_number_on_their_own(held):
    other = make_held()
    earlier = called(
        _hall(held), day=held.meeting.day.replace(year=2024, day=1), now=held.now - timedelta(900)
    )

    numbers = [
        recorded(held).number,
        recorded(other).number,
        record_outcome(
            meeting_id=earlier.pk, item_id=None, values=wording(), by=held.coordinator, now=held.now
        ).number,
        recorded(held).number,
    ]

    assert numbers == [1, 1, 1, 2]


# It stays as it was


FIXED = {
    "number": 9,
    "year": 2001,
    "kind": "decision",
    "title_sv": "Ändrad",
    "title_fi": "Muutettu",
    "text_sv": "Ändrad",
    "text_fi": "Muutettu",
    "decided_on": today() + timedelta(days=3),
    "recorded_at": timezone.now() + timedelta(days=3),
}


@pytest.mark.parametrize("field", FIXED)
def test_the_database_refuses_to_change_what_was_recorded(field):
    outcome = recorded(make_held())

    with pytest.raises(DatabaseError), transaction.atomic():
        Outcome.objects.filter(pk=outcome.pk).update(**{field: FIXED[field]})
    setattr(outcome, field, FIXED[field])
    with pytest.raises(DatabaseError), transaction.atomic():
        outcome.save()

    assert getattr(Outcome.objects.get(pk=outcome.pk), field) != FIXED[field]


@pytest.mark.parametrize("field", ["body", "meeting", "item", "decided_by"])
def test_the_database_refuses_to_move_an_outcome(held, field):
    other = make_held()
    outcome = recorded(held)
    elsewhere = {
        "body": other.body,
        "meeting": other.meeting,
        "item": other.item,
        "decided_by": other.organisations[0],
    }

    with pytest.raises(DatabaseError), transaction.atomic():
        Outcome.objects.filter(pk=outcome.pk).update(**{field: elsewhere[field]})
    Outcome.objects.filter(pk=outcome.pk).update(visibility="body")  # what may change, does

    assert Outcome.objects.get(pk=outcome.pk).visibility == "body"


def test_the_database_refuses_to_delete_an_outcome_by_any_path(held):
    outcome = recorded(held)

    for delete in (outcome.delete, Outcome.objects.filter(pk=outcome.pk).delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            delete()
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM groups_outcome WHERE id = %s", [outcome.pk])

    assert Outcome.objects.filter(pk=outcome.pk).exists()


# How far it is open


def test_raising_the_visibility_is_an_act_of_its_own_in_the_log(held):
    outcome = recorded(held)
    given = {"outcome_id": outcome.pk, "now": held.now}

    with pytest.raises(PermissionDenied):
        open_outcome(visibility="public", by=held.holders[0], **given)
    open_outcome(visibility="public", by=held.coordinator, **given)
    open_outcome(visibility="public", by=held.coordinator, **given)

    assert Outcome.objects.get(pk=outcome.pk).visibility == "public"
    events = AuditEvent.objects.filter(kind="outcome_opened")
    assert [event.data for event in events] == [{"opened": ["group", "public"]}]


def test_a_closed_body_s_outcome_is_closed_unless_organisations_are_asked():
    held = make_held(visibility="body")

    closed, asking = recorded(held), recorded(held, to_members())
    with pytest.raises(ValidationError):
        open_outcome(outcome_id=asking.pk, visibility="body", by=held.coordinator, now=held.now)

    assert (closed.visibility, asking.visibility) == ("body", "group")


# Who reads it


VISIBILITIES = ("body", "group", "all_regions", "public")
SEEN: dict[str, tuple[str, ...]] = {
    "member": VISIBILITIES,
    "coordinator": VISIBILITIES,
    "network": VISIBILITIES[1:],
    "contact": VISIBILITIES[1:],
    "national": VISIBILITIES[1:],
    "elsewhere": VISIBILITIES[2:],
    "anonymous": VISIBILITIES[3:],
}


@pytest.mark.parametrize("visibility", VISIBILITIES)
def test_an_outcome_shows_as_far_as_it_is_open(held, visibility):
    outcome = recorded(held, to_members())
    Outcome.objects.filter(pk=outcome.pk).update(visibility=visibility)
    readers = {
        "member": held.holders[0],
        "coordinator": held.coordinator,
        "network": held.holders[2],
        "contact": held.contact,
        "national": make_actor(role=Role.NATIONAL),
        "elsewhere": make_actor(role=Role.NETWORK_MEMBER),
        "anonymous": AnonymousUser(),
    }

    for name, reader in readers.items():
        sees = Outcome.objects.visible_to(reader).filter(pk=outcome.pk).exists()
        assert sees == (visibility in SEEN[name]), name
    echo = echo_of(outcome, held.organisations[1])
    of_the_group = {"member", "coordinator", "network", "contact", "national"}
    for name, reader in readers.items():
        sees = Echo.objects.visible_to(reader).filter(pk=echo.pk).exists()
        assert sees == (visibility in SEEN[name] and name in of_the_group), name
