"""A meeting's life: drafted, changed, called, cancelled."""

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import HOURS_OUT_OF_ORDER
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from elo_platform.lib.states import target_state
from elo_platform.lib.text import day as short_day
from elo_platform.notifications.kinds import NoticeKind
from groups.models import Body, Meeting, Series
from groups.permissions import Visibility
from groups.policies.meetings import can_draft, can_edit, can_move
from groups.services.agenda import ItemValues, agenda_of, locked_meeting, save_agenda
from groups.services.attendance import call_members, keep_guests_until, tell
from groups.services.wall_time import instant_of, require_zone
from groups.services.year_moves import follow_meeting
from groups.states import MEETING_TRANSITIONS, MeetingAction, MeetingState

NO_TITLE = _("Give the meeting a title in one language at least.")
# What moves a meeting in people's calendars, and what else they are told of when it changes.
TIME_FIELDS = ("day", "begins", "ends", "zone")
TOLD_FIELDS = (*TIME_FIELDS, "place", "link", "title_sv", "title_fi")


@dataclass(frozen=True, slots=True)
class MeetingValues:
    """What a form or a caller says of a meeting; day and clock are wall time in `zone`."""

    day: date
    begins: time
    ends: time
    title_sv: str = ""
    title_fi: str = ""
    about_sv: str = ""
    about_fi: str = ""
    zone: str = "Europe/Helsinki"
    place: str = ""
    link: str = ""
    visibility: str = Visibility.BODY
    items: tuple[ItemValues, ...] = ()


OWN_FIELDS = tuple(field.name for field in fields(MeetingValues) if field.name != "items")


def values_of(*, meeting: Meeting) -> MeetingValues:
    """Return what `meeting` says at present, in the shape in which it is changed."""
    own = {field: getattr(meeting, field) for field in OWN_FIELDS}
    return MeetingValues(**own, items=agenda_of(meeting=meeting))


@transaction.atomic
def draft_meeting(
    *,
    body: Body,
    values: MeetingValues,
    by: User,
    now: datetime,
    series: Series | None = None,
) -> Meeting:
    """Prepare a meeting that only those who lead the body see; of a series, its day by the rule.

    Raises:
        PermissionDenied: `by` does not lead the body.
        ValidationError: by field; see `_check`.
    """
    require(can_draft(by, body))
    meeting = Meeting(body=body, made_by=by, changed_by=by, made_at=now, changed_at=now)
    if series:
        meeting.series, meeting.occurs_on = series, values.day
    _take(meeting, values)
    meeting.save(force_insert=True)
    save_agenda(meeting=meeting, items=values.items)
    _record(AuditKind.MEETING_DRAFTED, meeting, by, now)
    return meeting


@transaction.atomic
def change_meeting(
    *, meeting_id: int, version: int, values: MeetingValues, by: User, now: datetime
) -> Meeting:
    """Change a meeting that still stands at `version`; nothing happens where all is equal.

    After the call each change raises the calendar's SEQUENCE, and those called are told of a
    new time, place, link or title.

    Raises:
        PermissionDenied: no leader of the body, or the meeting is cancelled or over.
        StaleEdit: somebody saved in between.
        ValidationError: by field; see `_check` and `_stay_in_order`.
    """
    meeting = locked_meeting(meeting_id=meeting_id)
    require(can_edit(by, meeting, now))
    if meeting.version != version:
        raise StaleEdit(meeting)
    before = {field: getattr(meeting, field) for field in OWN_FIELDS}
    _take(meeting, values)
    changed = [field for field in OWN_FIELDS if before[field] != getattr(meeting, field)]
    if not (save_agenda(meeting=meeting, items=values.items) or changed):
        return meeting
    if meeting.series_id and set(changed) & set(TIME_FIELDS):
        _stay_in_order(meeting)
    meeting.version += 1
    meeting.changed_by, meeting.changed_at = by, now
    if meeting.state == MeetingState.CALLED:
        _change_called(meeting, before, changed, by, now)
    meeting.save()
    _record(AuditKind.MEETING_CHANGED, meeting, by, now, fields=changed)
    if "day" in changed:
        follow_meeting(meeting=meeting)
    if _is_raised(before["visibility"], meeting.visibility):
        opened = [before["visibility"], meeting.visibility]
        _record(AuditKind.MEETING_CHANGED, meeting, by, now, opened=opened)
    return meeting


