"""Outcomes and their answers in words, and what of them waits for a person."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day, wall_to_utc
from elo_platform.lib.http import address
from elo_platform.lib.text import day, foreign, from_columns, language_used, period
from groups.kinds import Mandate, OutcomeKind, outcome_words
from groups.models import Body, Echo, Outcome
from groups.models.category import Sector
from groups.page import Tab
from groups.permissions import BodyPermission, GroupPermission, Visibility
from groups.policies.outcomes import remindable_from
from groups.querysets.outcomes import DAYS_AFTER
from groups.querysets.permitted import bodies_with
from groups.querysets.waiting import nothing_waits
from groups.states import EchoAnswer, TrialResult

KINDS = {
    OutcomeKind.DISCUSSED: ("neutral", "archive"),
    OutcomeKind.NOTED: ("neutral", "archive"),
    OutcomeKind.POSITION: ("info", "circle-dot"),
    OutcomeKind.RECOMMENDATION: ("lupin", "circle-plus"),
    OutcomeKind.AGREEMENT: ("success", "circle-check"),
    OutcomeKind.DECISION: ("success", "gavel"),
}
# In the order in which bars and tables show them: what went furthest first.
ANSWERS = {
    EchoAnswer.ADOPTED: ("success", "circle-check"),
    EchoAnswer.ADAPTED: ("info", "circle-dot"),
    EchoAnswer.TRIED: ("info", "circle-dot"),
    EchoAnswer.SPREAD: ("success", "circle-check"),
    EchoAnswer.NOT_POSSIBLE: ("neutral", "circle-slash"),
    EchoAnswer.NONE: ("hjortron", "hourglass"),
}
_LAST_MINUTE = time(23, 59)


@dataclass(frozen=True, slots=True)
class Titled:
    """A title as columns give it."""

    title_sv: str
    title_fi: str


def outcomes_tab(rights: frozenset[GroupPermission]) -> Tab:
    """Return the tab of a group's outcomes: some may be open to everyone."""
    return Tab("group_outcomes", gettext("Outcomes"), "gavel")


def kind_status(kind: str, decider: str = "") -> dict[str, str]:
    """Return the type of an outcome as icon, colour and words."""
    tone, icon = KINDS[OutcomeKind(kind)]
    return {"tone": tone, "icon": icon, "text": outcome_words(kind, decider)}


def progress(answered: int, asked: int) -> str:
    """Return how many of those who were asked have answered, in words."""
    words = {"answered": answered, "asked": asked}
    sentence = ngettext(
        "%(answered)s of %(asked)s has answered", "%(answered)s of %(asked)s have answered", asked
    )
    return sentence % words


def list_row(row: Mapping[str, Any], *, shows_progress: bool) -> dict[str, Any]:
    """Return a line of the list out of columns: formatted here, once, and not by the template."""
    language, title = language_used(Titled(row["title_sv"], row["title_fi"]), "title")
    decider = from_columns(row, "decided_by__name")
    asked = row["asked"] if shows_progress else 0
    return {
        "url": f"/outcomes/{row['pk']}/",
        "reference": f"{row['number']}/{row['year']}",
        "title": title,
        "language": foreign(language),
        "body": from_columns(row, "body__name"),
        "day": day(row["decided_on"]),
        "progress": progress(row["answered"], asked) if asked else "",
        "percent": 100 * row["answered"] // asked if asked else 0,
        **kind_status(row["kind"], decider),
    }


def by_item(outcomes: Iterable[Outcome]) -> dict[int | None, list[dict[str, Any]]]:
    """Return a meeting's outcomes under the item that each belongs to; under None the others."""
    found: dict[int | None, list[dict[str, Any]]] = {}
    for outcome in outcomes:
        language, title = language_used(outcome, "title")
        decider = outcome.decided_by.name if outcome.decided_by else ""
        row = {
            "url": f"/outcomes/{outcome.pk}/",
            "reference": outcome.reference,
            "title": title,
            "language": foreign(language),
            **kind_status(outcome.kind, decider),
        }
        found.setdefault(outcome.item_id, []).append(row)
    return found


