"""Who is called to a meeting: what each answered, who was there, and the figures over it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.http import address
from elo_platform.lib.tags import avatar
from elo_platform.lib.tags import status as status_tag
from groups.models import Attendance, SeatHolder
from groups.panels.minutes import CAME, presence_status
from groups.states import Answer, HolderKind

ANSWERS = {
    Answer.YES: ("success", "circle-check"),
    Answer.DEPUTY: ("info", "users"),
    Answer.NO: ("neutral", "circle-slash"),
    Answer.NONE: ("hjortron", "hourglass"),
}


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of the list; all but the name is markup, empty where there is nothing."""

    face: SafeString
    name: str
    place: SafeString
    status: SafeString
    entered: SafeString
    comment: SafeString
    acts: SafeString


def answer_status(row: Attendance) -> dict[str, str]:
    """Return an answer as icon, colour and words."""
    tone, icon = ANSWERS[Answer(row.answer)]
    return {"tone": tone, "icon": icon, "text": str(Answer(row.answer).label)}


def deputy_names(row: Attendance, reader: User) -> str:
    """Return who may come instead of the person of `row`, as far as `reader` sees it."""
    if not row.has_deputy:
        return ""
    rows = SeatHolder.objects.visible_to(reader).current()
    rows = rows.filter(seat=row.seat_id, kind=HolderKind.DEPUTY)
    return ", ".join(rows.order_by("pk").values_list("user__name", flat=True))


def attendance(
    people: Iterable[Attendance], *, may_answer_for: bool, may_edit: bool
) -> dict[str, Any]:
    """Return the list of who comes, or was there, with the figures over it.

    Each line leads to what the reader may do: answer for the person, take a guest off.
    """
    rows = sorted(people, key=lambda row: (row.order, row.name.casefold()))
    called = [row.answer for row in rows if not row.is_walk_in]
    count = {answer: called.count(answer) for answer in Answer}
    acts = {"groups:attendance_answer": gettext("Enter the answer")} if may_answer_for else {}
    for_guests = acts | ({"groups:attendance_remove": gettext("Remove")} if may_edit else {})
    return {
        "people": [_person(row, acts) for row in rows if not row.is_guest],
        "guests": [_person(row, for_guests) for row in rows if row.is_guest],
        "coming": count[Answer.YES],
        "by_deputy": count[Answer.DEPUTY],
        "not_coming": count[Answer.NO],
        "silent": count[Answer.NONE],
        "came": sum(row.presence in CAME for row in rows),
        "is_entered": any(row.presence for row in rows),
    }


def _person(row: Attendance, acts: dict[str, str]) -> PersonRow:
    name, place = row.name, row.place_of
    status = presence_status(row.presence, row.stand_in) if row.presence else answer_status(row)
    links = (
        format_html(
            '<a href="{}">{}<span class="sr"> – {}</span></a>', address(url, row.pk), text, name
        )
        for url, text in acts.items()
    )
    return PersonRow(
        face=avatar(row.initials, status["tone"]),
        name=name,
        place=_part('<span class="mute">, {}</span>', place and place.name),
        status=status_tag(status["tone"], status["icon"], status["text"]),
        entered=_part('<br><span class="mute mini">{}</span>', _entered_by(row)),
        comment=_part('<br><span class="mute">{}</span>', row.comment),
        acts=_part(" {}", SafeString(" ".join(links))),
    )


def _entered_by(row: Attendance) -> str:
    if not (row.is_on_behalf and row.answered_by):
        return ""
    return gettext("Entered by %(who)s") % {"who": row.answered_by.name}


def _part(markup: str, text: str | None) -> SafeString:
    return format_html(markup, text) if text else SafeString()
