"""Signing in as people do."""

import re

from allauth.account.models import EmailAddress
from django.core import mail as outbox
from django.test import Client
from django.utils import timezone

from elo_platform.notifications.delivery import post_due
from tests.factories import make_user

PASSWORD = "korg-vinter-ståltråd"
CODE = re.compile(r"^\d{3}-\d{3}-\d{3}$", re.MULTILINE)


def make_account(*, email="alva@elo.example", password=PASSWORD, **fields):
    """Return somebody whose address is verified, as after an accepted invitation."""
    user = make_user(email=email, password=password, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(client: Client, user, *, password=PASSWORD):
    return client.post("/accounts/login/", {"login": user.email, "password": password})


def post_mails() -> list:
    """Let the outbox do its work; return the mails that left, oldest first."""
    outbox.outbox.clear()
    post_due(now=timezone.now())
    return list(outbox.outbox)


def code_in(message) -> str:
    return CODE.search(message.body).group()


def is_signed_in(client: Client) -> bool:
    return client.get("/me/profile/").status_code == 200
