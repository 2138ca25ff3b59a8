"""The forms around an event."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import (
    LANGUAGE_CHOICES,
    ConfirmForm,
    FinnishDate,
    FinnishTime,
    OnceForm,
    OneLine,
    PlainText,
    ValuesForm,
    VersionedForm,
    WebLink,
    WholeNumber,
)
from groups.forms.documents import DocumentField
from groups.forms.meetings import ZONE_CHOICES
from groups.models import Body, EloGroup, Event, EventSeries, Organisation
from groups.models.event import EventKind, TrainingKind
from groups.models.professions import Profession
from groups.permissions import Visibility
from groups.services.event_feedback import FeedbackValues
from groups.services.event_parts import NO_POINT, ProgrammeValues
from groups.services.events import NO_TITLE, OWN_FIELDS, EventValues
from groups.services.signups import SignUpValues, Visitor

MOST_PLACES = 5000


class EventForm(ValuesForm):
    """What an event says; its versions are compared field by field."""

    either = {"title": NO_TITLE}
    takes = EventValues
    use_required_attribute = False

    title_sv = OneLine(label=_("Title in Swedish"), max_length=160, required=False)
    title_fi = OneLine(label=_("Title in Finnish"), max_length=160, required=False)
    kind = forms.ChoiceField(label=_("What sort of event"), choices=EventKind.choices)
    training = forms.ChoiceField(
        label=_("Kind of training"),
        choices=[("", _("Not a training")), *TrainingKind.choices],
        required=False,
    )
    day = FinnishDate(label=_("Day"))
    begins = FinnishTime(label=_("Begins"))
    ends = FinnishTime(label=_("Ends"))
    zone = forms.ChoiceField(label=_("Time of"), choices=ZONE_CHOICES, initial="Europe/Helsinki")
    place = OneLine(label=_("Place"), max_length=200, required=False)
    link = WebLink(
        label=_("Link to take part online"),
        max_length=500,
        help_text=_("Shown to those who have a place."),
    )
    about_sv = PlainText(label=_("About the event in Swedish"), rows=4, required=False)
    about_fi = PlainText(label=_("About the event in Finnish"), rows=4, required=False)
    professions = forms.MultipleChoiceField(
        label=_("For whom"),
        choices=Profession.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    body = forms.ModelChoiceField(
        label=_("Body that arranges it"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=_("The group as a whole"),
    )
    host = forms.ModelChoiceField(
        label=_("Host"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Nobody in particular"),
    )
    organisers = forms.ModelMultipleChoiceField(
        label=_("Arranged together with"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    series = forms.ModelChoiceField(
        label=_("Part of a series"),
        queryset=EventSeries.objects.none(),
        required=False,
        empty_label=_("No series"),
    )
    capacity = WholeNumber(
        label=_("Places"),
        required=False,
        min_value=1,
        max_value=MOST_PLACES,
        help_text=_("Leave it empty where there is no limit."),
        error_messages={
            "min_value": _("Give at least one place, or leave the field empty for no limit.")
        },
    )
    has_waiting_list = forms.BooleanField(
        label=_("Keep a waiting list when all places are taken"), required=False, initial=True
    )
    signup_until = FinnishDate(label=_("Last day of sign-up"), required=False)
    is_open_signup = forms.BooleanField(
        label=_("People without an account may sign up"),
        required=False,
        help_text=_("Once the event is open to everyone. They confirm from a mail."),
    )
    wants_suggestions_until = FinnishDate(
        label=_("Themes may be suggested until"),
        required=False,
        help_text=_("Leave it empty where no themes are asked for."),
    )
    asks_feedback = forms.BooleanField(
        label=_("Ask the participants afterwards how it was"), required=False, initial=True
    )

    def __init__(
        self,
        *args: Any,
        bodies: QuerySet[Body],
        organisations: QuerySet[Organisation],
        series: QuerySet[EventSeries],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies
        self.fields["host"].queryset = organisations
        self.fields["organisers"].queryset = organisations
        self.fields["series"].queryset = series

    @staticmethod
    def initial_of(event: Event) -> dict[str, Any]:
        """Return what the form begins with for `event`."""
        own = {field: getattr(event, field) for field in OWN_FIELDS}
        chosen = Organisation.objects.filter(events_arranged__event=event).order_by("pk")
        return {**own, "organisers": list(chosen), "version": event.version}

    def clean_professions(self) -> list[str]:
        return list(self.cleaned_data["professions"])

    def clean_organisers(self) -> list[Organisation]:
        return sorted(self.cleaned_data["organisers"], key=lambda row: row.pk)


class NewEventForm(EventForm):
    version = None


class ShowEventForm(VersionedForm):
    visibility = forms.ChoiceField(label=_("Who may see the event"), choices=Visibility.choices)

    @staticmethod
    def initial_of(event: Event) -> dict[str, Any]:
        """Return what the form begins with for `event`."""
        return {"visibility": event.visibility, "version": event.version}


class OpenEventForm(ConfirmForm):
    """A button: the event opens for sign-up."""


class CancelEventForm(OnceForm):
    reason = PlainText(
        label=_("Why is it cancelled?"),
        rows=3,
        max_length=500,
        required=False,
        help_text=_("Everyone who has signed up reads this."),
    )


class ProgrammeForm(OnceForm):
    either = {"title": NO_POINT}

    begins = FinnishTime(label=_("Begins"), required=False)
    title_sv = OneLine(label=_("Title in Swedish"), max_length=200, required=False)
    title_fi = OneLine(label=_("Title in Finnish"), max_length=200, required=False)
    speaker = OneLine(label=_("Speaker"), max_length=160, required=False)

    def given(self) -> dict[str, Any]:
        return {"values": ProgrammeValues(**super().given())}


class MaterialForm(OnceForm):
    file = DocumentField(label=_("File"), required=True)
    is_reading = forms.BooleanField(label=_("To be read before the event"), required=False)


class SignUpForm(OnceForm):
    """What a member says when signing up: nothing must be typed."""

    organisation = forms.ModelChoiceField(
        label=_("You come for"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Nobody in particular"),
    )
    needs_text = OneLine(
        label=_("What should be taken into account"),
        max_length=200,
        required=False,
        help_text=_("For example food or access. Those who arrange the event read this."),
    )
    shows_name = forms.BooleanField(
        label=_("The other participants may see my name and organisation"), required=False
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, known = self.fields["organisation"], [(each.pk, str(each)) for each in organisations]
        if not known:
            del self.fields["organisation"]
            return
        # The first is offered; choices that are given are not read from the database once more.
        self.initial["organisation"] = known[0][0]
        field.queryset = organisations
        field.choices = [("", field.empty_label), *known]

    def given(self) -> dict[str, Any]:
        return {"values": SignUpValues(**super().given())}


class VisitorForm(OnceForm):
    """What somebody without an account says."""

    name = OneLine(label=_("Name"), max_length=120)
    address = forms.EmailField(label=_("E-mail address"), max_length=254)
    organisation_text = OneLine(label=_("Organisation"), max_length=160, required=False)
    language = forms.ChoiceField(label=_("Language of the messages"), choices=LANGUAGE_CHOICES)
    needs_text = OneLine(
        label=_("What should be taken into account"), max_length=200, required=False
    )
    shows_name = forms.BooleanField(
        label=_("The other participants may see my name and organisation"), required=False
    )

    def given(self) -> dict[str, Any]:
        typed = super().given()
        visitor = Visitor(*(typed.pop(name) for name in ("name", "address", "language")))
        return {"visitor": visitor, "values": SignUpValues(**typed)}


class WithdrawForm(ConfirmForm):
    """A button: the place is given back."""


class PresenceForm(OnceForm):
    """Who came: a box for each who has a place, named by the id of the sign-up."""

    came = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, ids: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["came"].choices = [(pk, pk) for pk in ids]

    def given(self) -> dict[str, Any]:
        return {"came": frozenset(self.cleaned_data["came"])}


class FeedbackForm(OnceForm):
    useful = forms.TypedChoiceField(
        label=_("Was it useful?"),
        coerce=int,
        choices=[
            (5, _("Very useful")),
            (4, _("Useful")),
            (3, _("Somewhat")),
            (2, _("A little")),
            (1, _("Not at all")),
        ],
        widget=forms.RadioSelect,
    )
    text = PlainText(
        label=_("What should be done otherwise, or again?"), rows=4, max_length=500, required=False
    )

    def given(self) -> dict[str, Any]:
        return {"values": FeedbackValues(**super().given())}


class ThemeForm(OnceForm):
    text = OneLine(label=_("Theme"), max_length=300)


class VoteForm(ConfirmForm):
    """A button: for a theme, or no longer."""


class ChooseForm(OnceForm):
    """Two buttons: the event deals with the theme, or does not."""

    is_chosen = forms.TypedChoiceField(
        choices=[("1", "1"), ("0", "0")], coerce=lambda value: value == "1"
    )


class FollowUpForm(OnceForm):
    group = forms.ModelChoiceField(label=_("Group"), queryset=EloGroup.objects.none())

    def __init__(self, *args: Any, groups: QuerySet[EloGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups
        self.fields["group"].initial = groups.first()

    def given(self) -> dict[str, Any]:
        return {"group_id": self.cleaned_data["group"].pk}


class NotesForm(VersionedForm):
    """What came of an event."""

    notes_sv = PlainText(label=_("What came of it in Swedish"), rows=6, required=False)
    notes_fi = PlainText(label=_("What came of it in Finnish"), rows=6, required=False)
    take_home_sv = PlainText(label=_("What we take home in Swedish"), rows=4, required=False)
    take_home_fi = PlainText(label=_("What we take home in Finnish"), rows=4, required=False)

    @staticmethod
    def initial_of(event: Event) -> dict[str, Any]:
        """Return what the form begins with for `event`."""
        names = ("notes_sv", "notes_fi", "take_home_sv", "take_home_fi", "version")
        return {name: getattr(event, name) for name in names}

    def given(self) -> dict[str, Any]:
        return {"texts": super().given()}
