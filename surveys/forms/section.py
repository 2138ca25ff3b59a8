"""A section's questions in a form: added, moved and removed by submit buttons, without script."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import OneLine, PlainText, VersionedForm, WholeNumber
from surveys.kinds import CHOSEN, QuestionKind
from surveys.models.question import LARGEST_SCALE, SMALLEST_SCALE
from surveys.services.values import (
    MAX_CHOICES,
    MAX_QUESTIONS,
    QUESTION_FIELDS,
    SECTION_FIELDS,
    ChoiceValues,
    QuestionValues,
    SectionValues,
)

# Where a question can move to: the id of a section and its name.
Places = Sequence[tuple[int, str]]
COUNT = "question_count"
NEW_CHOICES = 3
# A text of one line that is seen whole: the field grows with it.
_GROWS = forms.Textarea(attrs={"rows": 1})
_ID = {"widget": forms.HiddenInput, "required": False, "min_value": 1, "max_value": 2**62}


class SectionForm(VersionedForm):
    title_sv = OneLine(label=_("Title in Swedish"), max_length=160, required=False)
    title_fi = OneLine(label=_("Title in Finnish"), max_length=160, required=False)
    text_sv = PlainText(label=_("Text in Swedish"), rows=3, max_length=2000, required=False)
    text_fi = PlainText(label=_("Text in Finnish"), rows=3, max_length=2000, required=False)


class ChoiceForm(forms.Form):
    """One choice. A row in which nothing is written counts as not there."""

    id = forms.IntegerField(**_ID)
    text_sv = OneLine(label=_("Choice in Swedish"), max_length=200, required=False, widget=_GROWS)
    text_fi = OneLine(label=_("Choice in Finnish"), max_length=200, required=False, widget=_GROWS)

    def __init__(self, *args: Any, prefix: str, number: int, **kwargs: Any) -> None:
        super().__init__(*args, prefix=prefix, use_required_attribute=False, **kwargs)
        self.number = number
        _dress(self, "text_sv", "text_fi")

    @property
    def acts(self) -> dict[str, str]:
        """The values of its row buttons."""
        _q, question, _c, place = (self.prefix or "").split("-")
        return {
            verb: f"{verb}-{int(question) + 1}-{int(place) + 1}"
            for verb in ("up", "down", "remove")
        }

    @property
    def values(self) -> ChoiceValues:
        """What was typed, checked."""
        return ChoiceValues(**self.cleaned_data)


class QuestionForm(forms.Form):
    """One question with its choices."""

    id = forms.IntegerField(**_ID)
    kind = forms.ChoiceField(choices=QuestionKind.choices, widget=forms.HiddenInput)
    text_sv = OneLine(label=_("Question in Swedish"), max_length=300, required=False, widget=_GROWS)
    text_fi = OneLine(label=_("Question in Finnish"), max_length=300, required=False, widget=_GROWS)
    help_sv = OneLine(label=_("Hint in Swedish"), max_length=300, required=False, widget=_GROWS)
    help_fi = OneLine(label=_("Hint in Finnish"), max_length=300, required=False, widget=_GROWS)
    is_required = forms.BooleanField(label=_("Must be answered"), required=False)
    is_sector = forms.BooleanField(label=_("Asks for the sector"), required=False)
    max_choices = WholeNumber(
        label=_("At most"),
        required=False,
        min_value=1,
        max_value=MAX_CHOICES,
    )
    scale_max = WholeNumber(
        label=_("Scale from 1 to"),
        min_value=SMALLEST_SCALE,
        max_value=LARGEST_SCALE,
        initial=5,
        required=False,
    )
    low_sv = OneLine(label=_("Lowest in Swedish"), max_length=60, required=False)
    low_fi = OneLine(label=_("Lowest in Finnish"), max_length=60, required=False)
    high_sv = OneLine(label=_("Highest in Swedish"), max_length=60, required=False)
    high_fi = OneLine(label=_("Highest in Finnish"), max_length=60, required=False)
    section = forms.TypedChoiceField(
        label=_("Move to section"), coerce=int, required=False, empty_value=None
    )

    def __init__(
        self,
        *args: Any,
        number: int,
        choices: list[ChoiceForm],
        places: Places,
        is_focused: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, prefix=f"q-{number - 1}", use_required_attribute=False, **kwargs)
        self.number, self.choices, self.can_move = number, choices, bool(places)
        self.fields["section"].choices = [("", _("Stays here")), *places]
        _dress(self, *(name for name in self.fields if name[-3:] in {"_sv", "_fi"}))
        _dress(self, "max_choices", "scale_max")
        if is_focused:
            self.fields["text_sv"].widget.attrs["autofocus"] = True

    @property
    def shown_kind(self) -> str:
        """The kind, as it is or as it was typed; a text where it is none."""
        kind = self["kind"].value()
        return kind if kind in QuestionKind.values else QuestionKind.TEXT

    @property
    def kind_label(self) -> str:
        return str(QuestionKind(self.shown_kind).label)

    @property
    def acts(self) -> dict[str, str]:
        """The values of its row buttons."""
        return {verb: f"{verb}-{self.number}" for verb in ("up", "down", "remove")}

    @property
    def has_choices(self) -> bool:
        return self.shown_kind in CHOSEN

    @property
    def count_name(self) -> str:
        return f"{self.prefix}-choice_count"

    @property
    def has_hint(self) -> bool:
        return bool(self["help_sv"].value() or self["help_fi"].value())

    def all_errors(self) -> list[str]:
        """Return what is wrong in the question and its choices; checks them."""
        forms_of = [self, *self.choices]
        return [text for form in forms_of for errors in form.errors.values() for text in errors]

    def values(self) -> QuestionValues:
        """Return what was typed as the service takes it; only where `all_errors` is empty."""
        own = {name: self.cleaned_data[name] for name in QUESTION_FIELDS}
        own["scale_max"] = own["scale_max"] or 5
        if own["kind"] != QuestionKind.MULTIPLE:
            own["max_choices"] = None
        own["is_sector"] = own["is_sector"] and own["kind"] == QuestionKind.SINGLE
        rows = [form.values for form in self.choices] if self.has_choices else []
        choices = tuple(row for row in rows if row.text_sv or row.text_fi)
        ids = {name: self.cleaned_data[name] for name in ("id", "section")}
        return QuestionValues(**own, choices=choices, **ids)


class SectionEditor:
    """A section's form with its questions; `places` are the other sections of the survey."""

    def __init__(self, form: SectionForm, questions: list[QuestionForm]) -> None:
        self.form, self.questions = form, questions

    @classmethod
    def of(cls, values: SectionValues, version: int, places: Places) -> "SectionEditor":
        """Return the editor of a section as it stands."""
        initial = {name: getattr(values, name) for name in SECTION_FIELDS} | {"version": version}
        form = SectionForm(initial=initial, use_required_attribute=False)
        return cls(form, _shown([_plain(question) for question in values.questions], places))

    @classmethod
    def sent(cls, data: Mapping[str, str], places: Places) -> "SectionEditor":
        """Return the editor with what was sent, ready to be checked."""
        questions = []
        for number in range(1, _count(data, COUNT, MAX_QUESTIONS) + 1):
            prefix = f"q-{number - 1}"
            choices = [
                ChoiceForm(data, prefix=f"{prefix}-c-{place}", number=place + 1)
                for place in range(_count(data, f"{prefix}-choice_count", MAX_CHOICES))
            ]
            questions.append(QuestionForm(data, number=number, choices=choices, places=places))
        return cls(SectionForm(data, use_required_attribute=False), questions)

    @classmethod
    def rearranged(cls, data: Mapping[str, str], places: Places) -> "SectionEditor | None":
        """Return the editor as typed after a row button; None where none was pressed."""
        act = data.get("act", "")
        if not act:
            return None
        rows = [_typed(data, place) for place in range(_count(data, COUNT, MAX_QUESTIONS))]
        focus = _rearrange(rows, act)
        initial = {name: data[name] for name in SectionForm.base_fields if name in data}
        form = SectionForm(initial=initial, use_required_attribute=False)
        return cls(form, _shown(rows, places, focus))

    @property
    def count_name(self) -> str:
        return COUNT

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """What can be added, while there is room."""
        return list(QuestionKind.choices) if len(self.questions) < MAX_QUESTIONS else []

    def is_valid(self) -> bool:
        """Check the form and each question; a question's errors are also named above the form."""
        is_valid = self.form.is_valid()
        for question in self.questions:
            for error in question.all_errors():
                is_valid = False
                sentence, words = _("Question %(number)s: %(error)s"), {"number": question.number}
                words["error"] = error
                self.form.add_error(None, ValidationError(sentence, params=words))
        return is_valid

    def values(self) -> SectionValues:
        """Return what was typed as the service takes it; only after `is_valid`."""
        own = {name: self.form.cleaned_data[name] for name in SECTION_FIELDS}
        return SectionValues(**own, questions=tuple(each.values() for each in self.questions))


