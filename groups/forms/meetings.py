"""The forms around a meeting."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import (
    LANGUAGE_CHOICES,
    ConfirmForm,
    FinnishDate,
    FinnishTime,
    OnceForm,
    OneLine,
    PlainText,
    VersionedForm,
    WebLink,
)
from elo_platform.lib.text import whole_number
from groups.forms.agenda import COUNT, ItemForm, People, bound_rows, rearranged_rows, rows_of
from groups.forms.documents import DocumentField
from groups.models import Meeting
from groups.permissions import Visibility
from groups.services.agenda import ItemValues
from groups.services.meetings import NO_TITLE, OWN_FIELDS, MeetingValues, values_of
from groups.states import Answer

ZONE_CHOICES = [
    ("Europe/Helsinki", _("Finland")),
    ("Europe/Stockholm", _("Sweden")),
    ("Europe/Brussels", _("Central Europe (Brussels)")),
]
# Arithmetic on the years at the calendar's ends overflows; nobody meets then.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)


class MeetingForm(OnceForm):
    either = {"title": NO_TITLE}

    title_sv = OneLine(label=_("Title in Swedish"), max_length=160, required=False)
    title_fi = OneLine(label=_("Title in Finnish"), max_length=160, required=False)
    day = FinnishDate(label=_("Day"))
    begins = FinnishTime(label=_("Begins"))
    ends = FinnishTime(label=_("Ends"))
    zone = forms.ChoiceField(label=_("Time of"), choices=ZONE_CHOICES, initial="Europe/Helsinki")
    place = OneLine(label=_("Place"), max_length=200, required=False)
    link = WebLink(label=_("Link to the online meeting"), max_length=500)
    about_sv = PlainText(label=_("About the meeting in Swedish"), rows=4, required=False)
    about_fi = PlainText(label=_("About the meeting in Finnish"), rows=4, required=False)
    visibility = forms.ChoiceField(
        label=_("Who may read the invitation and the papers"),
        choices=Visibility.choices,
        initial=Visibility.BODY,
        help_text=_(
            "A wider choice opens the agenda and the papers at once when the meeting is called. "
            "Names and answers stay within the body."
        ),
    )

    def clean_day(self) -> date:
        day = self.cleaned_data["day"]
        if not FIRST_DAY <= day <= LAST_DAY:
            raise ValidationError(_("Give a day between 2000 and 2100."))
        return day


class MeetingEditForm(MeetingForm, VersionedForm):
    # Marks of the values that the edit began from: see groups.forms.meeting_conflict.
    base = forms.CharField(widget=forms.HiddenInput, max_length=2000, required=False)


class MeetingEditor:
    """A meeting's form together with the rows of its agenda. `people` may present a matter."""

    def __init__(self, form: MeetingForm, rows: list[ItemForm]) -> None:
        self.form, self.rows = form, rows

    @classmethod
    def blank(cls, items: Sequence[ItemValues], people: People) -> "MeetingEditor":
        """Return the editor of a new meeting, which begins with `items`."""
        return cls(MeetingForm(use_required_attribute=False), rows_of(items, people))

    @classmethod
    def of(cls, meeting: Meeting, base: str, people: People) -> "MeetingEditor":
        """Return the editor of `meeting` as it stands."""
        values = values_of(meeting=meeting)
        initial = {field: getattr(values, field) for field in OWN_FIELDS}
        initial |= {"version": meeting.version, "base": base}
        form = MeetingEditForm(initial=initial, use_required_attribute=False)
        return cls(form, rows_of(values.items, people))

    @classmethod
    def sent(
        cls, data: Mapping[str, str], form_class: type[MeetingForm], people: People
    ) -> "MeetingEditor":
        """Return the editor with what was sent, ready to be checked."""
        return cls(form_class(data, use_required_attribute=False), bound_rows(data, people))

    @classmethod
    def rearranged(
        cls, data: Mapping[str, str], form_class: type[MeetingForm], people: People
    ) -> "MeetingEditor | None":
        """Return the editor as typed after a row button; None where none was pressed."""
        rows = rearranged_rows(data, people)
        return None if rows is None else cls(typed_form(data, form_class), rows)

    @property
    def count_name(self) -> str:
        return COUNT

    @property
    def minutes(self) -> int:
        """The length of the agenda, as far as it is typed."""
        return sum(whole_number(row["minutes"].value()) or 0 for row in self.rows)

    @property
    def length(self) -> int:
        """The length of the meeting in minutes, as far as it is typed; 0 where it is not."""
        begins, ends = (_clock(self.form, name) for name in ("begins", "ends"))
        return max(0, ends - begins) if begins is not None and ends is not None else 0

    @property
    def over_run(self) -> int:
        """How many minutes the agenda is longer than the meeting; 0 where it fits."""
        return max(0, self.minutes - self.length) if self.length else 0

    def is_valid(self) -> bool:
        """Check the form and each row; a row's errors are also named above the form."""
        is_valid = self.form.is_valid()
        for row in self.rows:
            if not row.is_valid():
                is_valid = False
                for error in (each for errors in row.errors.values() for each in errors):
                    sentence = _("Agenda item %(number)s: %(error)s")
                    words = {"number": row.number, "error": error}
                    self.form.add_error(None, ValidationError(sentence, params=words))
        return is_valid

    def values(self) -> MeetingValues:
        """Return what was typed as the service takes it; only after `is_valid`."""
        own = {field: self.form.cleaned_data[field] for field in OWN_FIELDS}
        items = tuple(row.values() for row in self._filled())
        return MeetingValues(**own, items=items)

    def to_link(self) -> int | None:
        """Return the number, as saved, of the item whose button to link it was pressed."""
        pressed = self.form.data.get("build_on")
        numbers = [str(row.number) for row in self._filled()]
        return numbers.index(pressed) + 1 if pressed in numbers else None

    def _filled(self) -> list[ItemForm]:
        return [row for row in self.rows if not row.is_empty()]


