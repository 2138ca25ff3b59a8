"""What allauth asks of us: who may sign up, how its mails leave, how long a session lasts."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from elo_platform.accounts import sessions
from elo_platform.accounts.models import User
from elo_platform.accounts.services.account_mails import owe_account_mail
from elo_platform.accounts.services.people import record_password
from elo_platform.lib.http import absolute
from elo_platform.lib.text import current_language


class InvitationOnly(DefaultAccountAdapter):
    """Accounts come from accepted invitations alone; mails go through the outbox."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        owe_account_mail(
            template=template_prefix,
            address=email,
            language=current_language(),
            values=context,
            now=timezone.now(),
        )

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the link on the site's own address: a Host header says nothing here."""
        uidb36, _dash, token = key.partition("-")
        return absolute(reverse("account_reset_password_from_key", args=[uidb36, token]))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:profile")

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        sessions.begin(request.session, now=timezone.now())

    def set_password(self, user: User, password: str) -> None:
        super().set_password(user, password)
        record_password(user=user, now=timezone.now())
