"""The forms of a group's settings."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import (
    LANGUAGE_CHOICES,
    FinnishDate,
    OneLine,
    PlainText,
    ValuesForm,
    VersionedForm,
)
from elo_platform.lib.text import whole_number
from groups.kinds import Mandate
from groups.models import Body, EloGroup, Level
from groups.models.group import BodyKind, GroupKind, LevelKind
from groups.permissions import Visibility
from groups.querysets.readers import people_of
from groups.services.commissions import Commissioned
from groups.services.group_settings import MOST_LEVELS, BodyValues, GroupValues, LevelValues
from groups.states import GroupState

ROWS = "rows"

# What each mandate lets a body record, in the words of a form.
MANDATES = (
    (Mandate.DISCUSSING, _("Discusses: what was discussed or noted")),
    (Mandate.ADVISORY, _("Gives advice: positions and recommendations too")),
    (Mandate.AGREEING, _("Agrees together: agreements of the members too")),
    (Mandate.DECIDING, _("Decides: it also makes decisions of its own")),
)


class GroupForm(ValuesForm):
    name_sv = OneLine(label=_("Name in Swedish"), max_length=160)
    name_fi = OneLine(label=_("Name in Finnish"), max_length=160)
    name_en = OneLine(label=_("Name in English"), max_length=160, required=False)
    kind = forms.ChoiceField(label=_("Type"), choices=GroupKind.choices)
    state = forms.ChoiceField(label=_("State"), choices=GroupState.choices)
    languages = forms.MultipleChoiceField(
        label=_("Working languages"),
        choices=LANGUAGE_CHOICES,
        widget=forms.CheckboxSelectMultiple,
    )
    about_sv = PlainText(label=_("About the group in Swedish"), rows=4, required=False)
    about_fi = PlainText(label=_("About the group in Finnish"), rows=4, required=False)

    @staticmethod
    def initial_of(group: EloGroup) -> dict[str, object]:
        """Return the form's values as the group stands."""
        fields = ("version", "name_sv", "name_fi", "name_en", "kind", "state")
        texts = ("about_sv", "about_fi")
        found = {field: getattr(group, field) for field in (*fields, *texts)}
        return found | {"languages": group.languages.split()}

    def values(self) -> GroupValues:
        """Return what was typed as the service takes it; only after `is_valid`."""
        typed = {field: self.cleaned_data[field] for field in GroupValues.__slots__}
        return GroupValues(**typed | {"languages": " ".join(typed["languages"])})


class BodyForm(ValuesForm):
    takes = BodyValues

    name_sv = OneLine(label=_("Name in Swedish"), max_length=160)
    name_fi = OneLine(label=_("Name in Finnish"), max_length=160)
    name_en = OneLine(label=_("Name in English"), max_length=160, required=False)
    level = forms.ModelChoiceField(
        label=_("Level"), queryset=Level.objects.none(), required=False, empty_label=_("No level")
    )
    starts_on = FinnishDate(label=_("First day"))
    ends_on = FinnishDate(
        label=_("Last day"),
        required=False,
        help_text=_("Empty while the body goes on. For example 30.4.2027"),
    )
    nickname_sv = OneLine(label=_("Nickname in Swedish"), max_length=80, required=False)
    nickname_fi = OneLine(label=_("Nickname in Finnish"), max_length=80, required=False)
    tasks_sv = PlainText(label=_("Tasks and emphasis in Swedish"), rows=4, required=False)
    tasks_fi = PlainText(label=_("Tasks and emphasis in Finnish"), rows=4, required=False)
    deliverable_sv = OneLine(label=_("Result in Swedish"), max_length=300, required=False)
    deliverable_fi = OneLine(label=_("Result in Finnish"), max_length=300, required=False)
    is_informal = forms.BooleanField(
        label=_("It works informally"),
        required=False,
        help_text=_("It meets without agenda and numbered outcomes, and its page says so."),
    )
    mandate = forms.ChoiceField(
        label=_("What it may come to"),
        choices=MANDATES,
        widget=forms.RadioSelect,
        help_text=_(
            "The outcomes of its meetings are of these types and no others. Any body can also "
            "record what a named organisation has decided."
        ),
    )

    def __init__(self, *args: object, group: EloGroup, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].queryset = Level.objects.filter(group=group)

    @staticmethod
    def initial_of(body: Body) -> dict[str, object]:
        """Return the form's values as the body stands."""
        return {field: getattr(body, field) for field in BodyValues.__slots__}


