"""Answers are read by no page as rows: only results that keep to five go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


class SealedQuerySet(models.QuerySet):
    """Rows of answers. What may be read of them is said by the reads of the results."""

    def visible_to(self, user: User | AnonymousUser) -> SealedQuerySet:
        """Return nothing: nobody reads single answers, whatever their role."""
        return self.none()
