"""Reads of the files of a group that are not papers of a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from groups.permissions import GroupPermission
from groups.querysets.permitted import groups_with

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> DocumentQuerySet:
        """Return the documents that `user` may open: as far as each is open, and the own ones.

        Own are those by which `user` was appointed. Material is as open as its event, and a file
        of the library as its study.
        """
        material = apps.get_model("groups", "EventMaterial").objects.visible_to(user)
        studies = apps.get_model("groups", "Study").objects.visible_to(user)
        own = (
            apps.get_model("groups", "SeatHolder").objects.own(user).values("appointment"),
            apps.get_model("groups", "Responsibility").objects.own(user).values("document"),
        )
        return self.filter(
            Q(reach="public")
            | Q(reach="group", group__in=groups_with(user, GroupPermission.VIEW_PEOPLE))
            | Q(group__in=groups_with(user, GroupPermission.MANAGE_SEATS))
            | Q(pk__in=own[0])
            | Q(pk__in=own[1])
            | Q(pk__in=material.values("document"))
            | Q(pk__in=studies.values("document"))
        )
