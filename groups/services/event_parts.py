"""The programme and the material of an event."""

from dataclasses import asdict, dataclass
from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.decisions import require
from groups.models import Event, EventMaterial, ProgrammeItem
from groups.models.document import DocumentReach
from groups.policies.events import can_arrange
from groups.services.documents import forget_document, keep_document
from groups.services.events import locked_event

NO_POINT = _("Give the point a title in one language at least.")
MAX_POINTS = 50
MAX_FILES = 50


@dataclass(frozen=True, slots=True)
class ProgrammeValues:
    """A point of the programme: when, what, and who speaks."""

    begins: time | None = None
    title_sv: str = ""
    title_fi: str = ""
    speaker: str = ""


@transaction.atomic
def add_programme(
    *, event_id: int, values: ProgrammeValues, by: User, now: datetime
) -> ProgrammeItem:
    """Add a point to the programme, in its place by the clock; without a time it comes last.

    Raises:
        PermissionDenied: `by` does not arrange the event.
        ValidationError: no title; a time outside of the event; too many points.
    """
    event = locked_event(event_id=event_id)
    require(can_arrange(by, event))
    if not (values.title_sv or values.title_fi):
        raise ValidationError({"title_sv": NO_POINT})
    if values.begins is not None and not event.begins <= values.begins < event.ends:
        raise ValidationError({"begins": _("Give a time within the event.")})
    if event.programme.count() >= MAX_POINTS:
        sentence = _("A programme has at most %(number)s points.")
        raise ValidationError(sentence, params={"number": MAX_POINTS})
    row = ProgrammeItem.objects.create(
        event=event, number=_room_for(event, values), **asdict(values)
    )
    _record(event, by, now, programme="added")
    return row


@transaction.atomic
def remove_programme(*, item_id: int, by: User, now: datetime) -> None:
    """Take a point off the programme.

    Raises:
        ProgrammeItem.DoesNotExist: it is gone.
        PermissionDenied: `by` does not arrange the event.
    """
    event_id = ProgrammeItem.objects.values_list("event", flat=True).get(pk=item_id)
    event = locked_event(event_id=event_id)
    require(can_arrange(by, event))
    event.programme.filter(pk=item_id).delete()
    _record(event, by, now, programme="removed")


@transaction.atomic
def add_material(
    *, event_id: int, file: File, is_reading: bool, by: User, now: datetime
) -> EventMaterial:
    """Keep a file with the event: whoever may open the event may open it.

    Raises:
        PermissionDenied: `by` does not arrange the event.
        ValidationError: what `keep_document` refuses; too many files.
    """
    event = locked_event(event_id=event_id)
    require(can_arrange(by, event))
    if event.materials.count() >= MAX_FILES:
        sentence = _("An event has at most %(number)s files.")
        raise ValidationError({"file": ValidationError(sentence, params={"number": MAX_FILES})})
    reach = DocumentReach.MANAGERS
    document = keep_document(group=event.group, file=file, reach=reach, by=by, now=now)
    row = EventMaterial.objects.create(event=event, document=document, is_reading=is_reading)
    _record(event, by, now, material=document.pk)
    return row


@transaction.atomic
def remove_material(*, material_id: int, by: User, now: datetime) -> None:
    """Remove a file of an event and, once that is certain, its content.

    Raises:
        EventMaterial.DoesNotExist: it is gone.
        PermissionDenied: `by` does not arrange the event.
    """
    row = EventMaterial.objects.select_related("document", "event").get(pk=material_id)
    event = locked_event(event_id=row.event_id)
    require(can_arrange(by, event))
    _record(event, by, now, material_removed=row.document_id)
    forget_document(document=row.document)


def _room_for(event: Event, values: ProgrammeValues) -> int:
    """Return the number of a new point, after moving those that come after it."""
    later = Q(begins__gt=values.begins) | Q(begins=None) if values.begins else Q(pk__in=[])
    first = event.programme.filter(later).order_by("number").first()
    if first is None:
        last = event.programme.order_by("-number").first()
        return last.number + 1 if last else 1
    event.programme.filter(number__gte=first.number).update(number=F("number") + 1)
    return first.number


def _record(event: Event, by: User, now: datetime, **data: object) -> None:
    kind = AuditKind.EVENT_CHANGED
    record(kind=kind, target=event, by=by, at=now, data=data, group_id=event.group_id)
