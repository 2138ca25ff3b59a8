"""An event from draft to cancellation: what it says, when it is, who may see it."""

from dataclasses import dataclass, fields
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import HOURS_OUT_OF_ORDER, helsinki_day
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from elo_platform.lib.states import target_state
from elo_platform.notifications.kinds import NoticeKind
from groups.kinds import NodeKind, Relation
from groups.models import Body, Event, EventOrganiser, EventSeries, Organisation
from groups.models.event import EventKind
from groups.permissions import Visibility
from groups.policies.events import can_draft_for, can_edit, can_move, can_widen
from groups.querysets.chain import Ref
from groups.services.event_telling import announce, tell_participants
from groups.services.links import join
from groups.services.meetings import plain
from groups.services.places import check_capacity, give_free_places
from groups.services.wall_time import instant_of, require_zone
from groups.services.year_moves import follow_event
from groups.states import EVENT_TRANSITIONS, EventAction, EventState

NO_TITLE = _("Give the event a title in one language at least.")
# What moves an event in people's calendars, and what else they are told of when it changes.
TIME_FIELDS = ("day", "begins", "ends", "zone")
TOLD_FIELDS = (*TIME_FIELDS, "place", "link", "title_sv", "title_fi")
# A national event has no group that could see it alone.
NATIONAL_REACH = (Visibility.ALL_REGIONS, Visibility.PUBLIC)


@dataclass(frozen=True, slots=True)
class EventValues:
    """What a form or a caller says of an event; day and clock are wall time in `zone`."""

    kind: str
    day: date
    begins: time
    ends: time
    title_sv: str = ""
    title_fi: str = ""
    about_sv: str = ""
    about_fi: str = ""
    training: str = ""
    zone: str = "Europe/Helsinki"
    place: str = ""
    link: str = ""
    body: Body | None = None
    series: EventSeries | None = None
    host: Organisation | None = None
    organisers: tuple[Organisation, ...] = ()
    professions: tuple[str, ...] = ()
    capacity: int | None = None
    has_waiting_list: bool = True
    signup_until: date | None = None
    is_open_signup: bool = False
    wants_suggestions_until: date | None = None
    asks_feedback: bool = True


OWN_FIELDS = tuple(field.name for field in fields(EventValues) if field.name != "organisers")


@transaction.atomic
def draft_event(
    *,
    group_id: int | None,
    values: EventValues,
    by: User,
    now: datetime,
    parent: Event | None = None,
    need_id: int | None = None,
) -> Event:
    """Prepare an event that only those who arrange it see; without a group it is national.

    `parent` is the national event that it follows up, `need_id` the need that it answers.

    Raises:
        PermissionDenied: `by` neither manages the group nor leads the body that arranges it.
        ValidationError: by field; see `_take`.
    """
    require(can_draft_for(by, group_id, values.body))
    event = Event(group_id=group_id, parent=parent, made_by=by, changed_by=by)
    event.made_at = event.changed_at = now
    if group_id is None:
        event.visibility = Visibility.ALL_REGIONS
    _take(event, values)
    event.save(force_insert=True)
    _arrange_with(event, values.organisers)
    _record(AuditKind.EVENT_DRAFTED, event, by, now)
    if need_id is not None and group_id is not None:
        start, end = Ref(NodeKind.NEED, need_id), Ref(NodeKind.EVENT, event.pk)
        relation = Relation.ANSWERED_BY
        join(start=start, relation=relation, end=end, group_id=group_id, by=by, now=now)
    return event


