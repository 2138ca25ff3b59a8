"""Reads what has been marked in answers, and what of it may be shown."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.apps import apps
from django.db.models import Count

from groups.kinds import NodeKind, Relation
from groups.models import Link
from surveys.kinds import FEWEST_SHOWN

if TYPE_CHECKING:
    from surveys.models import Survey
    from surveys.querysets.results import Background
    from surveys.querysets.suppression import Column

# A quote is cut after so many characters.
MAX_QUOTE = 400
_FIELDS = (
    "pk", "theme_id", "answer_id", "start", "end", "answer__text", "answer__question_id",
    "answer__response_id", "answer__sector_id", "answer__language",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked passage with its answer's background, for reckoning; not for showing as it is."""

    id: int
    theme: int
    answer: UUID
    start: int
    end: int
    text: str
    question: int
    response: UUID
    sector: int | None
    language: str

    @property
    def passage(self) -> str:
        return self.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage that may be shown; `sector` where enough share it."""

    theme: int
    question: int
    text: str
    language: str
    sector: int | None


@dataclass(frozen=True, slots=True)
class Weight:
    """How many answers a theme gathers; `sectors` those of which five or more are among them."""

    answers: int = 0
    sectors: tuple[int, ...] = ()

    @property
    def is_few(self) -> bool:
        return self.answers < FEWEST_SHOWN


def marked_in(survey: Survey) -> list[Marked]:
    """Return what is marked in a survey's answers, in an order of chance that stays: one query."""
    fragments = apps.get_model("surveys", "Fragment").objects.filter(theme__survey=survey)
    rows = [Marked(*row) for row in fragments.order_by().values_list(*_FIELDS)]
    return sorted(rows, key=lambda row: (by_chance(row.answer), row.start, row.end, row.theme))


def by_chance(answer: UUID) -> bytes:
    """Return the key of an order that stays, and that no arrival can be read from."""
    return hashlib.sha256(answer.bytes).digest()


def answers_by_theme(theme_ids: Iterable[int]) -> dict[int, int]:
    """Return how many answers each theme gathers: one query."""
    fragments = apps.get_model("surveys", "Fragment").objects.filter(theme__in=list(theme_ids))
    rows = fragments.order_by().values_list("theme")
    return dict(rows.annotate(Count("answer__response", distinct=True)))


def needs_by_theme(theme_ids: Iterable[int]) -> dict[int, int]:
    """Return the id of the need that each theme has raised: one query."""
    links = Link.objects.standing().filter(
        from_kind=NodeKind.THEME,
        from_id__in=list(theme_ids),
        relation=Relation.RAISED,
        to_kind=NodeKind.NEED,
    )
    return dict(links.values_list("from_id", "to_id"))


def weights_of(marked: Iterable[Marked], hidden: frozenset[Column]) -> dict[int, Weight]:
    """Return what each theme weighs; a sector of which results say nothing is not named."""
    responses: dict[int, dict[UUID, int | None]] = {}
    for each in marked:
        responses.setdefault(each.theme, {})[each.response] = each.sector
    return {theme: _weight(sectors, hidden) for theme, sectors in responses.items()}


def quotes_of(marked: Iterable[Marked], background: Background) -> list[Quote]:
    """Return the passages that may be shown, with as much background as may stand beside them."""
    return [
        Quote(
            theme=each.theme,
            question=each.question,
            text=_shortened(each.passage),
            language=each.language,
            sector=background.sector(each.question, each.sector, each.language),
        )
        for each in marked
        if background.may_quote(each.question, each.language)
    ]


def _weight(sectors: Mapping[UUID, int | None], hidden: frozenset[Column]) -> Weight:
    counts = Counter(sectors.values())
    shown = [
        sector
        for sector, count in counts.items()
        if sector is not None and sector not in hidden and count >= FEWEST_SHOWN
    ]
    return Weight(len(sectors), tuple(sorted(shown)))


def _shortened(passage: str) -> str:
    words = " ".join(passage.split())
    return words if len(words) <= MAX_QUOTE else words[:MAX_QUOTE].rsplit(" ", 1)[0] + " …"
