"""The forms of a reorganisation: its name and day, its steps, and the choices of people."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import FinnishDate, OnceForm, OneLine, ValuesForm, VersionedForm
from groups.kinds import REORGANISED
from groups.models import Region, Reorganisation
from groups.services.reorganisation import (
    NO_TITLE,
    ReorganisationValues,
    StepValues,
    Successor,
    relations_of,
)
from groups.services.reorganisation_inquiry import Question

BEFORE_ROWS, AFTER_ROWS = 4, 3
_NUMBER = re.compile(r"#(\d{1,18})\s*$")


class ReorganisationForm(ValuesForm):
    """What it is called, and from which day it holds."""

    either = {"title": NO_TITLE}
    takes = ReorganisationValues

    title_sv = OneLine(label=_("Title in Swedish"), max_length=160, required=False)
    title_fi = OneLine(label=_("Title in Finnish"), max_length=160, required=False)
    on = FinnishDate(
        label=_("Takes effect"), help_text=_("The first day of the new order. For example 1.1.2027")
    )

    @staticmethod
    def initial_of(row: Reorganisation) -> dict[str, Any]:
        """Return what the form starts from."""
        return {name: getattr(row, name) for name in ("title_sv", "title_fi", "on", "version")}


class NewReorganisationForm(ReorganisationForm):
    """The same, and whether the steps are those of the published reform of that day."""

    version = None
    is_known = forms.BooleanField(
        label=_("Begin with the published successions of authorities of that day"), required=False
    )


class KindForm(forms.Form):
    """Which kind of thing a step is about; asked first, by GET."""

    kind = forms.ChoiceField(label=_("What changes"), choices=REORGANISED)


def shown_as(pk: int, name: str) -> str:
    """Return how a thing stands in the list that a field offers: its name and its number."""
    return f"{name} #{pk}"


class Thing(forms.CharField):
    """One thing out of a list that the browser offers: its name, and its number after #.

    Whoever types a name that only one thing has need not type the number.
    """

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"list": "things", "autocomplete": "off"})
        super().__init__(required=False, max_length=220, widget=widget, **kwargs)
        self.offered: dict[int, str] = {}

    def clean(self, value: Any) -> int | None:
        """Return the id of the thing; None where nothing was typed.

        Raises:
            ValidationError: nothing, or more than one thing, is called this.
        """
        typed = super().clean(value).strip()
        if not typed:
            return None
        if number := _NUMBER.search(typed):
            return self._known([pk for pk in self.offered if pk == int(number[1])])
        same = typed.casefold()
        return self._known([pk for pk, name in self.offered.items() if name.casefold() == same])

    @staticmethod
    def _known(found: list[int]) -> int:
        if len(found) == 1:
            return found[0]
        sentence = _("Several are called this. Choose one from the list, with its number.")
        raise ValidationError(sentence if found else _("Nothing in the list is called this."))


class StepForm(VersionedForm):
    """A succession: who goes, how, and who comes; each successor is there, or is made."""

    kind = forms.ChoiceField(choices=REORGANISED, widget=forms.HiddenInput)
    relation = forms.ChoiceField(label=_("What becomes of them"), widget=forms.RadioSelect)
    note = OneLine(label=_("Source or note"), max_length=300, required=False)

    def __init__(
        self, *args: Any, things: dict[int, str], regions: Sequence[Region], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.things = things
        ways = relations_of(kind=self["kind"].value())
        self.fields["relation"].choices = [(way.value, way.label) for way in ways]
        codes = [(region.pk, region.name) for region in regions]
        for number in range(1, BEFORE_ROWS + 1):
            label = format_lazy("{} {}", _("Predecessor"), number)
            self.fields[f"before_{number}"] = Thing(label=label)
        for number in range(1, AFTER_ROWS + 1):
            self.fields[f"after_{number}"] = Thing(label=_("One that is there"))
            self.fields[f"name_sv_{number}"] = OneLine(
                label=_("or the new one's name in Swedish"), max_length=160, required=False
            )
            self.fields[f"name_fi_{number}"] = OneLine(
                label=_("and in Finnish"), max_length=160, required=False
            )
            if codes:
                self.fields[f"regions_{number}"] = forms.TypedMultipleChoiceField(
                    label=_("Regions that go there"),
                    choices=codes,
                    coerce=int,
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                )
        for field in self.fields.values():
            if isinstance(field, Thing):
                field.offered = things

    @property
    def offers(self) -> list[str]:
        """Return what the browser offers for every field of a thing."""
        return [shown_as(pk, name) for pk, name in self.things.items()]

    @property
    def before(self) -> list[forms.BoundField]:
        return [self[f"before_{number}"] for number in range(1, BEFORE_ROWS + 1)]

    @property
    def after(self) -> list[dict[str, Any]]:
        """Return the fields of each successor; a row stands open once something is in it."""
        rows = []
        for number in range(1, AFTER_ROWS + 1):
            names = [f"{part}_{number}" for part in ("after", "name_sv", "name_fi")]
            regions = f"regions_{number}"
            rows.append(
                {
                    "number": number,
                    "fields": [self[name] for name in names],
                    "regions": self[regions] if regions in self.fields else None,
                    "is_open": number == 1
                    or any(self.data.get(name) or self.errors.get(name) for name in names),
                }
            )
        return rows

    def values(self) -> StepValues:
        """Return what was chosen and typed."""
        data = self.cleaned_data
        before = (data[f"before_{number}"] for number in range(1, BEFORE_ROWS + 1))
        after = (self._successor(number) for number in range(1, AFTER_ROWS + 1))
        return StepValues(
            data["kind"],
            data["relation"],
            tuple(pk for pk in before if pk),
            tuple(each for each in after if each),
            data["note"],
        )

    def _successor(self, number: int) -> Successor | None:
        data = self.cleaned_data
        pk, sv, fi = (data[f"{part}_{number}"] for part in ("after", "name_sv", "name_fi"))
        if not (pk or sv or fi):
            return None
        regions = tuple(data.get(f"regions_{number}") or ())
        return Successor(pk, "" if pk else sv, "" if pk else fi, regions)


class ChoicesForm(OnceForm):
    """The choices that people must make, a group of radio buttons for each."""

    def __init__(self, *args: Any, questions: Iterable[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys: dict[str, str] = {}
        for number, question in enumerate(questions):
            name = f"choice_{number}"
            self.keys[name] = question.key
            self.fields[name] = forms.ChoiceField(
                label=question.label,
                choices=[(way.code, way.label) for way in question.ways],
                initial=question.chosen,
                required=False,
                widget=forms.RadioSelect,
            )

    def chosen(self) -> dict[str, str]:
        """Return the way chosen for each key that has one."""
        return {key: way for name, key in self.keys.items() if (way := self.cleaned_data[name])}


class FingerprintForm(OnceForm):
    """A confirmation of what the page showed."""

    fingerprint = forms.CharField(max_length=64, widget=forms.HiddenInput)