def _dress(form: forms.Form, *names: str) -> None:
    for name in names:
        attrs = form.fields[name].widget.attrs
        attrs["class"] = "inp grow" if "rows" in attrs else "inp"
        if name[-3:] in {"_sv", "_fi"}:
            attrs["lang"] = name[-2:]


def _shown(
    rows: list[dict[str, Any]], places: Places, focus: int | None = None
) -> list[QuestionForm]:
    forms_of = []
    for number, row in enumerate(rows, start=1):
        choices = [
            ChoiceForm(initial=choice, prefix=f"q-{number - 1}-c-{place}", number=place + 1)
            for place, choice in enumerate(row["choices"])
        ]
        given = {"choices": choices, "places": places, "is_focused": number - 1 == focus}
        forms_of.append(QuestionForm(initial=row, number=number, **given))
    return forms_of


def _plain(question: QuestionValues) -> dict[str, Any]:
    own = {name: getattr(question, name) for name in (*QUESTION_FIELDS, "id")}
    names = ("text_sv", "text_fi", "id")
    choices = [{name: getattr(choice, name) for name in names} for choice in question.choices]
    return own | {"choices": choices}


def _typed(data: Mapping[str, str], place: int) -> dict[str, Any]:
    prefix = f"q-{place}"
    row: dict[str, Any] = {
        name: data.get(f"{prefix}-{name}", "") for name in QuestionForm.base_fields
    }
    row["choices"] = [
        {name: data.get(f"{prefix}-c-{at}-{name}", "") for name in ChoiceForm.base_fields}
        for at in range(_count(data, f"{prefix}-choice_count", MAX_CHOICES))
    ]
    return row


