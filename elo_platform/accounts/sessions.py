"""How long a session lasts, from its beginning and from its last use; and how many there are."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from elo_platform.accounts.models import User

# A session notes its last use no more often than this, so that reading seldom writes.
_NOTE_SECONDS = 1800


def begin(session: SessionBase, *, now: datetime) -> None:
    """Note when the session began; its limits are counted from that."""
    session["began"] = session["seen"] = int(now.timestamp())


def is_over(session: SessionBase, *, now: datetime) -> bool:
    """Tell whether the session has lasted, or has lain unused, too long; note its use."""
    if "began" not in session:
        return False
    moment = int(now.timestamp())
    away = moment - session["seen"]
    if moment - session["began"] > settings.SESSION_COOKIE_AGE or away > settings.SESSION_IDLE_AGE:
        return True
    if away > _NOTE_SECONDS:
        session["seen"] = moment
    return False


def count_of(user: User) -> int:
    """Return in how many browsers `user` is signed in."""
    return UserSession.objects.filter(user=user).count()
