"""The results of a survey as bars, each with its table, and as quotes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from elo_platform.lib.text import foreign, language_used
from surveys.kinds import QuestionKind
from surveys.models import Choice, Question, Survey, Theme
from surveys.panels.building import answers_in_words
from surveys.querysets.results import UNNAMED, Counted, Results
from surveys.querysets.suppression import TOTAL, Column
from surveys.querysets.themes import Quote, Weight

# What the address asks for: everybody, one sector, or all sectors side by side.
SIDE_BY_SIDE = "all"
MAX_QUOTES = 6
Row = dict[str, Any]


def said(row: Any, field: str) -> Row:
    """Return a text in the reader's language, with `lang` where it is in another one."""
    code, text = language_used(row, field)
    return {"text": text, "lang": foreign(code)}


def sector_names(questions: Iterable[tuple[Question, tuple[Choice, ...]]]) -> dict[Column, Row]:
    """Return the names of all sectors, by column, of a survey that asks `questions`."""
    choices = next((choices for each, choices in questions if each.is_sector), ())
    names: dict[Column, Row] = {choice.pk: said(choice, "text") for choice in choices}
    names[UNNAMED] = {"text": gettext("No sector named"), "lang": ""}
    names[TOTAL] = {"text": gettext("Everyone"), "lang": ""}
    return names


def sector_chips(survey: Survey, results: Results, asked: str) -> list[Row]:
    """Return the ways to look at the results; none where there is one sector at the most."""
    if len(results.sectors) < 2:
        return []
    names = _names(results)
    order = [*(pk for pk in names if pk in results.sectors)]
    url = reverse("surveys:survey_results", args=[survey.pk])
    chips = [{"url": url, **names[TOTAL], "n": results.people[TOTAL], "current": asked == ""}]
    chips += [
        {
            "url": f"{url}?sector={pk}",
            **names[pk],
            "n": results.people[pk],
            "current": asked == str(pk),
        }
        for pk in order
    ]
    side = {"text": gettext("Side by side"), "lang": "", "n": None}
    return [*chips, {"url": f"{url}?sector={SIDE_BY_SIDE}", **side, "current": asked == "all"}]


def question_cards(
    results: Results, column: Column, *, side_by_side: bool, quotes: Sequence[Quote]
) -> list[Row]:
    """Return the questions with their bars, for one column; or as tables of all sectors."""
    names = _names(results)
    columns = [pk for pk in names if pk in results.sectors] if side_by_side else []
    cards = []
    for counted in results.questions:
        question = counted.question
        own = TOTAL if question.is_sector else column
        cards.append(
            {
                "id": question.pk,
                "title": said(question, "text"),
                "is_text": question.kind == QuestionKind.TEXT,
                "base": _base(counted, results, own),
                "note": _note(question),
                "mean": _mean(counted, own),
                "ends": _ends(question),
                "bars": _bars(counted, results, own),
                "table": _table(counted, results, names, own, columns),
                "quotes": _quotes(quotes, question, names),
            }
        )
    return cards


def theme_rows(
    survey: Survey, themes: Sequence[Theme], weights: Mapping[int, Weight], names: Mapping
) -> list[Row]:
    """Return a survey's themes, the heaviest first."""
    rows = []
    for theme in sorted(themes, key=lambda each: (-_rank(weights, each), each.pk)):
        weight = weights.get(theme.pk, Weight())
        rows.append(
            {
                "id": theme.pk,
                "name": said(theme, "name"),
                "answers": weight_in_words(weight),
                "sectors": ", ".join(names[pk]["text"] for pk in weight.sectors if pk in names),
            }
        )
    return rows


def weight_in_words(weight: Weight) -> str:
    """Return how many answers stand behind a theme; nothing exact below five."""
    if not weight.answers:
        return gettext("no answers yet")
    if weight.is_few:
        return gettext("fewer than five answers")
    number = {"number": weight.answers}
    return ngettext("%(number)s answer", "%(number)s answers", weight.answers) % number


def language_words(languages: Mapping[str, int]) -> str:
    """Return how many answered in each language, for the heading."""
    named = [(settings.LANGUAGE_NAMES[code], n) for code, n in sorted(languages.items())]
    return ", ".join(f"{name} {n}" for name, n in named)


