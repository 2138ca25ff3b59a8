"""What every page of a group has around it, in whichever room the page stands."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from elo_platform.ports import entries
from groups.models import EloGroup
from groups.permissions import GroupPermission


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of a group; `name` is its URL name, with its room's where it is not of `groups`."""

    name: str
    label: str
    is_shown: bool = True


def group_tabs(
    group: EloGroup,
    rights: frozenset[GroupPermission],
    current: str,
    *,
    is_comparable: bool = False,
) -> list[dict[str, object]]:
    """Return the tabs of a group's pages that the reader may open; `current` is a tab's name.

    `is_comparable` says that the reader, though not of this group, may read its coverage.
    The rooms add theirs through the port TABS.
    """
    compares = is_comparable or GroupPermission.VIEW_COVERAGE in rights
    tabs = [
        Tab("group_detail", gettext("Overview")),
        Tab("group_people", gettext("People"), GroupPermission.VIEW_PEOPLE in rights),
        Tab("group_representation", gettext("Representation"), compares),
        Tab("group_meetings", gettext("Meetings")),
        *(entry(rights) for entry in entries("TABS").values()),
        Tab("group_settings", gettext("Settings"), GroupPermission.MANAGE_GROUP in rights),
    ]
    return [
        {"url": _address(tab.name, group), "label": tab.label, "current": tab.name == current}
        for tab in tabs
        if tab.is_shown
    ]


def _address(name: str, group: EloGroup) -> str:
    return reverse(name if ":" in name else f"groups:{name}", args=[group.pk])


def group_crumbs(group: EloGroup | None = None) -> list[dict[str, str]]:
    """Return the way to a group's page, and to the pages under it where `group` is given."""
    crumbs = [{"url": reverse("groups:group_list"), "label": gettext("Groups")}]
    if group:
        crumbs.append({"url": reverse("groups:group_detail", args=[group.pk]), "label": group.name})
    return crumbs