class NewBodyForm(BodyForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=BodyKind.choices)
    mandate = forms.ChoiceField(
        label=BodyForm.base_fields["mandate"].label,
        help_text=BodyForm.base_fields["mandate"].help_text,
        choices=[("", _("As bodies of its kind usually may")), *MANDATES],
        widget=forms.RadioSelect,
        required=False,
    )
    text_sv = PlainText(label=_("Commission in Swedish"), rows=3, required=False)
    text_fi = PlainText(label=_("Commission in Finnish"), rows=3, required=False)
    given_by = OneLine(label=_("Given by"), max_length=160, required=False)
    lead = forms.ModelChoiceField(
        label=_("Chair or convenor"),
        queryset=None,
        required=False,
        empty_label=_("Nobody yet"),
    )

    field_order = ("kind",)

    def __init__(self, *args: object, group: EloGroup, is_all: bool = True, **kwargs: object):
        """Offer each kind, or working groups alone to who may set up no other."""
        super().__init__(*args, group=group, **kwargs)
        if not is_all:
            self.fields["kind"].choices = [(BodyKind.WORKING.value, BodyKind.WORKING.label)]
        self.fields["lead"].queryset = people_of(group.pk)

    def clean(self) -> dict[str, object]:
        """Ask who has given a commission that is written.

        Raises:
            ValidationError: at `given_by`.
        """
        cleaned = super().clean()
        is_written = cleaned.get("text_sv") or cleaned.get("text_fi")
        if is_written and not cleaned.get("given_by"):
            self.add_error("given_by", _("Write who has given the commission."))
        return cleaned

    def given(self) -> dict[str, Any]:
        asked = {name: self.cleaned_data[name] for name in ("version", "kind", "lead")}
        return super().given() | asked | {"commissioned": self._commissioned()}

    def _commissioned(self) -> Commissioned | None:
        """Return the commission that was written, for as long as the body lasts."""
        names = ("text_sv", "text_fi", "given_by", "starts_on", "ends_on")
        typed = {name: self.cleaned_data[name] for name in names}
        return Commissioned(**typed) if typed["text_sv"] or typed["text_fi"] else None


class VisibilityForm(VersionedForm):
    visibility = forms.ChoiceField(
        label=_("Open to"), choices=Visibility.choices, widget=forms.RadioSelect
    )


class LevelForm(forms.Form):
    """One row of the levels editor."""

    use_required_attribute = False

    level_id = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)
    name_sv = OneLine(label=_("Name in Swedish"), max_length=120)
    name_fi = OneLine(label=_("Name in Finnish"), max_length=120)
    name_en = OneLine(label=_("Name in English"), max_length=120, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=LevelKind.choices)
    task_sv = OneLine(label=_("Task in Swedish"), max_length=200, required=False)
    task_fi = OneLine(label=_("Task in Finnish"), max_length=200, required=False)

    def typed(self) -> dict[str, object]:
        """Return what stands in the row, checked or not."""
        return {name: self[name].value() for name in self.fields}

    def values(self) -> LevelValues:
        """Return the row as the service takes it; only after `is_valid`."""
        return LevelValues(**self.cleaned_data)


class LevelsForm(VersionedForm):
    """The rows of the levels editor, in order. Add, up, down and remove keep what is typed."""

    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST_LEVELS)

    def __init__(self, *args: object, levels: list[LevelForm], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.levels = levels

    @classmethod
    def of(cls, version: object, rows: list[dict[str, object]]) -> "LevelsForm":
        """Return the editor with `rows`, based on a version of the group."""
        levels = [LevelForm(initial=row, prefix=f"l{i}") for i, row in enumerate(rows)]
        return cls(initial={"version": version, ROWS: len(rows)}, levels=levels)

    @classmethod
    def sent(cls, data: Mapping[str, str]) -> "LevelsForm":
        """Return the editor with what was sent."""
        number = min(whole_number(data.get(ROWS)) or 0, MOST_LEVELS)
        return cls(data, levels=[LevelForm(data, prefix=f"l{i}") for i in range(number)])

    @staticmethod
    def rows_of(group: EloGroup) -> list[dict[str, object]]:
        """Return the group's levels as the rows of the editor."""
        fields = ("kind", "name_sv", "name_fi", "name_en", "task_sv", "task_fi")
        return [
            {"level_id": level.pk} | {field: getattr(level, field) for field in fields}
            for level in group.levels.all()
        ]

    def rearranged(self, act: str) -> list[dict[str, object]] | None:
        """Return the typed rows after a row button; None where `act` is none of theirs.

        `act` is "add", or "up", "down" or "remove" with the row's number: "up-2".
        """
        rows = [level.typed() for level in self.levels]
        what, _dash, number = act.partition("-")
        if what == "add" and len(rows) < MOST_LEVELS:
            return [*rows, {}]
        place = (whole_number(number) or 0) - 1
        if what not in {"up", "down", "remove"} or not 0 <= place < len(rows):
            return None
        row = rows.pop(place)
        if what != "remove":
            rows.insert(max(place - 1, 0) if what == "up" else place + 1, row)
        return rows

    def is_valid(self) -> bool:
        """Check the form and each row; a row's errors are also named above the form."""
        is_valid = super().is_valid()
        if is_valid and self.cleaned_data[ROWS] != len(self.levels):
            self.add_error(None, _("The number of levels does not fit. Load the page again."))
            is_valid = False
        for number, level in enumerate(self.levels, start=1):
            for error in (each for errors in level.errors.values() for each in errors):
                words = {"number": number, "error": error}
                sentence = _("Level %(number)s: %(error)s")
                self.add_error(None, ValidationError(sentence, params=words))
                is_valid = False
        return is_valid

    def values(self) -> list[LevelValues]:
        """Return the rows as the service takes them; only after `is_valid`."""
        return [level.values() for level in self.levels]