@transaction.atomic
def change_event(
    *, event_id: int, version: int, values: EventValues, by: User, now: datetime
) -> Event:
    """Change an event that still stands at `version`; nothing happens where all is equal.

    Once it is open, each change raises the calendar's SEQUENCE, participants are told of a new
    time, place, link or title, and places that were added go to those who wait.

    Raises:
        PermissionDenied: who does not arrange it; it is cancelled or over.
        StaleEdit: somebody saved in between.
        ValidationError: by field; see `_take`; fewer places than there are participants.
    """
    event = locked_event(event_id=event_id)
    require(can_edit(by, event, now))
    if event.version != version:
        raise StaleEdit(event)
    require(can_draft_for(by, event.group_id, values.body))
    before = {field: getattr(event, field) for field in OWN_FIELDS}
    _take(event, values)
    changed = [field for field in OWN_FIELDS if before[field] != getattr(event, field)]
    if not (_arrange_with(event, values.organisers) or changed):
        return event
    check_capacity(event=event)
    event.version += 1
    event.changed_by, event.changed_at = by, now
    if event.state == EventState.OPEN:
        event.sequence += 1
    event.save()
    _record(AuditKind.EVENT_CHANGED, event, by, now, fields=changed)
    if "day" in changed:
        follow_event(event=event)
    if event.state == EventState.OPEN:
        _tell_change(event, before, changed, now)
        give_free_places(event=event, now=now)
    return event


@transaction.atomic
def open_event(*, event_id: int, by: User, now: datetime) -> Event:
    """Open an event for sign-up; those who may come are told, of a national one the whole network.

    Raises:
        PermissionDenied: who does not arrange it, or it is no draft.
        ValidationError: its time, or the last day of its sign-up, has passed.
    """
    event = locked_event(event_id=event_id)
    require(can_move(by, event, EventAction.OPEN, now))
    _must_be_ahead(event, now)
    event.state = target_state(EVENT_TRANSITIONS, EventAction.OPEN, event.state)
    event.opened_at = event.changed_at = now
    event.changed_by = by
    event.version += 1
    event.told = announce(event=event, by=by, now=now)
    event.save()
    _record(AuditKind.EVENT_OPENED, event, by, now, told=event.told)
    return event


@transaction.atomic
def cancel_event(*, event_id: int, reason: str, by: User, now: datetime) -> Event:
    """Cancel an open event and tell the participants; it leaves their calendars.

    Raises:
        PermissionDenied: who does not arrange it; it is not open, or over.
    """
    event = locked_event(event_id=event_id)
    require(can_move(by, event, EventAction.CANCEL, now))
    event.state = target_state(EVENT_TRANSITIONS, EventAction.CANCEL, event.state)
    event.cancelled_at = event.changed_at = now
    event.cancel_reason, event.changed_by = reason, by
    event.version += 1
    event.sequence += 1
    event.save()
    _record(AuditKind.EVENT_CANCELLED, event, by, now)
    tell_participants(
        event=event,
        kind=NoticeKind.EVENT_CANCELLED,
        occasion=f"event:{event.pk}:cancelled",
        now=now,
    )
    return event


@transaction.atomic
def show_event(*, event_id: int, version: int, visibility: str, by: User, now: datetime) -> Event:
    """Say who may see an event: an act of its own.

    Raises:
        PermissionDenied: who does not arrange it; it is cancelled or over.
        StaleEdit: somebody saved in between.
        ValidationError: its body alone, of an event without one; a group alone, of a national one.
    """
    event = locked_event(event_id=event_id)
    require(can_widen(by, event, now))
    if event.version != version:
        raise StaleEdit(event)
    if event.group_id is None and visibility not in NATIONAL_REACH:
        sentence = _("A national event is open to all regions or to everyone.")
        raise ValidationError({"visibility": sentence})
    if visibility == Visibility.BODY and event.body_id is None:
        raise ValidationError({"visibility": _("Choose first which body arranges the event.")})
    was, event.visibility = event.visibility, Visibility(visibility)
    event.version += 1
    event.changed_by, event.changed_at = by, now
    event.save()
    _record(AuditKind.EVENT_SHOWN, event, by, now, opened=[was, visibility])
    return event


