"""Mails about an account: codes, resets, changes. Their values open it, so they are secret."""

import uuid
from datetime import datetime
from typing import Any

from elo_platform.accounts.models import User
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe_address

# The plain values that allauth's templates use; objects are never stored.
_KEPT = ("code", "password_reset_url", "activate_url", "key", "ip", "timestamp", "deleted_email")


def owe_account_mail(
    *,
    template: str,
    address: str,
    user: User | None,
    language: str,
    values: dict[str, Any],
    now: datetime,
) -> None:
    """Owe `address` the account mail `template`, in the language of the page that asked for it.

    Each call is an occasion of its own: a second code is a second mail.
    """
    kept = {name: str(values[name]) for name in _KEPT if values.get(name)}
    owe_address(
        kind=NoticeKind.ACCOUNT,
        address=address,
        name=user.name if user else "",
        language=user.language if user else language,
        occasion=f"{template}:{uuid.uuid4()}",
        params={"template": template, **kept},
        now=now,
    )
