"""A second factor is asked of those whose role opens what others may not see."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from groups.permissions import SECOND_FACTOR_ROLES
from groups.querysets.permitted import grants_of

# What is needed to set the factor up, to leave, and to change the language.
OPEN_PREFIXES = ("/accounts/", "/static/", "/privacy/", "/accessibility/")


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
    has_role = user.is_staff or grants_of(user, list(SECOND_FACTOR_ROLES)).exists()
    return has_role and not is_mfa_enabled(user)
