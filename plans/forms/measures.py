"""The forms of an action: what it is, its steps, how it stands, which needs it answers."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import FinnishDate, OnceForm, OneLine, PlainText, VersionedForm
from elo_platform.lib.text import whole_number
from groups.models import Need, Organisation
from plans.forms.laid import Folded, LaidForm, Twin
from plans.forms.plans import InStep, boxes, national_choices
from plans.kinds import MeasureKind
from plans.models import Measure, Step
from plans.services.measures import NO_TITLE, MeasureValues
from plans.services.progress import Report, StepValues
from plans.states import MeasureAction

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
MAX_STEPS = 30
NEW_STEPS = 3
# The fields of a step, in each row of its form.
COLUMNS = ("pk", "text_sv", "text_fi", "due_on")


def within_reason(day: date | None) -> date | None:
    """Return `day` where it is one that a plan can name.

    Raises:
        ValidationError: it lies before 2000 or after 2100.
    """
    if day and not FIRST_DAY <= day <= LAST_DAY:
        raise ValidationError(_("Give a day between 2000 and 2100."))
    return day


def _named(rows: Iterable[Organisation]) -> list[tuple[int, str]]:
    return [(row.pk, row.name) for row in rows]


class MeasureForm(LaidForm, OnceForm):
    either = {"title": NO_TITLE}

    goal = forms.TypedChoiceField(label=_("Goal"), coerce=int)
    title_sv = OneLine(label=_("Title in Swedish"), max_length=200, required=False)
    title_fi = OneLine(label=_("Title in Finnish"), max_length=200, required=False)
    description_sv = PlainText(label=_("Description in Swedish"), rows=5, required=False)
    description_fi = PlainText(label=_("Description in Finnish"), rows=5, required=False)
    kind = forms.ChoiceField(label=_("Type"), choices=MeasureKind.choices)
    responsible = forms.TypedChoiceField(
        label=_("Responsible organisation"),
        coerce=int,
        help_text=_("The responsibility is offered to it; its contact person answers."),
    )
    starts_on = FinnishDate(label=_("Begins on"), required=False)
    due_on = FinnishDate(label=_("Ready by"))
    partners = boxes(_("Partners"))
    national_goals = boxes(
        _("National goals that it serves"),
        help_text=_("Of any version of the national strategy."),
    )

    TEXTS = ("title_sv", "title_fi", "description_sv", "description_fi")
    LAYOUT = (
        "goal",
        Twin("title", _("Title")),
        Twin("description", _("Description")),
        "in_step",
        "kind",
        "responsible",
        "starts_on",
        "due_on",
        Folded("partners"),
        Folded("national_goals"),
        Folded("needs"),
    )

    def __init__(
        self,
        *args: Any,
        goals: list[tuple[int, str]],
        organisations: Iterable[Organisation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        named = _named(organisations)
        self.fields["goal"].choices = [("", _("Choose a goal")), *goals]
        self.fields["responsible"].choices = [("", _("Choose an organisation")), *named]
        self.fields["partners"].choices = named
        self.fields["national_goals"].choices = national_choices()

    def clean_starts_on(self) -> date | None:
        return within_reason(self.cleaned_data["starts_on"])

    def clean_due_on(self) -> date | None:
        return within_reason(self.cleaned_data["due_on"])

    @classmethod
    def initial_of(cls, measure: Measure) -> dict[str, Any]:
        """Return what the form begins with for `measure`."""
        texts = {name: getattr(measure, name) for name in (*cls.TEXTS, "version")}
        return texts | {
            "goal": measure.goal_id,
            "kind": measure.kind,
            "responsible": measure.responsible_id,
            "starts_on": measure.starts_on,
            "due_on": measure.due_on,
            "partners": list(measure.partners.order_by("pk").values_list("pk", flat=True)),
            "national_goals": list(
                measure.national_goals.order_by("pk").values_list("pk", flat=True)
            ),
        }

    def given(self) -> dict[str, Any]:
        """Return what was typed as the service takes it; only after `is_valid`."""
        clean = self.cleaned_data
        values = MeasureValues(
            goal_id=clean["goal"],
            responsible_id=clean["responsible"],
            due_on=clean["due_on"],
            starts_on=clean["starts_on"],
            kind=clean["kind"],
            partner_ids=tuple(sorted(set(clean["partners"]) - {clean["responsible"]})),
            national_goal_ids=tuple(sorted(clean["national_goals"])),
            **{name: clean[name] for name in self.TEXTS},
        )
        return {"values": values}


class NewMeasureForm(MeasureForm):
    needs = boxes(
        _("Needs that it answers"),
        help_text=_("Those who raised and support them are told."),
    )

    def __init__(self, *args: Any, needs: Iterable[Need], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["needs"].choices = [(need.pk, need.title) for need in needs]

    def given(self) -> dict[str, Any]:
        """Return what was typed as the service takes it; only after `is_valid`."""
        return super().given() | {"need_ids": tuple(sorted(self.cleaned_data["needs"]))}


class MeasureEditForm(MeasureForm, InStep):
    pass


class NeedsForm(OnceForm):
    needs = boxes(
        _("Needs that it answers"),
        help_text=_("Those who raised and support a new one are told."),
    )

    def __init__(self, *args: Any, needs: Iterable[Need], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["needs"].choices = [(need.pk, need.title) for need in needs]

    def given(self) -> dict[str, Any]:
        """Return what was ticked as the service takes it; only after `is_valid`."""
        return {"need_ids": tuple(self.cleaned_data["needs"])}


ACTS = {
    MeasureAction.AGREE: _("Agreed on"),
    MeasureAction.RELEASE: _("Not agreed on any more"),
    MeasureAction.START: _("Under way"),
    MeasureAction.FINISH: _("Done"),
    MeasureAction.STOP: _("Stopped"),
    MeasureAction.REOPEN: _("Under way again"),
}


class ReportForm(OnceForm):
    action = forms.ChoiceField(
        label=_("How does it stand?"), required=False, widget=forms.RadioSelect
    )
    text = PlainText(
        label=_("What has happened?"),
        rows=5,
        required=False,
        help_text=_("Read by the people of the group, and by those who may read its plans."),
    )
    steps = boxes(_("Steps that are done"))

    def __init__(
        self, *args: Any, status: str, acts: Iterable[MeasureAction], steps: Iterable[Step],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        moves = [(act.value, ACTS[act]) for act in acts]
        same = _("As before: %(status)s") % {"status": status}
        self.fields["action"].choices = [("", same), *moves]
        named = [(step.pk, step.text) for step in steps]
        self.fields["steps"].choices = named
        if not named:
            del self.fields["steps"]

    def given(self) -> dict[str, Any]:
        """Return what was typed as the service takes it; only after `is_valid`."""
        clean = self.cleaned_data
        action = MeasureAction(clean["action"]) if clean["action"] else None
        ticked = tuple(clean["steps"]) if "steps" in self.fields else None
        return {"report": Report(text=clean["text"], action=action, done_ids=ticked)}


class StepsForm(VersionedForm):
    """The steps of an action, in rows; some empty ones at the end for new steps."""

    count = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MAX_STEPS)

    def __init__(self, *args: Any, rows: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row_numbers = range(min(rows, MAX_STEPS))
        self.fields["count"].initial = len(self.row_numbers)
        for number in self.row_numbers:
            names = {"number": number + 1}
            self.fields[f"pk_{number}"] = forms.IntegerField(
                widget=forms.HiddenInput, required=False
            )
            self.fields[f"text_sv_{number}"] = OneLine(
                label=_("Step %(number)s in Swedish") % names, max_length=300, required=False
            )
            self.fields[f"text_fi_{number}"] = OneLine(
                label=_("Step %(number)s in Finnish") % names, max_length=300, required=False
            )
            self.fields[f"due_on_{number}"] = FinnishDate(
                label=_("Step %(number)s ready by") % names, required=False
            )

    @classmethod
    def of(cls, measure: Measure, steps: list[StepValues]) -> "StepsForm":
        """Return the form of `measure` with its steps and some empty rows."""
        initial = cls.initial_of(measure, steps)
        return cls(initial=initial, rows=len(steps) + NEW_STEPS)

    @classmethod
    def sent(cls, data: Any) -> "StepsForm":
        """Return the form with what was sent."""
        return cls(data, rows=whole_number(data.get("count", "")) or 0)

    @classmethod
    def initial_of(cls, measure: Measure, steps: list[StepValues]) -> dict[str, Any]:
        """Return what the form begins with: a row for each step, and empty ones after them."""
        rows = range(MAX_STEPS)
        initial: dict[str, Any] = {f"{name}_{number}": None for number in rows for name in COLUMNS}
        initial["version"] = measure.version
        for number, step in enumerate(steps):
            for name in COLUMNS:
                initial[f"{name}_{number}"] = getattr(step, name)
        return initial

    def clean(self) -> dict[str, Any]:
        """Look at each row's day."""
        cleaned = super().clean()
        for number in self.row_numbers:
            try:
                within_reason(cleaned.get(f"due_on_{number}"))
            except ValidationError as refusal:
                self.add_error(f"due_on_{number}", refusal)
        return cleaned

    def rows(self) -> list[dict[str, Any]]:
        """Return the bound fields, row by row."""
        return [
            {"number": number + 1, **{name: self[f"{name}_{number}"] for name in COLUMNS}}
            for number in self.row_numbers
        ]

    def given(self) -> dict[str, Any]:
        """Return what was typed as the service takes it; only after `is_valid`."""
        clean = self.cleaned_data
        steps = [
            StepValues(**{name: clean[f"{name}_{number}"] for name in COLUMNS})
            for number in self.row_numbers
        ]
        return {"steps": steps}
