from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from elo_platform.lib.access import public
from elo_platform.lib.middleware import network_of
from elo_platform.lib.senders import Sender

# The longest of the limits on tries: five in five minutes.
RETRY_SECONDS = 300


@public("an error page shows nothing")
def too_many(request: HttpRequest) -> HttpResponse:
    response = render(request, "429.html", status=429)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def asks_too_much(request: HttpRequest) -> bool:
    """Count one more paper or picture that typst sets; tell whether its network has had enough."""
    return not Sender(network=network_of(request), path="typst").may_send()