@transaction.atomic
def call_meeting(*, meeting_id: int, by: User, now: datetime) -> Meeting:
    """Call the members of the body and the guests; reminders follow from the meeting's day.

    Raises:
        PermissionDenied: no leader of the body, or the meeting is not a draft.
        ValidationError: its time has passed.
    """
    meeting = locked_meeting(meeting_id=meeting_id)
    require(can_move(by, meeting, MeetingAction.CALL, now))
    _must_be_ahead(meeting, now)
    meeting.state = target_state(MEETING_TRANSITIONS, MeetingAction.CALL, meeting.state)
    meeting.called_at = meeting.changed_at = now
    meeting.changed_by = by
    meeting.version += 1
    meeting.save()
    call_members(meeting=meeting, now=now)
    meeting.attendances.update(called_at=now)
    _record(AuditKind.MEETING_CALLED, meeting, by, now)
    tell(
        meeting=meeting,
        kind=NoticeKind.MEETING_CALLED,
        occasion=f"meeting:{meeting.pk}:called",
        params={},
        by=by,
        now=now,
    )
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting_id: int, reason: str, by: User, now: datetime) -> Meeting:
    """Cancel a called meeting and tell everyone; it leaves their calendars.

    Raises:
        PermissionDenied: no leader of the body, or the meeting is not called or is over.
    """
    meeting = locked_meeting(meeting_id=meeting_id)
    require(can_move(by, meeting, MeetingAction.CANCEL, now))
    meeting.state = target_state(MEETING_TRANSITIONS, MeetingAction.CANCEL, meeting.state)
    meeting.cancelled_at = meeting.changed_at = now
    meeting.cancel_reason, meeting.changed_by = reason, by
    meeting.version += 1
    meeting.sequence += 1
    meeting.save()
    _record(AuditKind.MEETING_CANCELLED, meeting, by, now)
    tell(
        meeting=meeting,
        kind=NoticeKind.MEETING_CANCELLED,
        occasion=f"meeting:{meeting.pk}:cancelled",
        params={},
        by=by,
        now=now,
    )
    return meeting


def _take(meeting: Meeting, values: MeetingValues) -> None:
    """Put `values` on the row, with the instants that follow from the wall time."""
    meeting.starts_at, meeting.ends_at = _check(values)
    for field, value in asdict(values).items():
        if field != "items":
            setattr(meeting, field, value)


def _check(values: MeetingValues) -> tuple[datetime, datetime]:
    """Return when the meeting starts and ends.

    Raises:
        ValidationError: no title, an unknown zone, a wall time that the clocks skip or show
            twice, or an end that is not after the start.
    """
    if not (values.title_sv or values.title_fi):
        raise ValidationError({"title_sv": NO_TITLE})
    require_zone(zone=values.zone)
    starts_at = _instant(values, "begins")
    ends_at = _instant(values, "ends")
    if ends_at <= starts_at:
        raise ValidationError({"ends": HOURS_OUT_OF_ORDER})
    return starts_at, ends_at


def _stay_in_order(meeting: Meeting) -> None:
    """Refuse to move a meeting of a series past its neighbours.

    Raises:
        ValidationError: it would come after the next one, or before the one before it.
    """
    others = Meeting.objects.filter(series=meeting.series_id).exclude(state=MeetingState.CANCELLED)
    later = others.filter(occurs_on__gt=meeting.occurs_on, starts_at__lte=meeting.starts_at)
    earlier = others.filter(occurs_on__lt=meeting.occurs_on, starts_at__gte=meeting.starts_at)
    sentence = ""
    if passed := later.order_by("starts_at").first():
        sentence = _("The next meeting of the series is on %(day)s. Move that one first.")
    elif passed := earlier.order_by("-starts_at").first():
        sentence = _("The meeting before it in the series is on %(day)s. Move that one first.")
    if passed:
        refusal = ValidationError(sentence, params={"day": short_day(passed.day)})
        raise ValidationError({"day": refusal})


def _instant(values: MeetingValues, field: str) -> datetime:
    at = getattr(values, field)
    return instant_of(day=values.day, at=at, zone=values.zone, field=field)


def _change_called(
    meeting: Meeting, before: dict[str, object], changed: list[str], by: User, now: datetime
) -> None:
    meeting.sequence += 1
    if set(changed) & set(TIME_FIELDS):
        _must_be_ahead(meeting, now)
        if meeting.outcomes.exists():
            raise ValidationError({"day": _("A meeting with recorded outcomes stays on its day.")})
        if meeting.opened_at:
            raise ValidationError({"day": _("A meeting that has been opened stays on its day.")})
        meeting.moved_at = now
        keep_guests_until(meeting=meeting, by=by, now=now)
    told = [field for field in TOLD_FIELDS if field in changed]
    if told:
        tell(
            meeting=meeting,
            kind=NoticeKind.MEETING_CHANGED,
            occasion=f"meeting:{meeting.pk}:changed:{meeting.sequence}",
            params={
                "was": {field: plain(value=before[field]) for field in told},
                "became": {field: plain(value=getattr(meeting, field)) for field in told},
            },
            by=by,
            now=now,
        )


def plain(*, value: object) -> str:
    """Return a field's value as the text that an owed message keeps: dates as ISO."""
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _must_be_ahead(meeting: Meeting, now: datetime) -> None:
    if meeting.starts_at <= now:
        raise ValidationError({"day": _("The time has passed. Choose a later one.")})


def _is_raised(before: object, after: str) -> bool:
    order = Visibility.values
    return order.index(after) > order.index(str(before))


def _record(kind: AuditKind, meeting: Meeting, by: User, now: datetime, **data: object) -> None:
    record(kind=kind, target=meeting, by=by, at=now, data=data, group_id=meeting.body.group_id)
