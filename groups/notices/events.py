"""What mails and the inbox say of events, from what the reader may see at that moment."""

from collections.abc import Iterable
from typing import Any

from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _

from elo_platform.accounts.models import User
from elo_platform.lib.http import absolute
from elo_platform.notifications.acts import act_url
from elo_platform.notifications.readers import Addressee, Reader
from groups.models import Event, SignUp
from groups.policies.events import can_say, is_of, takes_signups
from groups.services.event_calendar import event_file
from groups.services.event_feedback import feedback_url
from groups.services.meetings import plain
from groups.states import EventState, SignUpState

Values = dict[str, Any]
STANDING = frozenset({SignUpState.COMING, SignUpState.WAITING})


def opened(params: Values, reader: Reader) -> Values | None:
    """Return the news of an event that still takes sign-ups, for who may open it."""
    if not isinstance(reader, User):
        return None
    event = _events(reader).filter(pk=params["event"]).first()
    if event is None or not takes_signups(event, event.now):
        return None
    why = _("You get this message because the event is open to you.")
    return {**_values(event, reader), "url_label": _("Read more and sign up"), "why": why}


def follow_up(params: Values, reader: Reader) -> Values | None:
    """Return the draft of a region's own event after a national one, for who arranges it."""
    if not isinstance(reader, User):
        return None
    rows = Event.objects.editable_by(reader).select_related("group", "body", "parent")
    event = rows.filter(pk=params["event"]).first()
    if event is None or event.parent is None:
        return None
    values = {**_values(event, reader), "parent": event.parent.title}
    why = _("You get this message because you coordinate a group.")
    return {**values, "url_label": _("Open the draft"), "why": why}


def sign_up(params: Values, reader: Reader) -> Values | None:
    """Return what became of a sign-up; None for another's, and where it has moved on."""
    row = _signup(params, reader)
    if row is None or row.state not in {*STANDING, SignUpState.UNCONFIRMED}:
        return None
    if row.state == SignUpState.UNCONFIRMED and not takes_signups(row.event, row.now):
        return None
    values = {**_of(row, reader), "state": row.state, "step": params.get("step", "")}
    if row.state == SignUpState.COMING:
        values["attachments"] = [event_file(event=row.event)]
    if row.state == SignUpState.WAITING:
        values["line_number"] = row.line_number
    return values


def changed(params: Values, reader: Reader) -> Values | None:
    """Return the change of an event, as long as nothing newer has replaced it."""
    row = _signup(params, reader)
    if row is None or row.state not in STANDING or row.event.state != EventState.OPEN:
        return None
    now = {field: plain(value=getattr(row.event, field)) for field in params["became"]}
    if now != params["became"]:
        return None
    return {**_of(row, reader), "attachments": [event_file(event=row.event)]}


def cancelled(params: Values, reader: Reader) -> Values | None:
    """Return a cancellation, with the file that takes it off the calendar."""
    row = _signup(params, reader)
    if row is None or row.event.state != EventState.CANCELLED:
        return None
    closed = {"acts": [], "acts_until": None, "reason": row.event.cancel_reason}
    return {**_of(row, reader), **closed, "attachments": [event_file(event=row.event)]}


def reminder(params: Values, reader: Reader) -> Values | None:
    """Return a reminder of the day and hour that it was made for."""
    row = _signup(params, reader)
    if row is None or row.state != SignUpState.COMING or row.event.state != EventState.OPEN:
        return None
    event = row.event
    if (params["day"], params["begins"]) != (str(event.day), str(event.begins)):
        return None
    if event.starts_at <= row.now:
        return None
    return {**_of(row, reader), "days": params["stage"]}


def feedback(params: Values, reader: Reader) -> Values | None:
    """Return the question how it was, with a link that says nothing of who follows it."""
    row = _signup(params, reader)
    if row is None or not can_say(row, row.now):
        return None
    link = {"url": feedback_url(signup=row), "url_label": _("Say how it was")}
    return {**_of(row, reader), **link, "acts": [], "acts_until": None}


def listed(params: list[Values], reader: User) -> list[Values | None]:
    """Return title, day and page of the events that `reader` may see, for the inbox."""
    found = {row.pk: row for row in _named(_events(reader), params, "event")}
    return [_line(found.get(each["event"])) for each in params]


def listed_signups(params: list[Values], reader: User) -> list[Values | None]:
    """Return the same of the own sign-ups, with what became of each."""
    rows = SignUp.objects.of(reader).select_related("event__group", "event__body")
    found = {row.pk: row for row in _named(rows, params, "signup")}
    return [_signup_line(found.get(each["signup"]), each) for each in params]


def _events(reader: User) -> Any:
    rows = Event.objects.visible_to(reader).annotate(now=Now())
    return rows.select_related("group", "body")


def _named(rows: Any, params: list[Values], key: str) -> Iterable[Any]:
    return rows.filter(pk__in={each[key] for each in params})


def _line(event: Event | None) -> Values | None:
    return event and {
        "title": event.title,
        "day": event.day,
        "region": event.group.name if event.group else "",
        "url": absolute(reverse("groups:event_detail", args=[event.pk])),
    }


def _signup_line(row: SignUp | None, params: Values) -> Values | None:
    if row is None:
        return None
    return {**(_line(row.event) or {}), "state": row.state, "step": params.get("step", "")}


def _signup(params: Values, reader: Reader) -> SignUp | None:
    """Return the reader's own sign-up; who may no longer open the event is told nothing of it."""
    row = SignUp.objects.for_act(params["signup"]).first()
    subject = reader.address if isinstance(reader, Addressee) else str(reader.pk)
    if row is None or not is_of(subject, row):
        return None
    if isinstance(reader, User) and not _events(reader).filter(pk=row.event_id).exists():
        return None
    return row


def _values(event: Event, reader: Reader) -> Values:
    has_account = isinstance(reader, User)
    facts = [(_("When"), event.when), (_("Where"), event.place), (_("Arranged by"), event.arranger)]
    return {
        **(_line(event) or {}),
        "when": event.when,
        "facts": [(label, value) for label, value in facts if value],
        "about": event.about,
        "url": absolute(reverse("groups:event_detail", args=[event.pk])) if has_account else "",
        "url_label": _("Open the event") if has_account else "",
    }


def _of(row: SignUp, reader: Reader) -> Values:
    event = row.event
    values = {**_values(event, reader), "name": row.name or (row.user.name if row.user else "")}
    if row.state == SignUpState.COMING and event.link:
        values["facts"] = [*values["facts"], (_("Online"), event.link)]
    subject = reader.address if isinstance(reader, Addressee) else reader.pk
    url = act_url(kind="signup", object_id=row.pk, subject=subject, expires_at=event.starts_at)
    asked = row.state == SignUpState.UNCONFIRMED
    label = _("Confirm my sign-up") if asked else _("Withdraw my sign-up")
    return {
        **values,
        "acts": [{"label": label, "url": url}],
        "acts_intro": "" if asked else _("Can you not come? Give the place to somebody else:"),
        "acts_until": event.starts_at,
        "why": _("You get this message because somebody gave your address to sign up.")
        if asked
        else _("You get this message because you have signed up to the event."),
    }
