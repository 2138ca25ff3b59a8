"""Targets of representation in words: what a body wants, and how far it has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from elo_platform.lib.text import day
from groups.models import Body, Target
from groups.panels.representation import invite_url
from groups.querysets.coverage import Kind, Presence, SeatLine


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target on a day, its kind, and how many seats of the kind have a member in the body."""

    target: Target
    kind: Kind
    members: int

    has_begun: bool

    @property
    def is_reached(self) -> bool:
        return self.members >= self.target.seats


def target_lines(
    targets: Iterable[Target], kinds: Iterable[Kind], seats: Iterable[SeatLine], on: date
) -> list[TargetLine]:
    """Return the targets with how far each has come on a day."""
    by_id, seats = {kind.id: kind for kind in kinds}, list(seats)
    return [
        TargetLine(target, kind, _members(target.body_id, kind, seats, on), target.starts_on <= on)
        for target in targets
        if (kind := by_id.get(target.category_id))
    ]


def _members(body_id: int, kind: Kind, seats: list[SeatLine], on: date) -> int:
    own = (seat for seat in seats if seat.body_id == body_id)
    return sum(
        seat.is_open(on) and seat.presence(on) >= Presence.MEMBER
        for seat in own
        if seat.category_id in kind.fulfilled_by
    )


def target_texts(lines: Iterable[TargetLine]) -> dict[int, str]:
    """Return what is aimed at for each kind (id), all bodies together."""
    wanted: dict[int, int] = {}
    for line in lines:
        wanted[line.kind.id] = wanted.get(line.kind.id, 0) + line.target.seats
    return {pk: _seats(number) for pk, number in wanted.items()}


def _seats(number: int) -> str:
    return ngettext("%(number)s seat", "%(number)s seats", number) % {"number": number}


def target_rows(
    lines: Iterable[TargetLine], bodies: Iterable[Body], *, group_id: int, may_manage: bool
) -> list[dict[str, object]]:
    """Return the targets as the page lists them: the missed first, those to come last."""
    names = {body.pk: body.name for body in bodies}
    ordered = sorted(lines, key=lambda line: (not line.has_begun, line.is_reached, line.target.pk))
    return [
        {
            "name": capfirst(line.kind.name),
            "body": names.get(line.target.body_id, ""),
            "wanted": _seats(line.target.seats),
            "agreed": line.target.agreed,
            "from": day(line.target.starts_on),
            "until": day(line.target.ends_on) if line.target.ends_on else "",
            "status": _status(line),
            "invite_url": invite_url(group_id, category=line.kind.key, body_id=line.target.body_id)
            if may_manage and line.has_begun and not line.is_reached
            else "",
            "end_url": reverse("groups:target_end", args=[line.target.pk]) if may_manage else "",
        }
        for line in ordered
    ]


def _status(line: TargetLine) -> dict[str, str]:
    if not line.has_begun:
        text = gettext("Begins on %(day)s") % {"day": day(line.target.starts_on)}
        return {"tone": "info", "icon": "hourglass", "text": text}
    if line.is_reached:
        return {"tone": "success", "icon": "circle-check", "text": gettext("Reached")}
    text = gettext("%(met)s of %(of)s") % {"met": line.members, "of": line.target.seats}
    return {"tone": "hjortron", "icon": "circle-dashed", "text": text}
