"""What mails and the inbox say of a meeting, from what the reader may see at that moment."""

from datetime import date, time
from typing import Any

from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _

from elo_platform.accounts.models import User
from elo_platform.lib.http import absolute
from elo_platform.notifications.acts import act_url
from elo_platform.notifications.readers import Addressee
from groups.models import Attendance, Body, Meeting
from groups.permissions import BodyPermission
from groups.services.calendar import invitation_file
from groups.services.meetings import plain
from groups.states import Answer, MeetingState

Found = tuple[Meeting, Attendance | None]


def meeting(params: dict[str, Any], reader: User | Addressee) -> dict[str, Any] | None:
    """Return the values of a call, a change or a reminder; None where it no longer holds.

    A reminder holds for the day and hour that it was made for, a change as long as nothing
    newer has replaced it, and neither after the meeting has begun.
    """
    found = _find(params, reader, MeetingState.CALLED)
    if found is None:
        return None
    row, attendance = found
    if not _is_ahead(row) or not _holds(params, row, attendance):
        return None
    values = _values(row, attendance, reader)
    if "stage" in params:
        return {**values, "days": params["stage"]}
    if "was" in params:
        values["changes"] = _changes(params["was"], row)
    return {**values, "attachments": [invitation_file(meeting=row, attendance=attendance)]}


def meeting_cancelled(params: dict[str, Any], reader: User | Addressee) -> dict[str, Any] | None:
    """Return the values of a cancellation, with the file that takes it off the calendar."""
    found = _find(params, reader, MeetingState.CANCELLED)
    if found is None:
        return None
    row, attendance = found
    values = _values(row, attendance, reader)
    file = invitation_file(meeting=row, attendance=attendance)
    closed = {"acts": [], "acts_until": None, "answer": ""}
    return {**values, **closed, "reason": row.cancel_reason, "attachments": [file]}


def deputy_spared(params: dict[str, Any], reader: User | Addressee) -> dict[str, Any] | None:
    """Return the values for a deputy who is not called any more, since the member comes."""
    found = _find(params, reader, MeetingState.CALLED)
    if found is None or isinstance(reader, Addressee) or not _is_ahead(found[0]):
        return None
    row, attendance = found
    if attendance is not None:
        return None
    was_called = Attendance(meeting=row, user=reader, answer=Answer.NO)
    file = invitation_file(meeting=row, attendance=was_called, is_taken_back=True)
    why = _("You are told because you were called as a deputy in this body: %(body)s.")
    values = {"why": why % {"body": row.body.name}, "attachments": [file]}
    return _values(row, None, reader) | values


def _find(params: dict[str, Any], reader: User | Addressee, state: str) -> Found | None:
    """Return the meeting and the reader's row; None where the reader is not told of it now."""
    rows = Meeting.objects.filter(pk=params["meeting"], state=state).select_related("body__group")
    standing = Attendance.objects.standing().select_related("user")
    if isinstance(reader, Addressee):
        own = standing.filter(pk=params.get("attendance"), guest_address__iexact=reader.address)
        meeting, attendance = rows.first(), own.first()
        is_told = attendance is not None
    else:
        meeting = rows.visible_to(reader).first()
        attendance = standing.filter(meeting=params["meeting"], user=reader).first()
        is_told = attendance is not None or (meeting is not None and _belongs(reader, meeting))
    return (meeting, attendance) if meeting is not None and is_told else None


def _belongs(reader: User, row: Meeting) -> bool:
    own = Body.objects.permitted(reader, BodyPermission.VIEW_MEETINGS)
    return own.filter(pk=row.body_id).exists()


def _is_ahead(row: Meeting) -> bool:
    return Meeting.objects.filter(pk=row.pk, starts_at__gt=Now()).exists()


def _holds(params: dict[str, Any], row: Meeting, attendance: Attendance | None) -> bool:
    """Tell whether what was owed is still so."""
    if "became" in params:
        return all(
            plain(value=getattr(row, field)) == value for field, value in params["became"].items()
        )
    if "stage" not in params:
        return True
    if attendance is None or attendance.answer == Answer.NO:
        return False
    if params.get("asks") and attendance.answer != Answer.NONE:
        return False
    return (params["day"], params["begins"]) == (row.day.isoformat(), row.begins.isoformat())


def _values(row: Meeting, attendance: Attendance | None, reader: User | Addressee) -> dict:
    page = absolute(reverse("groups:meeting_detail", args=[row.pk]))
    has_account = not isinstance(reader, Addressee)
    return {
        "title": row.title,
        "body_name": row.body.name,
        "region": row.body.group.name,
        "when": row.when,
        "day": row.day,
        "facts": _facts(row),
        "about": row.about,
        "items": [item.title for item in row.items.all()],
        "is_called": attendance is not None,
        "answer": _answer(attendance),
        "acts": _acts(row, attendance, reader),
        "acts_intro": _("Do you come? Answer here, without signing in:"),
        "acts_until": row.starts_at if attendance else None,
        "url": page if has_account else "",
        "url_label": _("Open the meeting") if has_account else "",
        "why": _why(row, attendance),
    }


def _facts(row: Meeting) -> list[tuple[str, str]]:
    facts = [(_("When"), row.when), (_("Where"), row.place), (_("Online"), row.link)]
    return [(label, value) for label, value in facts if value]


def _answer(attendance: Attendance | None) -> str:
    if attendance is None or attendance.answer == Answer.NONE:
        return ""
    return str(attendance.get_answer_display())


def _acts(
    row: Meeting, attendance: Attendance | None, reader: User | Addressee
) -> list[dict[str, str]]:
    if attendance is None:
        return []
    subject = reader.address if isinstance(reader, Addressee) else reader.pk
    url = act_url(
        kind="attendance", object_id=attendance.pk, subject=subject, expires_at=row.starts_at
    )
    choices = [(Answer.YES, _("I come")), (Answer.NO, _("I cannot come"))]
    if attendance.has_deputy:
        choices.insert(1, (Answer.DEPUTY, _("My deputy comes")))
    return [{"label": label, "url": f"{url}&answer={answer}"} for answer, label in choices]


def _why(row: Meeting, attendance: Attendance | None) -> str:
    body = {"body": row.body.name}
    if attendance is None:
        return _("You are told because you lead or stand by in this body: %(body)s.") % body
    if attendance.seat_id:
        return _("You are called because you hold a seat in this body: %(body)s.") % body
    return _("You are invited as a guest of this body: %(body)s.") % body


def _changes(was: dict[str, str], row: Meeting) -> list[dict[str, str]]:
    """Return what is new, in words: label, old and new value."""
    old = _as_it_was(was, row)
    rows = [
        (_("When"), ("day", "begins", "ends", "zone"), old.when, row.when),
        (_("Where"), ("place",), old.place, row.place),
        (_("Online"), ("link",), old.link, row.link),
        (_("Title"), ("title_sv", "title_fi"), old.title, row.title),
    ]
    return [
        {"label": label, "was": before, "is": after}
        for label, fields, before, after in rows
        if set(fields) & set(was) and before != after
    ]


def _as_it_was(was: dict[str, str], row: Meeting) -> Meeting:
    fields = ("day", "begins", "ends", "zone", "place", "link", "title_sv", "title_fi")
    values: dict[str, Any] = {field: was.get(field, getattr(row, field)) for field in fields}
    for field, kind in (("day", date), ("begins", time), ("ends", time)):
        if isinstance(values[field], str):
            values[field] = kind.fromisoformat(values[field])
    return Meeting(**values)
