"""The forms around date polls: times are rows, added without script."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import (
    ConfirmForm,
    FinnishDate,
    FinnishTime,
    OnceForm,
    OneLine,
    PlainText,
    WebLink,
)
from elo_platform.lib.text import whole_number
from groups.forms.meetings import ZONE_CHOICES, typed_form
from groups.models import PollAsked
from groups.services.meetings import NO_TITLE
from groups.services.polls import MAX_SLOTS, PollValues, SlotValues
from groups.states import SlotAnswer

SLOT_COUNT = "slot_count"
FIRST_SLOTS = 3


class PollForm(OnceForm):
    either = {"title": NO_TITLE}
    use_required_attribute = False

    title_sv = OneLine(label=_("Title in Swedish"), max_length=160, required=False)
    title_fi = OneLine(label=_("Title in Finnish"), max_length=160, required=False)
    about_sv = PlainText(label=_("About the meeting in Swedish"), rows=3, required=False)
    about_fi = PlainText(label=_("About the meeting in Finnish"), rows=3, required=False)
    place = OneLine(label=_("Place"), max_length=200, required=False)
    link = WebLink(label=_("Link to the online meeting"), max_length=500)
    zone = forms.ChoiceField(label=_("Time of"), choices=ZONE_CHOICES, initial="Europe/Helsinki")
    closes_on = FinnishDate(label=_("Answers wanted by"))


class SlotForm(forms.Form):
    """One proposed time. A row in which nothing is written counts as not there."""

    use_required_attribute = False

    day = FinnishDate(label=_("Day"), help_text="")
    begins = FinnishTime(label=_("Begins"), help_text="")
    ends = FinnishTime(label=_("Ends"), help_text="")

    def __init__(self, *args: Any, number: int, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"slot-{number - 1}", empty_permitted=True, **kwargs)
        self.number = number
        for field in self.fields.values():
            field.widget.attrs["class"] = "inp"

    def is_empty(self) -> bool:
        """Tell whether nothing is written in the row."""
        return not any(self[name].value() for name in self.fields)


class PollEditor:
    """A poll's form together with the rows of its times."""

    count_name = SLOT_COUNT
    most = MAX_SLOTS

    def __init__(self, form: PollForm, rows: list[SlotForm]) -> None:
        self.form, self.rows = form, rows

    @classmethod
    def blank(cls) -> "PollEditor":
        """Return the editor of a new poll."""
        return cls(PollForm(), [SlotForm(number=n) for n in range(1, FIRST_SLOTS + 1)])

    @classmethod
    def posted(cls, data: Mapping[str, str]) -> tuple["PollEditor", bool]:
        """Return the editor with what was sent, and whether it is to be saved.

        With one more row after the button for it, unchecked.
        """
        count = min(whole_number(data.get(SLOT_COUNT, "")) or 0, MAX_SLOTS)
        if "add" not in data:
            rows = [SlotForm(data, number=n) for n in range(1, count + 1)]
            return cls(PollForm(data), rows), True
        typed = [
            {name: data.get(f"slot-{index}-{name}", "") for name in SlotForm.base_fields}
            for index in range(min(count + 1, MAX_SLOTS))
        ]
        rows = [SlotForm(initial=row, number=n) for n, row in enumerate(typed, start=1)]
        return cls(typed_form(data, PollForm), rows), False

    def is_valid(self) -> bool:
        """Check the form and each row; a row's errors are also named above the form."""
        is_valid = self.form.is_valid()
        for row in self.rows:
            if not row.is_valid():
                is_valid = False
                for name, errors in row.errors.items():
                    words = {"number": row.number, "field": row.fields[name].label}
                    words["error"] = " ".join(errors)
                    sentence = _("Time %(number)s, %(field)s: %(error)s")
                    self.form.add_error(None, ValidationError(sentence, params=words))
        return is_valid

    def values(self) -> PollValues:
        """Return what was typed as the service takes it; only after `is_valid`."""
        slots = tuple(SlotValues(**row.cleaned_data) for row in self.rows if not row.is_empty())
        return PollValues(**self.form.given(), slots=slots)


class PollAnswerForm(OnceForm):
    """One question for each proposed time, with what was answered before."""

    comment = OneLine(label=_("Message to the coordinator"), max_length=300, required=False)

    def __init__(self, *args: Any, asked: PollAsked, **kwargs: Any) -> None:
        said = dict(asked.votes.values_list("slot", "answer"))
        super().__init__(*args, initial={"comment": asked.comment}, **kwargs)
        for slot in asked.poll.slots.all():
            self.fields[f"slot-{slot.pk}"] = forms.ChoiceField(
                label=slot.when,
                choices=SlotAnswer.choices,
                widget=forms.RadioSelect,
                initial=said.get(slot.pk),
            )

    @property
    def times(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("slot-")]

    def given(self) -> dict[str, Any]:
        """Return what was answered as the service takes it."""
        answers = {
            int(name.removeprefix("slot-")): answer
            for name, answer in self.cleaned_data.items()
            if name.startswith("slot-")
        }
        return {"answers": answers, "comment": self.cleaned_data["comment"]}


class PollMakeForm(OnceForm):
    """Which time it becomes, and whether the call goes out at once."""

    slot = forms.TypedChoiceField(label=_("Time"), coerce=int, widget=forms.RadioSelect)
    is_called = forms.TypedChoiceField(
        label=_("And then?"),
        coerce=lambda text: text == "call",
        choices=[
            ("draft", _("Make a draft, and call it later")),
            ("call", _("Call the meeting at once")),
        ],
        initial="draft",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, slots: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slot"].choices = list(slots)


class RemindPollForm(ConfirmForm):
    """The button that reminds those who have not answered."""


class WithdrawPollForm(ConfirmForm):
    pass
