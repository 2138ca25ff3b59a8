from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from elo_platform.lib.access import public

# The longest of the limits on tries: five in five minutes.
RETRY_SECONDS = 300


@public("an error page shows nothing")
def too_many(request: HttpRequest) -> HttpResponse:
    response = render(request, "429.html", status=429)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response
