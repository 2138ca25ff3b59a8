"""What every page of a group has around it, in whichever room the page stands."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.http import address
from elo_platform.lib.text import current_language
from elo_platform.ports import entries
from groups.models import EloGroup
from groups.permissions import GroupPermission


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of a group; `name` is its URL name, with its room's where it is not of `groups`."""

    name: str
    label: str
    icon: str
    is_shown: bool = True

    def url(self, group_id: int) -> str:
        """Return the address of the page in a group."""
        name = self.name if ":" in self.name else f"groups:{self.name}"
        return address(name, group_id)


def group_pages(
    rights: frozenset[GroupPermission], *, is_comparable: bool = False
) -> tuple[Tab, ...]:
    """Return the pages of a group that the reader may open, in order.

    `is_comparable` says that the reader, though not of this group, may read its coverage.
    The rooms add theirs through the port TABS.
    """
    return _pages(rights, is_comparable, current_language())


@lru_cache(maxsize=256)
def _pages(
    rights: frozenset[GroupPermission], is_comparable: bool, _language: str
) -> tuple[Tab, ...]:
    compares = is_comparable or GroupPermission.VIEW_COVERAGE in rights
    sees_people = GroupPermission.VIEW_PEOPLE in rights
    manages = GroupPermission.MANAGE_GROUP in rights
    pages = [
        Tab("group_detail", gettext("Overview"), "layout-dashboard"),
        Tab("group_people", gettext("People"), "users", sees_people),
        Tab("group_representation", gettext("Representation"), "scale", compares),
        Tab("group_meetings", gettext("Meetings"), "calendar-days"),
        *(entry(rights) for entry in entries("TABS").values()),
        Tab("group_year", gettext("Year clock"), "clock", sees_people),
        Tab("group_working", gettext("How we work"), "book-open"),
        Tab("group_settings", gettext("Settings"), "settings", manages),
    ]
    return tuple(page for page in pages if page.is_shown)


@dataclass(frozen=True, slots=True)
class WorkingPage:
    """A page under the tab "How we work": what it is called, and in a sentence what it is for."""

    name: str
    label: str
    text: str
    icon: str

    def url(self, group_id: int) -> str:
        """Return the address of the page in a group."""
        return address(f"groups:{self.name}", group_id)


# Name, words, icon, and what a reader must be allowed, where it is not open; in order.
_WORKING = (
    (
        "group_mandate",
        _("Mandate and means"),
        _("What the group may do, on what ground, and with how much time and money."),
        "gavel",
        GroupPermission.VIEW_PEOPLE,
    ),
    (
        "group_agreements",
        _("Partnership agreements"),
        _("What organisations have promised, who has signed, and until when."),
        "file-text",
        GroupPermission.VIEW_PEOPLE,
    ),
    (
        "operating_model",
        _("Operating model"),
        _("How we work together, in writing, and who has accepted it."),
        "route",
        GroupPermission.VIEW_PEOPLE,
    ),
    (
        "group_duties",
        _("Who does what"),
        _("Which body or organisation answers for which task, and where it was agreed."),
        "list-checks",
        GroupPermission.VIEW_PEOPLE,
    ),
    (
        "group_networks",
        _("Other networks"),
        _("The networks of the region that the group works with or beside."),
        "share-2",
        GroupPermission.VIEW_PEOPLE,
    ),
    (
        "group_responsibilities",
        _("Responsibilities"),
        _("Who answers for which part of the work, and what nobody answers for."),
        "users",
        GroupPermission.VIEW_PEOPLE,
    ),
    (
        "group_continuity",
        _("Continuity"),
        _("What the work hangs on when people change, and the next step for each thing."),
        "refresh-cw",
        GroupPermission.VIEW_PEOPLE,
    ),
    (
        "group_handover",
        _("Handover"),
        _("The pack for whoever coordinates next, own notes, and who takes over on which day."),
        "forward",
        GroupPermission.MANAGE_GROUP,
    ),
    (
        "group_welcome",
        _("Welcome pack"),
        _("What somebody new should know, always current, to read and to print."),
        "hand-heart",
        None,
    ),
    (
        "group_languages",
        _("Texts in one language"),
        _("What lacks Swedish or Finnish, and where it is completed."),
        "languages",
        GroupPermission.MANAGE_GROUP,
    ),
    (
        "group_history",
        _("History"),
        _("Who did what, what each organisation took part in, and earlier texts."),
        "history",
        GroupPermission.VIEW_PEOPLE,
    ),
    (
        "group_timeline",
        _("Timeline"),
        _("The group year by year: how it began, who coordinated it, what it came to."),
        "route",
        None,
    ),
)


def working_pages(rights: frozenset[GroupPermission]) -> list[WorkingPage]:
    """Return the pages on how a group works that the reader may open, in order."""
    return [
        WorkingPage(name, str(label), str(text), icon)
        for name, label, text, icon, right in _WORKING
        if right is None or right in rights
    ]


def working_crumbs(group: EloGroup) -> list[dict[str, str]]:
    """Return the way to a page under the tab "How we work"."""
    url = address("groups:group_working", group.pk)
    return [*group_crumbs(group), {"url": url, "label": gettext("How we work")}]


def group_tabs(
    group: EloGroup,
    rights: frozenset[GroupPermission],
    current: str,
    *,
    is_comparable: bool = False,
) -> list[dict[str, object]]:
    """Return the tabs of a group's pages: `group_pages`, with `current`, a tab's name, marked."""
    return [
        {"url": tab.url(group.pk), "label": tab.label, "current": tab.name == current}
        for tab in group_pages(rights, is_comparable=is_comparable)
    ]


def group_crumbs(group: EloGroup | None = None) -> list[dict[str, str]]:
    """Return the way to a group's page, and to the pages under it where `group` is given."""
    crumbs = [{"url": address("groups:group_list"), "label": gettext("Groups")}]
    if group:
        crumbs.append({"url": address("groups:group_detail", group.pk), "label": group.name})
    return crumbs
