"""Reads of the influence register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Count, F, Q

from groups.permissions import GroupPermission, Visibility
from groups.querysets.permitted import groups_with, is_open_to

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

# What became of a statement that had an effect.
EFFECTIVE = ("partly", "fully")
_SENT = Q(sent_on__isnull=False)
# How a statement stands, by the days that are filled in.
STANDS = {
    "draft": Q(sent_on=None),
    "waiting": _SENT & Q(answered_on=None, effect="unknown"),
    "settled": _SENT & ~Q(answered_on=None, effect="unknown"),
}


class StatementQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the statements as far as they are open; all to who manages the group."""
        open_to = is_open_to(user, GroupPermission.VIEW_GROUP)
        managed = groups_with(user, GroupPermission.MANAGE_GROUP)
        return self.filter(models.Q(open_to) | models.Q(group__in=managed))

    def editable_by(self, user: User | AnonymousUser) -> Self:
        """Return the statements of groups that `user` manages."""
        return self.filter(group__in=groups_with(user, GroupPermission.MANAGE_GROUP))

    def beyond_the_group(self) -> Self:
        """Return what groups have sent and opened to other regions or to everyone."""
        return self.filter(_SENT, visibility__in=(Visibility.ALL_REGIONS, Visibility.PUBLIC))

    def latest_first(self) -> Self:
        """Return the statements as a list shows them: what is not sent, then the latest."""
        return self.order_by(F("sent_on").desc(nulls_first=True), "-pk")

    def figures(self, **more: Count) -> dict[str, int]:
        """Return how many were `sent`, were `effective`, and are `waiting`; and `more`."""
        return self.aggregate(
            sent=Count("pk", filter=_SENT),
            effective=Count("pk", filter=_SENT & Q(effect__in=EFFECTIVE)),
            waiting=Count("pk", filter=STANDS["waiting"]),
            **more,
        )
