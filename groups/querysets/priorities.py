"""Reads of the votes on needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Avg, Count, Q

from groups.querysets.reach import is_reader

if TYPE_CHECKING:
    from elo_platform.accounts.models import User
    from groups.models import Need


class NeedVoteQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the own votes; others show as averages alone."""
        return self.filter(user=user.pk) if is_reader(user) else self.none()


def grades_given(need: Need, user: User | AnonymousUser) -> dict[str, Any]:
    """Return how many have weighed a need that the caller may see, the means, and own grades."""
    own = Q(user=user.pk)
    return apps.get_model("groups", "NeedVote").objects.filter(need=need.pk).aggregate(
        number=Count("pk"),
        mean_importance=Avg("importance"),
        mean_influence=Avg("influence"),
        own_importance=Avg("importance", filter=own),
        own_influence=Avg("influence", filter=own),
    )  # fmt: skip