def echo_status(echo: Echo, today: date) -> dict[str, str]:
    """Return an answer as icon, colour and words; who has not answered in time is late."""
    answer = EchoAnswer(echo.answer)
    tone, icon = ANSWERS[answer]
    # The whole sentence of the form is too long for a table.
    is_refusal = answer == EchoAnswer.NOT_POSSIBLE
    text = gettext("Not possible for us") if is_refusal else str(answer.label)
    wanted = echo.outcome.answer_by
    if answer == EchoAnswer.NONE and wanted and wanted < today:
        tone, icon, text = "danger", "triangle-alert", gettext("No answer yet, late")
    return {"tone": tone, "icon": icon, "text": text}


def trial_words(echo: Echo) -> str:
    """Return when an organisation tried a matter out and how it worked; empty if it did not."""
    if echo.tried_from is None:
        return ""
    words = {"period": period(echo.tried_from, echo.tried_to).lower()}
    tried = gettext("Tried out: %(period)s") % words
    return f"{tried}. {echo.get_worked_display()}." if echo.worked else f"{tried}."


def echo_rows(
    echoes: Iterable[Echo], *, own: set[int], leads: bool, today: date
) -> list[dict[str, Any]]:
    """Return the table of answers: one row for each organisation, by name."""
    rows = [
        {
            "pk": echo.pk,
            "name": echo.organisation.name,
            "page": address("groups:organisation_detail", echo.organisation_id),
            "is_own": echo.organisation_id in own,
            "brief": address("groups:meeting_brief", echo.outcome.meeting_id, echo.organisation_id),
            "answer": echo.answer,
            "sector": echo.organisation.category.sector,
            "text": echo.text,
            "lesson": echo.lesson,
            "trial": trial_words(echo),
            "worked": echo.worked if echo.tried_from else None,
            "language": foreign(echo.language),
            "on": day(helsinki_day(echo.answered_at)) if echo.answered_at else "",
            "by": echo.answered_by.name if echo.is_on_behalf and echo.answered_by else "",
            "url": f"/echoes/{echo.pk}/answer/" if leads or echo.organisation_id in own else "",
            "is_silent": echo.answer == EchoAnswer.NONE,
            "remind_on": remindable_from(echo) if echo.answer == EchoAnswer.NONE else None,
            **{f"st_{key}": value for key, value in echo_status(echo, today).items()},
        }
        for echo in echoes
    ]
    return sorted(rows, key=lambda row: (not row["is_own"], str(row["name"]).casefold()))


def reminding(rows: Iterable[dict[str, Any]], today: date) -> dict[str, Any]:
    """Return how many may be reminded by hand today; else from which day on the first may be.

    Each row learns whether its organisation is one of them.
    """
    silent = [row for row in rows if row["remind_on"]]
    for row in silent:
        row["may_remind"] = row["remind_on"] <= today
    number = sum(row["may_remind"] for row in silent)
    first = min((row["remind_on"] for row in silent), default=None)
    return {"may_remind": number, "remind_from": day(first) if first and not number else ""}


def recorded_words(asked: int) -> str:
    """Return that an outcome is recorded, and how many organisations it has been sent to."""
    recorded = gettext("The outcome is recorded.")
    if not asked:
        return recorded
    sentence = ngettext(
        "%(number)s organisation has been asked what became of it.",
        "%(number)s organisations have been asked what became of it.",
        asked,
    )
    return f"{recorded} {sentence % {'number': asked}}"


