"""The lists of events, the page of one, and its calendar file."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.lib.access import public
from elo_platform.lib.calendars import render_calendar
from elo_platform.lib.http import address
from groups.forms.events import SignUpForm
from groups.kinds import NodeKind
from groups.models import EloGroup, Event, SignUp
from groups.models.professions import Profession
from groups.page import group_crumbs, group_tabs
from groups.panels.event_after import after_of
from groups.panels.event_national import events_tabs
from groups.panels.event_parts import material_rows, programme_rows
from groups.panels.event_series import may_open, series_lines
from groups.panels.events import (
    event_node,
    event_rows,
    event_status,
    is_full,
    kind_words,
    page_of_events,
    places_words,
    signup_status,
)
from groups.permissions import GroupPermission
from groups.policies.events import (
    can_arrange,
    can_draft,
    can_edit,
    can_mark_presence,
    can_move,
    can_sign_up,
    can_sign_up_openly,
    can_withdraw,
)
from groups.querysets.chain import Ref, chain_of
from groups.querysets.events import organisations_of, with_organisers
from groups.querysets.permitted import groups_with, rights_in
from groups.services.event_calendar import event_entry
from groups.states import EventAction, EventState, SignUpState
from groups.views.frame import seen_group

PER_PAGE = 25


@public("events may be open to everyone; visible_to decides")
def group_events(request: HttpRequest, pk: int) -> HttpResponse:
    group = seen_group(request, pk)
    events = Event.objects.visible_to(request.user).filter(group=group)
    context = {
        "group": group,
        "crumbs": meetings_crumbs(group),
        "tabs": group_tabs(group, rights_in(request.user, pk), "group_meetings"),
        "may_draft": bool(can_draft(request.user, pk)),
        "series": series_lines(request.user, pk),
        **_listed(request, events),
    }
    return render(request, "groups/group_events.html", context)


@public("events may be open to everyone; visible_to decides")
def event_list(request: HttpRequest) -> HttpResponse:
    events = Event.objects.visible_to(request.user)
    context = {
        "may_draft": bool(can_draft(request.user, None)),
        "tabs": events_tabs("event_list"),
        **_listed(request, events, names_group=True),
    }
    return render(request, "groups/event_list.html", context)


@public("an event may be open to everyone; visible_to decides")
def event_detail(request: HttpRequest, pk: int) -> HttpResponse:
    event = event_or_404(request, pk)
    now = timezone.now()
    own = SignUp.objects.visible_to(request.user).of(request.user).filter(event=event).first()
    if own:
        own.event = event
    context = {
        "event": event,
        "status": event_status(event, now),
        "kind": kind_words(event.kind, event.training),
        "crumbs": event_crumbs(event),
        "moves": _moves(request, event),
        "professions": profession_words(event),
        "organisers": [row.organisation.name for row in event.organisers.all()],
        "programme": programme_rows(event),
        **material_rows(event, request.user),
        **_places(request, event, own),
        **after_of(event, request.user, own, now),
        "may_follow_up": _may_follow_up(request, event, now),
        "may_open_series": event.series and may_open(request.user, event.series),
        "chain": chain_of(Ref(NodeKind.EVENT, event.pk), request.user, event_node(event)),
    }
    return render(request, "groups/event_detail.html", context)


@public("as open as the event's page; visible_to decides")
def event_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    event = event_or_404(request, pk)
    rows = SignUp.objects.visible_to(request.user).of(request.user)
    has_place = rows.filter(event=event, state=SignUpState.COMING).exists()
    is_inside = bool(can_arrange(request.user, event))
    entry = event_entry(event=event, has_place=has_place, is_inside=is_inside)
    response = HttpResponse(
        render_calendar([entry]), content_type="text/calendar; charset=utf-8; method=PUBLISH"
    )
    response["Content-Disposition"] = f'attachment; filename="event-{event.pk}.ics"'
    response["Cache-Control"] = "private, no-store"
    return response


def event_or_404(request: HttpRequest, pk: int) -> Event:
    """Return an event that the reader may open, with its places and whether they arrange it."""
    rows = Event.objects.visible_to(request.user).arranged_with(request.user).with_places()
    rows = rows.select_related("group", "body", "series", "parent", "host")
    rows = rows.prefetch_related(with_organisers())
    event = get_object_or_404(rows, pk=pk)
    request.elo_group_id = event.group_id
    return event


def event_crumbs(event: Event, *, with_page: bool = False) -> list[dict[str, str]]:
    """Return the way to an event, and to the pages under it with `with_page`."""
    crumbs = events_crumbs(event.group)
    if with_page:
        crumbs.append({"url": address("groups:event_detail", event.pk), "label": event.title})
    return crumbs


def events_crumbs(group: EloGroup | None) -> list[dict[str, str]]:
    """Return the way to what stands under the events of a group, or under the national ones."""
    if group is None:
        return [{"url": address("groups:national_events"), "label": gettext("National events")}]
    url = address("groups:group_events", group.pk)
    return [*meetings_crumbs(group), {"url": url, "label": gettext("Events")}]


def meetings_crumbs(group: EloGroup) -> list[dict[str, str]]:
    """Return the way to what stands under a group's meetings."""
    url = address("groups:group_meetings", group.pk)
    return [*group_crumbs(group), {"url": url, "label": gettext("Meetings")}]


