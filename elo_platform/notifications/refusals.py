"""Mails that came back: whom they do not reach."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from elo_platform.notifications.models import Mail

# How the error of a mail begins that the server would not take; its number follows.
REFUSED = "refused"


def came_back(
    *, users: QuerySet | Iterable[int] = (), addresses: Iterable[str] = ()
) -> dict[int | str, datetime]:
    """Return when a mail server last refused a mail, where nothing has arrived since.

    By person, and by address for who has no account. It asks nobody's rights: the caller
    passes people and addresses whose mails its reader answers for.
    """
    asked = Q(user__in=users) | Q(address__in=addresses) & ~Q(address="")
    same = Q(user=OuterRef("user")) | Q(address=OuterRef("address")) & ~Q(address="")
    reached = Mail.objects.filter(same, sent_at__gt=OuterRef("stopped_at"))
    refused = Mail.objects.filter(
        asked, ~Exists(reached), stopped_at__isnull=False, last_error__startswith=REFUSED
    )
    rows = refused.order_by("stopped_at").values_list("user_id", "address", "stopped_at")
    return {user_id or address: at for user_id, address, at in rows}
