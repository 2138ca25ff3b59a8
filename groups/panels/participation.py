"""How many of an organisation came to events, for its own page: counts and no names."""

from typing import Any

from django.contrib.auth.models import AnonymousUser

from elo_platform.accounts.models import User
from groups.panels.events import kind_words
from groups.querysets.events import staff_participation


def participation_rows(user: User | AnonymousUser, organisation_id: int) -> list[dict[str, Any]]:
    """Return the own people's participation by year and kind of event, the newest first."""
    return [
        {
            "year": row["event__day__year"],
            "kind": kind_words(row["event__kind"]),
            "events": row["events"],
            "people": row["people"],
        }
        for row in staff_participation(user, organisation_id)
    ]
