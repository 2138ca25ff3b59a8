"""Reads of answers in somebody's own words, for those who sort them into themes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Count, Exists, OuterRef, QuerySet, TextField
from django.db.models.functions import MD5, Cast

from surveys.kinds import QuestionKind

if TYPE_CHECKING:
    from surveys.models import Answer, Fragment, Survey


@dataclass(frozen=True, slots=True)
class Progress:
    """How many answers a question has, and how many of them are in a theme."""

    answers: int = 0
    coded: int = 0

    @property
    def left(self) -> int:
        return self.answers - self.coded


def progress_of(survey: Survey) -> dict[int, Progress]:
    """Return the progress of each question that is answered in own words: one query."""
    rows = apps.get_model("surveys", "Answer").objects.filter(
        question__survey=survey, question__kind=QuestionKind.TEXT
    )
    grouped: Iterable[tuple] = (
        rows.order_by()
        .values_list("question")
        .annotate(Count("pk", distinct=True), Count("fragments__answer", distinct=True))
    )
    return {row[0]: Progress(*row[1:]) for row in grouped}


def answers_to(question_id: int, *, uncoded: bool) -> QuerySet[Answer]:
    """Return the answers to a question, in an order of chance that stays.

    The order says nothing about when they came: keys are random, and hashed once more.
    """
    rows = apps.get_model("surveys", "Answer").objects.filter(question=question_id)
    if uncoded:
        rows = rows.filter(
            ~Exists(apps.get_model("surveys", "Fragment").objects.filter(answer=OuterRef("pk")))
        )
    return rows.order_by(MD5(Cast("pk", TextField())))


def marks_of(answers: list[Answer]) -> dict[object, list[Fragment]]:
    """Return the marked passages of answers, in their order, with their themes: one query."""
    found: dict[object, list[Fragment]] = {}
    rows = (
        apps.get_model("surveys", "Fragment")
        .objects.filter(answer__in=answers)
        .select_related("theme")
    )
    for row in rows.order_by("start", "end", "pk"):
        found.setdefault(row.answer_id, []).append(row)
    return found
