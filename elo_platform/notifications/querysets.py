"""Reads of what is owed and of what is to be sent."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import connection, models
from django.db.models.functions import Now

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


# As text, since every page asks it: what `visible_to(user).unread()` would count.
_UNREAD = """
    SELECT count(*) FROM notifications_owed
    WHERE reader_id = %s AND suppressed_reason = '' AND kind <> 'account'
      AND due_at <= statement_timestamp() AND read_at IS NULL
"""


def unread_of(user: User) -> int:
    """Return how many notices of a signed-in person have arrived and are not marked as read."""
    with connection.cursor() as cursor:
        cursor.execute(_UNREAD, [user.pk])
        return cursor.fetchone()[0]


class OwedQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> OwedQuerySet:
        """Return what `user` was sent, secrets apart."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        return self.filter(reader=user, suppressed_reason="").exclude(kind="account")

    def arrived(self) -> OwedQuerySet:
        """Return what is due by now, by the database's clock."""
        return self.filter(due_at__lte=Now())

    def unread(self) -> OwedQuerySet:
        """Return what has arrived and has not been marked as read."""
        return self.arrived().filter(read_at=None)

    def to_gather(self, now: datetime) -> OwedQuerySet:
        """Return what is due at `now` and not yet in a mail, oldest first."""
        return self.filter(mail=None, suppressed_reason="", due_at__lte=now).order_by(
            "due_at", "pk"
        )


class MailQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> MailQuerySet:
        """Return mails for administrators, who see states and never texts."""
        if user.is_authenticated and user.is_active and user.is_staff:
            return self.all()
        return self.none()

    def sendable(self, now: datetime) -> MailQuerySet:
        """Return the mails that may be sent at `now`, oldest first."""
        return self.filter(sent_at=None, stopped_at=None, next_try_at__lte=now).order_by(
            "next_try_at", "pk"
        )


class MutedQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> MutedQuerySet:
        """Return what `user` has stopped."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        return self.filter(user=user)
