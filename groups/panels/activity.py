"""Who did what in a group, in words, and what each organisation took part in."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.models import AuditEvent
from elo_platform.lib.text import alphabetical, day, in_language
from groups.querysets.activity import Share

TOPIC_LABELS = {
    "people": _("People"),
    "meetings": _("Meetings"),
    "events": _("Events"),
    "outcomes": _("Outcomes"),
    "plans": _("Plans"),
    "agreements": _("Partnership agreements"),
    "surveys": _("Surveys"),
    "mandate": _("Mandate and means"),
    "group": _("The group itself"),
}
PEOPLE = [
    ("coordinators", _("Coordinators")),
    ("others", _("Others")),
    ("service", _("The service itself")),
]


def activity_rows(events: Iterable[AuditEvent]) -> list[dict[str, str]]:
    """Return what was done, in words: the same in one line, and the day with its first line."""
    rows: list[dict[str, str]] = []
    last = ""
    same = groupby(events, key=lambda each: (_day(each), who_did(each), each.kind))
    for (on, who, kind), times in same:
        found = list(times)
        what = str(AuditKind(kind).label)
        if len(found) > 1:
            what = gettext("%(what)s, %(number)s times") % {"what": what, "number": len(found)}
        at = f"{timezone.localtime(found[0].at):%H.%M}"
        rows.append({"day": "" if on == last else on, "time": at, "who": who, "what": what})
        last = on
    return rows


def _day(event: AuditEvent) -> str:
    return day(timezone.localtime(event.at).date())


def who_did(event: AuditEvent) -> str:
    """Return who did something, by name."""
    if event.actor_id is None:
        return gettext("The service")
    return event.actor_name or gettext("A former member")


def share_rows(shares: Iterable[Share]) -> list[dict[str, Any]]:
    """Return the organisations by their names, each with what it took part in."""
    rows = [
        {
            "name": capfirst(in_language(share, "name")),
            "meetings": _of(share.came, share.called),
            "answers": _of(share.answered, share.asked),
            "actions": str(share.actions) if share.actions else "–",
        }
        for share in shares
    ]
    return sorted(rows, key=lambda row: alphabetical(row["name"]))


def _of(number: int, whole: int) -> str:
    if not whole:
        return "–"
    return gettext("%(number)s of %(whole)s") % {"number": number, "whole": whole}
