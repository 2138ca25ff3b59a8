"""The demo's plans: written, put on agendas, approved and reported on by the services."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import cycle
from pathlib import Path

from django.db import transaction

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day
from groups.demo.load import MAIL_DAYS
from groups.demo.stage import rows as group_rows
from groups.kinds import NodeKind, OutcomeKind
from groups.models import (
    Clause,
    EloGroup,
    Meeting,
    NationalGoal,
    Need,
    Organisation,
    RoleGrant,
    Seat,
    Study,
)
from groups.models.group import BodyKind
from groups.permissions import Role, Visibility
from groups.querysets.chain import Ref
from groups.querysets.readers import members_of
from groups.services.load_sets import forget_old_mail
from groups.services.outcomes import OutcomeValues
from groups.services.studies import use_study
from plans.models import Goal, Measure, Plan, Position
from plans.querysets.content import content_of, fingerprint
from plans.services.approval import approve_plan, place_plan
from plans.services.goals import GoalValues, add_goal
from plans.services.measures import MeasureValues, add_measure, answer_needs, needs_answered
from plans.services.plans import PlanValues, draft_plan, end_plan, open_plan
from plans.services.positions import PositionValues, change_position
from plans.services.progress import Report, StepValues, report_progress, save_steps
from plans.services.promoters import name_promoter
from plans.states import MeasureAction, MeasureStatus, PlanState

HERE = Path(__file__).parent
# Österbotten's draft: one position half written, one not begun.
HALF, NONE = "competence", "channels"
# Actions were written so many days ago; a need is answered some days after it was raised.
WRITTEN_DAYS = -110
ANSWERED_AFTER = timedelta(days=3)
# What the other groups' plans have come to, in turn.
OTHERS = ("approved", "draft", "approved", "proposed", "ended")
ON_THE_WAY = {
    MeasureStatus.AGREED: (MeasureAction.AGREE,),
    MeasureStatus.UNDER_WAY: (MeasureAction.START,),
    MeasureStatus.DONE: (MeasureAction.START, MeasureAction.FINISH),
}
STEPS = (
    ("Kartlägg nuläget", "Kartoitetaan nykytila", -60),
    ("Kom överens om arbetsfördelningen", "Sovitaan työnjako", -20),
    ("Pröva i två läroanstalter", "Kokeillaan kahdessa oppilaitoksessa", 60),
    ("Följ upp efter en termin", "Seurataan lukukauden jälkeen", 160),
)
SAID = {
    MeasureStatus.AGREED: "Arbetsfördelningen är klar, vi börjar efter årsskiftet.",
    MeasureStatus.UNDER_WAY: "Nuläget är kartlagt och två läroanstalter är med i försöket.",
    MeasureStatus.DONE: "Slutfört. Resultatet presenterades för nätverket.",
}


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of one of this demo's files."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass
class Author:
    """Who writes a group's plan, and what the plan can name."""

    group: EloGroup
    coordinator: User
    now: datetime
    organisations: dict[str, Organisation] = field(default_factory=dict)

    def __post_init__(self) -> None:
        seats = Seat.objects.open_today().filter(body__group=self.group)
        for seat in seats.select_related("organisation", "category").order_by("pk"):
            key, number = seat.category.key, 1
            while self.organisations.get(f"{key}/{number}", seat.organisation) != seat.organisation:
                number += 1
            self.organisations[f"{key}/{number}"] = seat.organisation

    @property
    def today(self) -> date:
        return helsinki_day(self.now)

    def at(self, days: int) -> dict[str, object]:
        """Return who writes, and when: so many days from now."""
        return {"by": self.coordinator, "now": self.now + timedelta(days=days)}

    def clauses(self, first: int, last: int) -> tuple[int, ...]:
        """Return the ids of the clauses that a plan of these years fulfils."""
        rows = Clause.objects.filter(group=self.group).of_years(first, last)
        return tuple(rows.values_list("pk", flat=True))

    def organisation(self, key: str) -> Organisation:
        """Return the organisation that a file means; a like one where the group has none."""
        kind = key.split("/", maxsplit=1)[0]
        own = self.organisations
        return own.get(key) or own.get(f"{kind}/1") or next(iter(own.values()))


def is_loaded() -> bool:
    """Tell whether the demo's plans are there."""
    return Plan.objects.exists()


@transaction.atomic
def load_plans(*, now: datetime) -> int:
    """Let each group of the demo have a plan in some state; return how many plans."""
    if is_loaded():
        return 0
    listed = {row["group"]: row for row in rows("plans.csv")}
    states = cycle(OTHERS)
    for row in group_rows("groups.csv"):
        author = author_of(row["name_fi"], now)
        if author and row["key"] in listed:
            _whole(author, listed[row["key"]])
        elif author:
            _short(author, next(states))
    forget_old_mail(before=now - timedelta(days=MAIL_DAYS))
    return Plan.objects.count()


