"""The matters of a meeting, kept in the order in which they will be taken up."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from groups.models import AgendaItem, Meeting
from groups.models.agenda import Purpose

MAX_ITEMS = 40


@dataclass(frozen=True, slots=True)
class ItemValues:
    """One matter as a form or a caller gives it; `id` is None for a new one."""

    title_sv: str = ""
    title_fi: str = ""
    text_sv: str = ""
    text_fi: str = ""
    purpose: str = Purpose.DISCUSS
    presenter: str = ""
    minutes: int | None = None
    id: int | None = None


def agenda_of(*, meeting: Meeting) -> tuple[ItemValues, ...]:
    """Return the agenda as it stands, in order."""
    fields = tuple(ItemValues.__dataclass_fields__)
    rows = meeting.items.order_by("number").values(*fields)
    return tuple(ItemValues(**row) for row in rows)


def save_agenda(*, meeting: Meeting, items: Sequence[ItemValues]) -> bool:
    """Make the agenda equal to `items`, in their order; return whether anything changed.

    Call it in the transaction that holds the meeting's lock. An item keeps its id, so what
    points at it holds; an id of another meeting counts as a new item.

    Raises:
        ValidationError: too many items, or one without a title.
    """
    if len(items) > MAX_ITEMS:
        raise ValidationError(
            _("An agenda has at most %(number)s items."), params={"number": MAX_ITEMS}
        )
    if any(not (item.title_sv or item.title_fi) for item in items):
        raise ValidationError(_("Give each agenda item a title."))
    before = agenda_of(meeting=meeting)
    if before == tuple(items):
        return False
    known = {item.id for item in before}
    kept = {item.id for item in items} & known
    meeting.items.exclude(pk__in=kept).delete()
    seen: set[int] = set()
    for number, item in enumerate(items, start=1):
        values = asdict(item) | {"meeting": meeting, "number": number}
        if item.id not in known or item.id in seen:
            values["id"] = None
        else:
            seen.add(item.id)
        AgendaItem(**values).save(force_insert=values["id"] is None)
    return True
