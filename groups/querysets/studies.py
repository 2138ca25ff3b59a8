"""Reads of the library of studies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from groups.permissions import GroupPermission
from groups.querysets.chain import Ref
from groups.querysets.permitted import groups_with, is_open_to

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


class StudyQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the studies as far as they are open."""
        return self.filter(is_open_to(user, GroupPermission.VIEW_GROUP))

    def editable_by(self, user: User | AnonymousUser) -> Self:
        """Return the studies of groups whose needs `user` manages."""
        return self.filter(group__in=groups_with(user, GroupPermission.MANAGE_NEEDS))

    def with_uses(self) -> Self:
        """Return the studies, the latest first, with in how many places each is `used`."""
        uses = apps.get_model("groups", "StudyUse").objects.filter(study=OuterRef("pk"))
        number = uses.order_by().values("study").annotate(number=Count("pk")).values("number")
        latest = F("year").desc(nulls_last=True)
        return self.annotate(used=Coalesce(Subquery(number), 0)).order_by(latest, "-pk")

    def behind(self, place: Ref) -> Self:
        """Return the studies that a need, a goal or an action builds on, the latest first."""
        rows = self.filter(uses__node_kind=place.kind, uses__node_id=place.id)
        return rows.order_by(F("year").desc(nulls_last=True), "-pk")

    def about(self, words: str) -> Self:
        """Return the studies whose title, owner or findings have `words` in them."""
        columns = ("title_sv", "title_fi", "publisher", "findings_sv", "findings_fi")
        found = Q()
        for column in columns:
            found |= Q(**{f"{column}__icontains": words})
        return self.filter(found)


class StudyUseQuerySet(models.QuerySet):
    """Where a study is used, as visible as the study; what uses it has rules of its own."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the uses of studies that `user` may read."""
        return self.filter(is_open_to(user, GroupPermission.VIEW_GROUP, "study__"))
