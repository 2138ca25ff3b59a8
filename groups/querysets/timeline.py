"""Reads for a group's timeline that start from no day: who led it over the years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from groups.permissions import GroupPermission, Role
from groups.querysets.permitted import rights_in

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


def read_leaders(user: User | AnonymousUser, group_id: int) -> QuerySet:
    """Return who coordinated and chaired in a group, the latest first, for its own people."""
    grants = apps.get_model("groups", "RoleGrant").objects.select_related("user", "body")
    if GroupPermission.VIEW_PEOPLE not in rights_in(user, group_id):
        return grants.none()
    led = Q(role=Role.COORDINATOR, group=group_id) | Q(role=Role.CHAIR, body__group=group_id)
    return grants.filter(led, user__is_active=True).order_by("-starts_on", "-pk")
