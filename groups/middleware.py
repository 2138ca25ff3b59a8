"""A second factor is asked of those whose role opens what others may not see."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from groups.permissions import SECOND_FACTOR_ROLES
from groups.querysets.permitted import grants_of

# What is needed to set the factor up, and to leave; and links from mails, which ask for no sign-in.
OPEN_PREFIXES = (
    *("/accounts/", "/static/", "/privacy/", "/accessibility/"),
    *("/act/", "/unsubscribe/"),
)
# Recovery codes stand in for a factor; alone they are none.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class SecondFactorRequired:
    """Send coordinators, national coordinators and administrators to set up a second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            settings.REQUIRE_SECOND_FACTOR
            and request.user.is_authenticated
            and not request.path.startswith(OPEN_PREFIXES)
            and _needs_factor(request)
        ):
            return redirect("mfa_activate_totp")
        return self.get_response(request)


def _needs_factor(request: HttpRequest) -> bool:
    user = request.user
    factors = Authenticator.objects.filter(user=user, type__in=FACTORS)
    if user.is_staff:
        return not factors.exists()
    return grants_of(user, list(SECOND_FACTOR_ROLES)).filter(~Exists(factors)).exists()
