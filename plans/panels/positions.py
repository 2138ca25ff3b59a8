"""The four mandatory positions of a plan as cards: how far each has come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.text import language_used
from plans.kinds import TEXT_LANGUAGES, Completeness, PositionKind
from plans.models import Position
from plans.panels.reading import Reading

MARKS = {
    Completeness.DONE: ("success", "circle-check", 100),
    Completeness.DRAFT: ("info", "circle-dot", 50),
    Completeness.EMPTY: ("neutral", "circle-dashed", 0),
    Completeness.EXCUSED: ("neutral", "circle-slash", 100),
}


MISSING = {
    "sv": _("The Swedish text is missing."),
    "fi": _("The Finnish text is missing."),
}
BEHIND = {
    "sv": _("The Swedish text has not followed the Finnish one."),
    "fi": _("The Finnish text has not followed the Swedish one."),
}


@dataclass(frozen=True, slots=True)
class Card:
    """A position on the page of its plan. `note` says which language is missing or behind."""

    title: str
    lang: str
    text: str
    exception: str
    note: str
    tone: str
    icon: str
    status: str
    percent: int
    url: str

    @property
    def share(self) -> str:
        return f"{self.percent} %"


def position_cards(positions: Iterable[Position], *, may_write: bool) -> list[Card]:
    """Return the cards of a plan's positions, with the way to write where one may."""
    return [_card(row, may_write=may_write) for row in positions]


def _card(row: Position, *, may_write: bool) -> Card:
    lang, text = language_used(row, "text")
    tone, icon, percent = MARKS[row.completeness]
    return Card(
        title=str(PositionKind(row.kind).label),
        lang=lang,
        text=text,
        exception=row.exception,
        note=language_note(row, ("text",)),
        tone=tone,
        icon=icon,
        status=str(row.completeness.label),
        percent=percent,
        url=reverse("plans:position_edit", args=[row.pk]) if may_write else "",
    )


def language_note(row: object, fields: Iterable[str]) -> str:
    """Return which language of a row's texts is missing or behind, in a sentence; else ''."""
    for field in fields:
        filled = {code for code in MISSING if getattr(row, f"{field}_{code}")}
        if len(filled) == 1:
            (missing,) = MISSING.keys() - filled
            return str(MISSING[missing])
    return str(BEHIND.get(getattr(row, "behind", ""), ""))


def language_shares(reading: Reading) -> str:
    """Return how much of a plan's texts stands in each language, such as 'Swedish 100 %'."""
    texts = [(row.text_sv, row.text_fi) for row in reading.positions]
    texts += [(row["title_sv"], row["title_fi"]) for row in (*reading.goals, *reading.measures)]
    texts.append((reading.vision["text_sv"], reading.vision["text_fi"]))
    some = [pair for pair in texts if any(pair)]
    if not some:
        return ""
    parts = []
    for place, (_code, name) in enumerate(TEXT_LANGUAGES):
        share = 100 * sum(bool(pair[place]) for pair in some) // len(some)
        parts.append(gettext("%(language)s %(share)s %%") % {"language": name, "share": share})
    return ", ".join(parts)
