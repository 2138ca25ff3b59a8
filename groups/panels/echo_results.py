"""What organisations told of outcomes, as it returns to the bodies whose matter it is."""

from datetime import date, datetime
from typing import Any

from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.http import address
from elo_platform.lib.text import day, foreign, language_used
from groups.models import Body, Echo, Outcome
from groups.panels.outcomes import echo_status, kind_status, progress, trial_words

SHOWN = 5


def echo_results_since(
    body: Body, since: datetime, user: Any, *, today: date
) -> list[dict[str, Any]]:
    """Return what organisations have told since an instant that concerns `body`, by outcome.

    Of its own outcomes, and of those of the group's other bodies that organisations with a
    seat in `body` were asked about. Each row is an outcome with its `answers`.
    """
    found = Echo.objects.visible_to(user).results_for(body.pk, body.group_id)
    found = found.filter(answered_at__gte=since)
    rows: dict[int, dict[str, Any]] = {}
    found = found.with_outcome().select_related("outcome__decided_by")
    for echo in found.order_by("outcome__decided_on", "outcome", "answered_at"):
        row = rows.setdefault(echo.outcome_id, _outcome_row(echo.outcome) | {"answers": []})
        row["answers"].append(_answer(echo, today))
    return list(rows.values())


def returned_outcomes(body: Body, user: Any) -> list[dict[str, Any]]:
    """Return the latest outcomes of which results return to `body`, with how many answered."""
    found = Outcome.objects.visible_to(user).returned_to(body).select_related("body", "decided_by")
    return [
        _outcome_row(outcome) | {"progress": progress(outcome.answered, outcome.asked)}
        for outcome in found.with_progress().latest_first()[:SHOWN]
    ]


def _outcome_row(outcome: Outcome) -> dict[str, Any]:
    language, title = language_used(outcome, "title")
    return {
        "url": address("groups:outcome_detail", outcome.pk),
        "title": title,
        "language": foreign(language),
        "reference": outcome.reference,
        "body": outcome.body.name,
        "on": day(outcome.decided_on),
        "kind": kind_status(outcome.kind, outcome.decided_by.name if outcome.decided_by else ""),
    }


def _answer(echo: Echo, today: date) -> dict[str, Any]:
    return {
        "organisation": echo.organisation.name,
        "status": echo_status(echo, today),
        "text": echo.text,
        "lesson": echo.lesson,
        "language": foreign(echo.language),
        "trial": trial_words(echo),
        "on": day(helsinki_day(echo.answered_at)) if echo.answered_at else "",
    }
