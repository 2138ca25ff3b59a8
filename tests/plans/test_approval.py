"""A plan on an agenda, approved by a meeting and frozen: both or none, once, and checkable."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from elo_platform.audit.models import AuditEvent
from elo_platform.lib.forms import StaleEdit
from groups.kinds import NodeKind
from groups.models import Body, Link, Outcome
from groups.permissions import ROLE_SCOPE, Role, Scope
from groups.querysets.chain import Ref, chain_of
from plans.models import Measure, Plan, PlanVersion, Position
from plans.querysets.content import content_of, fingerprint
from plans.services import approval
from plans.services.approval import approve_plan, place_plan, take_back_plan
from plans.services.plans import revise_plan
from plans.states import OfferAction, PlanState
from tests.factories import make_actor, make_body, make_group
from tests.groups.meetings import Hall, called, draft
from tests.groups.outcomes import chair_of, to_members, wording
from tests.plans.offers import answered, offered
from tests.plans.plans import approved, make_desk, make_measure, make_plan

pytestmark = pytest.mark.django_db


def hall_of(desk) -> Hall:
    return Hall(desk.body, desk.coordinator, [], desk.held.holders, desk.held.holders[0])


def placed(desk, *, days=5, **fields):
    """Return the agenda item that the desk's plan stands as, and let its meeting have begun."""
    meeting = called(hall_of(desk), days=days)
    item = place_plan(
        plan_id=desk.plan.pk, meeting_id=meeting.pk, by=desk.coordinator, now=timezone.now()
    )
    desk.plan.refresh_from_db()
    return item


def begun(item):
    """Return an instant during the meeting of `item`."""
    return item.meeting.starts_at + timedelta(minutes=10)


def approve(desk, item, *, by=None, now=None, sha256=None, **fields) -> PlanVersion:
    return approve_plan(
        plan_id=desk.plan.pk,
        item_id=item.pk,
        sha256=sha256 or fingerprint(content_of(desk.plan)),
        values=to_members(**({"kind": "agreement", "addressed": "body"} | fields)),
        by=by or desk.coordinator,
        now=now or begun(item),
    )


def nothing_recorded(desk) -> bool:
    desk.plan.refresh_from_db()
    return (
        not Outcome.objects.exists()
        and not PlanVersion.objects.exists()
        and desk.plan.state != PlanState.APPROVED
        and not AuditEvent.objects.filter(kind__in=["plan_approved", "outcome_recorded"]).exists()
    )


def test_a_plan_goes_on_the_agenda_of_a_called_meeting_and_is_joined_to_it(desk):
    item = placed(desk)

    assert desk.plan.state == PlanState.PROPOSED
    assert (item.title_sv, item.purpose) == (desk.plan.title_sv, "decide")
    link = Link.objects.get(relation="lifted_to")
    assert (link.from_kind, link.from_id, link.to_kind, link.to_id) == (
        *("plan", desk.plan.pk),
        *("item", item.pk),
    )


def test_a_plan_goes_on_a_draft_too_and_on_another_meeting_but_once_on_each(desk):
    item = placed(desk)
    later = draft(hall_of(desk), days=30)
    given = {"plan_id": desk.plan.pk, "by": desk.coordinator, "now": timezone.now()}

    place_plan(meeting_id=later.pk, **given)

    with pytest.raises(ValidationError):
        place_plan(meeting_id=item.meeting_id, **given)
    assert Link.objects.filter(relation="lifted_to").count() == 2


@pytest.mark.parametrize("position", [0, 3])
def test_a_plan_with_an_empty_position_goes_nowhere_until_it_says_why(desk, position):
    empty = list(desk.plan.positions.order_by("kind"))[position]
    Position.objects.filter(pk=empty.pk).update(text_sv="", text_fi="")
    meeting = called(hall_of(desk), days=5)
    given = {"meeting_id": meeting.pk, "by": desk.coordinator, "now": timezone.now()}

    with pytest.raises(ValidationError) as refusal:
        place_plan(plan_id=desk.plan.pk, **given)
    Position.objects.filter(pk=empty.pk).update(exception_sv="Nationella gruppen gör det.")
    place_plan(plan_id=desk.plan.pk, **given)

    assert str(empty)[1:] in refusal.value.messages[0]
    assert Plan.objects.get().state == PlanState.PROPOSED


