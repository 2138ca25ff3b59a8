"""Reads of a group's working time: the sheet of a year, agreed and used by kind of task."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

# Whether the coordinator's, and the kind of task.
Cell = tuple[bool, str]


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of a year; None where nobody has said."""

    agreed: int | None = None
    used: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The hours of one year by cell."""

    year: int
    hours: dict[Cell, Hours]

    @property
    def version(self) -> int:
        """Return a number that differs when the sheet does: its rows have no version each."""
        said = sorted((cell, hours.agreed, hours.used) for cell, hours in self.hours.items())
        return zlib.crc32(repr(said).encode()) & 0x7FFFFFFF

    def total(self, what: str, *, is_coordinator: bool) -> int:
        """Return the sum of what is `agreed` or `used`, the coordinator's or the members'."""
        return sum(
            getattr(hours, what) or 0
            for (coordinates, _task), hours in self.hours.items()
            if coordinates == is_coordinator
        )


def read_sheet(user: User | AnonymousUser, group_id: int, year: int) -> Sheet:
    """Return the sheet of a year of a group, as far as `user` may read it."""
    rows = apps.get_model("groups", "WorkTime").objects.visible_to(user)
    return sheet_of(rows.filter(group=group_id), year)


def sheet_of(rows: object, year: int) -> Sheet:
    """Return the sheet that `rows` of one group make for a year."""
    found = rows.filter(year=year).values_list("is_coordinator", "task", "agreed", "used")
    return Sheet(year, {(is_own, task): Hours(*hours) for is_own, task, *hours in found})
