"""What a person was sent, in their words of today: rendered when read, like the mails."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from elo_platform import ports
from elo_platform.accounts.models import User
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.models import Owed
from elo_platform.notifications.rendering import Notice, subject_line


@dataclass(frozen=True, slots=True)
class Line:
    """One message in the inbox."""

    id: int
    kind: str
    title: str
    region: str
    url: str
    came_at: datetime
    is_new: bool

    @property
    def day(self) -> date:
        """The day on which it came, in the reader's time zone."""
        return timezone.localtime(self.came_at).date()


def lines(rows: Iterable[Owed], reader: User) -> list[Line]:
    """Return `rows` as the reader may see them now; what they may no longer see is left out."""
    rows = list(rows)
    values = _values(rows, reader)
    return [_line(row, values[row.pk], reader) for row in rows if values.get(row.pk) is not None]


def _values(rows: list[Owed], reader: User) -> dict[int, dict[str, Any] | None]:
    """Ask the port INBOX, which answers for all of a kind at once."""
    by_kind: dict[str, list[Owed]] = defaultdict(list)
    for row in rows:
        by_kind[row.kind].append(row)
    found: dict[int, dict[str, Any] | None] = {}
    for kind, of_kind in by_kind.items():
        entry = ports.entry("INBOX", kind)
        if entry is not None:
            answers = entry([row.params for row in of_kind], reader)
            found |= {row.pk: values for row, values in zip(of_kind, answers, strict=True)}
    return found


def _line(row: Owed, values: dict[str, Any], reader: User) -> Line:
    return Line(
        id=row.pk,
        kind=str(NoticeKind(row.kind).label),
        title=subject_line(Notice(row.kind, values), reader),
        region=values.get("region", ""),
        url=values.get("url", ""),
        came_at=row.due_at,
        is_new=row.read_at is None,
    )
