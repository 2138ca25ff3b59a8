"""The personal calendar feed: a private link that calendars read, and the page that makes it."""

from datetime import datetime
from itertools import chain

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from elo_platform import ports
from elo_platform.accounts.models import FeedToken, User
from elo_platform.accounts.services.feeds import end_feed, feed_hash, make_feed
from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only, public
from elo_platform.lib.calendars import render_calendar
from elo_platform.lib.forms import ConfirmForm
from elo_platform.lib.http import absolute
from groups.models import EloGroup

# The link is shown once, to the browser that asked for it; until then it travels in this cookie
# and never lies in the database.
COOKIE = "elo_feed"
COOKIE_SECONDS = 120


@members_only
def calendar(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    token = request.get_signed_cookie(COOKIE, default="", max_age=COOKIE_SECONDS)
    feed = FeedToken.objects.usable(now).filter(user=request.user).first()
    is_new = bool(feed and token and feed.token_hash == feed_hash(token=token))
    context = {"feed": feed, "make_form": ConfirmForm(), "end_form": ConfirmForm()}
    context |= _links(request.user, token) if is_new else {"url": "", "groups": []}
    response = render(request, "overview/calendar.html", context)
    response.delete_cookie(COOKIE, path=request.path)
    return response


@require_POST
@members_only
@once
def calendar_make(request: HttpRequest) -> HttpResponse:
    token = make_feed(user=request.user, now=timezone.now())
    response = redirect("overview:calendar")
    response.set_signed_cookie(
        COOKIE,
        token,
        max_age=COOKIE_SECONDS,
        path=reverse("overview:calendar"),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


@require_POST
@members_only
@once
def calendar_end(request: HttpRequest) -> HttpResponse:
    end_feed(user=request.user, now=timezone.now())
    messages.success(request, gettext("The calendar link is ended. It opens nothing any more."))
    return redirect("overview:calendar")


@public("a private calendar link: the token is the key, and opens what its owner may see")
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    user = _owner(token, now)
    with translation.override(user.language):
        found = [entries(user, now) for entries in ports.entries("CALENDAR").values()]
        content = render_calendar(chain.from_iterable(found), name=gettext("ELO network"))
    return _file(content)


@public("a private calendar link: the token is the key, and opens what its owner may see")
def group_calendar_feed(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    now = timezone.now()
    user = _owner(token, now)
    group = get_object_or_404(EloGroup.objects.own(user), pk=pk)
    with translation.override(user.language):
        answers = ports.entries("GROUP_CALENDAR").values()
        found = [entries(user, group.pk, now) for entries in answers]
        content = render_calendar(chain.from_iterable(found), name=group.name)
    return _file(content)


def _owner(token: str, now: datetime) -> User:
    """Return whose link `token` is.

    Raises:
        Http404: there is no such link, or it has ended.
    """
    feeds = FeedToken.objects.usable(now).select_related("user")
    return get_object_or_404(feeds, token_hash=feed_hash(token=token)).user


def _links(user: User, token: str) -> dict[str, object]:
    """Return the addresses that a new link has: one's own, and one for each of one's groups."""
    groups = EloGroup.objects.own(user).order_by("pk")
    return {
        "url": absolute(reverse("overview:calendar_feed", args=[token])),
        "groups": [
            {
                "name": group.name,
                "url": absolute(reverse("overview:group_calendar_feed", args=[group.pk, token])),
            }
            for group in groups
        ],
    }


def _file(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    response["Content-Disposition"] = 'inline; filename="elo.ics"'
    return response
