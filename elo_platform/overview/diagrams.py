"""The state tables as diagrams: STATES.md is made from them and never written by hand."""

from collections.abc import Mapping
from typing import Any

from elo_platform.lib.states import Transition, mermaid
from groups import states
from plans.states import MEASURE_TRANSITIONS, OFFER_TRANSITIONS, PLAN_TRANSITIONS
from surveys.states import SURVEY_TRANSITIONS

TABLES: dict[str, Mapping[Any, Transition]] = {
    "Invitation": states.INVITATION_TRANSITIONS,
    "Meeting": states.MEETING_TRANSITIONS,
    "Minutes": states.MINUTES_TRANSITIONS,
    "Event": states.EVENT_TRANSITIONS,
    "Sign-up to an event": states.SIGNUP_TRANSITIONS,
    "Date poll": states.POLL_TRANSITIONS,
    "Need": states.NEED_TRANSITIONS,
    "Guideline": states.GUIDELINE_TRANSITIONS,
    "Plan": PLAN_TRANSITIONS,
    "Action of a plan": MEASURE_TRANSITIONS,
    "Offer of responsibility": OFFER_TRANSITIONS,
    "Partnership agreement": states.AGREEMENT_TRANSITIONS,
    "Party of an agreement": states.PARTY_TRANSITIONS,
    "Survey": SURVEY_TRANSITIONS,
    "Entry of the year": states.YEAR_TRANSITIONS,
}


def states_document() -> str:
    """Return STATES.md as the tables of today have it."""
    parts = ["# States\n\nMade by `./dev manage states --write` from the tables in states.py.\n"]
    for name, table in TABLES.items():
        rows = "\n".join(
            f"| {action} | {', '.join(sorted(row.sources))} | {row.target} | {row.permission} |"
            for action, row in table.items()
        )
        head = "| act | from | to | needs |\n| --- | --- | --- | --- |"
        parts.append(f"## {name}\n\n```mermaid\n{mermaid(table)}```\n\n{head}\n{rows}\n")
    return "\n".join(parts)
