"""Promises beside presence: what the parties promised, and who came to the meetings."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.text import alphabetical
from groups.models import Agreement, Commitment, Party
from groups.models.category import Sector
from groups.querysets.agreement_presence import (
    Presence,
    no_presence,
    read_presence,
    read_seats_held,
)


def presence_of(
    agreement: Agreement,
    parties: Iterable[Party],
    promises: Iterable[Commitment],
    *,
    now: datetime,
) -> dict[str, Any]:
    """Return the parties that are bound and their sectors, each with its presence by year.

    By name and never ranked. A deputy who comes is presence, and shows beside the members.
    """
    rows = [party for party in parties if party.signed_on]
    ids = [party.organisation_id for party in rows]
    found = read_presence(agreement.group_id, ids, now=now)
    held = read_seats_held(agreement.group_id, ids, today=helsinki_day(now))
    by_sector: dict[str, list[Presence]] = {}
    lines = []
    for party in rows:
        years = found.get(party.organisation_id, no_presence())
        sector = by_sector.setdefault(party.organisation.category.sector, no_presence())
        for total, year in zip(sector, years, strict=True):
            total.add(year)
        seats = held.get(party.organisation_id, 0)
        lines.append(_line(party.organisation.name, years) | {"seats": seats})
    promises = list(promises)
    labels = dict(Sector.choices)
    return {
        "rows": _by_name(lines),
        "sectors": _by_name(_line(str(labels[key]), years) for key, years in by_sector.items()),
        "promised_hours": sum(promise.hours or 0 for promise in promises),
        "promised_seats": sum(promise.seats or 0 for promise in promises),
    }


def _by_name(lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(lines, key=lambda line: alphabetical(line["name"]))


def _line(name: str, years: list[Presence]) -> dict[str, Any]:
    latest, *before = years
    return {
        "name": name,
        "hours": round(latest.hours),
        "latest": latest,
        "percent": _percent(latest),
        "before": " · ".join(_percent(each) for each in before),
    }


def _percent(presence: Presence) -> str:
    if presence.percent is None:
        return "–"
    return gettext("%(percent)s %%") % {"percent": presence.percent}
