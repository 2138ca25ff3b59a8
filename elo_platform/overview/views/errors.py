from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import is_valid_path

from elo_platform.lib.access import public


@public("an error page shows nothing")
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


@public("an error page shows nothing")
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    context = {"reason": str(exception), "back": way_back(request.path)}
    return render(request, "403.html", context, status=403)


@public("hidden and absent are one answer")
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


@public("an error page shows nothing")
def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


@public("an error page shows nothing")
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403.html", {"reason": "", "is_csrf": True}, status=403)


def way_back(path: str) -> str:
    """Return the nearest page above `path`, which as a rule shows what could not be done."""
    parts = path.strip("/").split("/")
    above = (f"/{'/'.join(parts[:count])}/" for count in range(len(parts) - 1, 0, -1))
    return next((each for each in above if is_valid_path(each)), "")
