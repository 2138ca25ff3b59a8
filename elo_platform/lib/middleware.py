"""Requests are read as UTF-8, hold nothing that PostgreSQL could not, and may be one reading."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse

from elo_platform.lib.reading import one_reading

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
SAFE_METHODS = frozenset({"GET", "HEAD"})
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
