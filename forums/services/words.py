"""Moments, people and addresses as discussions show them: made in Python, since rows are many."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from elo_platform.lib.text import chosen, initials
from forums.querysets import since_of

ONE_DAY = timedelta(days=1)
TONES = ("accent", "lupin", "hjortron", "ljung")


@dataclass(frozen=True, slots=True)
class Moments:
    """Says when something was written, seen from `now`."""

    now: datetime

    def is_recent(self, moment: datetime) -> bool:
        """Tell whether what was written then may still count as unread."""
        return moment >= since_of(self.now)

    def said(self, moment: datetime) -> str:
        """Return the hour today, yesterday as such, and else the date."""
        there, here = localtime(moment), localtime(self.now)
        if there.date() == here.date():
            return gettext("today %(time)s") % {"time": time_format(there)}
        if there.date() == here.date() - ONE_DAY:
            return gettext("yesterday %(time)s") % {"time": time_format(there)}
        return date_format(there, "SHORT_DATE_FORMAT")

    def said_in_full(self, moment: datetime) -> str:
        """Return day and hour."""
        there = localtime(moment)
        if there.date() >= localtime(self.now).date() - ONE_DAY:
            return self.said(moment)
        day = date_format(there, "SHORT_DATE_FORMAT")
        return gettext("%(day)s at %(time)s") % {"day": day, "time": time_format(there)}


def person_columns(*, person: str, organisation: str) -> tuple[str, ...]:
    """Return what `person_of` needs of a row."""
    return (
        f"{person}_id", f"{person}__name", f"{person}__title",
        f"{organisation}__name_sv", f"{organisation}__name_fi",
    )  # fmt: skip


def person_of(*, row: Mapping[str, Any], person: str, organisation: str) -> dict[str, str]:
    """Return a person by name, mark and what they speak for; one who has gone as such."""
    name = row[f"{person}__name"] or ""
    if not name:
        return {"name": gettext("Former member"), "of": "", "initials": "–", "tone": "neutral"}
    names = {code: row[f"{organisation}__name_{code}"] or "" for code in ("sv", "fi")}
    return {
        "name": name,
        "of": chosen(names) or row[f"{person}__title"] or "",
        "initials": initials(name),
        "tone": TONES[row[f"{person}_id"] % len(TONES)],
    }


def topic_url(*, pk: int, number: int = 0) -> str:
    """Return the address of a discussion, or of a post of it, on the page where it stands."""
    return f"/topics/{pk}/?post={number}#post-{number}" if number > 1 else f"/topics/{pk}/"
