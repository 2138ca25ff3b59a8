"""The address of a button answers in words when somebody opens it as a page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from elo_platform.overview.views.errors import way_back


class ButtonAddresses:
    """Middleware: an address that only takes a form says so, and is no empty page.

    Who presses a button after the session has ended comes here from the sign-in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or request.method != "GET":
            return response
        page = render(request, "405.html", {"back": way_back(request.path)}, status=405)
        page["Allow"] = response["Allow"]
        return page
