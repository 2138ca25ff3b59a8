"""Meetings as calendar entries, in the active language."""

from datetime import datetime
from email.utils import parseaddr
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from elo_platform.lib.calendars import Entry, Person, render_calendar
from elo_platform.lib.http import absolute
from groups.models import Attendance, Meeting
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
    url = absolute(reverse("groups:meeting_detail", args=[meeting.pk]))
    zone = ZoneInfo(meeting.zone)
    texts = [meeting.about, _("Online: %(link)s") % {"link": meeting.link} if meeting.link else ""]
    if not is_inside:
        texts.pop()
    return Entry(
        uid=f"{meeting.uid}@{settings.MAIL_DOMAIN}",
        sequence=meeting.sequence,
        starts=datetime.combine(meeting.day, meeting.begins, tzinfo=zone),
        ends=datetime.combine(meeting.day, meeting.ends, tzinfo=zone),
        title=f"{meeting.title} – {meeting.body.name}",
        text="\n\n".join([*filter(None, texts), url]),
        place=meeting.place,
        url=url,
        changed_at=meeting.changed_at,
        is_cancelled=meeting.state == MeetingState.CANCELLED,
        is_free=attendance is not None and attendance.answer in {Answer.NO, Answer.DEPUTY},
        organiser=_organiser(meeting) if is_addressed else None,
        attendee=_attendee(attendance) if attendance and is_addressed else None,
    )


def invitation_file(*, meeting: Meeting, attendance: Attendance | None) -> tuple[str, bytes, str]:
    """Return the file that a mail carries: name, content, and a type with the same method.

    Without `attendance` the reader is told only, so that no client asks them for an answer.
    """
    method = "CANCEL" if meeting.state == MeetingState.CANCELLED else "REQUEST"
    if attendance is None:
        method = "PUBLISH"
    entry = meeting_entry(
        meeting=meeting, attendance=attendance, is_addressed=attendance is not None
    )
    content = render_calendar([entry], method=method)
    return "meeting.ics", content, f"text/calendar; method={method}; charset=utf-8"


def _organiser(meeting: Meeting) -> Person:
    # The address must be the mail's own sender, or calendars distrust later changes.
    return Person(meeting.body.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])


def _attendee(row: Attendance) -> Person:
    if row.user:
        return Person(row.user.name, row.user.email, PARTSTAT[Answer(row.answer)])
    return Person(row.guest_name, row.guest_address, PARTSTAT[Answer(row.answer)])
