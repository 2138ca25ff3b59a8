"""What those see who sort answers into themes."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext

from elo_platform.lib.text import foreign
from surveys.models import Answer, Fragment, Question, Survey, Theme
from surveys.panels.results import said, weight_in_words
from surveys.querysets.coding import Progress
from surveys.querysets.results import Background
from surveys.querysets.suppression import Column
from surveys.querysets.themes import Weight

COLOURS = ("accent", "lupin", "ljung", "hjortron")
Row = dict[str, Any]


def colours_of(themes: Iterable[Theme]) -> dict[int, str]:
    """Return each theme's colour, the same on every page."""
    return {theme.pk: COLOURS[number % len(COLOURS)] for number, theme in enumerate(themes)}


def question_chips(
    survey: Survey, questions: Sequence[Question], progress: Mapping[int, Progress], asked: int
) -> list[Row]:
    """Return the questions that are answered in own words."""
    url = reverse("surveys:survey_coding", args=[survey.pk])
    return [
        {
            "url": f"{url}?question={question.pk}",
            **said(question, "text"),
            "left": progress.get(question.pk, Progress()).left,
            "current": question.pk == asked,
        }
        for question in questions
    ]


def filter_chips(url: str, progress: Progress, *, everything: bool) -> list[Row]:
    """Return the ways to look at a question's answers."""
    left = {"label": gettext("Without a theme"), "n": progress.left, "current": not everything}
    whole = {"label": gettext("All"), "n": progress.answers, "current": everything}
    return [{"url": url, **left}, {"url": f"{url}&show=all", **whole}]


def answer_rows(
    page: Page,
    marks: Mapping[Any, list[Fragment]],
    background: Background,
    names: Mapping[Column, Row],
    colours: Mapping[int, str],
) -> list[Row]:
    """Return a page of answers with their marks, and what may stand beside each."""
    rows = []
    for answer in page:
        own = marks.get(answer.pk, [])
        rows.append(
            {
                "id": str(answer.pk),
                "key": str(uuid.uuid4()),
                "lang": foreign(answer.language),
                "pieces": pieces_of(answer.text, own, colours),
                "passage": answer.text,
                "beside": _beside(answer, background, names),
                "marks": [_mark(each, answer.text, colours) for each in own],
            }
        )
    return rows


def pieces_of(
    text: str, marks: Sequence[Fragment], colours: Mapping[int, str]
) -> list[tuple[str, str]]:
    """Return an answer in pieces with the colour of the theme that each is in, if any."""
    cuts = sorted({0, len(text), *(cut for each in marks for cut in (each.start, each.end))})
    pieces = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        over = [each for each in marks if each.start <= start and end <= each.end]
        pieces.append((text[start:end], colours.get(over[0].theme_id, "accent") if over else ""))
    return pieces


def theme_panel(
    themes: Iterable[Theme],
    weights: Mapping[int, Weight],
    names: Mapping[Column, Row],
    needs: Mapping[int, int],
    colours: Mapping[int, str],
) -> list[Row]:
    """Return the themes for those who sort, with the need that each has raised."""
    rows = []
    for theme in themes:
        weight = weights.get(theme.pk, Weight())
        sectors = [names[pk]["text"] for pk in weight.sectors if pk in names]
        rows.append(
            {
                "id": theme.pk,
                "name": said(theme, "name"),
                "colour": colours[theme.pk],
                "answers": weight_in_words(weight),
                "sectors": "" if weight.is_few else ", ".join(sectors),
                "need": needs.get(theme.pk),
                "is_empty": not weight.answers,
            }
        )
    return rows


def _beside(answer: Answer, background: Background, names: Mapping[Column, Row]) -> str:
    language = answer.language
    sector = background.sector(answer.question_id, answer.sector_id, language)
    if sector is None or sector not in names:
        return gettext("Sector not shown: fewer than five share it and the language")
    return f"{names[sector]['text']}, {settings.LANGUAGE_NAMES[language]}"


def _mark(mark: Fragment, text: str, colours: Mapping[int, str]) -> Row:
    passage = " ".join(text[mark.start : mark.end].split())
    colour = colours.get(mark.theme_id, "accent")
    return {"id": mark.pk, "theme": mark.theme.name, "passage": passage[:60], "colour": colour}
