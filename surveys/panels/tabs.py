"""The tab of a group's surveys."""

from django.utils.translation import gettext

from groups.page import Tab
from groups.permissions import GroupPermission


def surveys_tab(rights: frozenset[GroupPermission]) -> Tab:
    """Return the tab, for those who may read the group's surveys."""
    may_read = GroupPermission.VIEW_SURVEYS in rights or GroupPermission.MANAGE_SURVEYS in rights
    return Tab("surveys:group_surveys", gettext("Surveys"), "chart-column", may_read)
