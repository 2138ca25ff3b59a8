"""What allauth asks of us: who may sign up, and how its mails leave."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import timezone

from elo_platform.accounts.services.account_mails import owe_account_mail
from elo_platform.lib.text import current_language


class InvitationOnly(DefaultAccountAdapter):
    """Accounts come from accepted invitations alone; mails go through the outbox."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        owe_account_mail(
            template=template_prefix,
            address=email,
            user=context.get("user"),
            language=current_language(),
            values=context,
            now=timezone.now(),
        )
