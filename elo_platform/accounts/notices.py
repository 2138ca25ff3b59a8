"""What the mails about an account say. They are for one moment: nothing here reads a row."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from elo_platform.accounts.models import User
from elo_platform.lib.http import absolute

# Mails that carry a code or a link: how long it works, in seconds.
_WORKS_FOR = {
    "login_code": "ACCOUNT_LOGIN_BY_CODE_TIMEOUT",
    "email_confirmation": "ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT",
    "email_confirmation_signup": "ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT",
    "password_reset_key": "PASSWORD_RESET_TIMEOUT",
}
_LEAD_TO_SIGN_IN = {
    "account_already_exists": "account_login",
    "appointed": "account_request_login_code",
}
MINUTE = 60


def account(params: dict[str, Any], reader: User | Any) -> dict[str, Any] | None:
    """Return the values of an account mail; None once they have been wiped."""
    template = params.get("template")
    if not template:
        return None
    values = {**params, "folder": f"account/{template}", "why": _why()}
    if template in _WORKS_FOR:
        values["minutes"] = getattr(settings, _WORKS_FOR[template]) // MINUTE
    if "timestamp" in params:
        values["timestamp"] = datetime.fromisoformat(params["timestamp"])
    if "password_reset_url" in params:
        values["buttons"] = [
            {"label": _("Set a new password"), "url": params["password_reset_url"]}
        ]
    if template in _LEAD_TO_SIGN_IN:
        values["url"] = absolute(reverse(_LEAD_TO_SIGN_IN[template]))
        values["url_label"] = _("Sign in")
    return values


def _why() -> str:
    return _("You get this message because of your account in the ELO network.")
