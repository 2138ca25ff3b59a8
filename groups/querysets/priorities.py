"""Reads of the votes on needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models

from groups.querysets.reach import is_reader

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


class NeedVoteQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the own votes; others show as averages alone."""
        return self.filter(user=user.pk) if is_reader(user) else self.none()
