"""Accounts of invented people, many at a time, for the demo and for the load set."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from elo_platform.accounts.models import User


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person; `password` is empty for those who sign in by a code alone."""

    email: str
    name: str
    language: str
    title: str = ""
    password: str = ""
    is_staff: bool = False
    is_name_public: bool = False


@transaction.atomic
def make_people(*, people: Iterable[Person], now: datetime) -> dict[str, User]:
    """Return new accounts by address, verified; equal passwords share one hash.

    Hashing one by one would take longer than all the rest: these are no real accounts.
    """
    hashes = {"": make_password(None)}
    users = []
    for each in people:
        if each.password not in hashes:
            hashes[each.password] = make_password(each.password)
        users.append(
            User(
                email=each.email,
                name=each.name,
                title=each.title,
                language=each.language,
                password=hashes[each.password],
                is_staff=each.is_staff,
                is_superuser=each.is_staff,
                is_name_public=each.is_name_public,
                joined_at=now,
            )
        )
    User.objects.bulk_create(users, batch_size=1000)
    verified = [
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    ]
    EmailAddress.objects.bulk_create(verified, batch_size=1000)
    return {user.email: user for user in users}
