"""The forms of a handover: the notes, and who takes over what on which day."""

from django import forms
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import FinnishDate, PlainText, ValuesForm
from groups.forms.people import SomebodyForm
from groups.models import HandoverNote
from groups.services.handover import NoteValues, Passed

CHAIR, AREA = "chair", "area"


class HandoverNoteForm(ValuesForm):
    takes = NoteValues

    people = PlainText(
        label=_("People and relations"),
        rows=5,
        required=False,
        help_text=_("Who is quick to answer, whom to ask first. No matters of clients."),
    )
    promises = PlainText(
        label=_("Promises that are not written down"),
        rows=4,
        required=False,
        help_text=_("What you have promised in conversations."),
    )
    differently = PlainText(label=_("What I would do differently"), rows=4, required=False)

    @staticmethod
    def initial_of(note: HandoverNote | None) -> dict[str, object]:
        """Return the form's values as the notes stand."""
        if note is None:
            return {"version": 0}
        texts = {name: getattr(note, name) for name in NoteValues.__slots__}
        return {"version": note.number, **texts}


class HandoverForm(SomebodyForm):
    day = FinnishDate(
        label=_("First day of the successor"),
        help_text=_("The day before is the last day of the one who leaves."),
    )
    passes = forms.MultipleChoiceField(
        label=_("What passes to the successor"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    field_order = ("user", "name", "address", "language", "day", "passes")

    def __init__(self, *args: object, held: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].label = _("Who takes over")
        if held:
            self.fields["passes"].choices = held
            self.fields["passes"].initial = [value for value, _label in held]
        else:
            del self.fields["passes"]

    def passed(self) -> Passed:
        """Return what was chosen as the service takes it; only after `is_valid`."""
        ids: dict[str, list[int]] = {CHAIR: [], AREA: []}
        for value in self.cleaned_data.get("passes", []):
            kind, _colon, number = value.partition(":")
            ids[kind].append(int(number))
        return Passed(chairs=tuple(ids[CHAIR]), responsibilities=tuple(ids[AREA]))
