"""Reads of people and of their feed links."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AnonymousUser
from django.db import models

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


class UserQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> UserQuerySet:
        """Return the account of `user` alone; names of others are read through seats."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        return self.filter(pk=user.pk)

    def for_act(self, pk: int | None) -> UserQuerySet:
        """Return the person for whom a one-act link was signed; the link is the key."""
        return self.filter(pk=pk)

    def with_address(self, address: str) -> UserQuerySet:
        """Return whoever signs in with `address`, letters compared without case."""
        return self.filter(email=address.strip().lower())


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Makes accounts; addresses are stored in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:
        """Return a new account; without `password` it signs in by a code sent by mail."""
        user: User = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> User:
        """Return a new account that may open the Django admin."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class FeedTokenQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> FeedTokenQuerySet:
        """Return the feed links of `user`."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        return self.filter(user=user)

    def usable(self, now: datetime) -> FeedTokenQuerySet:
        """Return the links that open a feed at `now`: not ended, not expired, of active people."""
        return self.filter(ended_at=None, expires_at__gt=now, user__is_active=True)
