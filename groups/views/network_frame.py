"""What the pages on networks, the operating model and the division of labour have in common."""

from typing import Any

from django.http import HttpRequest

from groups.models import EloGroup
from groups.page import group_tabs, working_crumbs
from groups.permissions import GroupPermission
from groups.policies.networks import Rights
from groups.querysets.permitted import rights_in
from groups.views.frame import group_with


def group_inside(request: HttpRequest, pk: int) -> tuple[EloGroup, Rights]:
    """Return a group whose people the reader sees, and what the reader may do in it."""
    group = group_with(request, pk, GroupPermission.VIEW_PEOPLE)
    return group, rights_in(request.user, pk)


def frame(group: EloGroup, rights: Rights) -> dict[str, Any]:
    """Return what every page on how a group works has around it."""
    return {
        "group": group,
        "crumbs": working_crumbs(group),
        "tabs": group_tabs(group, rights, "group_working"),
        "may_keep": GroupPermission.MANAGE_GROUP in rights,
    }
