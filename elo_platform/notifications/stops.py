"""One click to stop: a signed link that stops some kinds of message for one person."""

from collections.abc import Iterable

from django.core import signing

from elo_platform.lib.http import signed_page
from elo_platform.notifications.kinds import RULES, NoticeKind

_SIGNER = signing.Signer(salt="elo.stop", sep="~")


class BadStop(Exception):
    """The link is forged or cut."""


def stoppable(kinds: Iterable[str]) -> list[str]:
    """Return those of `kinds` that are not mandatory, in a fixed order."""
    return sorted({kind for kind in kinds if not RULES[NoticeKind(kind)].mandatory})


def stop_url(*, subject: int | str, kinds: Iterable[str]) -> str:
    """Return the address that stops `kinds` for a user id or an address; it never expires."""
    token = _SIGNER.sign_object([str(subject), stoppable(kinds)])
    return signed_page("notifications:unsubscribe", token)


def read_stop(token: str) -> tuple[str, list[NoticeKind]]:
    """Return (user id or address, kinds) of a stop link.

    Raises:
        BadStop: the signature does not hold.
    """
    try:
        subject, kinds = _SIGNER.unsign_object(token)
        return str(subject), [NoticeKind(kind) for kind in kinds]
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadStop from error
