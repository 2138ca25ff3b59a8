"""What mails and the inbox say of outcomes that an organisation is asked about."""

from datetime import date, time, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.dates import start_of_day, wall_to_utc
from elo_platform.lib.http import absolute
from elo_platform.lib.text import current_language, foreign, language_used, other_language
from elo_platform.notifications.acts import act_url
from elo_platform.notifications.readers import Reader
from groups.kinds import outcome_words
from groups.models import Echo
from groups.policies.outcomes import closes_on
from groups.states import EchoAnswer

Values = dict[str, Any]
_LAST_MINUTE = time(23, 59)
# At most three buttons fit in a mail; the page behind each has all the answers.
_BUTTONS = (EchoAnswer.ADOPTED, EchoAnswer.TRIED)


def echo(params: Values, reader: Reader) -> Values | None:
    """Return a question that still waits for an answer which `reader` may give; else None."""
    if not isinstance(reader, User):
        return None
    rows = Echo.objects.editable_by(reader).unanswered().still_open()
    row = rows.select_related("outcome__decided_by").filter(pk=params["echo"]).first()
    return _mail(row, params, reader) if row else None


def echoes(params: list[Values], reader: User) -> list[Values | None]:
    """Return title and page of the outcomes that `reader` was asked about, for the inbox."""
    rows = Echo.objects.editable_by(reader).filter(pk__in={each["echo"] for each in params})
    found = {row.pk: row for row in rows}
    return [_line(found.get(each["echo"]), each) for each in params]


def _line(row: Echo | None, params: Values) -> Values | None:
    return row and {**_named(row, params), "url": _page(row)}


def _named(row: Echo, params: Values) -> Values:
    outcome = row.outcome
    return {
        "title": outcome.title,
        "organisation": row.organisation.name,
        "body": outcome.body.name,
        "region": outcome.body.group.name,
        "answer_by": outcome.answer_by,
        "is_late": _is_late(params, outcome.answer_by),
    }


def _mail(row: Echo, params: Values, reader: User) -> Values:
    outcome = row.outcome
    language, text = language_used(outcome, "text")
    last_day = closes_on(outcome) or outcome.decided_on
    decider = outcome.decided_by.name if outcome.decided_by else ""
    return {
        **_named(row, params),
        "kind": outcome_words(outcome.kind, decider),
        "reference": outcome.reference,
        "decided_on": outcome.decided_on,
        "text": text,
        "text_language": foreign(language),
        "language_name": other_language(language),
        "acts": _acts(row, reader, last_day),
        "brief_url": f"{_act(row, reader, last_day)}&language={current_language()}",
        "acts_intro": gettext("What became of it? Answer here, without signing in:"),
        "acts_until": wall_to_utc(day=last_day, at=_LAST_MINUTE),
        "url": _page(row),
        "url_label": gettext("See what others have answered"),
        "why": gettext("You get this message because you answer for %(organisation)s.")
        % {"organisation": row.organisation.name},
    }


def _is_late(params: Values, answer_by: date | None) -> bool:
    """Tell whether a reminder comes after the day, by the stage or the day that it is of."""
    if "by_hand" in params:
        return answer_by is not None and date.fromisoformat(params["by_hand"]) > answer_by
    return int(params.get("stage", 0)) < 0


def _act(row: Echo, reader: User, last_day: date) -> str:
    expires_at = start_of_day(last_day + timedelta(days=1))
    return act_url(kind="echo", object_id=row.pk, subject=reader.pk, expires_at=expires_at)


def _acts(row: Echo, reader: User, last_day: date) -> list[dict[str, str]]:
    url = _act(row, reader, last_day)
    named = [{"label": str(each.label), "url": f"{url}&answer={each}"} for each in _BUTTONS]
    return [*named, {"label": gettext("Something else"), "url": url}]


def _page(row: Echo) -> str:
    return absolute(reverse("groups:outcome_detail", args=[row.outcome_id]))