def _other_group(desk):
    return called(hall_of(make_desk()), days=5)


def _network(desk):
    body = Body.objects.get(group=desk.group, kind="network")
    return called(Hall(body, desk.coordinator, [], [], desk.coordinator), days=5)


@pytest.mark.parametrize("wrong", [_other_group, _network])
def test_only_the_leading_group_of_the_same_group_takes_a_plan(desk, wrong):
    meeting = wrong(desk)

    with pytest.raises(ValidationError):
        place_plan(
            plan_id=desk.plan.pk, meeting_id=meeting.pk, by=desk.coordinator, now=timezone.now()
        )
    assert Plan.objects.get(pk=desk.plan.pk).state == PlanState.DRAFT


def test_an_approval_records_the_outcome_and_freezes_the_text_with_its_fingerprint(desk):
    item = placed(desk)

    version = approve(desk, item)

    desk.plan.refresh_from_db()
    assert desk.plan.state == PlanState.APPROVED
    assert version.outcome.item == item
    assert version.outcome.number == 1
    assert version.approved_on == item.meeting.day
    written = json.dumps(version.content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert hashlib.sha256(written.encode()).hexdigest() == version.sha256
    assert Link.objects.filter(from_kind="plan", relation="decided_in").exists()
    kinds = set(AuditEvent.objects.values_list("kind", flat=True))
    assert {"plan_placed", "plan_approved", "outcome_recorded"} <= kinds


def test_an_action_shows_the_approval_in_its_chain_and_is_agreed_once_it_is_taken_on(desk):
    idea = make_measure(goal=desk.under, responsible=desk.organisation)
    answered(desk, offered(desk), OfferAction.ACCEPT)
    written = Measure.objects.get(pk=desk.measure.pk).status

    version = approve(desk, placed(desk), kind="position", addressed="nobody")

    for pk, status in ((desk.measure.pk, "agreed"), (idea.pk, "idea")):
        chain = chain_of(Ref(NodeKind.MEASURE, pk), desk.contact)
        assert chain[-1].ref == Ref(NodeKind.OUTCOME, version.outcome_id)
        assert Measure.objects.get(pk=pk).status == status
    assert written == "idea"


def test_the_fingerprint_of_the_stored_text_is_that_of_the_text_as_read_again(desk):
    version = approve(desk, placed(desk))

    kept = PlanVersion.objects.get(pk=version.pk)

    assert fingerprint(kept.content) == kept.sha256
    changed = kept.content | {"title_sv": "Annan"}
    assert fingerprint(changed) != kept.sha256


def _after_the_outcome(monkeypatch):
    def fail(**_values):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(approval, "record_change", fail)


def _at_the_outcome(monkeypatch):
    def fail(**_values):
        raise RuntimeError("the network is gone")

    monkeypatch.setattr(approval, "record_outcome", fail)


@pytest.mark.parametrize("fault", [_after_the_outcome, _at_the_outcome])
def test_if_any_part_fails_nothing_is_recorded(desk, fault, monkeypatch):
    item = placed(desk)
    with monkeypatch.context() as broken:
        fault(broken)
        with pytest.raises(RuntimeError):
            approve(desk, item)

    assert nothing_recorded(desk)
    assert approve(desk, item).edition == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda desk: Plan.objects.update(vision_sv="Annan vision."),
        lambda desk: Measure.objects.update(due_on=timezone.now().date() + timedelta(days=400)),
        lambda desk: Position.objects.filter(kind="roles").update(text_fi="Toisin."),
        lambda desk: desk.measure.partners.clear(),
        lambda desk: desk.goal.national_goals.clear(),
        lambda desk: desk.plan.clauses.update(text_sv="En annan ordalydelse."),
    ],
)
def test_a_version_that_has_changed_since_it_was_read_is_not_approved(desk, change):
    item = placed(desk)
    read = fingerprint(content_of(desk.plan))
    change(desk)

    with pytest.raises(StaleEdit):
        approve(desk, item, sha256=read)

    assert nothing_recorded(desk)
    desk.plan.refresh_from_db()
    assert approve(desk, item).edition == 1