def author_of(name_fi: str, now: datetime) -> Author | None:
    """Return who writes the plan of a group; None where the group has nobody seated yet."""
    group = EloGroup.objects.get(name_fi=name_fi)
    grants = RoleGrant.objects.current().filter(role=Role.COORDINATOR, group=group)
    author = Author(group, grants.select_related("user")[0].user, now)
    return author if author.organisations else None


def _whole(author: Author, row: dict[str, str]) -> None:
    names = ("title_sv", "title_fi", "vision_sv", "vision_fi")
    values = PlanValues(
        year_from=int(row["year_from"]),
        year_to=int(row["year_to"]),
        clause_ids=author.clauses(int(row["year_from"]), int(row["year_to"])),
        **{name: row[name] for name in names},
    )
    is_draft = row["state"] == "draft"
    plan = draft_plan(group_id=author.group.pk, values=values, **author.at(-130))
    _write(author, plan, row["key"], is_whole=not is_draft)
    _bring(author, plan, row["state"], row["visibility"])
    _answer(author, plan, row["key"])
    _promote(author, plan)
    _build_on(author, plan)


def _build_on(author: Author, plan: Plan) -> None:
    """Let the first goal and its first action rest on a study of the group, where it has one."""
    study = Study.objects.filter(group=author.group).order_by("pk").first()
    measure = plan.measures.order_by("pk").first()
    if study is None or measure is None:
        return
    for place in (Ref(NodeKind.GOAL, measure.goal_id), Ref(NodeKind.MEASURE, measure.pk)):
        use_study(study_id=study.pk, place=place, **author.at(-20))


def _promote(author: Author, plan: Plan) -> None:
    """Let the leading group name somebody of its own for an action of an approved plan."""
    plan.refresh_from_db()
    if plan.state != PlanState.APPROVED:
        return
    leading = author.group.bodies.get(kind=BodyKind.LEADING)
    measure = plan.measures.filter(status=MeasureStatus.UNDER_WAY).order_by("pk").first()
    promoter = members_of(leading).exclude(pk=author.coordinator.pk).first()
    if measure and promoter:
        name_promoter(
            measure_id=measure.pk,
            version=0,
            user_id=promoter.pk,
            guidance="Tala för åtgärden i ledningsgruppen, och hjälp till när en part väntar.",
            language="sv",
            **author.at(-15),
        )


def _short(author: Author, state: str) -> None:
    first = author.today.year - (1 if state == "ended" else 0)
    values = PlanValues(
        year_from=first,
        year_to=first + 2,
        clause_ids=author.clauses(first, first + 2),
        title_sv="Verksamhetsplan",
        title_fi="Toimintasuunnitelma",
        vision_sv="Var och en får vägledning när den behövs.",
        vision_fi="Jokainen saa ohjausta, kun sitä tarvitsee.",
    )
    plan = draft_plan(group_id=author.group.pk, values=values, **author.at(-130))
    _write(author, plan, "short", is_whole=True)
    _bring(author, plan, state, Visibility.GROUP)


def _write(author: Author, plan: Plan, key: str, *, is_whole: bool) -> None:
    """Write the positions, goals and actions of a plan out of the demo's files."""
    texts = {row["kind"]: row for row in rows("positions.csv")}
    for position in Position.objects.filter(plan=plan):
        row = texts[position.kind]
        has_any = is_whole or position.kind != NONE
        has_both = is_whole or position.kind not in (HALF, NONE)
        values = PositionValues(
            text_sv=row["text_sv"] if has_any else "",
            text_fi=row["text_fi"] if has_both else "",
        )
        change_position(position_id=position.pk, version=0, values=values, **author.at(-120))
    goals: dict[str, Goal] = {}
    for row in rows("goals.csv"):
        if row["plan"] == key:
            goals[row["key"]] = _goal(author, plan, row, goals.get(row["parent"]))
    for row in rows("actions.csv"):
        if row["plan"] == key:
            _action(author, plan, row, goals[row["goal"]])


def _goal(author: Author, plan: Plan, row: dict[str, str], parent: Goal | None) -> Goal:
    values = GoalValues(
        title_sv=row["title_sv"], title_fi=row["title_fi"], national_goal_ids=_national(row)
    )
    parent_id = parent.pk if parent else None
    return add_goal(plan_id=plan.pk, parent_id=parent_id, values=values, **author.at(-118))


def _action(author: Author, plan: Plan, row: dict[str, str], goal: Goal) -> None:
    due_on = author.today + timedelta(days=int(row["days"]))
    values = MeasureValues(
        goal_id=goal.pk,
        responsible_id=author.organisation(row["responsible"]).pk,
        due_on=due_on,
        starts_on=min(due_on, author.today - timedelta(days=70)),
        title_sv=row["title_sv"],
        title_fi=row["title_fi"],
        kind=row["kind"],
        partner_ids=tuple(sorted({author.organisation(k).pk for k in _split(row["partners"])})),
        national_goal_ids=_national(row),
    )
    add_measure(plan_id=plan.pk, values=values, **author.at(WRITTEN_DAYS))


