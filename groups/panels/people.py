"""The people of a group's bodies on a day, in words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.http import address
from groups.kinds import MayCommit, PositionLevel
from groups.models import Body, Invitation, RoleGrant
from groups.panels.bodies import is_weak
from groups.permissions import Role
from groups.querysets.sittings import Sitting, TakenSeat
from groups.states import HolderKind, InvitationState

SOON = timedelta(days=90)
Row = dict[str, Any]

_INVITATION_LOOK = {
    InvitationState.ACCEPTED: ("success", "circle-check"),
    InvitationState.DECLINED: ("neutral", "circle-slash"),
    InvitationState.REVOKED: ("neutral", "undo-2"),
    InvitationState.PENDING: ("info", "hourglass"),
    InvitationState.SUGGESTED: ("info", "user-plus"),
}


@dataclass(frozen=True, slots=True)
class Sight:
    """On which day the page looks, which day it is, and what its reader may do there."""

    on: date
    today: date
    group_id: int
    may_manage: bool
    # By person or by address: when the server of the address refused a mail.
    came_back: dict[int | str, datetime] = field(default_factory=dict)

    @property
    def is_today(self) -> bool:
        return self.on == self.today

    @property
    def may_act(self) -> bool:
        return self.may_manage and self.is_today


def body_rows(
    bodies: list[Body],
    seats: Iterable[TakenSeat],
    chairs: Iterable[RoleGrant],
    asked: Iterable[Invitation],
    sight: Sight,
) -> list[Row]:
    """Return each body with its seats as the people page shows them."""
    chairing = {(chair.body_id, chair.user_id) for chair in chairs if chair.role == Role.CHAIR}
    waiting: dict[int, list[Invitation]] = {}
    for invitation in asked:
        waiting.setdefault(invitation.seat_id, []).append(invitation)
    kinds = {body.pk: body.kind for body in bodies}
    rows: dict[int, list[Row]] = {}
    for seat in seats:
        row = _seat(seat, kinds[seat.body_id], chairing, waiting.get(seat.pk, []), sight)
        rows.setdefault(seat.body_id, []).append(row)
    return [
        {
            "body": body,
            "url": reverse("groups:body_detail", args=[body.pk]),
            "seats": rows.get(body.pk, []),
            "lead_title": body.lead_title.lower(),
            "invite_url": invite_url(sight.group_id, body=body.pk) if sight.may_act else "",
            "open_url": reverse("groups:seat_new", args=[body.pk]) if sight.may_act else "",
        }
        for body in bodies
    ]


def figures(bodies: Iterable[Row]) -> list[Row]:
    """Return how many seats are filled, held by deputies alone, vacant, and end soon."""
    seats = [seat for body in bodies for seat in body["seats"]]
    filled = sum(1 for seat in seats if seat["member"])
    deputy_only = sum(1 for seat in seats if not seat["member"] and seat["deputies"])
    return [
        {
            "value": filled,
            "of": gettext("of %(number)s") % {"number": len(seats)},
            "label": gettext("seats with a member"),
        },
        {"value": deputy_only, "label": gettext("deputy only")},
        {"value": len(seats) - filled - deputy_only, "label": gettext("vacant seats")},
        {
            "value": sum(1 for seat in seats if seat["ends_soon"]),
            "label": gettext("end within 90 days"),
        },
    ]


def ending_rows(bodies: Iterable[Row]) -> list[Row]:
    """Return the seats whose member's last day comes within 90 days, the first to end first."""
    seats = [seat for body in bodies for seat in body["seats"] if seat["ends_soon"]]
    return sorted(seats, key=lambda seat: seat["until"])


def invitation_row(invitation: Invitation, now: datetime, came_back: datetime | None = None) -> Row:
    """Return one invitation of the history of who was asked; `came_back` is its mail's refusal."""
    tone, icon = _INVITATION_LOOK[InvitationState(invitation.state)]
    text = invitation.get_state_display()
    if invitation.state == InvitationState.PENDING and invitation.expires_at <= now:
        tone, icon, text = "hjortron", "archive", gettext("Ran out")
    if invitation.suggested_address:
        tone, icon, text = "info", "repeat", gettext("Names somebody else")
    return {
        "invitation": invitation,
        "url": reverse("groups:invitation_detail", args=[invitation.pk]),
        "name": invitation.holder.user.name if invitation.holder else invitation.name,
        "organisation": invitation.seat.organisation.name,
        "category": invitation.seat.category.name,
        "body": invitation.seat.body.name,
        "status": {"tone": tone, "icon": icon, "text": text},
        "came_back": _came_back(came_back if invitation.state == InvitationState.PENDING else None),
    }


def invite_url(group_id: int, **query: object) -> str:
    """Return the address of the invitation form, filled in as far as `query` says."""
    return f"{reverse('groups:invite', args=[group_id])}?{urlencode(query)}"


