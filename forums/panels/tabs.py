"""The tab of discussions on a group's pages (port TABS)."""

from django.utils.translation import gettext

from groups.page import Tab
from groups.permissions import GroupPermission


def spaces_tab(rights: frozenset[GroupPermission]) -> Tab:
    """Return the tab, for those who may read discussions in the group."""
    shown = GroupPermission.VIEW_DISCUSSIONS in rights
    return Tab("forums:group_spaces", gettext("Discussions"), "messages-square", shown)
