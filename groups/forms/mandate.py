"""The forms of what a group may do and with what."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import (
    FinnishDate,
    OnceForm,
    OneLine,
    PlainText,
    ValuesForm,
    VersionedForm,
    WholeNumber,
)
from groups.forms.documents import DocumentField
from groups.kinds import BasisKind, TaskKind
from groups.models import Authority, EloGroup, Wish
from groups.querysets.pulse import QUESTIONS
from groups.querysets.work_time import Hours, Sheet
from groups.services.mandate import NO_POWERS, NO_WORDING, BasisValues, ClauseValues, FundingValues
from groups.services.pulse import PulseValues

MOST_HOURS, MOST_EUROS = 100_000, 100_000_000
FILE_HELP = _(
    "PDF, Word, Excel, PowerPoint, OpenDocument text or a picture, at most 20 MB. "
    "Everybody in the group may open it."
)
OPEN_END = _("Empty while it holds. For example 31.12.2027")


class KeptForm(ValuesForm):
    """A dated row of a group: added with version 0, or changed."""

    use_required_attribute = False

    def __init__(self, *args: Any, group: EloGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, object]:
        """Return the form's values as the row stands; None is a new one."""
        if row is None:
            return {"version": 0}
        return {name: getattr(row, name) for name in ("version", *cls.takes.__slots__)}


class FiledForm(KeptForm):
    """The same with a document."""

    file = DocumentField(help_text=FILE_HELP)

    def given(self) -> dict[str, Any]:
        return super().given() | {"file": self.cleaned_data["file"]}


class BasisForm(FiledForm):
    either = {"powers": NO_POWERS}
    takes = BasisValues

    kind = forms.ChoiceField(label=_("Rests on"), choices=BasisKind.choices)
    source_sv = OneLine(label=_("Source in Swedish"), max_length=200, required=False)
    source_fi = OneLine(label=_("Source in Finnish"), max_length=200, required=False)
    powers_sv = PlainText(label=_("Powers in Swedish"), max_length=4_000, rows=4, required=False)
    powers_fi = PlainText(label=_("Powers in Finnish"), max_length=4_000, rows=4, required=False)
    resources_sv = PlainText(
        label=_("Own resources in Swedish"), max_length=4_000, rows=3, required=False
    )
    resources_fi = PlainText(
        label=_("Own resources in Finnish"), max_length=4_000, rows=3, required=False
    )
    starts_on = FinnishDate(label=_("First day"))
    ends_on = FinnishDate(label=_("Last day"), required=False, help_text=OPEN_END)


class AuthorityField(forms.ModelChoiceField):
    """Authorities by the name of today."""

    def label_from_instance(self, row: Authority) -> str:
        return row.name


class ClauseForm(FiledForm):
    either = {"text": NO_WORDING}
    takes = ClauseValues

    authority = AuthorityField(
        label=_("Authority"), queryset=Authority.objects.none(), empty_label=None
    )
    parties = OneLine(
        label=_("Parties of the agreement"),
        max_length=200,
        required=False,
        help_text=_("For example the ministry and the centre"),
    )
    text_sv = PlainText(label=_("Wording in Swedish"), max_length=8_000, rows=5, required=False)
    text_fi = PlainText(label=_("Wording in Finnish"), max_length=8_000, rows=5, required=False)
    starts_on = FinnishDate(label=_("First day of the agreement"))
    ends_on = FinnishDate(label=_("Last day of the agreement"), required=False, help_text=OPEN_END)

    def __init__(self, *args: Any, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Authority.objects.filter(coordinations__group=self.group).distinct()
        self.fields["authority"].queryset = own.named(on).order_by("-valid_from", "pk")


class FundingForm(KeptForm):
    takes = FundingValues

    source = OneLine(label=_("Source"), max_length=160, help_text=_("Who gives the money"))
    amount = WholeNumber(
        label=_("Amount in whole euros, for the whole period"),
        min_value=0,
        max_value=MOST_EUROS,
    )
    purpose = OneLine(label=_("For what"), max_length=200, required=False)
    starts_on = FinnishDate(label=_("First day"))
    ends_on = FinnishDate(
        label=_("Last day"),
        help_text=_("Money that comes every year is entered year by year. For example 31.12.2027"),
    )


def _hours(label: object) -> WholeNumber:
    return WholeNumber(label=label, min_value=0, max_value=MOST_HOURS, required=False, size=6)


COLUMNS = (
    (True, "agreed", _("Coordinator, agreed hours")),
    (True, "used", _("Coordinator, used hours")),
    (False, "agreed", _("Members, agreed hours")),
    (False, "used", _("Members, used hours")),
)


class WorkTimeForm(VersionedForm):
    """A year's hours: a row for each kind of task, agreed and used, coordinator and members."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for task in TaskKind:
            for is_own, what, label in COLUMNS:
                self.fields[_cell(is_own, task, what)] = _hours(label)

    @staticmethod
    def initial_of(sheet: Sheet) -> dict[str, object]:
        """Return the form's values as the sheet stands."""
        cells = [(is_own, task, what) for task in TaskKind for is_own, what, _label in COLUMNS]
        hours = {cell: sheet.hours.get(cell[:2], Hours()) for cell in cells}
        return {"version": sheet.version} | {
            _cell(*cell): getattr(hours[cell], cell[2]) for cell in cells
        }

    def rows(self) -> list[dict[str, object]]:
        """Return the rows of the table: the kind of task and its four fields."""
        return [
            {
                "label": task.label,
                "fields": [self[_cell(is_own, task, what)] for is_own, what, _label in COLUMNS],
            }
            for task in TaskKind
        ]

    def given(self) -> dict[str, Any]:
        typed = self.cleaned_data
        hours = {
            (is_own, task.value): Hours(
                typed[_cell(is_own, task, "agreed")], typed[_cell(is_own, task, "used")]
            )
            for task in TaskKind
            for is_own in (True, False)
        }
        return {"hours": hours}


def _cell(is_coordinator: bool, task: str, what: str) -> str:
    return f"{'own' if is_coordinator else 'members'}_{task}_{what}"


PULSE_LABELS = {
    "means": _("We have enough time and money for this work"),
    "strength": _("We have the strength for it"),
    "meaning": _("The work feels worth while"),
}
SCALE = (
    (1, _("1, not at all")),
    (2, _("2, a little")),
    (3, _("3, partly")),
    (4, _("4, mostly")),
    (5, _("5, fully")),
)


class PulseForm(OnceForm):
    """Three questions from 1 to 5."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)
        for name in QUESTIONS:
            self.fields[name] = forms.TypedChoiceField(
                label=PULSE_LABELS[name], choices=SCALE, coerce=int, widget=forms.RadioSelect
            )

    def given(self) -> dict[str, Any]:
        """Return the answers as the service takes them; only after `is_valid`."""
        return {"values": PulseValues(**super().given())}


class WishForm(OnceForm):
    text = PlainText(
        label=_("What do you wish?"),
        max_length=4_000,
        rows=6,
        help_text=_(
            "For the group's mandate, time or money. The national coordinators read it and "
            "answer; the people of the group see both."
        ),
    )


class WishAnswerForm(VersionedForm):
    use_required_attribute = False

    answer = PlainText(label=_("Answer"), max_length=4_000, rows=6)

    @staticmethod
    def initial_of(wish: Wish) -> dict[str, object]:
        """Return the form's values as the wish stands."""
        return {"version": wish.version, "answer": wish.answer}

    def given(self) -> dict[str, str]:
        return {"text": self.cleaned_data["answer"]}
