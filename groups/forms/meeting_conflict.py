"""Two people saved the same meeting: what differs, and who changed what.

The form carries a short mark of each value that the edit began from. Where one side alone has
left it, that side's value is taken along; where both have, a person chooses.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from django.http import QueryDict
from django.utils.formats import date_format, time_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from groups.forms.agenda import COUNT, People, item_data
from groups.forms.meetings import ZONE_CHOICES, MeetingEditForm
from groups.models.standing import Purpose, StandingKind
from groups.permissions import Visibility
from groups.services.agenda import ItemValues
from groups.services.meetings import OWN_FIELDS, MeetingValues

FIELDS = (*OWN_FIELDS, "items")
PICK = "pick_"
MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that differs. `is_open` where a person must choose; else `chosen` is taken."""

    field: str
    label: str | Promise
    mine: str
    theirs: str
    chosen: str
    is_open: bool

    @property
    def name(self) -> str:
        return PICK + self.field

    @property
    def taken(self) -> str:
        return self.mine if self.chosen == MINE else self.theirs


def base_of(values: MeetingValues) -> str:
    """Return the marks of `values`, for the form's hidden field."""
    marks = {field: _mark(getattr(values, field)) for field in FIELDS}
    return json.dumps(marks, separators=(",", ":"))


def compare(
    mine: MeetingValues, theirs: MeetingValues, base: str, people: People = ()
) -> list[Choice]:
    """Return what differs between two versions of a meeting; `people` may present a matter."""
    marks = _marks(base)
    choices = []
    for field in FIELDS:
        own, other = getattr(mine, field), getattr(theirs, field)
        if own == other:
            continue
        kept_mine, kept_theirs = _mark(own) == marks.get(field), _mark(other) == marks.get(field)
        choices.append(
            Choice(
                field=field,
                label=_label(field),
                mine=_shown(field, own, people),
                theirs=_shown(field, other, people),
                chosen=MINE if kept_theirs and not kept_mine else THEIRS,
                is_open=not kept_mine and not kept_theirs,
            )
        )
    return choices


def with_picks(data: QueryDict, theirs: MeetingValues) -> QueryDict:
    """Return what was sent with the other's value wherever that was chosen."""
    merged = data.copy()
    for field in FIELDS:
        if data.get(PICK + field) != THEIRS:
            continue
        if field == "items":
            for name in [name for name in merged if name.startswith("item-")]:
                del merged[name]
            for name, value in item_data(theirs.items).items():
                merged[name] = value
        else:
            merged[field] = _sent(getattr(theirs, field))
    return merged


def hidden_fields(data: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what was typed, to travel with the choice."""
    own = {*OWN_FIELDS, "form_key", COUNT}
    return [(name, data[name]) for name in data if name in own or name.startswith("item-")]


def _mark(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()[:12]


def _marks(base: str) -> dict[str, str]:
    try:
        marks = json.loads(base)
    except (ValueError, RecursionError):
        return {}
    return marks if isinstance(marks, dict) else {}


def _label(field: str) -> str | Promise:
    return _("Agenda") if field == "items" else MeetingEditForm.base_fields[field].label


def _sent(value: object) -> str:
    if isinstance(value, time):
        return f"{value:%H.%M}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _shown(field: str, value: object, people: People) -> str:
    """Return a value as people read it."""
    if field == "items":
        by_id = dict(people)
        return "\n".join(_item(n, item, by_id) for n, item in enumerate(value, start=1)) or "–"
    if isinstance(value, time):
        return time_format(value)
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    names = {"visibility": Visibility.choices, "zone": ZONE_CHOICES}.get(field, ())
    named = next((name for code, name in names if code == value), value)
    return str(named) or "–"


def _item(number: int, item: ItemValues, names: Mapping[int, str]) -> str:
    titles = " / ".join(filter(None, (item.title_sv, item.title_fi)))
    by = item.presenter or names.get(item.presented_by_id or 0, "")
    minutes = _("%(minutes)s min") % {"minutes": item.minutes} if item.minutes else ""
    about = (Purpose(item.purpose).label, by, minutes)
    facts = ", ".join(str(each) for each in about if each)
    filled = StandingKind(item.standing).label if item.standing else ""
    heads = [text for text in (item.section_sv, item.section_fi) if text]
    texts = (item.text_sv, item.text_fi, item.cost_sv, item.cost_fi, str(filled))
    return "\n".join([*heads, f"{number}. {titles} ({facts})", *filter(None, texts)])
