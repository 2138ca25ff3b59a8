"""Invented plans in bulk, for the load set: no audit, no mail, no approval but the kept text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from groups.kinds import NodeKind, Relation
from groups.models import Link, Need, Outcome
from groups.querysets.chain import Ref
from groups.services.links import join_all
from plans.kinds import DeclineReason, MeasureKind, PositionKind
from plans.models import (
    Goal,
    GoalNational,
    Measure,
    MeasureNational,
    Plan,
    PlanVersion,
    Position,
    Progress,
    Step,
)
from plans.querysets.content import content_of, fingerprint
from plans.states import FROZEN, MeasureStatus, OfferState, PlanState

BATCH = 2000
STRATEGIC, UNDER = 5, 2
STEPS = 3
STATUSES = tuple(status for status in MeasureStatus if status is not MeasureStatus.STOPPED)
KINDS = tuple(MeasureKind)
# What has come of the offers of actions that are ideas still; None where nobody is asked.
IDEAS = (OfferState.OFFERED, OfferState.NEGOTIATING, OfferState.DECLINED, None)
_OFFER = (
    "measure_id", "organisation_id", "state", "answer_by", "proposed_due_on", "agreed_due_on",
    "comment", "decline_reason", "decline_text", "version", "offered_by_id", "offered_at",
    "answered_by_id", "answered_at", "is_on_behalf",
)  # fmt: skip
TEXT = "Vägledarna, kunderna och organisationerna har kommit överens om hur det går till. " * 4


@dataclass(frozen=True, slots=True)
class NewPlan:
    """A plan of `measures` actions; `outcome` approved it, unless it is a draft."""

    group_id: int
    title_sv: str
    title_fi: str
    year_from: int
    year_to: int
    state: PlanState
    measures: int
    made_by_id: int
    organisation_ids: tuple[int, ...]
    national_ids: tuple[int, ...]
    outcome: Outcome | None = None


@transaction.atomic
def load_plans_of(*, rows: Sequence[NewPlan], now: datetime, today: date) -> list[Plan]:
    """Enter plans with goals, actions, steps and reports; keep what is approved, and offer it."""
    plans = Plan.objects.bulk_create([_plan(row, now) for row in rows], batch_size=BATCH)
    Position.objects.bulk_create(
        (_position(plan, kind, now) for plan in plans for kind in PositionKind), batch_size=BATCH
    )
    pairs = list(zip(plans, rows, strict=True))
    goals = _goals(pairs, now)
    measures = Measure.objects.bulk_create(
        (
            _measure(row, goals[plan.pk], number, now, today)
            for plan, row in pairs
            for number in range(row.measures)
        ),
        batch_size=BATCH,
    )
    _around(measures, now, today)
    _link(measures, pairs, now)
    for plan, row in pairs:
        _keep(plan, row, now)
    in_force = {plan.pk for plan in plans if plan.state == PlanState.APPROVED}
    _offer((each for each in measures if each.plan_id in in_force), now, today)
    return plans


def _plan(row: NewPlan, now: datetime) -> Plan:
    return Plan(
        group_id=row.group_id,
        title_sv=row.title_sv,
        title_fi=row.title_fi,
        year_from=row.year_from,
        year_to=row.year_to,
        vision_sv="Var och en får vägledning när den behövs.",
        vision_fi="Jokainen saa ohjausta, kun sitä tarvitsee.",
        made_by_id=row.made_by_id,
        changed_by_id=row.made_by_id,
        made_at=now,
        changed_at=now,
    )


def _position(plan: Plan, kind: PositionKind, now: datetime) -> Position:
    return Position(plan=plan, kind=kind, text_sv=TEXT, text_fi=TEXT, changed_at=now)


def _goals(pairs: Iterable[tuple[Plan, NewPlan]], now: datetime) -> dict[int, list[Goal]]:
    """Make the goals of each plan; return those that actions stand under, by plan."""
    listed = list(pairs)
    tops = Goal.objects.bulk_create(
        (_goal(plan, None, number, now) for plan, _row in listed for number in range(STRATEGIC)),
        batch_size=BATCH,
    )
    under = Goal.objects.bulk_create(
        (_goal(top.plan, top, number, now) for top in tops for number in range(UNDER)),
        batch_size=BATCH,
    )
    national = {plan.pk: row.national_ids for plan, row in listed}
    GoalNational.objects.bulk_create(
        (
            GoalNational(goal=top, national_goal_id=pk)
            for top in tops
            for pk in national[top.plan_id][:2]
        ),
        batch_size=BATCH,
    )
    found: dict[int, list[Goal]] = {}
    for goal in under:
        found.setdefault(goal.plan_id, []).append(goal)
    return found


def _goal(plan: Plan, parent: Goal | None, number: int, now: datetime) -> Goal:
    kind = "Utvecklingsmål" if parent else "Strategiskt mål"
    return Goal(
        plan=plan,
        parent=parent,
        number=number + 1,
        title_sv=f"{kind} {number + 1}: smidigare övergångar",
        title_fi=f"Tavoite {number + 1}: sujuvammat nivelvaiheet",
        changed_at=now,
    )


def _measure(
    row: NewPlan, goals: Sequence[Goal], number: int, now: datetime, today: date
) -> Measure:
    goal = goals[number % len(goals)]
    status = STATUSES[number % len(STATUSES)]
    reported = status not in (MeasureStatus.IDEA, MeasureStatus.AGREED)
    return Measure(
        plan_id=goal.plan_id,
        goal=goal,
        number=number // len(goals) + 1,
        title_sv=f"Åtgärd {number + 1}: kom överens om vem som följer upp",
        title_fi=f"Toimenpide {number + 1}: sovitaan, kuka seuraa",
        description_sv=TEXT,
        description_fi=TEXT,
        kind=KINDS[number % len(KINDS)],
        responsible_id=row.organisation_ids[number % len(row.organisation_ids)],
        due_on=today + timedelta(days=number * 7 % 900 - 60),
        status=status,
        last_reported_at=now if reported else None,
        made_by_id=row.made_by_id,
        changed_by_id=row.made_by_id,
        made_at=now,
        changed_at=now,
    )


def _around(measures: Sequence[Measure], now: datetime, today: date) -> None:
    """Enter steps, a report and a national goal of each action."""
    Step.objects.bulk_create(
        (
            Step(
                measure=measure,
                number=number + 1,
                text_sv=f"Steg {number + 1}",
                text_fi=f"Askel {number + 1}",
                done_on=today if number == 0 else None,
            )
            for measure in measures
            for number in range(STEPS)
        ),
        batch_size=BATCH,
    )
    Progress.objects.bulk_create(
        (
            Progress(
                measure=measure, status=measure.status, text=TEXT, language="sv",
                by_id=measure.made_by_id, at=now,
            )
            for measure in measures
            if measure.last_reported_at
        ),
        batch_size=BATCH,
    )  # fmt: skip


def _link(
    measures: Sequence[Measure], pairs: Sequence[tuple[Plan, NewPlan]], now: datetime
) -> None:
    """Join goals and needs to the actions, as their pages would."""
    groups = {plan.pk: row.group_id for plan, row in pairs}
    national = {plan.pk: row.national_ids for plan, row in pairs}
    needs: dict[int, list[int]] = {}
    live = Need.objects.live().filter(group__in=set(groups.values()))
    for group_id, pk in live.order_by("pk").values_list("group", "pk"):
        needs.setdefault(group_id, []).append(pk)
    links = []
    for place, measure in enumerate(measures):
        group_id = groups[measure.plan_id]
        links.append(_of(group_id, NodeKind.GOAL, measure.goal_id, measure, now))
        own = needs.get(group_id, [])
        if own and place % 3:
            links.append(_of(group_id, NodeKind.NEED, own[place % len(own)], measure, now))
    Link.objects.bulk_create(links, batch_size=BATCH)
    MeasureNational.objects.bulk_create(
        (
            MeasureNational(measure=measure, national_goal_id=national[measure.plan_id][0])
            for measure in measures
        ),
        batch_size=BATCH,
    )


def _of(group_id: int, kind: NodeKind, pk: int, measure: Measure, now: datetime) -> Link:
    relation = Relation.ANSWERED_BY if kind is NodeKind.NEED else Relation.IMPLEMENTED_BY
    return Link(
        group_id=group_id, from_kind=kind, from_id=pk, relation=relation,
        to_kind=NodeKind.MEASURE, to_id=measure.pk, at=now,
    )  # fmt: skip


def _keep(plan: Plan, row: NewPlan, now: datetime) -> None:
    """Keep the text of an approved plan, and bring it to its state."""
    if row.state not in FROZEN or row.outcome is None:
        return
    content = content_of(plan)
    PlanVersion.objects.create(
        plan=plan,
        edition=1,
        content=content,
        sha256=fingerprint(content),
        approved_on=row.outcome.decided_on,
        outcome=row.outcome,
        approved_by_id=row.made_by_id,
        approved_at=now,
    )
    plan.state, plan.approved_at = row.state, now
    plan.save(update_fields=["state", "approved_at"])
    approved = [Ref(NodeKind.MEASURE, each["id"]) for each in content["measures"]]
    join_all(
        starts=[Ref(NodeKind.PLAN, plan.pk), *approved],
        relation=Relation.DECIDED_IN,
        end=Ref(NodeKind.OUTCOME, row.outcome.pk),
        group_id=row.group_id,
        by=None,
        now=now,
    )


def _offer(measures: Iterable[Measure], now: datetime, today: date) -> None:
    """Offer the actions of plans in force: who works on one has accepted, ideas wait."""
    columns = ", ".join(_OFFER)
    into = f"COPY plans_offer ({columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(into) as copy:
        for place, measure in enumerate(measures):
            waiting = IDEAS[place // len(STATUSES) % len(IDEAS)]
            is_idea = measure.status == MeasureStatus.IDEA
            state = waiting if is_idea else OfferState.ACCEPTED
            if state is not None:
                copy.write_row(_offered(measure, state, now, today))


def _offered(measure: Measure, state: OfferState, now: datetime, today: date) -> tuple[object, ...]:
    later = measure.due_on + timedelta(days=90)
    by, is_open = measure.made_by_id, state is OfferState.OFFERED
    dates = (
        later if state is OfferState.NEGOTIATING else None,
        measure.due_on if state is OfferState.ACCEPTED else None,
    )
    reason = DeclineReason.NO_TIME.value if state is OfferState.DECLINED else ""
    asked = (measure.pk, measure.responsible_id, state.value, today + timedelta(days=14))
    said = ("", reason, "", 0 if is_open else 1)
    answered = (None, None, False) if is_open else (by, now, True)
    return (*asked, *dates, *said, by, now, *answered)
