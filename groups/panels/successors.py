"""Where something that has ended leads on: a note on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from elo_platform.lib.text import day
from groups.kinds import SuccessionOf
from groups.models import Body, EloGroup
from groups.querysets.succession import successors_of

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

_PAGES: dict[SuccessionOf, tuple[Any, str]] = {
    SuccessionOf.GROUP: (EloGroup, "groups:group_detail"),
    SuccessionOf.BODY: (Body, "groups:body_detail"),
}


def leads_on(user: User | AnonymousUser, kind: SuccessionOf, pk: int) -> list[dict[str, str]]:
    """Return what followed a group or a body, as far as `user` may know of it: two queries."""
    model, address = _PAGES[kind]
    followers = successors_of(kind, pk)
    rows = model.objects.visible_to(user).in_bulk([each.pk for each in followers])
    return [
        {
            "name": str(rows[each.pk]),
            "url": reverse(address, args=[each.pk]),
            "on": day(each.on),
        }
        for each in followers
        if each.pk in rows
    ]
