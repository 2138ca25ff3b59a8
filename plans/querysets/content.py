"""A plan's whole text as one plain value: what is approved, hashed, kept and read again."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder

if TYPE_CHECKING:
    from plans.models import Goal, Measure, Plan, Position

Content = dict[str, Any]
_PLAN = ("title_sv", "title_fi", "year_from", "year_to", "vision_sv", "vision_fi")
_POSITION = ("kind", "text_sv", "text_fi", "exception_sv", "exception_fi")
_GOAL = ("id", "parent_id", "number", "title_sv", "title_fi", "text_sv", "text_fi")
_MEASURE = (
    "id", "goal_id", "number", "title_sv", "title_fi", "description_sv", "description_fi",
    "kind", "responsible_id", "starts_on", "due_on",
)  # fmt: skip


def content_of(plan: Plan) -> Content:
    """Return all that an approval of `plan` stands for, as JSON holds it, in few queries.

    Organisations and national goals stand with their names of the day, and clauses word for
    word, since all of them may change later.
    """
    goals = plan.goals.prefetch_related("national_goals__framework").order_by("pk")
    measures = plan.measures.select_related("responsible").prefetch_related(
        "partners", "national_goals__framework"
    )
    content = {
        **_fields(plan, _PLAN),
        "edition": plan.edition,
        "clauses": clauses_of(plan),
        "positions": [_fields(each, _POSITION) for each in plan.positions.order_by("kind")],
        "goals": [_goal(each) for each in goals],
        "measures": [_measure(each) for each in measures.order_by("pk")],
    }
    plain: Content = json.loads(_written(content))
    return plain


def clauses_of(plan: Plan) -> list[Content]:
    """Return the clauses that `plan` points at as they stand: one query.

    Authorities have the names of the plan's first day.
    """
    rows = plan.clauses.with_authority(date(plan.year_from, 1, 1))
    return [
        {
            "id": row.pk,
            "authority": {
                "name_sv": row.authority_name_sv or "",
                "name_fi": row.authority_name_fi or row.authority.key,
            },
            "parties": row.parties,
            "text_sv": row.text_sv,
            "text_fi": row.text_fi,
            "starts_on": row.starts_on.isoformat(),
            "ends_on": row.ends_on.isoformat() if row.ends_on else None,
        }
        for row in rows
    ]


def fingerprint(content: Content) -> str:
    """Return the SHA-256 of `content`, however its keys are ordered."""
    return sha256(_written(content).encode()).hexdigest()


def _written(content: Content) -> str:
    return json.dumps(
        content, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )


def _fields(row: Plan | Position | Goal | Measure, names: tuple[str, ...]) -> Content:
    return {name: getattr(row, name) for name in names}


def _national(row: Goal | Measure) -> list[Content]:
    goals = sorted(row.national_goals.all(), key=lambda goal: goal.pk)
    return [
        {
            "id": goal.pk,
            "number": goal.number,
            "name_sv": goal.name_sv,
            "name_fi": goal.name_fi,
            "framework": goal.framework.key,
        }
        for goal in goals
    ]


def _goal(row: Goal) -> Content:
    return _fields(row, _GOAL) | {"national_goals": _national(row)}


def _measure(row: Measure) -> Content:
    organisations = [row.responsible, *sorted(row.partners.all(), key=lambda each: each.pk)]
    named = [{"id": o.pk, "name_sv": o.name_sv, "name_fi": o.name_fi} for o in organisations]
    return _fields(row, _MEASURE) | {
        "responsible": named[0],
        "partners": named[1:],
        "national_goals": _national(row),
    }
