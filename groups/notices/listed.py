"""What the port INBOX tells of groups: all of a kind at once, `(all params, reader)` -> values.

One read for a whole page of notices; the rows are those that the reader may see today, and a
notice whose row is not among them has None for its values.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Now
from django.urls import reverse

from elo_platform.accounts.models import User
from elo_platform.lib.http import absolute
from elo_platform.lib.text import language_used
from groups.models import BodyMessage, Invitation, Meeting, SeatHolder
from groups.notices.people import answer_url, answered_url, seat_values
from groups.querysets.permitted import today_in_helsinki

Params = list[dict[str, Any]]
Values = list[dict[str, Any] | None]


def meetings(params: Params, reader: User) -> Values:
    """Return title, day and page of the meetings that `reader` may see."""
    rows = Meeting.objects.visible_to(reader).select_related("body__group")
    found = {row.pk: row for row in _named(rows, params, "meeting")}
    return [_meeting(found.get(each["meeting"])) for each in params]


def messages(params: Params, reader: User) -> Values:
    """Return subject and page of the messages to bodies that `reader` may see."""
    rows = BodyMessage.objects.visible_to(reader).select_related("body__group")
    found = {row.pk: row for row in _named(rows, params, "message")}
    return [_message(found.get(each["message"])) for each in params]


def invitations(params: Params, reader: User) -> Values:
    """Return the invitations that wait for `reader`'s answer."""
    rows = Invitation.objects.for_act(reader.email).waiting(Now())
    found = {
        row.pk: row for row in _named(rows.with_seat(today_in_helsinki()), params, "invitation")
    }
    return [_invitation(found.get(each["invitation"])) for each in params]


def answers(params: Params, reader: User) -> Values:
    """Return what was answered to invitations of groups whose seats `reader` manages."""
    rows = Invitation.objects.visible_to(reader).exclude(answered_at=None)
    found = {
        row.pk: row for row in _named(rows.with_seat(today_in_helsinki()), params, "invitation")
    }
    return [_answer(found.get(each["invitation"])) for each in params]


def suggestions(params: Params, reader: User) -> Values:
    """Return whom organisations suggest for seats that `reader` manages, until they are invited."""
    rows = Invitation.objects.visible_to(reader).filter(state="suggested")
    found = {
        row.pk: row for row in _named(rows.with_seat(today_in_helsinki()), params, "invitation")
    }
    return [_suggestion(found.get(each["invitation"])) for each in params]


def seats(params: Params, reader: User) -> Values:
    """Return the mandates that `reader` holds or will hold."""
    rows = SeatHolder.objects.not_over().filter(user=reader)
    found = {row.pk: row for row in _named(rows.with_seat(today_in_helsinki()), params, "holder")}
    return [_seat(found.get(each["holder"])) for each in params]


def _named(rows: QuerySet, params: Params, key: str) -> Iterable[Any]:
    return rows.filter(pk__in={each[key] for each in params})


def _meeting(row: Meeting | None) -> dict[str, Any] | None:
    return row and {
        "title": row.title,
        "day": row.day,
        "region": row.body.group.name,
        "url": absolute(reverse("groups:meeting_detail", args=[row.pk])),
    }


def _suggestion(row: Invitation | None) -> dict[str, Any] | None:
    return row and {
        **seat_values(row),
        "region": row.seat.body.group.name,
        "url": absolute(reverse("groups:invitation_detail", args=[row.pk])),
    }


def _message(row: BodyMessage | None) -> dict[str, Any] | None:
    if row is None:
        return None
    language, _text = language_used(row, "text")
    page = absolute(reverse("groups:body_detail", args=[row.body_id]))
    return {
        "message_subject": getattr(row, f"subject_{language}"),
        "body": row.body.name,
        "region": row.body.group.name,
        "url": f"{page}#message-{row.pk}",
    }


def _invitation(row: Invitation | None) -> dict[str, Any] | None:
    return row and {
        **_of_seat(row),
        "answer_by": row.answer_by,
        "url": answer_url(row),
    }


def _answer(row: Invitation | None) -> dict[str, Any] | None:
    return row and {
        **_of_seat(row),
        "name": row.holder.user.name if row.holder else row.name,
        "is_accepted": row.holder is not None,
        "url": answered_url(row),
    }


def _seat(row: SeatHolder | None) -> dict[str, Any] | None:
    return row and {
        **_of_seat(row),
        "url": absolute(reverse("groups:body_detail", args=[row.seat.body_id])),
    }


def _of_seat(row: Invitation | SeatHolder) -> dict[str, Any]:
    return {**seat_values(row), "region": row.seat.body.group.name}
