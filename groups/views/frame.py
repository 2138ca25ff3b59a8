"""What the pages of one group, and pages with a date, have in common."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.http import with_query
from elo_platform.lib.text import chosen, day
from groups.forms.as_of import AsOfForm
from groups.models import Body, EloGroup, Meeting
from groups.permissions import GroupPermission
from groups.querysets.territory import Territory
from groups.querysets.versions import call_as_then

Row = TypeVar("Row", EloGroup, Body)
Seen = TypeVar("Seen", EloGroup, Meeting)

# The last days of the old order: TE Offices closed on the first, ELY Centres on the second.
LAST_DAYS = (date(2024, 12, 31), date(2025, 12, 31))

STATES = {
    "active": ("success", "circle-check"),
    "planned": ("info", "circle-plus"),
    "dormant": ("hjortron", "circle-pause"),
    "merged": ("neutral", "git-merge"),
    "ended": ("neutral", "archive"),
}


def or_404(row: Seen | None) -> Seen:
    """Return a row that was found.

    Raises:
        Http404: there is none, or the reader may not know of it.
    """
    if row is None:
        raise Http404
    return row


def seen_group(request: HttpRequest, pk: int) -> EloGroup:
    """Return a group that the reader may know of; hidden and absent are one answer."""
    group = or_404(EloGroup.objects.seen_by(request.user, pk))
    request.elo_group_id = group.pk
    return group


def seen_body(request: HttpRequest, pk: int) -> Body:
    """Return a body that the reader may know of, with its group."""
    body = get_object_or_404(Body.objects.visible_to(request.user).select_related("group"), pk=pk)
    request.elo_group_id = body.group_id
    return body


def seen_meeting(request: HttpRequest, pk: int) -> Meeting:
    """Return a meeting that the reader may open, with its group."""
    rows = Meeting.objects.visible_to(request.user).select_related("body__group")
    meeting = get_object_or_404(rows, pk=pk)
    request.elo_group_id = meeting.body.group_id
    return meeting


def group_with(request: HttpRequest, pk: int, permission: GroupPermission) -> EloGroup:
    """Return the group in which the reader has `permission`; hidden and absent are one answer."""
    group = get_object_or_404(EloGroup.objects.permitted(request.user, permission), pk=pk)
    request.elo_group_id = group.pk
    return group


def link_closed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say kindly why nothing can be done any more by a mail's link."""
    return render(request, "groups/link_closed.html", {"reason": reason}, status=410)


def selects(
    request: HttpRequest, rows: Iterable[tuple[str, str, str, Iterable[tuple[Any, Any]]]]
) -> list[dict[str, Any]]:
    """Return the selects over a list: (name, label, all of them, choices) with what is chosen."""
    return [
        {
            "name": name,
            "label": label,
            "all": everything,
            "choices": [(str(value), str(text)) for value, text in choices],
            "chosen": request.GET.get(name, ""),
        }
        for name, label, everything, choices in rows
    ]


def today() -> date:
    """Return today in Finland."""
    return helsinki_day(timezone.now())


def language_names(codes: str) -> str:
    """Return languages given by their codes, in the reader's words."""
    return ", ".join(str(settings.LANGUAGE_NAMES.get(code, code)) for code in codes.split())


def territory_name(row: Territory) -> str:
    """Return a region of a group's territory by name, and whether it is in it in part."""
    name = row.region.name
    return name if row.is_whole else gettext("%(region)s (in part)") % {"region": name}


def coordinator_of(group: EloGroup) -> str:
    """Return who coordinates a group read `with_coordinator`, by name; empty where nobody does."""
    return chosen(group.coordinator) if group.coordinator else ""


def state_of(group: EloGroup) -> dict[str, str]:
    """Return a group's state as icon, colour and words."""
    tone, icon = STATES[group.state]
    text = group.get_state_display()
    if group.state == "active" and group.founded_on:
        text = gettext("Active since %(year)s") % {"year": group.founded_on.year}
    return {"tone": tone, "icon": icon, "text": text}


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day that a page shows, and the ways to other days."""

    on: date
    today: date
    form: AsOfForm
    text: str
    dates: list[dict[str, str]] = field(default_factory=list)
    clear_url: str = ""

    @property
    def is_today(self) -> bool:
        return self.on == self.today

    def named(self, rows: Iterable[Row]) -> list[Row]:
        """Return groups, or bodies, under the names that they had on the day."""
        found = list(rows)
        if self.on < self.today:
            call_as_then(found, self.on)
        return found


def as_of(request: HttpRequest) -> AsOf:
    """Return the day asked for in `on`, or today."""
    now = today()
    form = AsOfForm(request.GET) if request.GET.get("on") else AsOfForm({"on": now})
    on = form.day(now)
    text = (
        gettext("You see the state today, %(day)s.")
        if on == now
        else gettext("You see the state on %(day)s: names and duties are those of that day.")
    )
    dates = [
        {"url": with_query(request, on=each.isoformat()), "label": day(each)}
        for each in reversed(LAST_DAYS)
        if each != on
    ]
    clear_url = "" if on == now else with_query(request, on=None)
    return AsOf(on, now, form, text % {"day": day(on)}, dates, clear_url)


def pictures(request: HttpRequest, name: str, *args: int) -> list[dict[str, str]]:
    """Return the ways to the page's picture, with the page's own choices."""
    query = with_query(request).partition("?")[2]
    return [
        {
            "url": reverse(name, args=[*args, kind]) + (f"?{query}" if query else ""),
            "label": kind.upper(),
        }
        for kind in ("svg", "png")
    ]


def reminded_words(number: int) -> str:
    """Return how many people have been reminded by a press."""
    sentence = ngettext("%(number)s person is reminded.", "%(number)s people are reminded.", number)
    return sentence % {"number": number}