def why_hidden(survey: Survey) -> Row:
    """Return why the results of a survey do not show."""
    if survey.is_draft:
        return {
            "title": gettext("The survey has not been opened yet"),
            "text": gettext("Results are shown when it has been answered and closed."),
        }
    if survey.is_open:
        text = gettext(
            "Results are shown when the survey closes. Until then figures would tell what the "
            "latest ones answered."
        )
        return {"title": gettext("The survey is open"), "text": text}
    text = gettext("Results are shown from five answers on, so that nobody can be recognised.")
    return {"title": gettext("Too few have answered"), "text": text}


def heading(survey: Survey) -> str:
    """Return how many have answered."""
    return answers_in_words(survey)


def _names(results: Results) -> dict[Column, Row]:
    return sector_names((each.question, each.choices) for each in results.questions)


def _rank(weights: Mapping[int, Weight], theme: Theme) -> int:
    weight = weights.get(theme.pk, Weight())
    return 0 if weight.is_few else weight.answers


def _percent(count: int, base: int) -> int:
    return round(100 * count / base) if base else 0


def _size(counted: Counted, results: Results, column: Column) -> int:
    """Return what percentages are of: those who answered, or everybody where that is hidden."""
    answered = counted.answered[column]
    return results.people[column] if answered is None else answered


def _base(counted: Counted, results: Results, column: Column) -> str:
    answered, people = counted.answered[column], results.people[column]
    words = {"answered": answered, "people": people}
    if answered is None:
        sentence = gettext("%(people)s were asked; how many answered this cannot be shown")
        return sentence % words
    return gettext("%(answered)s of %(people)s answered the question") % words


def _note(question: Question) -> str:
    if question.kind != QuestionKind.MULTIPLE:
        return ""
    if question.max_choices:
        number = {"number": question.max_choices}
        return (
            ngettext(
                "%(number)s choice at the most",
                "%(number)s choices at the most",
                question.max_choices,
            )
            % number
        )
    return gettext("several could be chosen")


def _mean(counted: Counted, column: Column) -> str:
    mean = counted.mean(column)
    return "" if mean is None else number_format(mean, decimal_pos=1)


def _ends(question: Question) -> Row | None:
    if question.kind != QuestionKind.SCALE:
        return None
    ends = {"low": said(question, "low"), "high": said(question, "high")}
    return {**ends, "most": question.scale_max}


def _labels(counted: Counted) -> dict[int, Row]:
    choices: dict[int, Choice] = {choice.pk: choice for choice in counted.choices}
    return {
        row: said(choices[row], "text") if row in choices else {"text": str(row), "lang": ""}
        for row in counted.rows
    }


def _bars(counted: Counted, results: Results, column: Column) -> list[Row]:
    size = _size(counted, results, column)
    bars = []
    for row, label in _labels(counted).items():
        count = counted.cells[row, column]
        percent = None if count is None else _percent(count, size)
        bars.append({**label, "percent": percent, "is_few": count is None})
    return bars


def _table(
    counted: Counted, results: Results, names: Mapping, column: Column, side: Sequence[Column]
) -> Row:
    """Return the table that says the same as the bars, with counts."""
    columns: list[Column] = [TOTAL] if column == TOTAL else [TOTAL, column]
    if side and not counted.question.is_sector:
        columns = [TOTAL, *side]
    rows = [
        {**label, "cells": [_cell(counted, results, row, each) for each in columns]}
        for row, label in _labels(counted).items()
    ]
    heads = [{**names[each], "n": results.people[each]} for each in columns]
    answered = [counted.answered[each] for each in columns]
    foot = [gettext("too few") if n is None else str(n) for n in answered]
    means = [_mean(counted, each) or "–" for each in columns] if counted.rows else []
    is_scale = counted.question.kind == QuestionKind.SCALE
    return {"heads": heads, "rows": rows, "answered": foot, "means": means if is_scale else []}


def _cell(counted: Counted, results: Results, row: int, column: Column) -> str:
    count = counted.cells[row, column]
    if count is None:
        return gettext("too few")
    return f"{count} ({_percent(count, _size(counted, results, column))}\xa0%)"


def _quotes(quotes: Sequence[Quote], question: Question, names: Mapping) -> list[Row]:
    own = [quote for quote in quotes if quote.question == question.pk][:MAX_QUOTES]
    return [quote_row(quote, names) for quote in own]


def quote_row(quote: Quote, names: Mapping) -> Row:
    """Return a quote with its language and what may stand beside it."""
    beside = ""
    if quote.sector is not None and quote.sector in names:
        language = settings.LANGUAGE_NAMES[quote.language]
        beside = f"{names[quote.sector]['text']}, {language}"
    return {"text": quote.text, "lang": foreign(quote.language), "beside": beside}
