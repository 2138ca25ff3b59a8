"""Requests are read as UTF-8, hold nothing that PostgreSQL could not, and may be one reading."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.core.exceptions import BadRequest, ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django_structlog.middlewares import RequestMiddleware

from elo_platform.lib.reading import one_reading
from elo_platform.lib.senders import Sender

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
SAFE_METHODS = frozenset({"GET", "HEAD"})
# Where people answer surveys, and where they write down needs on the spot.
ANSWERING = ("/s/", "/n/")
_BOUNDARY = re.compile(r";\s*(boundary=[^;]+)", re.IGNORECASE)


class Legible:
    """Middleware: a NUL in a cookie, an address or its query never reaches a query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for name in [name for name, value in request.COOKIES.items() if "\0" in value]:
            del request.COOKIES[name]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> None:
        """Refuse what nobody types.

        Raises:
            Http404: the address holds a NUL.
            BadRequest: its query does.
        """
        if "\0" in request.path:
            raise Http404
        if any("\0" in value for values in request.GET.lists() for value in values[1]):
            raise BadRequest


class OneReading:
    """Middleware: a request that only reads is one reading; one that may write is none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE_METHODS:
            return self.get_response(request)
        with one_reading():
            return self.get_response(request)


class Nameless:
    """Middleware: where a survey is answered or a need written on the spot nobody is anybody.

    Before anything reads who is there, the request loses its session, its address and its
    browser, so that no view, log or error can know; the language stays, and a count of how
    often this network has sent. Requests are not logged there either: a list of moments is a
    list of who answered when.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(ANSWERING):
            return self.get_response(request)
        sender = Sender(network=network_of(request), path=request.path)
        request.sender = sender  # type: ignore[attr-defined]
        language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        kept = {settings.LANGUAGE_COOKIE_NAME: language} if language else {}
        request.COOKIES = kept  # type: ignore[misc]
        for name in ("HTTP_COOKIE", "HTTP_USER_AGENT", "HTTP_X_FORWARDED_FOR", "HTTP_REFERER"):
            request.META.pop(name, None)
        request.META["REMOTE_ADDR"] = ""
        response = self.get_response(request)
        if response.status_code < 500:
            response._has_been_logged = True  # type: ignore[attr-defined]
        return response


def network_of(request: HttpRequest) -> str:
    """Return the address as the limits of signing in read it; empty where there is none."""
    try:
        return get_ip(request)
    except (PermissionDenied, ImproperlyConfigured):
        return ""


class RequestLog(RequestMiddleware):
    """Log each request but those of respondents."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(ANSWERING):
            return self.get_response(request)
        return super().__call__(request)


def plain_content_type(application: Application) -> Application:
    """Keep of a Content-Type's parameters the boundary of a form's parts only.

    Django reads the body, and the query too, with the encoding named here, before any
    middleware runs: `hex` cannot be read with, and `utf-7` makes lone surrogates.
    """

    def guarded(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        sent = environ.get("CONTENT_TYPE", "")
        kind, semicolon, _parameters = sent.partition(";")
        if semicolon:
            environ["CONTENT_TYPE"] = "; ".join([kind.strip(), *_BOUNDARY.findall(sent)[:1]])
        return application(environ, start_response)

    return guarded
