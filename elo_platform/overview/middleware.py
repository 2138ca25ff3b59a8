"""What is not lost over a sign-in, and buttons' addresses that are opened as pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from elo_platform.lib.access import TYPED
from elo_platform.lib.http import with_query
from elo_platform.overview.views.errors import way_back

GetResponse = Callable[[HttpRequest], HttpResponse]
LEFT = "left"


class TypedBefore:
    """Middleware: what was sent when the session had run out is shown to who wrote it.

    It stands at the address to which it was sent, until a press sends it there anew or leaves it.
    Whoever else signs in at the same browser does not see it, and it is gone.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        kept = request.session.get(TYPED) if request.user.is_authenticated else None
        is_own = kept and kept["by"] == request.user.pk
        if not kept or (is_own and kept["path"] != request.path):
            return self.get_response(request)
        if not is_own or request.method == "POST" or LEFT in request.GET:
            del request.session[TYPED]
            return self.get_response(request)
        # Of all that a form holds, keys and choices say nothing to who wrote.
        words = [value for _name, value in kept["fields"] if " " in value.strip()]
        leave_url = with_query(request, **{LEFT: "1"})
        return render(request, "typed.html", kept | {"words": words, "leave_url": leave_url})


class ButtonAddresses:
    """Middleware: an address that only takes a form says so, and is no empty page.

    Who leaves what they sent before the sign-in may come here.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or request.method != "GET":
            return response
        page = render(request, "405.html", {"back": way_back(request.path)}, status=405)
        page["Allow"] = response["Allow"]
        return page