def bars(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return how many gave each answer, with the share of all who were asked."""
    counts = Counter(row["answer"] for row in rows)
    total = sum(counts.values())
    return [
        {
            "label": str(answer.label),
            "number": counts[answer],
            "percent": round(100 * counts[answer] / total) if total else 0,
        }
        for answer in ANSWERS
    ]


def trials(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return how many trials went how; empty where nobody tried the matter out."""
    counts = Counter(row["worked"] for row in rows if row["worked"] is not None)
    return [
        {"label": str(result.label), "number": counts[result]}
        for result in (*list(TrialResult)[1:], TrialResult.UNKNOWN)
        if counts[result]
    ]


def sectors(rows: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Return the sectors that occur, for the filter of the table."""
    found = {row["sector"] for row in rows}
    return [(value, str(label)) for value, label in Sector.choices if value in found]


def who_sees(outcome: Outcome) -> dict[str, str]:
    """Return who may read an outcome, as icon and sentence."""
    texts = {
        Visibility.BODY: ("lock", gettext("The people of %(body)s alone.")),
        Visibility.GROUP: ("users", gettext("Everybody in the group. Not public.")),
        Visibility.ALL_REGIONS: ("users", gettext("Everybody in the groups of all regions.")),
        Visibility.PUBLIC: (
            "globe",
            gettext("Everyone, also without signing in. The answers show to the group alone."),
        ),
    }
    icon, text = texts[Visibility(outcome.visibility)]
    return {"icon": icon, "text": text % {"body": outcome.body.name}}


def weight(outcome: Outcome) -> str:
    """Return what the outcome binds whom to, in one sentence."""
    if outcome.kind == OutcomeKind.DECISION:
        if outcome.decided_by is None:
            return gettext("The body decides in this matter itself.")
        words = {"who": outcome.decided_by.name}
        return gettext("%(who)s made the decision. The body took it to its records.") % words
    if outcome.kind == OutcomeKind.AGREEMENT:
        return gettext("The members agreed on it. Each organisation carries it out itself.")
    if outcome.body.mandate == Mandate.DECIDING:
        return ""
    return gettext("The body does not decide in this matter. Each organisation decides itself.")


def kind_rows(body: Body, allowed: Collection[OutcomeKind]) -> list[dict[str, str]]:
    """Return what a meeting of `body` may come to, each with what follows from it."""
    what_follows = {
        OutcomeKind.DISCUSSED: gettext("nothing follows"),
        OutcomeKind.NOTED: gettext("for information"),
        OutcomeKind.POSITION: gettext("the opinion of the group"),
        OutcomeKind.RECOMMENDATION: gettext("the organisations answer"),
        OutcomeKind.AGREEMENT: gettext("the members carry it out"),
        OutcomeKind.DECISION: gettext("by the organisation that is named")
        if body.mandate != Mandate.DECIDING
        else gettext("by this body or the organisation that is named"),
    }
    in_order = [kind for kind in OutcomeKind if kind in allowed]
    return [kind_status(kind) | {"follows": what_follows[kind]} for kind in in_order]


def due_echoes(user: User, now: datetime) -> list[dict[str, object]]:
    """Return what `user` has to answer for organisations, and whose answers they wait for."""
    today = helsinki_day(now)
    since = today - timedelta(days=DAYS_AFTER)
    return [_to_answer(echo) for echo in _own_echoes(user, now, since)] + [
        _to_remind(outcome) for outcome in _silent(user, now, today, since)
    ]


def _own_echoes(user: User, now: datetime, since: date) -> Iterable[Echo]:
    if nothing_waits(user, "echoes", now):
        return ()
    rows = Echo.objects.own(user).unanswered().filter(outcome__answer_by__gte=since)
    return rows.with_outcome().order_by("outcome__answer_by", "pk")


def _silent(user: User, now: datetime, today: date, since: date) -> Iterable[Outcome]:
    if nothing_waits(user, "late_echoes", now):
        return ()
    if bodies_with(user, BodyPermission.RECORD_OUTCOMES) == []:
        return ()
    rows = Outcome.objects.editable_by(user).late(today=today, since=since)
    return rows.with_progress().order_by("answer_by", "pk")


def _to_answer(echo: Echo) -> dict[str, object]:
    outcome = echo.outcome
    return {
        "title": gettext("What became of it? %(outcome)s") % {"outcome": outcome.title},
        "why": gettext("%(organisation)s is asked by %(body)s. Answer by %(day)s.")
        % {
            "organisation": echo.organisation.name,
            "body": outcome.body.name,
            "day": day(outcome.answer_by),
        },
        "due_at": wall_to_utc(day=outcome.answer_by, at=_LAST_MINUTE),
        "url": reverse("groups:echo_answer", args=[echo.pk]),
        "label": gettext("Say what became of it"),
    }


def _to_remind(outcome: Outcome) -> dict[str, object]:
    return {
        "title": gettext("Answers are missing: %(outcome)s") % {"outcome": outcome.title},
        "why": gettext("%(progress)s. The answers were wanted by %(day)s.")
        % {
            "progress": progress(outcome.answered, outcome.asked),
            "day": day(outcome.answer_by),
        },
        "due_at": wall_to_utc(day=outcome.answer_by, at=_LAST_MINUTE),
        "url": reverse("groups:outcome_detail", args=[outcome.pk]),
        "label": gettext("See who is silent"),
    }
