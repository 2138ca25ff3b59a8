"""A person's private calendar link: made, renewed and ended. Only its hash is kept."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from elo_platform.accounts.models import FeedToken, User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record

# Long enough for a calendar to be set up once a year; SECURITY.md says how it ends sooner.
FEED_DAYS = 365
FEED_BYTES = 32


def feed_hash(*, token: str) -> str:
    """Return what is stored of `token`; it is random, so a plain hash cannot be searched."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_feed(*, user: User, now: datetime) -> str:
    """Make a new link for `user` and end the old one; return its token, which is kept nowhere."""
    User.objects.select_for_update().get(pk=user.pk)
    _end_open(user, now)
    token = secrets.token_urlsafe(FEED_BYTES)
    feed = FeedToken.objects.create(
        user=user,
        token_hash=feed_hash(token=token),
        made_at=now,
        expires_at=now + timedelta(days=FEED_DAYS),
    )
    record(kind=AuditKind.FEED_MADE, target=feed, by=user, at=now)
    return token


@transaction.atomic
def end_feed(*, user: User, now: datetime) -> bool:
    """End the link of `user` at once; return whether there was one."""
    return _end_open(user, now)


def _end_open(user: User, now: datetime) -> bool:
    feed = FeedToken.objects.select_for_update().filter(user=user, ended_at=None).first()
    if feed is None:
        return False
    feed.ended_at = now
    feed.save(update_fields=["ended_at"])
    record(kind=AuditKind.FEED_ENDED, target=feed, by=user, at=now)
    return True
