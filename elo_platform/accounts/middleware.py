"""How long a session lasts, the reader's language, and the headers of personal pages."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from elo_platform.accounts.sessions import is_over

GetResponse = Callable[[HttpRequest], HttpResponse]
# Addresses that are keys, or lead to one.
_KEY_PREFIXES = ("/act/", "/s/", "/n/", "/unsubscribe/", "/accounts/", "/dev/")
LANGUAGES = {code for code, _name in settings.LANGUAGES}


class SessionLimits:
    """Sign out whose session has lasted 12 hours, or lain unused for 8; note who that was.

    From here on it is known who reads: every page asks dozens of times.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_over(request.session, now=timezone.now()):
            request.signed_out = request.user.pk  # type: ignore[attr-defined]
            logout(request)
        else:
            request.user = get_user(request)
        return self.get_response(request)


class ReaderLanguage:
    """Serve the page in `?lang=`, else the cookie's, else the profile's, else the browser's.

    `?lang=` sets the cookie, so that one click lasts; a GET changes no profile.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("lang", "")
        language = asked if asked in LANGUAGES else _language(request)
        timezone.activate(ZoneInfo(settings.TIME_ZONE))
        with translation.override(language):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        if asked in LANGUAGES:
            set_language_cookie(response, asked)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response


def set_language_cookie(response: HttpResponse, language: str) -> None:
    """Let this browser stay with `language`."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _language(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen in LANGUAGES:
        return chosen
    if request.user.is_authenticated:
        return request.user.language
    # Django's own reading of Accept-Language; it finds one of LANGUAGES or LANGUAGE_CODE.
    return translation.get_language_from_request(request)


class PrivatePages:
    """Keep pages of signed-in people and of one-act links out of every cache."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = (
                "private, no-store" if _is_personal(request) else "private, no-cache"
            )
        return response


def _is_personal(request: HttpRequest) -> bool:
    return request.user.is_authenticated or request.path.startswith(_KEY_PREFIXES)
