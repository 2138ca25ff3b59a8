"""Earlier states of a text, in words: until when each stood, and what was changed then."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from django.db import models
from django.template.defaultfilters import yesno
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.http import address
from elo_platform.lib.text import day, in_language
from groups.querysets.versions import TITLES, Changed

LABELS = {
    "history": _("History"),
    "group": _("The group itself"),
    "body": _("Body"),
    "organisation": _("Organisation"),
    "basis": _("What the group may do"),
    "clause": _("In the performance agreement"),
    "agreement": _("Agreement"),
    "commitment": _("Promise in an agreement"),
    "duty": _("Division of labour"),
    "operating-model": _("Operating model"),
    "network": _("Other network"),
}
LONG = 90


def text_label(kind: str) -> str:
    """Return what a kind of text is called."""
    return str(LABELS[kind])


def title_of(row: models.Model, kind: str) -> str:
    """Return what a row is called by its own text, cut where it is long."""
    field = TITLES[kind]
    return _cut(in_language(row, field) if field else "") or text_label(kind)


def _cut(text: str) -> str:
    return text if len(text) <= LONG else f"{text[:LONG]}…"


def changed_rows(rows: Iterable[Changed], group_id: int) -> list[dict[str, str]]:
    """Return the texts of a group that have said something else, with the way to each."""
    return [
        {
            "label": text_label(row.kind),
            "title": _cut(in_language(row, "called")),
            "url": address("groups:version_list", group_id, row.kind, row.id),
            "day": day(timezone.localtime(row.at).date()),
        }
        for row in rows
    ]


def state_rows(states: Sequence[Any]) -> list[dict[str, Any]]:
    """Return the states that are no more, the latest first: from when until when each stood."""
    return [
        {
            "id": state.pk,
            "until": timezone.localtime(state.pgh_created_at),
            "since": timezone.localtime(older.pgh_created_at) if older else None,
        }
        for state, older in zip(states, [*states[1:], None], strict=False)
    ]


def what_changed(states: Sequence[Any], place: int, row: models.Model) -> list[dict[str, Any]]:
    """Return the fields of the state at `place`, each beside what came after it."""
    state = states[place]
    after = states[place - 1] if place else row
    found = []
    for field in _fields(state):
        was, became = _words(state, field), _words(after, field)
        if was or became:
            found.append(
                {
                    "label": capfirst(str(field.verbose_name)),
                    "is_changed": was != became,
                    **compared(was, became),
                }
            )
    return found


def _fields(state: models.Model) -> list[models.Field]:
    return [field for field in state._meta.concrete_fields if not field.name.startswith("pgh_")]


def _words(row: models.Model, field: models.Field) -> str:
    value = getattr(row, field.name)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return str(yesno(value))
    if isinstance(value, date):
        return day(value)
    return "" if value is None else str(value)


def compared(was: str, became: str) -> dict[str, list[tuple[bool, str]]]:
    """Return both texts in pieces, each with whether the other has it not, word by word."""
    old, new = _pieces(was), _pieces(became)
    before: list[tuple[bool, str]] = []
    after: list[tuple[bool, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        differs = tag != "equal"
        if a < b:
            before.append((differs, "".join(old[a:b])))
        if c < d:
            after.append((differs, "".join(new[c:d])))
    return {"was": before, "became": after}


def _pieces(text: str) -> list[str]:
    """Return the words of a text, each with the blanks before it, so that joined they are it."""
    return re.findall(r"\s*\S+|\s+", text)
