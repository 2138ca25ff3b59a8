"""Who may do what to a plan and to an action, in each state: all products of the tables."""

from itertools import product

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
from tests.plans.plans import approved, stranger

pytestmark = pytest.mark.django_db

WRITERS = {"coordinator"}
RECORDERS = {"coordinator", "chair"}
REPORTERS = {"coordinator", "contact of the organisation", "its seat holder"}


def everybody(desk):
    """Return a person of each kind: asking changes nothing, so one desk serves them all."""
    return {
        "coordinator": desk.coordinator,
        "chair": make_actor(role=Role.CHAIR, body=desk.body),
        "leading": make_actor(role=Role.LEADING_MEMBER, body=desk.body),
        "contact of the organisation": desk.contact,
        "its seat holder": desk.held.holders[0],
        "another contact": stranger(desk),
        "staff": make_actor(role=Role.STAFF, organisation=desk.organisation),
        "national": make_actor(role=Role.NATIONAL),
        "researcher": make_actor(role=Role.RESEARCHER),
        "another group's coordinator": make_actor(role=Role.COORDINATOR),
        "nobody": make_user(),
    }


def brought_to(desk, state):
    if state in FROZEN:
        approved(desk)
    Plan.objects.filter(pk=desk.plan.pk).update(state=state)
    desk.plan.refresh_from_db()
    return desk.plan


@pytest.mark.parametrize("state", list(PlanState))
def test_plan_acts_follow_the_table(desk, state):
    people = everybody(desk)
    plan = brought_to(desk, state)

    for (action, transition), (role, user) in product(PLAN_TRANSITIONS.items(), people.items()):
        holders = RECORDERS if transition.permission == BodyPermission.RECORD_OUTCOMES else WRITERS
        expected = role in holders and state in transition.sources
        permitted = bool(can_move(user, plan, action, body=desk.body))
        assert permitted is expected, (role, action)


@pytest.mark.parametrize("state", list(PlanState))
def test_plans_are_written_by_coordinators_until_they_are_approved(desk, state):
    people = everybody(desk)
    plan = brought_to(desk, state)
    desk.measure.plan = plan

    for role, user in people.items():
        assert bool(can_write(user, plan)) is (role in WRITERS and state not in FROZEN), role
        linked = bool(can_link_needs(user, desk.measure))
        assert linked is (role in WRITERS and state != PlanState.ENDED), role


@pytest.mark.parametrize("status", list(MeasureStatus))
def test_measure_acts_follow_the_table(desk, status):
    people = everybody(desk)
    reason = "Nej" if status == MeasureStatus.STOPPED else ""
    Measure.objects.update(status=status, stop_reason=reason)
    measure = Measure.objects.with_deadline().select_related("plan").get()

    for (action, transition), (role, user) in product(MEASURE_TRANSITIONS.items(), people.items()):
        holders = REPORTERS if transition.permission == BY_RESPONSIBLE else WRITERS
        expected = role in holders and status in transition.sources
        assert bool(can_move_measure(user, measure, action)) is expected, (role, action)


@pytest.mark.parametrize("state", list(PlanState))
def test_reports_come_from_those_who_answer_until_the_plan_ends(desk, state):
    people = everybody(desk)
    brought_to(desk, state)
    measure = Measure.objects.with_deadline().select_related("plan").get()

    for role, user in people.items():
        expected = role in REPORTERS and state != PlanState.ENDED
        assert bool(can_report(user, measure)) is expected, role


def test_every_act_has_its_row():
    assert set(PLAN_TRANSITIONS) == set(PlanAction)
    assert set(MEASURE_TRANSITIONS) == set(MeasureAction)


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