def profession_words(event: Event) -> list[str]:
    """Return for whom an event is, in the order of the list."""
    return [str(each.label) for each in Profession if each.value in event.professions]


def _listed(request: HttpRequest, events: Any, *, names_group: bool = False) -> dict[str, Any]:
    now = timezone.now()
    asked = request.GET.get("page")
    page, past = page_of_events(events.past(now), asked, PER_PAGE, names_group=names_group)
    ahead = event_rows(events.ahead(now)[: 3 * PER_PAGE], names_group=names_group)
    drafts = [row for row in ahead if row["is_draft"]]
    return {
        "upcoming": ahead[len(drafts) :][: 2 * PER_PAGE],
        "drafts": drafts,
        "past": past,
        "page_obj": page,
    }


def _places(request: HttpRequest, event: Event, own: SignUp | None) -> dict[str, Any]:
    """Return how many come, and what the reader may do about an own place."""
    now = timezone.now()
    is_in = own is not None and own.state in {SignUpState.COMING, SignUpState.WAITING}
    may = can_sign_up(request.user, event, now)
    return {
        "places": places_words(event.capacity, event.coming, event.waiting),
        "is_full": is_full(event),
        "coming": event.coming,
        "own": own if is_in else None,
        "own_status": signup_status(own) if is_in and own else None,
        "may_withdraw": is_in and own is not None and bool(can_withdraw(own, now)),
        "signing": may,
        "visiting": can_sign_up_openly(event, now),
        "form": sign_up_form(request) if may and not is_in else None,
    }


def _may_follow_up(request: HttpRequest, event: Event, now: datetime) -> bool:
    """Tell whether the reader manages a group that has yet to take a held national event home."""
    is_held = event.state == EventState.OPEN and event.ends_at <= now
    if event.group_id is not None or not is_held:
        return False
    there = event.followups.exclude(state=EventState.CANCELLED).values_list("group_id", flat=True)
    return bool(set(groups_with(request.user, GroupPermission.MANAGE_GROUP)) - set(there))


def sign_up_form(request: HttpRequest) -> SignUpForm:
    """Return the form of a member's sign-up, for the organisation that they work for."""
    return SignUpForm(request.POST or None, organisations=organisations_of(request.user))


def _moves(request: HttpRequest, event: Event) -> dict[str, Any]:
    """Return what the reader may do to the event, each as a decision with its reason."""
    user, now = request.user, timezone.now()
    return {
        "edit": can_edit(user, event, now),
        "arrange": can_arrange(user, event),
        "presence": can_mark_presence(user, event, now),
        **{action.value: can_move(user, event, action, now) for action in EventAction},
    }
