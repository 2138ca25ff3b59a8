"""Reads of what a group may do, and of what it wishes."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.apps import apps
from django.db.models import Prefetch

from groups.querysets.inside import InsideQuerySet


class ClauseQuerySet(InsideQuerySet):
    def with_authority(self, on: date) -> Self:
        """Return the clauses, the latest first, each with its authority as it was named `on`."""
        named = apps.get_model("groups", "Authority").objects.named(on)
        rows = self.select_related("document").prefetch_related(Prefetch("authority", named))
        return rows.order_by("-starts_on", "pk")


class WishQuerySet(InsideQuerySet):
    def newest_first(self) -> Self:
        """Return the wishes with group and people, the newest first."""
        return self.select_related("group", "sent_by").order_by("-sent_at", "-pk")

    def waiting(self) -> Self:
        """Return the wishes that nobody has answered."""
        return self.filter(answered_at=None)
