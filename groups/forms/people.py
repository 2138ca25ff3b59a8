"""Forms of the people page: seats and mandates, chairs and coordinators."""

from datetime import date

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.lib.forms import LANGUAGE_CHOICES, FinnishDate, OnceForm, OneLine
from groups.forms.as_of import AsOfForm
from groups.forms.documents import DocumentField
from groups.forms.invitations import OrganisationField, organisations_for
from groups.kinds import MayCommit, PositionLevel
from groups.models import Body, Category, EloGroup
from groups.querysets.readers import members_of
from groups.services.seats import MandateValues


class PeopleForm(AsOfForm):
    """Which body and which day the people page shows; empty is all, today."""

    body = forms.TypedChoiceField(label=_("Body"), coerce=int, required=False, empty_value=None)

    field_order = ("body", "on")

    def __init__(self, *args: object, bodies: list[Body], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [
            ("", _("All bodies")),
            *((body.pk, body.name) for body in bodies),
        ]

    def chosen(self) -> int | None:
        """Return the body asked for; nothing chosen, or nonsense, is all."""
        return self.cleaned_data.get("body") if self.is_valid() else None


AT_ONCE = "now"


class EndMandateForm(OnceForm):
    when = forms.ChoiceField(
        label=_("When does the mandate end?"),
        choices=[
            (AT_ONCE, _("At once: the rights end on the next click")),
            ("day", _("After a last day")),
        ],
        widget=forms.RadioSelect,
        initial=AT_ONCE,
    )
    last_day = FinnishDate(
        label=_("Last day"),
        required=False,
        help_text=_("Only with a last day. The rights hold through that day."),
    )

    def clean(self) -> dict[str, object]:
        """Ask for the day where one was chosen; a day that was typed is never passed over.

        Raises:
            ValidationError: a last day was chosen and none typed, or the other way round.
        """
        cleaned = super().clean()
        is_dated = cleaned.get("when") == "day"
        if not is_dated:
            if cleaned.get("last_day") or "last_day" in self.errors:
                self.errors.pop("last_day", None)
                self.add_error("when", _("You have written a last day too. Choose one of the two."))
            cleaned["last_day"] = None
        elif not cleaned.get("last_day") and "last_day" not in self.errors:
            self.add_error("last_day", _("Write the last day, for example 31.12.2026."))
        return cleaned


class CloseSeatForm(OnceForm):
    closed_on = FinnishDate(
        label=_("Last day of the seat"),
        help_text=_("Mandates and rights that come with the seat end on that day too."),
    )


class ChairForm(OnceForm):
    user = forms.ModelChoiceField(label=_("Chair"), queryset=None, empty_label=_("Choose a person"))
    starts_on = FinnishDate(label=_("From"))

    def __init__(self, *args: object, body: Body, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = members_of(body)
        self.fields["user"].label = body.lead_title


class MandateForm(OnceForm):
    """What is known of a mandate, and until when it lasts."""

    position = forms.ChoiceField(
        label=_("Position in the own organisation"), choices=PositionLevel.choices, required=False
    )
    may_commit = forms.ChoiceField(
        label=_("May the person commit the organisation?"),
        choices=MayCommit.choices,
        required=False,
    )
    ends_on = FinnishDate(
        label=_("Last day"),
        required=False,
        help_text=_("Empty while the mandate goes on. It can be made longer here."),
    )
    file = DocumentField(label=_("Appointment document"))

    def values(self) -> MandateValues:
        """Return what was typed as the service takes it; only after `is_valid`."""
        return MandateValues(**{name: self.cleaned_data[name] for name in MandateValues.__slots__})


class SomebodyForm(OnceForm):
    """Somebody of the group, or somebody by their address."""

    user = forms.ModelChoiceField(
        label=_("Person"),
        queryset=None,
        required=False,
        empty_label=_("Choose, or write an address below"),
    )
    name = OneLine(label=_("Name"), max_length=120, required=False)
    address = forms.EmailField(label=_("Work e-mail address"), max_length=254, required=False)
    language = forms.ChoiceField(label=_("Language of the mail"), choices=LANGUAGE_CHOICES)

    def __init__(self, *args: object, people: QuerySet, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people

    def clean(self) -> dict[str, object]:
        """Ask for one person: out of the list, or by name and address.

        Raises:
            ValidationError: both, neither, or an address without a name.
        """
        cleaned = super().clean()
        address = cleaned.get("address") or "address" in self.errors
        if cleaned.get("user") and address:
            self.add_error("user", _("Choose from the list, or write an address: not both."))
        if not cleaned.get("user") and not address and "user" not in self.errors:
            self.add_error("user", _("Choose a person, or write an address."))
        if cleaned.get("address") and not cleaned.get("name"):
            self.add_error("name", _("Write the name of the person."))
        return cleaned


class ReplaceForm(SomebodyForm):
    starts_on = FinnishDate(
        label=_("First day of the new holder"),
        help_text=_("The day before is the last day of the present holder."),
    )

    field_order = ("starts_on",)


class OpenSeatForm(OnceForm):
    """A seat that nobody is invited to yet."""

    organisation = OrganisationField(
        label=_("Organisation"), queryset=None, empty_label=_("Choose an organisation")
    )
    category = forms.ModelChoiceField(
        label=_("Represents"),
        queryset=None,
        required=False,
        empty_label=_("What the organisation is"),
    )
    opened_on = FinnishDate(label=_("First day of the seat"))

    def __init__(
        self, *args: object, group: EloGroup, reader: User, on: date, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = Category.objects.named(on)
        self.fields["organisation"].queryset = organisations_for(group, reader, on)
