"""Makers for the tests of plans: a group with a whole plan, and the same plan approved."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from elo_platform.accounts.models import User
from groups.models import (
    Authority,
    Body,
    Clause,
    EloGroup,
    GoalFramework,
    NationalGoal,
    Organisation,
    Outcome,
)
from groups.permissions import Role
from plans.kinds import PositionKind
from plans.models import Goal, Measure, Plan, PlanVersion, Position
from plans.querysets.content import content_of, fingerprint
from tests.factories import make_actor, make_category, make_organisation, make_seat, today
from tests.groups.outcomes import Held, make_held, recorded

BOTH = {"title_sv": "Trygga studieförmågan", "title_fi": "Turvataan opiskelukyky"}


@dataclass
class Desk:
    """A group with a plan of two strategic goals and an action, and the people around it."""

    held: Held
    plan: Plan
    goal: Goal
    under: Goal
    measure: Measure
    national: NationalGoal

    @property
    def group(self) -> EloGroup:
        return self.held.body.group

    @property
    def body(self) -> Body:
        return self.held.body

    @property
    def coordinator(self) -> User:
        return self.held.coordinator

    @property
    def organisation(self) -> Organisation:
        """The organisation that answers for the action."""
        return self.held.organisations[0]

    @property
    def contact(self) -> User:
        """The contact person of the organisation that answers for the action."""
        return self.held.contact

    @property
    def now(self) -> datetime:
        return self.held.now


def make_plan(*, group, by=None, **fields) -> Plan:
    """Return a draft with its four positions, each in both languages."""
    now = timezone.now()
    given = {"title_sv": "Verksamhetsplan", "title_fi": "Toimintasuunnitelma"}
    given |= {"year_from": 2027, "year_to": 2029, "vision_sv": "Alla får vägledning i tid."}
    given |= {"vision_fi": "Jokainen saa ohjausta ajoissa."}
    plan = Plan.objects.create(
        group=group, made_by=by, changed_by=by, made_at=now, changed_at=now, **(given | fields)
    )
    for kind in PositionKind.values:
        Position.objects.create(
            plan=plan, kind=kind, text_sv=f"Så här: {kind}.", text_fi=f"Näin: {kind}.",
            changed_at=now,
        )  # fmt: skip
    return plan


def make_goal(*, plan, number=None, parent=None, **fields) -> Goal:
    number = number or plan.goals.filter(parent=parent).count() + 1
    return Goal.objects.create(
        plan=plan, parent=parent, number=number, changed_at=timezone.now(), **(BOTH | fields)
    )


def make_measure(*, goal, responsible=None, due_on: date | None = None, **fields) -> Measure:
    now = timezone.now()
    given = {"title_sv": "Trygga studiepsykologen", "title_fi": "Turvataan opintopsykologi"}
    return Measure.objects.create(
        plan=goal.plan,
        goal=goal,
        number=fields.pop("number", goal.measures.count() + 1),
        responsible=responsible or make_organisation(),
        due_on=due_on or today() + timedelta(days=60),
        made_at=now,
        changed_at=now,
        **(given | fields),
    )


def make_national(*, number=1, key="strategy-2020") -> NationalGoal:
    framework, _made = GoalFramework.objects.get_or_create(
        key=key, defaults={"name_fi": "Strategia", "name_sv": "Strategi", "name_en": "Strategy"}
    )
    goal, _made = NationalGoal.objects.get_or_create(
        framework=framework,
        number=number,
        defaults={"name_fi": "Palvelut", "name_sv": "Tjänster", "name_en": "Services"},
    )
    return goal


def make_clause(*, group, **fields) -> Clause:
    """Return a clause of the years of `make_plan`."""
    authority, _made = Authority.objects.get_or_create(
        key="evk-poh", defaults={"kind": "economic_development_centre"}
    )
    given = {"text_sv": "Centralen samordnar gruppen.", "starts_on": date(2024, 1, 1)}
    return Clause.objects.create(group=group, authority=authority, **(given | fields))


def make_desk(**fields) -> Desk:
    """Return a desk whose plan fulfils a clause.

    Its first organisation, with a contact person, answers for the action.
    """
    held = make_held()
    plan = make_plan(group=held.body.group, by=held.coordinator, **fields)
    plan.clauses.add(make_clause(group=plan.group))
    goal = make_goal(plan=plan)
    under = make_goal(plan=plan, parent=goal, title_sv="Korta köerna", title_fi="Jonot lyhyiksi")
    measure = make_measure(goal=under, responsible=held.organisations[0])
    measure.partners.add(held.organisations[1])
    national = make_national()
    measure.national_goals.add(national)
    goal.national_goals.add(national)
    return Desk(held, plan, goal, under, measure, national)


def approved(desk: Desk, *, plan: Plan | None = None, now: datetime | None = None) -> Plan:
    """Return the plan as an approval leaves it: kept, and frozen by the database."""
    plan, now = plan or desk.plan, now or timezone.now()
    return keep(plan=plan, outcome=recorded(desk.held), by=desk.coordinator, now=now)


def keep(*, plan: Plan, outcome: Outcome, by: User, now: datetime) -> Plan:
    """Return the plan as the approval by `outcome` leaves it."""
    content = content_of(plan)
    PlanVersion.objects.create(
        plan=plan,
        edition=plan.edition,
        content=content,
        sha256=fingerprint(content),
        approved_on=outcome.decided_on,
        outcome=outcome,
        approved_by=by,
        approved_at=now,
    )
    Plan.objects.filter(pk=plan.pk).update(state="approved", approved_at=now)
    plan.refresh_from_db()
    return plan


def revised(plan: Plan) -> Plan:
    """Return the plan with its next edition begun."""
    Plan.objects.filter(pk=plan.pk).update(state="draft", edition=plan.edition + 1)
    plan.refresh_from_db()
    return plan


def stranger(desk: Desk) -> User:
    """Return somebody who answers for an organisation that has nothing to do with the action."""
    other = make_organisation(name_sv="Kusten", category=make_category(key="EMP"))
    make_seat(body=desk.body, organisation=other)
    return make_actor(role=Role.CONTACT, organisation=other, name="Tuva Sund")
