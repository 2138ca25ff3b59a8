"""Outcomes and their answers in bulk, for the load set: no audit, no links, no mail."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from groups.models import Echo, Meeting, Outcome
from groups.permissions import Visibility

BATCH = 2000
_COLUMNS = (
    "outcome_id", "organisation_id", "answer", "text", "lesson", "language", "version",
    "answered_by_id", "is_on_behalf", "asked_at", "answered_at", "worked",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewEcho:
    """What an organisation answered; an empty `answer` is none yet."""

    organisation_id: int
    answer: str = ""
    text: str = ""
    lesson: str = ""


@dataclass(frozen=True, slots=True)
class NewOutcome:
    """What a meeting came to; meetings come in the order in which they were held."""

    meeting: Meeting
    kind: str
    title_sv: str
    title_fi: str
    text_sv: str
    text_fi: str
    answer_by: date | None = None
    echoes: Sequence[NewEcho] = ()


@transaction.atomic
def load_outcomes(*, rows: Iterable[NewOutcome]) -> list[Outcome]:
    """Store outcomes numbered per body and year, with the answers of organisations."""
    rows = list(rows)
    numbers: Counter[tuple[int, int]] = Counter()
    made = Outcome.objects.bulk_create([_outcome(row, numbers) for row in rows], batch_size=BATCH)
    columns = ", ".join(_COLUMNS)
    table = Echo._meta.db_table
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for outcome, row in zip(made, rows, strict=True):
            for values in _echoes(outcome, row):
                copy.write_row(values)
    return made


def _outcome(row: NewOutcome, numbers: Counter[tuple[int, int]]) -> Outcome:
    meeting = row.meeting
    place = (meeting.body_id, meeting.day.year)
    numbers[place] += 1
    return Outcome(
        body_id=meeting.body_id,
        meeting=meeting,
        kind=row.kind,
        year=meeting.day.year,
        number=numbers[place],
        title_sv=row.title_sv,
        title_fi=row.title_fi,
        text_sv=row.text_sv,
        text_fi=row.text_fi,
        decided_on=meeting.day,
        answer_by=row.answer_by,
        visibility=Visibility.GROUP,
        recorded_by_id=meeting.made_by_id,
        recorded_at=meeting.ends_at,
    )


def _echoes(outcome: Outcome, row: NewOutcome) -> Iterator[tuple[object, ...]]:
    asked_at: datetime = outcome.recorded_at
    for days, echo in enumerate(row.echoes, start=1):
        given = bool(echo.answer)
        answered_at = asked_at + timedelta(days=days) if given else None
        by = outcome.recorded_by_id if given else None
        yield (
            *(outcome.pk, echo.organisation_id, echo.answer or "none", echo.text, echo.lesson),
            *("sv" if given else "", int(given), by, given, asked_at, answered_at, ""),
        )