def _clock(form: forms.Form, name: str) -> int | None:
    """Return a time of day as typed, in minutes; None where it is none."""
    try:
        at = form.fields[name].to_python(form[name].value())
    except ValidationError:
        return None
    return at and at.hour * 60 + at.minute


def typed_form(data: Mapping[str, str], form_class: type[MeetingForm]) -> MeetingForm:
    """Return the form with what is typed, unchecked."""
    initial = {name: data[name] for name in form_class.base_fields if name in data}
    return form_class(initial=initial, use_required_attribute=False)


class CancelForm(OnceForm):
    reason = PlainText(
        label=_("Why is it cancelled?"),
        rows=3,
        max_length=500,
        required=False,
        help_text=_("Everyone who was called reads this."),
    )


class CallForm(ConfirmForm):
    pass


class GuestForm(OnceForm):
    name = OneLine(label=_("Name"), max_length=120)
    address = forms.EmailField(label=_("E-mail address"), max_length=254)
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=LANGUAGE_CHOICES)


class AnswerForm(OnceForm):
    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=[choice for choice in Answer.choices if choice[0] != Answer.NONE],
        widget=forms.RadioSelect,
    )
    comment = OneLine(label=_("Message to the coordinator"), max_length=300, required=False)

    def __init__(self, *args: Any, has_deputy: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_deputy:
            kept = [each for each in self.fields["answer"].choices if each[0] != Answer.DEPUTY]
            self.fields["answer"].choices = kept


class PaperForm(OnceForm):
    file = DocumentField(label=_("File"), required=True)
    language = forms.ChoiceField(
        label=_("Language of the paper"),
        choices=[("", _("Not said")), *LANGUAGE_CHOICES],
        required=False,
    )
    item_id = forms.TypedChoiceField(
        label=_("Which agenda item is it about?"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = [(item.pk, f"{item.number}. {item.title}") for item in meeting.items.all()]
        self.fields["item_id"].choices = [("", _("The whole meeting")), *items]
        if not items:
            del self.fields["item_id"]


class RemoveForm(ConfirmForm):
    pass
