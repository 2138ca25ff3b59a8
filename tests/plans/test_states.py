"""Who may do what to a plan and to an action, in each state: all products of the tables."""

import pytest

from elo_platform.lib.states import IllegalTransition, target_state
from groups.permissions import BodyPermission, GroupPermission, Role
from plans.models import Measure, Plan
from plans.policies.plans import can_link_needs, can_move, can_move_measure, can_report, can_write
from plans.states import (
    BY_RESPONSIBLE,
    FROZEN,
    MEASURE_TRANSITIONS,
    PLAN_TRANSITIONS,
    MeasureAction,
    MeasureStatus,
    PlanAction,
    PlanState,
)
from tests.factories import make_actor, make_user
from tests.plans.plans import approved, make_desk, stranger

pytestmark = pytest.mark.django_db

ROLES = {
    "coordinator": lambda desk: desk.coordinator,
    "chair": lambda desk: make_actor(role=Role.CHAIR, body=desk.body),
    "leading": lambda desk: make_actor(role=Role.LEADING_MEMBER, body=desk.body),
    "contact of the organisation": lambda desk: desk.contact,
    "its seat holder": lambda desk: desk.held.holders[0],
    "another contact": stranger,
    "staff": lambda desk: make_actor(role=Role.STAFF, organisation=desk.organisation),
    "national": lambda desk: make_actor(role=Role.NATIONAL),
    "researcher": lambda desk: make_actor(role=Role.RESEARCHER),
    "another group's coordinator": lambda desk: make_actor(role=Role.COORDINATOR),
    "nobody": lambda desk: make_user(),
}
WRITERS = {"coordinator"}
RECORDERS = {"coordinator", "chair"}
REPORTERS = {"coordinator", "contact of the organisation", "its seat holder"}


def brought_to(desk, state):
    if state in FROZEN:
        approved(desk)
    Plan.objects.filter(pk=desk.plan.pk).update(state=state)
    desk.plan.refresh_from_db()
    return desk.plan


@pytest.mark.parametrize("action", list(PlanAction))
@pytest.mark.parametrize("state", list(PlanState))
@pytest.mark.parametrize("role", list(ROLES))
def test_plan_acts_follow_the_table(role, state, action):
    desk = make_desk()
    user = ROLES[role](desk)
    plan = brought_to(desk, state)
    transition = PLAN_TRANSITIONS[action]
    holders = RECORDERS if transition.permission == BodyPermission.RECORD_OUTCOMES else WRITERS
    expected = role in holders and state in transition.sources
    assert bool(can_move(user, plan, action, body=desk.body)) is expected


@pytest.mark.parametrize("state", list(PlanState))
@pytest.mark.parametrize("role", list(ROLES))
def test_plans_are_written_by_coordinators_until_they_are_approved(role, state):
    desk = make_desk()
    user = ROLES[role](desk)
    plan = brought_to(desk, state)
    assert bool(can_write(user, plan)) is (role in WRITERS and state not in FROZEN)
    desk.measure.plan = plan
    linked = bool(can_link_needs(user, desk.measure))
    assert linked is (role in WRITERS and state != PlanState.ENDED)


@pytest.mark.parametrize("action", list(MeasureAction))
@pytest.mark.parametrize("status", list(MeasureStatus))
@pytest.mark.parametrize("role", list(ROLES))
def test_measure_acts_follow_the_table(role, status, action):
    desk = make_desk()
    user = ROLES[role](desk)
    reason = "Nej" if status == MeasureStatus.STOPPED else ""
    Measure.objects.update(status=status, stop_reason=reason)
    measure = Measure.objects.with_deadline().select_related("plan").get()
    transition = MEASURE_TRANSITIONS[action]
    holders = REPORTERS if transition.permission == BY_RESPONSIBLE else WRITERS
    expected = role in holders and status in transition.sources
    assert bool(can_move_measure(user, measure, action)) is expected


@pytest.mark.parametrize("state", list(PlanState))
@pytest.mark.parametrize("role", list(ROLES))
def test_reports_come_from_those_who_answer_until_the_plan_ends(role, state):
    desk = make_desk()
    user = ROLES[role](desk)
    brought_to(desk, state)
    measure = Measure.objects.with_deadline().select_related("plan").get()
    expected = role in REPORTERS and state != PlanState.ENDED
    assert bool(can_report(user, measure)) is expected


@pytest.mark.parametrize("table", [PLAN_TRANSITIONS, MEASURE_TRANSITIONS])
def test_a_state_outside_the_table_is_refused(table):
    for action, transition in table.items():
        assert target_state(table, action, next(iter(transition.sources)))
        with pytest.raises(IllegalTransition):
            target_state(table, action, "nowhere")


def test_permissions_of_the_tables_exist():
    known = {*GroupPermission, *BodyPermission, BY_RESPONSIBLE}
    for table in (PLAN_TRANSITIONS, MEASURE_TRANSITIONS):
        assert {row.permission for row in table.values()} <= known
