"""Reads of what a group may do, and of what it wishes."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.apps import apps
from django.db.models import OuterRef, Subquery

from groups.querysets.inside import InsideQuerySet
from groups.querysets.reference import NAME_COLUMNS


class ClauseQuerySet(InsideQuerySet):
    def with_authority(self, on: date) -> Self:
        """Return the clauses, the latest first, with `authority_name` as it was `on`."""
        names = apps.get_model("groups", "AuthorityName").objects.nearest_first(on)
        named = names.filter(authority=OuterRef("authority"))
        columns = {f"authority_{name}": Subquery(named.values(name)[:1]) for name in NAME_COLUMNS}
        rows = self.select_related("document", "authority").annotate(**columns)
        return rows.order_by("-starts_on", "pk")

    def of_years(self, first: int, last: int) -> Self:
        """Return the clauses that hold on some day of the years from `first` to `last`."""
        return self.exclude(ends_on__year__lt=first).filter(starts_on__year__lte=last)


class WishQuerySet(InsideQuerySet):
    def newest_first(self) -> Self:
        """Return the wishes with group and people, the newest first."""
        return self.select_related("group", "sent_by").order_by("-sent_at", "-pk")

    def waiting(self) -> Self:
        """Return the wishes that nobody has answered."""
        return self.filter(answered_at=None)
