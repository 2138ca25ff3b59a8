"""What a group itself has for the standing items of its agendas: port STANDING.

Outcomes and their echo, mandates, agreements, needs, follow-ups and news, in one statement.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import DateField, Exists, F, IntegerField, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast, TruncDate
from django.utils.translation import gettext, ngettext

from elo_platform.accounts.models import User
from elo_platform.lib.conditions import Written
from elo_platform.lib.dates import HELSINKI
from elo_platform.lib.http import address
from elo_platform.lib.text import chosen, day
from groups.models import Agreement, Echo, FollowUp, Need, Outcome, Seat, SeatHolder
from groups.models.standing import StandingKind
from groups.panels.outcomes import progress
from groups.permissions import Visibility
from groups.querysets.standing import Asked, Line
from groups.states import EchoAnswer

# Mandates and agreements are named so long before they end.
MANDATES_AHEAD, AGREEMENTS_AHEAD = timedelta(days=90), timedelta(days=183)
# So long a body looks back at an outcome that somebody has not answered.
OPEN_ANSWERS = timedelta(days=365)
MOST = 40
_DONE = (EchoAnswer.TRIED, EchoAnswer.ADAPTED, EchoAnswer.ADOPTED)


class Row(NamedTuple):
    """One row of the statement: what it is, two texts in two languages, a day and two figures."""

    kind: str
    what: str
    pk: int
    sv: str
    fi: str
    more_sv: str
    more_fi: str
    on: Any
    a: int | None
    b: int | None


def own_lines(asked: Asked, reader: User | AnonymousUser) -> dict[str, list[Line]]:
    """Return what the group has for the standing items, as far as `reader` may see."""
    parts = [part for find in _PARTS for part in find(asked, reader)]
    if not parts:
        return {}
    first, *others = parts
    found: dict[str, list[Line]] = {}
    rows = [Row(*row) for row in (first.union(*others, all=True) if others else first)]
    for row in sorted(rows, key=lambda row: (row.on is None, row.on, row.pk)):
        found.setdefault(row.kind, []).append(_WORDS[StandingKind(row.kind)](row, asked))
    return found


def _part(
    rows: models.QuerySet,
    kind: StandingKind,
    *,
    texts: tuple[str, str],
    more: tuple[Any, Any] = ("", ""),
    what: Any = "",
    on: str = "",
    figures: tuple[str, str] = ("", ""),
) -> models.QuerySet:
    """Return `rows` in the columns of `Row`, the earliest first."""
    none = Value(None, output_field=IntegerField())
    values = {
        "s_kind": Value(kind.value, output_field=TextField()),
        "s_what": _text(what),
        "s_sv": _text(F(texts[0])),
        "s_fi": _text(F(texts[1])),
        "s_more_sv": _text(more[0]),
        "s_more_fi": _text(more[1]),
        "s_on": Cast(F(on) if on else Value(None), DateField()),
        "s_a": Cast(F(figures[0]), IntegerField()) if figures[0] else none,
        "s_b": Cast(F(figures[1]), IntegerField()) if figures[1] else none,
    }
    rows = rows.annotate(**values).order_by("s_on", "pk")
    names = ("s_kind", "s_what", "pk", *list(values)[2:])
    return rows.values_list(*names)[:MOST]


def _text(value: Any) -> Cast:
    is_text = isinstance(value, str)
    return Cast(Value(value) if is_text else value, TextField())


def _is_for_all(asked: Asked, row: str = "") -> Q:
    """Return the condition that all who may open the meeting may read a row of some body."""
    if asked.audience is None:
        return Q()
    foreign = Q(**{f"{row}visibility": Visibility.BODY}) & ~Q(**{f"{row}body": asked.body_id})
    return ~foreign & Q(**{f"{row}visibility__in": asked.open_to})


def _before(asked: Asked, moment: str) -> Q:
    """Return the condition that something was there when the meeting began."""
    return Q(**{f"{moment}__lt": asked.until}) if asked.until else Q()


def _outcomes(asked: Asked, reader: User | AnonymousUser) -> list[models.QuerySet]:
    if not asked.wants(StandingKind.OUTCOMES):
        return []
    rows = Outcome.objects.visible_to(reader).looked_back_at(
        since=asked.since, open_since=asked.today - OPEN_ANSWERS
    )
    rows = rows.filter(
        _before(asked, "meeting__starts_at"),
        body=asked.body_id,
        visibility__in=asked.open_to,
    )
    rows = rows.exclude(meeting=asked.meeting_id).with_progress()
    number = Written("{number} || '/' || {year}", (), TextField())
    shown = ("answered", "asked") if asked.is_for_people else ("", "")
    kind = StandingKind.OUTCOMES
    texts = ("title_sv", "title_fi")
    return [_part(rows, kind, texts=texts, what=number, on="decided_on", figures=shown)]


def _trials(asked: Asked, reader: User | AnonymousUser) -> list[models.QuerySet]:
    if not (asked.wants(StandingKind.TRIALS) and asked.is_for_people):
        return []
    rows = Echo.objects.visible_to(reader).results_for(asked.body_id, asked.group_id)
    rows = rows.filter(
        _is_for_all(asked, "outcome__"), _before(asked, "answered_at"), answer__in=_DONE
    )
    rows = rows.exclude(outcome__meeting=asked.meeting_id)
    rows = rows.annotate(day=TruncDate("answered_at", tzinfo=HELSINKI))
    return [
        _part(
            rows.filter(day__gte=asked.since),
            StandingKind.TRIALS,
            texts=("organisation__name_sv", "organisation__name_fi"),
            more=(F("outcome__title_sv"), F("outcome__title_fi")),
            what=F("answer"),
            on="day",
            figures=("outcome_id", ""),
        )
    ]


def _mandates(asked: Asked, reader: User | AnonymousUser) -> list[models.QuerySet]:
    if not (asked.wants(StandingKind.MANDATES) and asked.is_for_people):
        return []
    here = {"body__group": asked.group_id} if asked.is_leading else {"body": asked.body_id}
    holders = SeatHolder.objects.visible_to(reader).current().filter(kind="principal")
    ending = holders.filter(
        ends_on__lte=asked.today + MANDATES_AHEAD,
        **{f"seat__{name}": value for name, value in here.items()},
    )
    held = holders.filter(seat=OuterRef("pk"))
    vacant = Seat.objects.visible_to(reader).open_today().filter(~Exists(held), **here)
    kind = StandingKind.MANDATES
    names = ("organisation__name_sv", "organisation__name_fi")
    bodies = (F("body__name_sv"), F("body__name_fi"))
    return [
        _part(
            ending,
            kind,
            texts=(f"seat__{names[0]}", f"seat__{names[1]}"),
            more=(F("seat__body__name_sv"), F("seat__body__name_fi")),
            what="ends",
            on="ends_on",
        ),
        _part(vacant, kind, texts=names, more=bodies, what="vacant"),
    ]


def _agreements(asked: Asked, reader: User | AnonymousUser) -> list[models.QuerySet]:
    if not (asked.wants(StandingKind.AGREEMENTS) and asked.is_for_people):
        return []
    rows = Agreement.objects.visible_to(reader).filter(group=asked.group_id)
    ending = rows.unrenewed().filter(
        ends_on__gte=asked.today, ends_on__lte=asked.today + AGREEMENTS_AHEAD
    )
    signing = rows.filter(state="signing").with_progress()
    kind, texts = StandingKind.AGREEMENTS, ("title_sv", "title_fi")
    figures = ("signed", "asked")
    return [
        _part(ending, kind, texts=texts, what="ends", on="ends_on"),
        _part(signing, kind, texts=texts, what="signing", on="answer_by", figures=figures),
    ]


def _needs(asked: Asked, reader: User | AnonymousUser) -> list[models.QuerySet]:
    if not asked.wants(StandingKind.NEEDS):
        return []
    rows = Need.objects.visible_to(reader).without_measure()
    rows = rows.filter(_is_for_all(asked), group=asked.group_id, answered_at=None)
    return [_part(rows, StandingKind.NEEDS, texts=("title_sv", "title_fi"), on="answer_by")]


def _follow_ups(asked: Asked, reader: User | AnonymousUser) -> list[models.QuerySet]:
    if not (asked.wants(StandingKind.FOLLOW_UPS) and asked.is_for_body):
        return []
    rows = FollowUp.objects.visible_to(reader).filter(item__meeting__body=asked.body_id)
    rows = rows.annotate(done_on=TruncDate("done_at", tzinfo=HELSINKI))
    return [
        _part(
            rows.filter(Q(done_on=None) | Q(done_on__gte=asked.since)),
            StandingKind.FOLLOW_UPS,
            texts=("text_sv", "text_fi"),
            more=(F("organisation__name_sv"), F("organisation__name_fi")),
            what=Cast("done_on", TextField()),
            on="due_on",
            figures=("item__meeting_id", "item_id"),
        )
    ]


def _news(asked: Asked, reader: User | AnonymousUser) -> list[models.QuerySet]:
    if not (asked.wants(StandingKind.NEWS) and asked.is_for_people):
        return []
    rows = Seat.objects.visible_to(reader).held().open_today()
    rows = rows.filter(body__group=asked.group_id, opened_on__gt=asked.since)
    names = ("organisation__name_sv", "organisation__name_fi")
    bodies = (F("body__name_sv"), F("body__name_fi"))
    return [_part(rows, StandingKind.NEWS, texts=names, more=bodies, on="opened_on")]


_PARTS = (_outcomes, _trials, _mandates, _agreements, _needs, _follow_ups, _news)


def _title(row: Row) -> str:
    return chosen({"sv": row.sv, "fi": row.fi})


def _more(row: Row) -> str:
    return chosen({"sv": row.more_sv, "fi": row.more_fi})


def _outcome_line(row: Row, _asked: Asked) -> Line:
    detail = progress(row.a or 0, row.b) if row.b else ""
    text = f"{row.what} {_title(row)}"
    return Line(text, address("groups:outcome_detail", row.pk), detail)


def _trial_line(row: Row, _asked: Asked) -> Line:
    words = {"organisation": _title(row), "answer": str(EchoAnswer(row.what).label)}
    text = gettext("%(organisation)s: %(answer)s") % words
    return Line(text, address("groups:outcome_detail", row.a or 0), _more(row))


def _mandate_line(row: Row, asked: Asked) -> Line:
    words = {"organisation": _title(row), "body": _more(row)}
    text = gettext("%(organisation)s, %(body)s") % words
    url = address("groups:group_people", asked.group_id)
    if row.what == "vacant":
        return Line(text, url, gettext("the seat has no member"), is_late=True)
    return Line(text, url, gettext("the mandate ends %(day)s") % {"day": day(row.on)})


def _agreement_line(row: Row, asked: Asked) -> Line:
    url = address("groups:agreement_detail", row.pk)
    if row.what == "ends":
        return Line(_title(row), url, gettext("ends %(day)s") % {"day": day(row.on)})
    waiting = (row.b or 0) - (row.a or 0)
    detail = ngettext(
        "waits for %(number)s signature", "waits for %(number)s signatures", waiting
    ) % {"number": waiting}
    return Line(_title(row), url, detail, is_late=row.on is not None and row.on < asked.today)


def _need_line(row: Row, asked: Asked) -> Line:
    url = address("groups:need_detail", row.pk)
    if row.on is None:
        return Line(_title(row), url)
    detail = gettext("an answer is owed by %(day)s") % {"day": day(row.on)}
    return Line(_title(row), url, detail, is_late=row.on < asked.today)


def _follow_up_line(row: Row, asked: Asked) -> Line:
    text = f"{_title(row)} ({_more(row)})"
    url = f"{address('groups:meeting_detail', row.a or 0)}#item-{row.b}"
    if row.what:
        return Line(text, url, gettext("done"))
    is_late = row.on < asked.today
    detail = gettext("was to be ready %(day)s") if is_late else gettext("ready by %(day)s")
    return Line(text, url, detail % {"day": day(row.on)}, is_late)


def _news_line(row: Row, _asked: Asked) -> Line:
    words = {"organisation": _title(row), "body": _more(row), "day": day(row.on)}
    return Line(gettext("%(organisation)s takes part in %(body)s since %(day)s") % words)


_WORDS = {
    StandingKind.OUTCOMES: _outcome_line,
    StandingKind.TRIALS: _trial_line,
    StandingKind.MANDATES: _mandate_line,
    StandingKind.AGREEMENTS: _agreement_line,
    StandingKind.NEEDS: _need_line,
    StandingKind.FOLLOW_UPS: _follow_up_line,
    StandingKind.NEWS: _news_line,
}
