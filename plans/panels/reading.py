"""A plan as its reader may read it: the rows as they stand, or the version that was approved."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from elo_platform.lib.text import chosen
from groups.models import NationalGoal
from groups.querysets.permitted import today_in_helsinki
from plans.kinds import PositionKind
from plans.models import Goal, Measure, Plan, PlanVersion, Position
from plans.querysets.content import Content, clauses_of
from plans.querysets.measures import statuses_of

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

Row = dict[str, Any]
_GOAL = ("id", "parent_id", "number", "title_sv", "title_fi", "serves")
_MEASURE = (
    "id", "goal_id", "number", "title_sv", "title_fi", "responsible_id", "due_on", "deadline",
    "status", "carrier_id", "is_offered", "responsible__name_sv", "responsible__name_fi",
    "responsible__category__sector",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What one person reads of a plan. `is_live` where it is the rows and not a version."""

    title: str
    vision: Row
    years: str
    edition: int
    clauses: list[Row]
    positions: list[Position]
    goals: list[Row]
    measures: list[Row]
    is_live: bool


def words(row: Row, field: str = "title") -> str:
    """Return a text of a row in the reader's language."""
    return chosen({code: row.get(f"{field}_{code}", "") for code in ("sv", "fi")})


def years_of(first: int, last: int) -> str:
    """Return the years of a plan as people write them."""
    return str(first) if first == last else f"{first}–{last}"


def read_plan(plan: Plan, reader: User | AnonymousUser) -> Reading:
    """Return `plan` as `reader` may read it: the rows, or the version that was approved last."""
    if plan.is_read_live:
        return _live(plan, reader)
    versions = PlanVersion.objects.visible_to(reader).filter(plan=plan)
    return _kept(versions.order_by("-edition")[0].content, reader)


def _live(plan: Plan, reader: User | AnonymousUser) -> Reading:
    positions = Position.objects.visible_to(reader).filter(plan=plan)
    goals = Goal.objects.visible_to(reader).filter(plan=plan).with_national()
    return Reading(
        title=plan.title,
        vision={"text_sv": plan.vision_sv, "text_fi": plan.vision_fi},
        years=years_of(plan.year_from, plan.year_to),
        edition=plan.edition,
        clauses=_approved_clauses(plan, reader) if plan.is_frozen else clauses_of(plan),
        positions=_in_order(positions),
        goals=list(goals.order_by("number").values(*_GOAL)),
        measures=live_measures(reader, plan=plan),
        is_live=True,
    )


def _approved_clauses(plan: Plan, reader: User | AnonymousUser) -> list[Row]:
    """Return the clauses of an approved plan as they were worded when it was approved."""
    versions = PlanVersion.objects.visible_to(reader).filter(plan=plan, edition=plan.edition)
    return versions.values_list("content__clauses", flat=True).get() or []


def live_measures(reader: User | AnonymousUser, **where: Any) -> list[Row]:
    """Return the actions that `reader` may see, as rows, with who carries them and by when."""
    rows = Measure.objects.visible_to(reader).filter(**where).with_deadline().with_asking()
    found = rows.order_by("goal__number", "number")
    return [
        each
        | {
            "responsible": {
                "name_sv": each["responsible__name_sv"],
                "name_fi": each["responsible__name_fi"],
            },
            "sector": each["responsible__category__sector"],
        }
        for each in found.values(*_MEASURE)
    ]


def _kept(content: Content, reader: User | AnonymousUser) -> Reading:
    """Return an approved version as a reading; the status of its actions is today's."""
    ids = [row["id"] for row in content["measures"]]
    status = statuses_of(ids)
    years = _framework_years(content, reader)
    return Reading(
        title=words(content),
        vision={f"text_{code}": content[f"vision_{code}"] for code in ("sv", "fi")},
        years=years_of(content["year_from"], content["year_to"]),
        edition=content["edition"],
        clauses=content.get("clauses", []),
        positions=_in_order(Position(**row) for row in content["positions"]),
        goals=[
            goal
            | {
                "serves": [
                    (years.get(each["id"], 0), each["number"]) for each in goal["national_goals"]
                ]
            }
            for goal in content["goals"]
        ],
        measures=[
            row
            | {
                "due_on": date.fromisoformat(row["due_on"]),
                "deadline": date.fromisoformat(row["due_on"]),
                "status": status.get(row["id"], ""),
                "sector": "",
                "carrier_id": None,
                "is_offered": False,
            }
            for row in content["measures"]
        ],
        is_live=False,
    )


@dataclass(frozen=True, slots=True)
class KeptPart:
    """A goal or an action as it was approved last, with where it stands and today's day."""

    row: Row
    url: str
    plan: str
    today: date


def kept_parts(
    parts: Literal["goals", "measures"], ids: Collection[int], reader: User | AnonymousUser
) -> list[KeptPart]:
    """Return those of `ids` that stand in the version approved last of a plan open to `reader`.

    For whoever does not read the rows, while a new version of the plan is being written.
    """
    if not ids:
        return []
    versions = PlanVersion.objects.visible_to(reader).filter(**{f"plan__{parts}__in": ids})
    names = ("plan", "edition", "content__title_sv", "content__title_fi", f"content__{parts}")
    rows = (
        versions.order_by("plan", "-edition").distinct("plan").annotate(today=today_in_helsinki())
    )
    return [
        KeptPart(
            row,
            f"{reverse('plans:plan_version', args=[plan, edition])}#{parts}-{row['id']}",
            words({"title_sv": title_sv, "title_fi": title_fi}),
            today,
        )
        for plan, edition, title_sv, title_fi, kept, today in rows.values_list(*names, "today")
        for row in kept
        if row["id"] in ids
    ]


def _framework_years(content: Content, reader: User | AnonymousUser) -> dict[int, int]:
    ids = {each["id"] for goal in content["goals"] for each in goal["national_goals"]}
    rows = NationalGoal.objects.visible_to(reader).filter(pk__in=ids)
    return {pk: year or 0 for pk, year in rows.values_list("pk", "framework__year_from")}


def _in_order(positions: Iterable[Position]) -> list[Position]:
    order = list(PositionKind)
    return sorted(positions, key=lambda row: order.index(PositionKind(row.kind)))
