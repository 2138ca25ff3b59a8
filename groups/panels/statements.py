"""What a group has turned to others with, in words and as a list."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext

from elo_platform.lib.http import address
from elo_platform.lib.tables import Cell, Table
from elo_platform.lib.text import day, foreign, from_columns, language_used
from groups.models import Statement
from groups.models.statement import Effect, StatementKind
from groups.panels.outcomes import Titled

EFFECTS = {
    Effect.UNKNOWN: ("neutral", "circle-dashed"),
    Effect.NONE: ("neutral", "circle-slash"),
    Effect.PARTLY: ("info", "circle-dot"),
    Effect.FULLY: ("success", "circle-check"),
}
COLUMNS = (
    "pk", "kind", "title_sv", "title_fi", "addressee", "sent_on", "answered_on", "effect",
    "organisation__name_sv", "organisation__name_fi",
    "group__name_sv", "group__name_fi", "group__name_en",
)  # fmt: skip


def effect_status(effect: str) -> dict[str, str]:
    """Return what came of a statement as icon, colour and words."""
    tone, icon = EFFECTS[Effect(effect)]
    return {"tone": tone, "icon": icon, "text": str(Effect(effect).label)}


def answer_status(row: Mapping[str, Any]) -> dict[str, str]:
    """Return whether a statement is sent and answered as icon, colour and words."""
    if row["sent_on"] is None:
        return {"tone": "neutral", "icon": "circle-dashed", "text": gettext("Not sent yet")}
    if row["answered_on"]:
        text = gettext("Answered %(day)s") % {"day": day(row["answered_on"])}
        return {"tone": "success", "icon": "reply", "text": text}
    if row["effect"] != Effect.UNKNOWN:
        return {"tone": "neutral", "icon": "circle-slash", "text": gettext("Without an answer")}
    return {"tone": "hjortron", "icon": "hourglass", "text": gettext("Waits for an answer")}


def addressed_to(row: Mapping[str, Any]) -> str:
    """Return whom a statement is addressed to, by name."""
    name = from_columns(row, "organisation__name")
    return ", ".join(each for each in (name, row["addressee"]) if each)


def statement_rows(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the lines of the list out of columns: formatted here, and not by the template."""
    found = []
    for row in rows:
        language, title = language_used(Titled(row["title_sv"], row["title_fi"]), "title")
        found.append(
            {
                "url": address("groups:statement_detail", row["pk"]),
                "title": title,
                "language": foreign(language),
                "kind": str(StatementKind(row["kind"]).label),
                "to": addressed_to(row),
                "group": from_columns(row, "group__name"),
                "sent": day(row["sent_on"]) if row["sent_on"] else "–",
                "answer": answer_status(row),
                "effect": effect_status(row["effect"]),
            }
        )
    return found


def share_with_effect(figures: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return the figures over the register, the share that had an effect first."""
    sent, effect = figures["sent"], figures["effective"]
    share = f"{round(100 * effect / sent)} %" if sent else "–"
    note = gettext("%(effect)s of %(sent)s sent") % {"effect": effect, "sent": sent}
    return [
        {"value": share, "label": gettext("had an effect"), "note": note},
        {"value": figures["waiting"], "label": gettext("wait for an answer")},
    ]


def statement_facts(statement: Statement) -> list[tuple[str, str]]:
    """Return who turned to whom and when."""
    facts = [
        (gettext("Kind"), str(statement.get_kind_display())),
        (gettext("Addressed to"), statement.to),
        (gettext("Sent by"), statement.body.name if statement.body else statement.group.name),
        (gettext("Sent"), day(statement.sent_on) if statement.sent_on else gettext("Not yet")),
        (gettext("Answered"), day(statement.answered_on) if statement.answered_on else ""),
    ]
    return [fact for fact in facts if fact[1]]


def statements_table(rows: Iterable[Mapping[str, Any]]) -> Table:
    """Return the register as it leaves, in the order of the page."""
    headers = [
        *(gettext("Statement"), gettext("Kind"), gettext("Addressed to"), gettext("Sent")),
        *(gettext("Answered"), gettext("Effect")),
    ]
    found: list[list[Cell]] = [
        [
            from_columns(row, "title"),
            str(StatementKind(row["kind"]).label),
            addressed_to(row),
            row["sent_on"],
            row["answered_on"],
            str(Effect(row["effect"]).label),
        ]
        for row in rows
    ]
    return Table("elo-influence", gettext("Influence"), headers, found)