def _seat(
    seat: TakenSeat,
    body_kind: str,
    chairing: set[tuple[int, int]],
    waiting: list[Invitation],
    sight: Sight,
) -> Row:
    then = [each for each in seat.sittings if each.holds(sight.on)]
    people = {
        kind: [_person(each, seat, chairing, sight) for each in then if each.kind == kind]
        for kind in HolderKind
    }
    weak = [each for each in then if is_weak(each, body_kind)]
    member = next(iter(people[HolderKind.PRINCIPAL]), None)
    until = member["until"] if member else None
    row = {
        "seat": seat,
        "organisation": seat.organisation,
        "organisation_url": address("groups:organisation_detail", seat.organisation_id),
        "category": seat.category,
        "member": member,
        "next": _next_member(seat, sight.on) if sight.is_today else None,
        "deputies": people[HolderKind.DEPUTY],
        "is_weak": bool(weak),
        "until": until,
        "until_text": date_format(until, "SHORT_DATE_FORMAT") if until else "",
        "ends_soon": bool(until and until <= sight.on + SOON),
        "waiting": [_waiting(each) for each in waiting],
    }
    acts = _acts(seat, row, sight) if sight.may_act else {}
    return row | acts | {"status": _status(seat, row, sight)}


def _person(user: Sitting, seat: TakenSeat, chairing: set[tuple[int, int]], sight: Sight) -> Row:
    person = {
        "name": user.name,
        "title": user.title,
        "is_chair": (seat.body_id, user.user_id) in chairing,
        "until": user.ends_on,
        "facts": _facts(user) if user.kind == HolderKind.PRINCIPAL else "",
    }
    if sight.may_act:
        person["edit_url"] = reverse("groups:mandate_edit", args=[user.pk])
        person["replace_url"] = reverse("groups:mandate_replace", args=[user.pk])
        person["end_url"] = reverse("groups:mandate_end", args=[user.pk])
    # Contact details are for work with the person now, not for an archive of addresses.
    if sight.is_today and user.is_active:
        mailbox, _at, domain = user.email.rpartition("@")
        address = {"email": user.email, "mailbox": mailbox, "domain": domain}
        person |= address | {
            "phone": user.phone,
            "came_back": _came_back(sight.came_back.get(user.user_id)),
        }
    return person


def _facts(sitting: Sitting) -> str:
    """Return where the holder works at home and what they may commit, as far as was stated."""
    position = PositionLevel(sitting.position).label if sitting.position else ""
    may_commit = MayCommit(sitting.may_commit).label if sitting.may_commit else ""
    return " · ".join(str(each) for each in (position, may_commit) if each)


def _came_back(at: datetime | None) -> str:
    if at is None:
        return ""
    day = date_format(helsinki_day(at), "SHORT_DATE_FORMAT")
    text = gettext("The mail to this address came back on %(day)s. Ask for the right one.")
    return text % {"day": day}


def _waiting(invitation: Invitation) -> Row:
    return {
        "url": reverse("groups:invitation_detail", args=[invitation.pk]),
        "name": invitation.name,
        "kind": invitation.kind,
        "kind_name": invitation.get_kind_display(),
        "until": invitation.answer_by,
    }


def _acts(seat: TakenSeat, row: Row, sight: Sight) -> Row:
    ask = {
        "body": seat.body_id,
        "category": seat.category_key,
        "organisation": seat.organisation_id,
    }
    may_ask = not row["next"] and (not row["member"] or row["ends_soon"])
    return {
        "people": [*([row["member"]] if row["member"] else []), *row["deputies"]],
        "invite_member_url": invite_url(sight.group_id, **ask) if may_ask else "",
        "invite_deputy_url": invite_url(sight.group_id, **ask, kind=HolderKind.DEPUTY.value),
        "close_url": reverse("groups:seat_close", args=[seat.pk]),
    }


def _status(seat: TakenSeat, row: Row, sight: Sight) -> dict[str, str]:
    if row["member"]:
        if not row["ends_soon"]:
            return {"tone": "success", "icon": "circle-check", "text": gettext("Filled")}
        return {"tone": "hjortron", "icon": "hourglass", "text": _ends(row["until"] - sight.on)}
    if row["deputies"]:
        return {"tone": "hjortron", "icon": "hourglass", "text": gettext("Deputy only")}
    if any(each["kind"] == HolderKind.PRINCIPAL for each in row["waiting"]):
        return {"tone": "info", "icon": "hourglass", "text": gettext("Invited")}
    since = date_format(_vacant_since(seat, sight.on), "SHORT_DATE_FORMAT")
    text = gettext("Vacant since %(day)s") % {"day": since}
    return {"tone": "hjortron", "icon": "circle-dashed", "text": text}


def _ends(left: timedelta) -> str:
    if not left:
        return gettext("Ends today")
    text = ngettext("Ends in %(number)s day", "Ends in %(number)s days", left.days)
    return text % {"number": left.days}


def _vacant_since(seat: TakenSeat, on: date) -> date:
    ends = [
        holder.ends_on + timedelta(days=1)
        for holder in seat.sittings
        if holder.kind == HolderKind.PRINCIPAL and holder.ends_on and holder.ends_on < on
    ]
    return max(ends, default=seat.opened_on)


def _next_member(seat: TakenSeat, on: date) -> Row | None:
    for holder in seat.sittings:
        if holder.kind == HolderKind.PRINCIPAL and holder.starts_on > on:
            return {"name": holder.name, "from": holder.starts_on}
    return None
