"""Who comes to an event: on the page of those who arrange it, and as a file."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.tables import Table
from elo_platform.lib.text import day
from groups.models import Event, SignUp
from groups.panels.events import places_words, signup_status
from groups.states import SignUpState


def participant_rows(event: Event, rows: Iterable[SignUp]) -> dict[str, Any]:
    """Return those with a place and those who wait, in order, and how far the event reached.

    The rows are `marked_national`.
    """
    rows = list(rows)
    listed = [_row(row) for row in rows]
    coming = [row for row in listed if row["has_place"]]
    waiting = [row for row in listed if not row["has_place"]]
    came = sum(row["came"] is True for row in coming)
    homes = [row.organisation for row in rows if row.organisation and _has_place(row)]
    return {
        "coming": coming,
        "waiting": waiting,
        "places": places_words(event.capacity, len(coming), len(waiting)),
        "reach": {"told": event.told, "signed": len(listed), "came": came},
        "by_organisation": _most_first(row["organisation"] for row in coming),
        "by_sector": _most_first(str(home.category.get_sector_display()) for home in homes),
    }


def participants_table(event: Event, rows: Iterable[SignUp]) -> Table:
    """Return the list as it leaves the platform."""
    headers = [
        gettext("Number"),
        gettext("Name"),
        gettext("E-mail address"),
        gettext("Organisation"),
        gettext("State"),
        gettext("What should be taken into account"),
        gettext("Came"),
    ]
    body = [
        [
            row.number,
            row.who,
            row.user.email if row.user else row.address,
            row.home,
            str(row.get_state_display()),
            row.needs_text,
            {True: gettext("Yes"), False: gettext("No"), None: None}[row.came],
        ]
        for row in rows
    ]
    return Table("elo-participants", event.title, headers, body)


def _row(row: SignUp) -> dict[str, Any]:
    return {
        "pk": row.pk,
        "number": row.number,
        "name": row.who,
        "is_national": row.is_national,
        "organisation": row.home,
        "needs": row.needs_text,
        "signed_on": day(helsinki_day(row.at)),
        "has_place": _has_place(row),
        "came": row.came,
        "status": signup_status(row),
    }


def _has_place(row: SignUp) -> bool:
    return row.state == SignUpState.COMING


def _most_first(names: Iterable[str]) -> list[tuple[str, int]]:
    """Return how often each name comes, the commonest first; no name is not counted."""
    found = Counter(name for name in names if name)
    return sorted(found.items(), key=lambda each: (-each[1], each[0]))