def test_a_meeting_that_has_not_begun_approves_nothing(desk):
    item = placed(desk)

    with pytest.raises(PermissionDenied):
        approve(desk, item, now=timezone.now())

    assert nothing_recorded(desk)


@pytest.mark.parametrize("kind", ["discussed", "noted", "recommendation"])
def test_an_outcome_that_stands_behind_nothing_approves_nothing(desk, kind):
    item = placed(desk)

    with pytest.raises(ValidationError):
        approve(desk, item, kind=kind)

    assert nothing_recorded(desk)


def test_a_body_approves_only_by_what_its_mandate_allows(desk):
    item = placed(desk)
    Body.objects.filter(pk=desk.body.pk).update(mandate="advisory")

    with pytest.raises(ValidationError):
        approve(desk, item, kind="agreement")
    assert nothing_recorded(desk)
    assert approve(desk, item, kind="position").outcome.kind == "position"


def test_a_plan_that_is_not_on_the_agenda_is_not_approved_by_the_meeting(desk):
    item = placed(desk)
    other = desk.held.item

    with pytest.raises(ValidationError):
        approve(desk, other, now=begun(item))

    assert nothing_recorded(desk)


def test_a_plan_taken_back_is_not_approved_until_it_is_placed_again(desk):
    item = placed(desk)

    take_back_plan(plan_id=desk.plan.pk, by=desk.coordinator, now=timezone.now())

    with pytest.raises(PermissionDenied):
        approve(desk, item)
    again = placed(desk, days=6)
    assert approve(desk, again).edition == 1


@pytest.mark.parametrize("role", Role)
def test_who_records_outcomes_in_the_body_approves_and_nobody_else(desk, role):
    item = placed(desk)
    held = {
        Scope.BODY: {"body": desk.body},
        Scope.GROUP: {"group": desk.group},
        Scope.ORGANISATION: {"organisation": desk.organisation},
    }
    user = make_actor(role=role, **held.get(ROLE_SCOPE[role], {}))

    if role in {Role.CHAIR, Role.COORDINATOR}:
        assert approve(desk, item, by=user).approved_by == user
    else:
        with pytest.raises(PermissionDenied):
            approve(desk, item, by=user)
        assert nothing_recorded(desk)


def test_a_chair_of_another_group_approves_nothing(desk):
    item = placed(desk)
    other = make_actor(role=Role.CHAIR, body=make_body(group=make_group()))

    with pytest.raises(PermissionDenied):
        approve(desk, item, by=other)
    assert approve(desk, item, by=chair_of(desk.held)).edition == 1


@pytest.mark.parametrize("state", PlanState)
def test_a_plan_is_approved_on_its_way_and_in_no_other_state(desk, state):
    item = placed(desk)
    if state in (PlanState.APPROVED, PlanState.ENDED):
        approved(desk)
        if state == PlanState.ENDED:
            Plan.objects.update(state="ended")
    elif state == PlanState.DRAFT:
        take_back_plan(plan_id=desk.plan.pk, by=desk.coordinator, now=timezone.now())
    desk.plan.refresh_from_db()
    versions = PlanVersion.objects.count()

    if state == PlanState.PROPOSED:
        assert approve(desk, item).edition == 1
    else:
        with pytest.raises(PermissionDenied):
            approve(desk, item)
        assert PlanVersion.objects.count() == versions


def test_a_new_version_is_approved_beside_the_old_which_stays_as_it_was(desk):
    first = approve(desk, placed(desk))
    revise_plan(plan_id=desk.plan.pk, by=desk.coordinator, now=timezone.now())
    Plan.objects.update(vision_sv="En ny vision.")
    desk.plan.refresh_from_db()

    second = approve(desk, placed(desk, days=7))

    first.refresh_from_db()
    assert (first.edition, second.edition) == (1, 2)
    assert first.content["vision_sv"] != second.content["vision_sv"]
    assert second.outcome.number == 2


def test_the_plan_of_a_group_says_nothing_of_another(desk):
    other = make_plan(group=make_group())
    item = placed(desk)

    with pytest.raises(ValidationError):
        approve_plan(
            plan_id=other.pk,
            item_id=item.pk,
            sha256="0" * 64,
            values=wording(),
            by=desk.coordinator,
            now=begun(item),
        )
    assert nothing_recorded(desk)