def _answer(author: Author, plan: Plan, key: str) -> None:
    """Join each action to the needs that it answers, some days after both were there."""
    for row in rows("actions.csv"):
        measure = Measure.objects.filter(plan=plan, title_sv=row["title_sv"]).first()
        if measure is None or row["plan"] != key:
            continue
        written = author.now + timedelta(days=WRITTEN_DAYS)
        for need in _needs(author, _split(row["needs"])):
            at = max(written, need.made_at) + ANSWERED_AFTER
            known = (*needs_answered(measure_id=measure.pk), need.pk)
            answer_needs(measure_id=measure.pk, need_ids=known, by=author.coordinator, now=at)


def _bring(author: Author, plan: Plan, state: str, visibility: str) -> None:
    """Bring a plan to where the demo shows it, by the way that people go."""
    if state == "draft":
        return
    if visibility != Visibility.GROUP:
        plan.refresh_from_db()
        given = {"plan_id": plan.pk, "version": plan.version, "visibility": visibility}
        open_plan(**given, **author.at(-100))
    meeting = _meeting(author, is_past=state != "proposed")
    if meeting is None:
        return
    before = meeting.starts_at - timedelta(days=7)
    placed = min(before, author.now - timedelta(days=2))
    item = place_plan(plan_id=plan.pk, meeting_id=meeting.pk, by=author.coordinator, now=placed)
    if state == "proposed":
        return
    held = meeting.starts_at + timedelta(hours=1)
    _approve(author, plan, item.pk, held)
    _work_on(author, plan)
    if state == "ended":
        end_plan(plan_id=plan.pk, **author.at(-5))


def _approve(author: Author, plan: Plan, item_id: int, held: datetime) -> None:
    plan.refresh_from_db()
    values = OutcomeValues(
        kind=OutcomeKind.POSITION,
        title_sv=f"Planen {plan.year_from}–{plan.year_to} godkänns",
        title_fi=f"Suunnitelma {plan.year_from}–{plan.year_to} hyväksytään",
        text_sv="Ledningsgruppen godkänner planen och förbinder sig till åtgärderna.",
        text_fi="Johtoryhmä hyväksyy suunnitelman ja sitoutuu toimenpiteisiin.",
    )
    approve_plan(
        plan_id=plan.pk,
        item_id=item_id,
        sha256=fingerprint(content_of(plan)),
        values=values,
        by=author.coordinator,
        now=held,
    )


def _meeting(author: Author, *, is_past: bool) -> Meeting | None:
    """Return the leading group's last meeting, or its next."""
    meetings = Meeting.objects.filter(
        body__group=author.group, body__kind="leading", state="called"
    )
    if is_past:
        return meetings.filter(ends_at__lt=author.now).order_by("-starts_at").first()
    return meetings.filter(starts_at__gt=author.now).order_by("starts_at").first()


def _work_on(author: Author, plan: Plan) -> None:
    """Report on the actions as the files say, with steps for what is under way."""
    listed = {row["title_sv"]: row["status"] for row in rows("actions.csv")}
    for place, measure in enumerate(Measure.objects.filter(plan=plan).order_by("pk")):
        status = MeasureStatus(listed[measure.title_sv])
        if status is MeasureStatus.UNDER_WAY:
            _steps(author, measure, done=place % 3)
        acts = ON_THE_WAY.get(status, ())
        for number, action in enumerate(acts, start=1):
            text = SAID[status] if number == len(acts) else ""
            report = Report(text=text, action=action)
            days = -40 + place % 20 + number
            report_progress(measure_id=measure.pk, report=report, **author.at(days))


def _steps(author: Author, measure: Measure, *, done: int) -> None:
    steps = [
        StepValues(text_sv=sv, text_fi=fi, due_on=author.today + timedelta(days=days))
        for sv, fi, days in STEPS
    ]
    version = Measure.objects.values_list("version", flat=True).get(pk=measure.pk)
    save_steps(measure_id=measure.pk, version=version, steps=steps, **author.at(-60))
    ticked = tuple(measure.steps.order_by("number").values_list("pk", flat=True)[:done])
    if ticked:
        report_progress(
            measure_id=measure.pk, report=Report(done_ids=ticked), **author.at(-55 + done)
        )


def _split(text: str) -> list[str]:
    return [part for part in text.split(";") if part]


def _national(row: dict[str, str]) -> tuple[int, ...]:
    """Return the ids of national goals that a file names by framework and number."""
    found = []
    for each in _split(row["national"]):
        key, number = each.split(":")
        found.append(NationalGoal.objects.get(framework__key=key, number=int(number)).pk)
    return tuple(sorted(found))


def _needs(author: Author, keys: Iterable[str]) -> list[Need]:
    """Return the needs that the file of needs has under `keys`, as they were raised."""
    titles = {row["key"]: row["title_sv"] for row in group_rows("needs.csv")}
    found = Need.objects.filter(group=author.group, title_sv__in=[titles[key] for key in keys])
    return list(found.order_by("made_at", "pk"))
