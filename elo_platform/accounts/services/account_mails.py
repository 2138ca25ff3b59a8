"""Mails about an account: codes, resets, changes. Their values open it, so they are secret."""

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings

from elo_platform import ports
from elo_platform.accounts.models import User

# The plain values that the mails use; objects are never stored.
_KEPT = ("code", "password_reset_url", "from_email", "to_email", "deleted_email", "timestamp")

# allauth tells strangers that they have no account. We tell nobody: a stranger's address gets
# no mail, and a row as long in the making, so that the time of the answer says nothing either.
NO_ACCOUNT = "unknown_account"


def owe_account_mail(
    *, template: str, address: str, language: str, values: dict[str, Any], now: datetime
) -> None:
    """Owe `address` the account mail `template`, in its owner's language, else in `language`.

    Each call is an occasion of its own: a second code is a second mail.
    """
    name = template.rpartition("/")[2]
    owner = User.objects.with_address(address).first()
    is_known = name != NO_ACCOUNT
    owe_address = ports.entry("OUTBOX", "address")
    owe_address(
        kind="account",
        address=address if is_known else f"nobody@{settings.MAIL_DOMAIN}",
        name=owner.name if owner else "",
        language=owner.language if owner else language,
        occasion=f"{name}:{uuid.uuid4()}",
        params={"template": name, **_plain(values)} if is_known else {},
        suppressed_reason="" if is_known else "no_account",
        now=now,
    )


def _plain(values: dict[str, Any]) -> dict[str, str]:
    kept = {name: values[name] for name in _KEPT if values.get(name)}
    return {
        name: value.isoformat() if isinstance(value, datetime) else str(value)
        for name, value in kept.items()
    }