def _rearrange(rows: list[dict[str, Any]], act: str) -> int | None:
    """Do what a row button says, such as `up-2` or `remove-2-3`; return the question to focus."""
    verb, _dash, rest = act.partition("-")
    if verb == "add":
        return _add(rows, rest)
    places = [int(part) - 1 for part in rest.split("-") if part.isascii() and part.isdigit()]
    if not places or not 0 <= places[0] < len(rows):
        return None
    if verb == "choice":
        if len(rows[places[0]]["choices"]) < MAX_CHOICES:
            rows[places[0]]["choices"].append({})
        return None
    if len(places) == 1:
        return _shift(rows, verb, places[0])
    _shift(rows[places[0]]["choices"], verb, places[1])
    return None


def _add(rows: list[dict[str, Any]], kind: str) -> int | None:
    if kind not in QuestionKind.values or len(rows) >= MAX_QUESTIONS:
        return None
    choices: list[dict[str, Any]] = [{} for _place in range(NEW_CHOICES)]
    rows.append({"kind": kind, "scale_max": 5, "choices": choices if kind in CHOSEN else []})
    return len(rows) - 1


def _shift(rows: list[dict[str, Any]], verb: str, at: int) -> int | None:
    """Move or remove a row; return where it is now, or what stands in its place."""
    if not 0 <= at < len(rows):
        return None
    if verb == "remove":
        del rows[at]
        return min(at, len(rows) - 1) if rows else None
    to = at - 1 if verb == "up" else at + 1
    if verb in {"up", "down"} and 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
        return to
    return None


def _count(data: Mapping[str, str], name: str, most: int) -> int:
    text = data.get(name, "0")
    is_number = text.isascii() and text.isdigit() and len(text) < 4
    return min(int(text), most) if is_number else 0


def outline(questions: Iterable[QuestionValues]) -> str:
    """Return the questions as lines, to compare two versions of a section."""
    lines: list[str] = []
    for number, question in enumerate(questions, start=1):
        lines.append(f"{number}. {question.text_sv} / {question.text_fi}")
        lines += [f"   – {choice.text_sv} / {choice.text_fi}" for choice in question.choices]
    return "\n".join(lines)
