"""What keeps a group's work going, in words: each check with what is missing and the next step."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.http import address
from elo_platform.lib.text import alphabetical, day
from groups.models import EloGroup
from groups.permissions import GroupPermission
from groups.querysets.continuity import Continuity

Row = dict[str, Any]
Rights = frozenset[GroupPermission]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is looked at: its short name, what to say in order, and where to mend it."""

    name: str
    label: Promise
    fine: Promise
    page: str
    act: Promise
    right: GroupPermission = GroupPermission.VIEW_PEOPLE


CHECKS = (
    Check(
        "coordinators",
        _("Coordinators"),
        _("More than one person coordinates the group"),
        "coordinator_new",
        _("Appoint another"),
        GroupPermission.MANAGE_SEATS,
    ),
    Check(
        "without_chair",
        _("Without a chair"),
        _("Every body has a chair or a convenor"),
        "group_people",
        _("See the bodies"),
    ),
    Check(
        "without_deputy",
        _("Without a deputy"),
        _("Every seat with a member has a deputy"),
        "group_people",
        _("Invite deputies"),
    ),
    Check(
        "mandates_ending",
        _("Mandates ending"),
        _("No mandate ends within 90 days"),
        "group_people",
        _("See the mandates"),
    ),
    Check(
        "vacant_areas",
        _("Areas without an owner"),
        _("Somebody answers for each area of the work"),
        "group_responsibilities",
        _("Name somebody"),
    ),
    Check(
        "agreements_ending",
        _("Agreements ending"),
        _("No agreement ends within half a year without a renewal"),
        "group_agreements",
        _("Renew the agreement"),
    ),
    Check(
        "funding_ending",
        _("Funding ending"),
        _("No funding ends within half a year"),
        "group_mandate",
        _("See the money"),
    ),
    Check(
        "note",
        _("Handover notes"),
        _("The handover notes are from the last year"),
        "group_handover",
        _("Write the notes"),
        GroupPermission.MANAGE_GROUP,
    ),
    Check(
        "model",
        _("Operating model"),
        _("The operating model has been looked at within two years"),
        "operating_model",
        _("See the operating model"),
    ),
)


def check_rows(found: Continuity, group_id: int, rights: Rights, on: date) -> list[Row]:
    """Return each check of a group: what is missing first, in order of how much hangs on it."""
    gaps = found.gaps(on)
    rows = [
        {
            "text": _gap(check.name, gaps[check.name], found) if gaps[check.name] else check.fine,
            "tone": "hjortron" if gaps[check.name] else "success",
            "icon": "triangle-alert" if gaps[check.name] else "circle-check",
            "is_gap": bool(gaps[check.name]),
            "url": address(f"groups:{check.page}", group_id)
            if gaps[check.name] and check.right in rights
            else "",
            "label": check.act,
        }
        for check in CHECKS
    ]
    return sorted(rows, key=lambda row: not row["is_gap"])


def national_rows(groups: Iterable[EloGroup], found: dict[int, Continuity], on: date) -> list[Row]:
    """Return a line for each group: how much is missing under each check."""
    return [
        {
            "url": address("groups:group_continuity", group.pk),
            "name": group.name,
            "numbers": [found[group.pk].gaps(on)[check.name] for check in CHECKS],
        }
        for group in sorted(groups, key=lambda group: alphabetical(group.name))
    ]


def _gap(name: str, number: int, found: Continuity) -> str:
    """Return what is missing, in a sentence."""
    if name == "coordinators":
        return (
            gettext("Only one person coordinates the group")
            if found.coordinators
            else gettext("Nobody coordinates the group")
        )
    if name == "note":
        return _since(
            found.noted_on,
            gettext("The handover notes are from %(day)s"),
            gettext("There are no handover notes"),
        )
    if name == "model":
        return _since(
            found.model_on,
            gettext("The operating model is from %(day)s"),
            gettext("There is no operating model"),
        )
    return _counted(name, number) % {"number": number}


def _since(on: date | None, old: str, none: str) -> str:
    return old % {"day": day(on)} if on else none


def _counted(name: str, number: int) -> str:
    return {
        "without_chair": ngettext(
            "%(number)s body has neither chair nor convenor",
            "%(number)s bodies have neither chair nor convenor",
            number,
        ),
        "without_deputy": ngettext(
            "%(number)s seat has a member and no deputy",
            "%(number)s seats have a member and no deputy",
            number,
        ),
        "mandates_ending": ngettext(
            "%(number)s mandate ends within 90 days",
            "%(number)s mandates end within 90 days",
            number,
        ),
        "vacant_areas": ngettext(
            "%(number)s area of the work has nobody",
            "%(number)s areas of the work have nobody",
            number,
        ),
        "agreements_ending": ngettext(
            "%(number)s agreement ends and has no renewal",
            "%(number)s agreements end and have no renewal",
            number,
        ),
        "funding_ending": ngettext(
            "%(number)s source of money ends within half a year",
            "%(number)s sources of money end within half a year",
            number,
        ),
    }[name]
