"""The questions of a survey as pages of one form; what is typed travels with it, stored nowhere."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict

from elo_platform.lib.text import current_language, foreign, language_used, whole_number
from surveys.kinds import QuestionKind
from surveys.services.answers import Asked, Page, Questionnaire, check_answers

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True, slots=True)
class Text:
    """A text in the reader's language, or in another one that is then named in `lang`."""

    text: str
    lang: str

    @classmethod
    def of(cls, row: Any, field: str) -> "Text":
        code, text = language_used(row, field)
        return cls(text, foreign(code))


@dataclass(frozen=True, slots=True)
class Option:
    """Something to tick: a choice, or a number of a scale."""

    id: str
    value: str
    label: Text
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Control:
    """A question as it stands on a page, with what is typed and what is wrong."""

    asked: Asked
    values: tuple[str, ...]
    errors: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return name_of(self.asked.id)

    @property
    def kind(self) -> str:
        return self.asked.question.kind

    @property
    def is_text(self) -> bool:
        return self.kind == QuestionKind.TEXT

    @property
    def is_scale(self) -> bool:
        return self.kind == QuestionKind.SCALE

    @property
    def input_type(self) -> str:
        return "checkbox" if self.kind == QuestionKind.MULTIPLE else "radio"

    @property
    def first_id(self) -> str:
        """The id of the control that an error leads to."""
        return self.name if self.is_text else f"{self.name}-1"

    @property
    def text(self) -> Text:
        return Text.of(self.asked.question, "text")

    @property
    def help(self) -> Text:
        return Text.of(self.asked.question, "help")

    @property
    def low(self) -> Text:
        return Text.of(self.asked.question, "low")

    @property
    def high(self) -> Text:
        return Text.of(self.asked.question, "high")

    @property
    def is_required(self) -> bool:
        return self.asked.question.is_required

    @property
    def described_by(self) -> str:
        """The ids of what belongs to the control: the hint and the error, where they are."""
        ids = [f"{self.name}-help"] if self.help.text else []
        return " ".join([*ids, *([f"{self.name}-error"] if self.errors else [])])

    @property
    def typed(self) -> str:
        return "\n".join(self.values)

    @property
    def options(self) -> list[Option]:
        """What can be ticked; of a free text nothing."""
        if self.is_scale:
            numbers = range(1, self.asked.question.scale_max + 1)
            labels = [(str(number), Text(str(number), "")) for number in numbers]
        else:
            labels = [(str(each.pk), Text.of(each, "text")) for each in self.asked.choices]
        return [
            Option(f"{self.name}-{place}", value, label, value in self.values)
            for place, (value, label) in enumerate(labels, start=1)
        ]

    @property
    def answer(self) -> list[Text]:
        """What is answered, in words; empty where nothing is."""
        if self.is_text:
            return [Text(self.typed, "")] if self.typed.strip() else []
        return [option.label for option in self.options if option.is_chosen]


def name_of(question_id: int) -> str:
    """Return the name of a question's controls."""
    return f"q{question_id}"


class AnswerSheet:
    """All that somebody has typed, and the page on which they are.

    `left_over` holds free texts of questions that the survey does not ask any more.
    """

    def __init__(self, questionnaire: Questionnaire, data: QueryDict | None = None) -> None:
        self.questionnaire, sent = questionnaire, data or QueryDict()
        self.form_key = _key(sent.get("form_key", ""))
        self.edition = whole_number(sent.get("edition", "")) or 0
        self.language = _language(sent.get("language", ""))
        self.errors: dict[int, tuple[str, ...]] = {}
        known = {each.id for each in questionnaire.asked}
        typed = {
            whole_number(name[1:]): sent.getlist(name) for name in sent if name.startswith("q")
        }
        self.typed = {pk: values for pk, values in typed.items() if pk in known}
        self.left_over = [
            text
            for pk, values in typed.items()
            if pk not in known
            for text in values
            if text.strip() and whole_number(text) is None
        ]
        self.at = 0
        self.turn_to(whole_number(sent.get("page", "")) or 0)

    def turn_to(self, page: int) -> None:
        """Go to a page, or to the nearest that there is."""
        self.at = max(0, min(page, len(self.questionnaire.pages) - 1))

    def renew(self) -> None:
        """Begin anew with what is typed: on the questions as they are now, from the first page."""
        self.form_key, self.edition = uuid.uuid4(), self.questionnaire.survey.edition
        self.turn_to(0)

    @property
    def questions_by_section(self) -> dict[int, list[Control]]:
        """The questions of each section by its id."""
        return {part["section"].pk: part["controls"] for part in self.parts}

    @property
    def parts(self) -> list[dict[str, Any]]:
        """Every page with its texts and questions, for a preview."""
        return [
            {
                "title": Text.of(page.section, "title"),
                "text": Text.of(page.section, "text"),
                "controls": [self._control(each) for each in page.asked],
                "section": page.section,
            }
            for page in self.questionnaire.pages
        ]

    @property
    def page(self) -> Page:
        return self.questionnaire.pages[self.at]

    @property
    def title(self) -> Text:
        return Text.of(self.page.section, "title")

    @property
    def text(self) -> Text:
        return Text.of(self.page.section, "text")

    @property
    def is_first(self) -> bool:
        return self.at == 0

    @property
    def is_last(self) -> bool:
        return self.at == len(self.questionnaire.pages) - 1

    @property
    def controls(self) -> list[Control]:
        """The questions of the page."""
        return [self._control(each) for each in self.page.asked]

    @property
    def all_controls(self) -> list[Control]:
        """The questions of every page."""
        return [self._control(each) for each in self.questionnaire.asked]

    @property
    def carried(self) -> Iterator[tuple[str, str]]:
        """What is typed on the other pages, for hidden fields."""
        here = {each.id for each in self.page.asked}
        for pk, values in self.typed.items():
            if pk not in here:
                yield from ((name_of(pk), value) for value in values)

    @property
    def first_position(self) -> int:
        return self.page.asked[0].position

    @property
    def last_position(self) -> int:
        return self.page.asked[-1].position

    @property
    def total(self) -> int:
        return len(self.questionnaire.asked)

    @property
    def percent(self) -> int:
        """How much lies behind, of a hundred."""
        return 100 * (self.first_position - 1) // self.total

    def is_valid_here(self) -> bool:
        """Check the page."""
        return self._check(self.page.asked)

    def is_valid(self) -> bool:
        """Check everything, and turn to the first page with an error."""
        if self._check(self.questionnaire.asked):
            return True
        self.show_errors()
        return False

    def refuse(self, refusal: ValidationError) -> None:
        """Keep what is wrong, by question, and turn to the first of it."""
        self.errors = {int(pk): tuple(texts) for pk, texts in refusal.message_dict.items()}
        self.show_errors()

    def show_errors(self) -> None:
        """Turn to the first page on which something is wrong."""
        for number, page in enumerate(self.questionnaire.pages):
            if any(each.id in self.errors for each in page.asked):
                self.turn_to(number)
                return

    def _check(self, asked: Any) -> bool:
        try:
            check_answers(asked=asked, typed=self.typed)
        except ValidationError as refusal:
            self.errors = {int(pk): tuple(texts) for pk, texts in refusal.message_dict.items()}
            return False
        return True

    def _control(self, asked: Asked) -> Control:
        values = tuple(self.typed.get(asked.id, ()))
        return Control(asked, values, self.errors.get(asked.id, ()))


def _key(text: str) -> uuid.UUID:
    """Return the key that was sent; a new one where none was, as on a form that is first shown."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()


def _language(text: str) -> str:
    return text if text in LANGUAGES else current_language()
