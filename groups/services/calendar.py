"""Meetings, and what events share with them, as calendar entries, in the active language."""

from dataclasses import replace
from datetime import datetime
from email.utils import parseaddr
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from elo_platform.lib.calendars import Entry, Person, render_calendar
from elo_platform.lib.http import absolute
from groups.models import Attendance, Event, Meeting
from groups.states import Answer, MeetingState

PARTSTAT = {
    Answer.NONE: "NEEDS-ACTION",
    Answer.YES: "ACCEPTED",
    Answer.DEPUTY: "DELEGATED",
    Answer.NO: "DECLINED",
}


def meeting_entry(
    *,
    meeting: Meeting,
    attendance: Attendance | None = None,
    is_inside: bool = True,
    is_addressed: bool = False,
) -> Entry:
    """Return `meeting` as a calendar entry for the person of `attendance`.

    Addressed, it names that person and nobody else who is called; published, nobody at all
    (RFC 5546, section 3.2.1). The link to the online meeting is for those inside.
    """
    return entry_of(
        row=meeting,
        page="groups:meeting_detail",
        arranger=meeting.body.name,
        shows_link=is_inside,
        is_cancelled=meeting.state == MeetingState.CANCELLED,
        is_free=attendance is not None and attendance.answer in {Answer.NO, Answer.DEPUTY},
        organiser=_organiser(meeting) if is_addressed else None,
        attendee=_attendee(attendance) if attendance and is_addressed else None,
    )


def entry_of(
    *, row: Meeting | Event, page: str, arranger: str, shows_link: bool, **own: Any
) -> Entry:
    """Return a meeting or an event as a calendar entry that leads to its page."""
    url = absolute(reverse(page, args=[row.pk]))
    zone = ZoneInfo(row.zone)
    link = _("Online: %(link)s") % {"link": row.link} if row.link and shows_link else ""
    return Entry(
        uid=f"{row.uid}@{settings.MAIL_DOMAIN}",
        sequence=row.sequence,
        starts=datetime.combine(row.day, row.begins, tzinfo=zone),
        ends=datetime.combine(row.day, row.ends, tzinfo=zone),
        title=f"{row.title} – {arranger}",
        text="\n\n".join([*filter(None, [row.about, link]), url]),
        place=row.place,
        url=url,
        changed_at=row.changed_at,
        **own,
    )


def invitation_file(
    *, meeting: Meeting, attendance: Attendance | None, is_taken_back: bool = False
) -> tuple[str, bytes, str]:
    """Return the file that a mail carries: name, content, and a type with the same method.

    Without `attendance` the reader is told only, so that no client asks them for an answer.
    """
    entry = meeting_entry(
        meeting=meeting, attendance=attendance, is_addressed=attendance is not None
    )
    if is_taken_back:
        entry = replace(entry, is_cancelled=True)
    method = "CANCEL" if entry.is_cancelled else "REQUEST"
    if attendance is None:
        method = "PUBLISH"
    content = render_calendar([entry], method=method)
    return "meeting.ics", content, f"text/calendar; method={method}; charset=utf-8"


def _organiser(meeting: Meeting) -> Person:
    # The address must be the mail's own sender, or calendars distrust later changes.
    return Person(meeting.body.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])


def _attendee(row: Attendance) -> Person:
    if row.user:
        return Person(row.user.name, row.user.email, PARTSTAT[Answer(row.answer)])
    return Person(row.guest_name, row.guest_address, PARTSTAT[Answer(row.answer)])
