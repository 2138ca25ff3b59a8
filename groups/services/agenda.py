"""The matters of a meeting, kept in the order in which they will be taken up."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.decisions import require
from groups.models import AgendaItem, Meeting
from groups.models.standing import Purpose, StandingKind
from groups.policies.meetings import can_edit
from groups.querysets.readers import people_of
from groups.states import MeetingState

MAX_ITEMS = 40
MAX_MINUTES = 600
# How the titles of the matter that closes a meeting read: with it nothing is put after.
_CLOSING = ("avslutning", "mötet avslut", "mötets avslut", "kokouksen päät", "lopetus")
_FULL = _("An agenda has at most %(number)s items.")


@dataclass(frozen=True, slots=True)
class ItemValues:
    """One matter as a form or a caller gives it; `id` is None for a new one."""

    title_sv: str = ""
    title_fi: str = ""
    text_sv: str = ""
    text_fi: str = ""
    purpose: str = Purpose.DISCUSS
    presenter: str = ""
    presented_by_id: int | None = None
    minutes: int | None = None
    section_sv: str = ""
    section_fi: str = ""
    cost_sv: str = ""
    cost_fi: str = ""
    standing: str = ""
    id: int | None = None


_TEXTS = tuple(field.name for field in fields(ItemValues) if field.name != "id")


def since_last_time() -> ItemValues:
    """Return the matter that a leading group's meeting begins with: what happened meanwhile."""
    titles = {}
    for language in ("sv", "fi"):
        with override(language):
            titles[f"title_{language}"] = gettext("Since last time")
    return ItemValues(**titles, purpose=Purpose.INFORM, minutes=15, standing=StandingKind.SINCE)


def item_values(*, item: AgendaItem) -> ItemValues:
    """Return what an item says, as a new one would be given; its section stays where it was."""
    own = {name: getattr(item, name) for name in _TEXTS}
    return ItemValues(**own | {"section_sv": "", "section_fi": ""})


def agenda_of(*, meeting: Meeting) -> tuple[ItemValues, ...]:
    """Return the agenda as it stands, in order."""
    rows = meeting.items.order_by("number").values(*_TEXTS, "id")
    return tuple(ItemValues(**row) for row in rows)


def save_agenda(*, meeting: Meeting, items: Sequence[ItemValues]) -> bool:
    """Make the agenda equal to `items`, in their order; return whether anything changed.

    Call it in the transaction that holds the meeting's lock. An item keeps its id, so what
    points at it holds; an id of another meeting counts as a new item.

    Raises:
        ValidationError: too many items, one without a title, with a length that is none or with
            two presenters, or one with an outcome or a follow-up left out.
    """
    if len(items) > MAX_ITEMS:
        raise ValidationError(_FULL, params={"number": MAX_ITEMS})
    before = agenda_of(meeting=meeting)
    if before == tuple(items):
        return False
    for item in items:
        _check(item)
    _check_presenters(meeting, before, items)
    known = {item.id for item in before}
    kept = {item.id for item in items} & known
    gone = meeting.items.exclude(pk__in=kept)
    if gone.filter(outcomes__isnull=False).exists():
        raise ValidationError(_("An item with a recorded outcome stays on the agenda."))
    if gone.filter(follow_ups__isnull=False).exists():
        raise ValidationError(_("An item with a follow-up stays on the agenda."))
    if gone.filter(minuted__isnull=False).exists():
        raise ValidationError(_("An item that stands in the minutes stays on the agenda."))
    gone.delete()
    seen: set[int] = set()
    for number, item in enumerate(items, start=1):
        values = asdict(item) | {"meeting": meeting, "number": number}
        if item.id not in known or item.id in seen:
            AgendaItem(**values | {"id": None}).save(force_insert=True)
        else:
            seen.add(item.id)
            # What an editor does not show, such as where the item was carried from, stays.
            AgendaItem(**values).save(update_fields=[*_TEXTS, "number"])
    return True


def _check(item: ItemValues) -> None:
    if not (item.title_sv or item.title_fi):
        raise ValidationError(_("Give each agenda item a title."))
    if item.minutes is not None and not 0 <= item.minutes <= MAX_MINUTES:
        sentence = _("A matter takes between 0 and %(number)s minutes.")
        raise ValidationError(sentence, params={"number": MAX_MINUTES})
    if item.presenter and item.presented_by_id:
        sentence = _(
            "Name one presenter of “%(title)s”: choose a person of the group, or write a name."
        )
        raise ValidationError(sentence, params={"title": item.title_sv or item.title_fi})


def _check_presenters(
    meeting: Meeting, before: Sequence[ItemValues], items: Sequence[ItemValues]
) -> None:
    """Refuse a presenter with an account who is not of the group; who was named stays."""
    new = {item.presented_by_id for item in items} - {item.presented_by_id for item in before}
    new -= {None}
    if new and people_of(meeting.body.group_id).filter(pk__in=new).count() != len(new):
        raise ValidationError(_("Choose a presenter who belongs to the group."))


@transaction.atomic
def place_item(
    *,
    meeting_id: int,
    item: ItemValues,
    by: User,
    now: datetime,
    carried_from_id: int | None = None,
) -> AgendaItem:
    """Put a matter on the agenda of a meeting, as another room or a need asks for it.

    It comes last, before what closes the meeting. `carried_from_id` is the item it was before.

    Raises:
        PermissionDenied: `by` does not lead the body, or the meeting is cancelled or over.
        ValidationError: the agenda is full, or the item is none; see `save_agenda`.
    """
    _check(item)
    meeting = locked_meeting(meeting_id=meeting_id)
    require(can_edit(by, meeting, now))
    there = list(meeting.items.order_by("number"))
    if len(there) >= MAX_ITEMS:
        raise ValidationError(_FULL, params={"number": MAX_ITEMS})
    number = 1 + _before_closing(there)
    meeting.items.filter(number__gte=number).update(number=F("number") + 1)
    values = asdict(item) | {"id": None, "meeting": meeting, "number": number}
    placed = AgendaItem.objects.create(**values, carried_from_id=carried_from_id)
    meeting.version += 1
    meeting.changed_by, meeting.changed_at = by, now
    if meeting.state == MeetingState.CALLED:
        meeting.sequence += 1
    meeting.save()
    record(
        kind=AuditKind.MEETING_CHANGED,
        target=meeting,
        by=by,
        at=now,
        data={"fields": ["items"]},
        group_id=meeting.body.group_id,
    )
    return placed


def _before_closing(items: Sequence[AgendaItem]) -> int:
    """Return how many items come before those that close a meeting.

    They are the last ones: what says so in its title, and before it what fills itself, where
    that follows on matters and does not open the meeting.
    """
    at = len(items)
    while at and any(_closes(title) for title in (items[at - 1].title_sv, items[at - 1].title_fi)):
        at -= 1
    first = at
    while first and items[first - 1].standing:
        first -= 1
    return first or at


def _closes(title: str) -> bool:
    return title.lower().startswith(_CLOSING)


def locked_meeting(*, meeting_id: int) -> Meeting:
    """Return the meeting with its body, held until the transaction ends."""
    rows = Meeting.objects.select_for_update(of=("self",))
    return rows.select_related("body").get(pk=meeting_id)
