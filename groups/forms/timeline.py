"""The forms of a group's timeline and history."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import FinnishDate, OneLine, ValuesForm, VersionedForm
from groups.forms.mandate import FILE_HELP
from groups.models import EloGroup, LifeEvent
from groups.services.timeline import LifeValues


class LifeForm(ValuesForm):
    takes = LifeValues
    use_required_attribute = False

    kind = forms.ChoiceField(label=_("What happened"), choices=LifeEvent.Kind.choices)
    on = FinnishDate(label=_("Day"))
    note_sv = OneLine(label=_("Note in Swedish"), max_length=300, required=False)
    note_fi = OneLine(label=_("Note in Finnish"), max_length=300, required=False)
    file = forms.FileField(
        label=_("Document"),
        max_length=200,
        required=False,
        allow_empty_file=True,
        help_text=FILE_HELP,
    )
    is_public = forms.BooleanField(label=_("Everyone may open the document"), required=False)

    def __init__(self, *args: Any, group: EloGroup, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].initial, self.fields["on"].initial = group.state, on

    def given(self) -> dict[str, Any]:
        return super().given() | {"file": self.cleaned_data["file"]}


class LifeRemoveForm(VersionedForm):
    """A button with the version of the group."""


class HistoryForm(forms.Form):
    """What to show of what was done; anything that is no choice shows all."""

    topic = forms.ChoiceField(label=_("Topic"), required=False)
    who = forms.ChoiceField(label=_("By whom"), required=False)
    year = forms.TypedChoiceField(label=_("Year"), coerce=int, required=False, empty_value=None)

    def __init__(
        self,
        *args: Any,
        topics: list[tuple[str, Any]],
        people: list[tuple[str, Any]],
        years: list[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [("", _("All")), *topics]
        self.fields["who"].choices = [("", _("All")), *people]
        self.fields["year"].choices = [("", _("All")), *((year, year) for year in years)]

    def chosen(self, name: str) -> Any:
        """Return what was chosen; None where nothing or nonsense was."""
        return self.cleaned_data.get(name) or None if self.is_valid() else None
