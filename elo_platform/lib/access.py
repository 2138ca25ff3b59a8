"""The access rule of every view, said on the view and checked at start and at each request."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch

View = Callable[..., HttpResponse]

# Where a session holds what its reader sent before they signed in. Long minutes have a tenth of
# the most that is kept; a session is no place for more.
TYPED = "typed"
MOST_TYPED = 100_000

# Views that are not ours, by namespace or by module: who answers for their access.
THIRD_PARTY = {
    "django.contrib.admin": "members: the admin site asks for staff itself",
    "allauth": "public: allauth asks for sign-in where it is needed",
    "django.contrib.staticfiles": "public: files that anyone may have",
}


def members_only(view: View) -> View:
    """Ask for a signed-in user, and keep what was typed; what they see the queryset says."""
    asked = login_required(view)

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and getattr(request, "signed_out", None):
            _keep_typed(request)
        return asked(request, *args, **kwargs)

    guarded.access_rule = "members"  # type: ignore[attr-defined]
    return guarded


def _keep_typed(request: HttpRequest) -> None:
    """Keep what was sent when the session had run out: its writer finds it after the sign-in."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    if sum(len(value) for _name, value in fields) <= MOST_TYPED:
        by = request.signed_out  # type: ignore[attr-defined]
        where = {"path": request.path, "address": request.get_full_path()}
        request.session[TYPED] = {"by": by, "fields": fields} | where


def public(reason: str) -> Callable[[View], View]:
    """Let anyone in, because of `reason`."""

    def decorate(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return view(request, *args, **kwargs)

        opened.access_rule = f"public: {reason}"  # type: ignore[attr-defined]
        return opened

    return decorate


def access_rule(view: Any) -> str:
    """Return the rule of `view`, or an empty text where nobody has said one."""
    rule = getattr(view, "access_rule", "")
    if rule:
        return str(rule)
    module = getattr(view, "__module__", "")
    admin_site = getattr(view, "admin_site", None)
    if admin_site is not None:
        return THIRD_PARTY["django.contrib.admin"]
    return next((mark for name, mark in THIRD_PARTY.items() if module.startswith(name)), "")


class DefaultDeny:
    """Middleware: a view without an access rule answers 403 to everyone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, *_: object) -> None:
        """Refuse an unmarked view.

        Raises:
            PermissionDenied: the view carries no rule.
        """
        match: ResolverMatch | None = request.resolver_match
        if not access_rule(view) and not (match and match.namespace == "admin"):
            raise PermissionDenied
