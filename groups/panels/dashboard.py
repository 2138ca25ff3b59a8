"""What a coordinator sees first: gaps, meetings that lack answers, and the state of each body."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from elo_platform.accounts.models import User
from groups.models import Body, EloGroup, Invitation, Meeting
from groups.models.group import BodyKind
from groups.panels.representation import invite_url, presence_text
from groups.permissions import GroupPermission
from groups.querysets.coverage import (
    Kind,
    SeatLine,
    coverage,
    read_kinds,
    read_seats,
    usual_scope,
)
from groups.querysets.levels import body_figure

GAPS_SHOWN = 6


def dashboard(user: User, *, on: date, now: datetime) -> dict[str, object] | None:
    """Return the state of the groups that `user` coordinates; None where there is none."""
    groups = list(EloGroup.objects.permitted(user, GroupPermission.MANAGE_SEATS).order_by("pk"))
    if not groups:
        return None
    own = Body.objects.countable_by(user).filter(group__in=groups)
    bodies = list(own.on(on).select_related("group").in_order())
    seats = read_seats([body.pk for body in bodies], now)
    kinds = read_kinds(on)
    meetings = list(_meetings(user, bodies, now))
    return {
        "groups": groups,
        "gaps": [
            row | {"sub": f"{row['text']} · {group.name}" if len(groups) > 1 else row["text"]}
            for group in groups
            for row in _gaps(group, bodies, seats, kinds, on)
        ],
        "bodies": [_row(body, seats, kinds, meetings, on) for body in bodies],
        "unanswered": [_unanswered(each) for each in meetings if each.silent],
        "invited": Invitation.objects.visible_to(user).waiting(now).count(),
        "is_several": len(groups) > 1,
    }


def _meetings(user: User, bodies: list[Body], now: datetime) -> QuerySet[Meeting]:
    meetings = Meeting.objects.editable_by(user).filter(body__in=bodies)
    return meetings.upcoming(now).select_related("body").with_answers()


def _gaps(
    group: EloGroup, bodies: list[Body], seats: list[SeatLine], kinds: list[Kind], on: date
) -> list[dict[str, object]]:
    scope = usual_scope([body for body in bodies if body.group_id == group.pk])
    inside = {body.pk for body in scope}
    own = [seat for seat in seats if seat.body_id in inside]
    found = coverage(kinds=kinds, seats=own, on=on)
    body_id = scope[0].pk if len(scope) == 1 else None
    return [
        {
            "name": capfirst(line.kind.name),
            "text": presence_text(line),
            "url": invite_url(group.pk, category=line.kind.key, body_id=body_id),
        }
        for line in found.gaps[:GAPS_SHOWN]
    ]


def _row(
    body: Body, seats: list[SeatLine], kinds: list[Kind], meetings: list[Meeting], on: date
) -> dict[str, object]:
    figure = body_figure(body, seats, on)
    own = [seat for seat in seats if seat.body_id == body.pk]
    meeting = next((each for each in meetings if each.body_id == body.pk), None)
    rate = coverage(kinds=kinds, seats=own, on=on).listed
    return {
        "name": body.name,
        "group": body.group.name,
        "url": reverse("groups:body_detail", args=[body.pk]),
        "seats": gettext("%(met)s of %(of)s") % {"met": figure.filled, "of": figure.seats},
        "rate": None if body.kind == BodyKind.WORKING else rate,
        "meeting": meeting,
        "status": _status(body, figure.vacant, figure.deputy_only),
    }


def _status(body: Body, vacant: int, deputy_only: int) -> dict[str, str]:
    if vacant:
        text = ngettext("%(number)s vacant seat", "%(number)s vacant seats", vacant)
        return {"tone": "hjortron", "icon": "circle-dashed", "text": text % {"number": vacant}}
    if deputy_only:
        text = ngettext(
            "%(number)s seat with a deputy only", "%(number)s seats with a deputy only", deputy_only
        )
        return {"tone": "hjortron", "icon": "hourglass", "text": text % {"number": deputy_only}}
    if body.ends_on:
        text = gettext("Until %(day)s") % {"day": date_format(body.ends_on, "SHORT_DATE_FORMAT")}
        return {"tone": "info", "icon": "circle-dot", "text": text}
    return {"tone": "success", "icon": "circle-check", "text": gettext("In order")}


def _unanswered(meeting: Meeting) -> dict[str, object]:
    what = ngettext(
        "%(number)s person has not answered: %(title)s",
        "%(number)s people have not answered: %(title)s",
        meeting.silent,
    )
    come = ngettext("%(number)s person comes", "%(number)s people come", meeting.coming)
    return {
        "what": what % {"number": meeting.silent, "title": meeting.title},
        "sub": f"{date_format(meeting.day, 'DATE_FORMAT')} · {come % {'number': meeting.coming}}",
        "url": reverse("groups:meeting_detail", args=[meeting.pk]),
    }
