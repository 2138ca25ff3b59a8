"""The clauses of performance agreements that plans fulfil: on plans, and on the mandate's page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser

from elo_platform.lib.http import address
from elo_platform.lib.text import in_language, language_used, period
from groups.models import Clause
from plans.models import Plan
from plans.panels.reading import words, years_of

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

Row = dict[str, Any]


def clause_cards(rows: Iterable[Row]) -> list[Row]:
    """Return clauses as a plan quotes them: whose, when, and word for word."""
    return [
        {
            "id": row["id"],
            "authority": words(row["authority"], "name"),
            "parties": row["parties"],
            "text": language_used(SimpleNamespace(**row), "text"),
            "period": period(_day(row["starts_on"]), _day(row["ends_on"])),
        }
        for row in rows
    ]


def linked_cards(rows: Iterable[Row], reader: User | AnonymousUser) -> list[Row]:
    """Return the same with the ways to the mandate's page and to the document, for its readers."""
    cards = clause_cards(rows)
    if not cards:
        return []
    seen = Clause.objects.visible_to(reader).filter(pk__in=[card["id"] for card in cards])
    found = {row.pk: row for row in seen.select_related("document")}
    return [card | _ways(found.get(card["id"])) for card in cards]


def plans_of_clauses(group_id: int, user: User) -> dict[int, list[Row]]:
    """Return for each clause of a group the plans that point at it, as `user` may read them.

    Port FULFILLED_BY.
    """
    plans = Plan.objects.visible_to(user).filter(group=group_id).newest_first()
    found: dict[int, list[Row]] = {}
    for plan in plans.with_clauses():
        content = plan if plan.is_read_live else SimpleNamespace(**plan.kept)
        title = f"{in_language(content, 'title')} {years_of(content.year_from, content.year_to)}"
        said = {"label": title, "url": address("plans:plan_detail", plan.pk)}
        for pk in plan.points_at if plan.is_read_live else _ids(plan.kept):
            found.setdefault(pk, []).append(said)
    return found


def _ids(content: Row) -> list[int]:
    return [row["id"] for row in content["clauses"] or []]


def _ways(clause: Clause | None) -> Row:
    if clause is None:
        return {}
    document = clause.document
    return {
        "url": address("groups:group_mandate", clause.group_id) + f"#clause-{clause.pk}",
        "document": document
        and {"name": document.name, "url": address("groups:document_file", document.pk)},
    }


def _day(on: str | None) -> date | None:
    return date.fromisoformat(on) if on else None
