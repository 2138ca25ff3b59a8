"""What comes of an event: notes, and what goes on in the regions."""

from datetime import datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.models import EloGroup, Event
from groups.models.event import EventKind
from groups.permissions import GroupPermission
from groups.policies.events import can_arrange, can_follow_up, can_send
from groups.querysets.readers import people_permitted_in_group
from groups.services.events import locked_event
from groups.services.wall_time import instant_of
from groups.services.year_days import suitable
from groups.states import EventState, GroupState

# A region's own event is drafted for a working day so long after the list came.
AFTER = timedelta(days=60)
BEGINS, ENDS = time(9), time(12)


@transaction.atomic
def write_notes(
    *, event_id: int, version: int, texts: dict[str, str], by: User, now: datetime
) -> Event:
    """Say what came of an event and what is taken home, in both languages.

    Raises:
        PermissionDenied: `by` does not arrange the event.
        StaleEdit: somebody saved in between.
        ValidationError: the event is a draft or has been cancelled.
    """
    event = locked_event(event_id=event_id)
    require(can_arrange(by, event))
    if event.version != version:
        raise StaleEdit(event)
    if event.state != EventState.OPEN:
        raise ValidationError(_("Only an event that was open has something that came of it."))
    for name in ("notes_sv", "notes_fi", "take_home_sv", "take_home_fi"):
        setattr(event, name, texts[name])
    event.version += 1
    event.changed_by, event.changed_at = by, now
    event.save()
    _record(AuditKind.EVENT_NOTED, event, by, now)
    return event


@transaction.atomic
def follow_up(*, event_id: int, group_id: int, by: User, now: datetime) -> Event:
    """Draft a region's own event after a national one; the draft that is there already, once.

    Raises:
        PermissionDenied: `by` does not manage the group, or the event is not national and open.
    """
    event = locked_event(event_id=event_id)
    require(can_follow_up(by, event, group_id))
    known = event.followups.filter(group=group_id).exclude(state=EventState.CANCELLED).first()
    return known or _draft_in(event, group_id, by, now)


@transaction.atomic
def send_list(*, event_id: int, by: User, now: datetime) -> int:
    """Send the directions and needs of a national event to the regions; return to how many.

    Each active group gets a draft of an event of its own that begins with the list, and its
    coordinators a message. Sent again, it reaches the groups that have none yet.

    Raises:
        PermissionDenied: `by` does not arrange the event, or it is not national and begun.
        ValidationError: nothing stands under what is taken home.
    """
    event = locked_event(event_id=event_id)
    require(can_send(by, event, now))
    if not event.take_home:
        sentence = _("Write first what is taken home: the directions and needs for the regions.")
        raise ValidationError(sentence)
    groups = EloGroup.objects.filter(state=GroupState.ACTIVE).exclude(events__parent=event)
    drafts = [_draft_in(event, group.pk, by, now) for group in groups.order_by("pk")]
    for draft in drafts:
        _tell_region(draft, now)
    _record(AuditKind.EVENT_SENT, event, by, now, groups=len(drafts))
    return len(drafts)


def _draft_in(parent: Event, group_id: int, by: User, now: datetime) -> Event:
    """Make the draft: the list comes down as its text, and the day is a proposal."""
    later, step = helsinki_day(now) + AFTER, timedelta(days=1)
    day = suitable(day=later, step=step, skips_july=False, skips_holidays=True)
    zone = "Europe/Helsinki"
    draft = Event.objects.create(
        group_id=group_id,
        parent=parent,
        kind=EventKind.THEME,
        title_sv=parent.title_sv,
        title_fi=parent.title_fi,
        about_sv=parent.take_home_sv,
        about_fi=parent.take_home_fi,
        professions=parent.professions,
        day=day,
        begins=BEGINS,
        ends=ENDS,
        zone=zone,
        starts_at=instant_of(day=day, at=BEGINS, zone=zone, field="begins"),
        ends_at=instant_of(day=day, at=ENDS, zone=zone, field="ends"),
        made_by=by,
        made_at=now,
        changed_by=by,
        changed_at=now,
    )
    _record(AuditKind.EVENT_DRAFTED, draft, by, now)
    return draft


def _tell_region(draft: Event, now: datetime) -> None:
    if draft.group_id is not None:
        owe(
            kind=NoticeKind.EVENT_FOLLOW_UP,
            readers=people_permitted_in_group(draft.group_id, GroupPermission.MANAGE_GROUP),
            occasion=f"event:{draft.pk}:follow_up",
            params={"event": draft.pk},
            now=now,
        )


def _record(kind: AuditKind, event: Event, by: User, now: datetime, **data: object) -> None:
    record(kind=kind, target=event, by=by, at=now, data=data, group_id=event.group_id)