def locked_event(*, event_id: int) -> Event:
    """Return the event, held until the transaction ends: places are given one after the other."""
    rows = Event.objects.select_for_update(of=("self",))
    return rows.select_related("body", "group").get(pk=event_id)


def _take(event: Event, values: EventValues) -> None:
    """Put `values` on the row, with the instants that follow from the wall time.

    Raises:
        ValidationError: by field: no title, an unknown zone, a wall time that the clocks skip or
            show twice, an end that is not after the start, a training without its kind, a body
            or a series of another group, no place at all, days that come after the event.
    """
    if not (values.title_sv or values.title_fi):
        raise ValidationError({"title_sv": NO_TITLE})
    require_zone(zone=values.zone)
    event.starts_at = _instant(values, "begins")
    event.ends_at = _instant(values, "ends")
    if event.ends_at <= event.starts_at:
        raise ValidationError({"ends": HOURS_OUT_OF_ORDER})
    _check_kind(event, values)
    _check_places(values)
    for field in OWN_FIELDS:
        setattr(event, field, getattr(values, field))
    event.professions = list(values.professions)


def _check_kind(event: Event, values: EventValues) -> None:
    is_training = values.kind == EventKind.TRAINING
    if is_training and not values.training:
        raise ValidationError({"training": _("Choose what kind of training it is.")})
    if values.training and not is_training:
        raise ValidationError({"training": _("Only a training has a kind of training.")})
    if values.kind == EventKind.NATIONAL and event.group_id is not None:
        raise ValidationError({"kind": _("Only national coordinators arrange this seminar.")})
    for field in ("body", "series"):
        row = getattr(values, field)
        if row is not None and row.group_id != event.group_id:
            raise ValidationError({field: _("Choose one of the same group.")})
    if event.visibility == Visibility.BODY and values.body is None:
        raise ValidationError({"body": _("The event is open to a body alone: choose which.")})


def _check_places(values: EventValues) -> None:
    if values.capacity is not None and values.capacity < 1:
        sentence = _("Give at least one place, or leave the field empty for no limit.")
        raise ValidationError({"capacity": sentence})
    for field in ("signup_until", "wants_suggestions_until"):
        until = getattr(values, field)
        if until is not None and until > values.day:
            raise ValidationError({field: _("Give a day that is not after the event.")})


def _instant(values: EventValues, field: str) -> datetime:
    at = getattr(values, field)
    return instant_of(day=values.day, at=at, zone=values.zone, field=field)


def _arrange_with(event: Event, organisations: tuple[Organisation, ...]) -> bool:
    """Make these the co-organisers; return whether anything changed."""
    wanted = {each.pk for each in organisations}
    known = set(event.organisers.values_list("organisation", flat=True))
    event.organisers.exclude(organisation__in=wanted).delete()
    EventOrganiser.objects.bulk_create(
        EventOrganiser(event=event, organisation_id=pk) for pk in sorted(wanted - known)
    )
    return wanted != known


def _must_be_ahead(event: Event, now: datetime) -> None:
    if event.starts_at <= now:
        raise ValidationError({"day": _("The time has passed. Choose a later one.")})
    if event.signup_until is not None and event.signup_until < helsinki_day(now):
        raise ValidationError({"signup_until": _("The last day of sign-up has passed.")})


def _tell_change(
    event: Event, before: dict[str, object], changed: list[str], now: datetime
) -> None:
    told = [field for field in TOLD_FIELDS if field in changed]
    if set(changed) & set(TIME_FIELDS):
        _must_be_ahead(event, now)
    if told:
        tell_participants(
            event=event,
            kind=NoticeKind.EVENT_CHANGED,
            occasion=f"event:{event.pk}:changed:{event.sequence}",
            params={"became": {field: plain(value=getattr(event, field)) for field in told}},
            now=now,
        )


def _record(kind: AuditKind, event: Event, by: User, now: datetime, **data: object) -> None:
    record(kind=kind, target=event, by=by, at=now, data=data, group_id=event.group_id)
