"""The forms of the register of organisations."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.lib.business_id import checked_business_id
from elo_platform.lib.forms import (
    LANGUAGE_CHOICES,
    FinnishDate,
    OnceForm,
    OneLine,
    PlainText,
    ValuesForm,
    VersionedForm,
    WebLink,
)
from groups.models import Category, Municipality, Organisation, Region
from groups.models.category import Sector
from groups.querysets.coverage import Kind
from groups.querysets.organisations import ALL, ENDED, LIVING, Asked
from groups.services.appointing import Appointee
from groups.services.organisation_profiles import ProfileValues
from groups.services.organisations import NO_NAME, OrganisationValues

TEXT = 2_000


class RegisterForm(forms.Form):
    """What is looked for in the register; nonsense in a field is nothing asked in it."""

    q = OneLine(label=_("Name or business id"), max_length=120, required=False)
    category = forms.TypedChoiceField(
        label=_("Category"), coerce=int, required=False, empty_value=None
    )
    sector = forms.ChoiceField(
        label=_("Sector"), choices=[("", _("All sectors")), *Sector.choices], required=False
    )
    region = forms.TypedChoiceField(label=_("Region"), coerce=int, required=False, empty_value=None)
    provider = forms.ChoiceField(
        label=_("Guidance"),
        choices=[("", _("All")), ("yes", _("Provides guidance"))],
        required=False,
    )
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("Active")), (ENDED, _("Ended")), (ALL, _("Both"))],
        required=False,
    )

    def __init__(
        self, *args: object, kinds: Iterable[Kind], regions: Iterable[Region], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [
            ("", _("All categories")),
            *((kind.id, kind.name) for kind in kinds),
        ]
        self.fields["region"].choices = [
            ("", _("All regions")),
            *((region.pk, region.name) for region in regions),
        ]

    def asked(self) -> Asked:
        """Return what was asked for, as far as it makes sense."""
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        return Asked(
            text=given.get("q", ""),
            category=given.get("category"),
            sector=given.get("sector", ""),
            region=given.get("region"),
            is_provider=given.get("provider") == "yes",
            state=given.get("state") or LIVING,
        )


class ProfileForm(ValuesForm):
    """What an organisation says of itself."""

    takes = ProfileValues

    is_provider = forms.BooleanField(
        label=_("The organisation provides guidance"),
        required=False,
        help_text=_("It is then found among those who provide guidance services."),
    )
    does_sv = PlainText(label=_("What we do, in Swedish"), max_length=TEXT, required=False)
    does_fi = PlainText(label=_("What we do, in Finnish"), max_length=TEXT, required=False)
    for_whom_sv = PlainText(
        label=_("For whom, in Swedish"), rows=3, max_length=TEXT, required=False
    )
    for_whom_fi = PlainText(
        label=_("For whom, in Finnish"), rows=3, max_length=TEXT, required=False
    )
    does_not_sv = PlainText(
        label=_("What we do not do, in Swedish"), rows=3, max_length=TEXT, required=False
    )
    does_not_fi = PlainText(
        label=_("What we do not do, in Finnish"), rows=3, max_length=TEXT, required=False
    )
    referring_sv = PlainText(
        label=_("How to refer to us, in Swedish"), rows=3, max_length=TEXT, required=False
    )
    referring_fi = PlainText(
        label=_("How to refer to us, in Finnish"), rows=3, max_length=TEXT, required=False
    )
    website = WebLink(label=_("Website"), max_length=200)
    mail = forms.EmailField(label=_("E-mail address"), required=False)
    phone = OneLine(label=_("Telephone"), max_length=40, required=False)

    @staticmethod
    def initial_of(organisation: Organisation) -> dict[str, object]:
        """Return the form's values as the organisation stands."""
        return {name: getattr(organisation, name) for name in ("version", *ProfileValues.__slots__)}


class OpenProfileForm(VersionedForm):
    is_public = forms.ChoiceField(
        label=_("Who may read the profile"),
        choices=[
            ("", _("Those who have a task in the network")),
            ("yes", _("Everyone, also without signing in")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )

    @staticmethod
    def initial_of(organisation: Organisation) -> dict[str, object]:
        """Return the form's values as the organisation stands."""
        is_public = "yes" if organisation.is_public else ""
        return {"version": organisation.version, "is_public": is_public}

    def given(self) -> dict[str, bool]:
        return {"is_public": bool(self.cleaned_data["is_public"])}


class RenameForm(OnceForm):
    either = {"name": NO_NAME}

    name_sv = OneLine(label=_("Name in Swedish"), max_length=160, required=False)
    name_fi = OneLine(label=_("Name in Finnish"), max_length=160, required=False)
    starts_on = FinnishDate(
        label=_("The names hold from"),
        help_text=_(
            "The old names keep their days. A day before all of them adds what the organisation "
            "was called then. For example 1.1.2026"
        ),
    )


class NewOrganisationForm(OnceForm):
    either = {"name": NO_NAME}

    VALUES = ("name_sv", "name_fi", "category", "region")

    name_sv = OneLine(label=_("Name in Swedish"), max_length=160, required=False)
    name_fi = OneLine(label=_("Name in Finnish"), max_length=160, required=False)
    category = forms.ModelChoiceField(
        label=_("Category"), queryset=Category.objects.none(), empty_label=_("Choose a category")
    )
    region = forms.ModelChoiceField(
        label=_("Region"),
        queryset=Region.objects.all(),
        required=False,
        empty_label=_("The whole country"),
    )

    def __init__(self, *args: object, categories: QuerySet, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = categories
        self.fields["category"].label_from_instance = lambda category: category.name


class FactsForm(ValuesForm):
    category = forms.ModelChoiceField(label=_("Category"), queryset=Category.objects.none())
    region = forms.ModelChoiceField(
        label=_("Region"),
        queryset=Region.objects.all(),
        required=False,
        empty_label=_("The whole country"),
    )
    municipality = forms.ModelChoiceField(
        label=_("Municipality"),
        queryset=Municipality.objects.none(),
        required=False,
        empty_label=_("None"),
    )
    parent = forms.ModelChoiceField(
        label=_("Belongs to"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("No other organisation"),
        help_text=_("The organisation of which this one is a part."),
    )
    business_id = OneLine(
        label=_("Business id"),
        max_length=12,
        required=False,
        help_text=_("With its dash, for example 0201256-6"),
    )

    def __init__(
        self,
        *args: object,
        organisation: Organisation,
        categories: QuerySet,
        municipalities: QuerySet,
        parents: QuerySet,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.fields["category"].queryset = categories
        self.fields["category"].label_from_instance = lambda category: category.name
        self.fields["municipality"].queryset = municipalities
        self.fields["parent"].queryset = parents

    @staticmethod
    def initial_of(organisation: Organisation) -> dict[str, object]:
        """Return the form's values as the organisation stands."""
        names = ("version", "category", "region", "municipality", "parent", "business_id")
        return {name: getattr(organisation, name) for name in names}

    def clean_business_id(self) -> str:
        """Return the business id as it is written today."""
        return checked_business_id(self.cleaned_data["business_id"])

    def values(self) -> OrganisationValues:
        """Return what was typed as the service takes it, and what the form does not ask as it is.

        Only after `is_valid`.
        """
        kept = {name: getattr(self.organisation, name) for name in ("authority", "ended_on")}
        typed = ("category", "region", "municipality", "parent", "business_id")
        return OrganisationValues(**kept, **{name: self.cleaned_data[name] for name in typed})


class ContactForm(OnceForm):
    """Somebody who sits for the organisation, or somebody new by their address."""

    user = forms.ModelChoiceField(
        label=_("Somebody who sits for the organisation"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Somebody else"),
    )
    address = forms.EmailField(label=_("E-mail address"), required=False)
    name = OneLine(label=_("Name"), max_length=120, required=False)
    language = forms.ChoiceField(
        label=_("Language of the mail"), choices=LANGUAGE_CHOICES, required=False
    )

    def __init__(self, *args: object, people: QuerySet, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people
        self.fields["user"].label_from_instance = lambda person: person.name

    def clean(self) -> dict[str, object]:
        """Ask for address and name where nobody was chosen.

        Raises:
            ValidationError: nobody was chosen and no address or no name was typed, or both were.
        """
        cleaned = super().clean()
        if cleaned.get("user") and cleaned.get("address"):
            self.add_error("user", _("Choose from the list, or write an address: not both."))
        if cleaned.get("user") or "user" in self.errors:
            return cleaned
        sentences = {
            "address": _("Choose a person, or write an address."),
            "name": _("Write the person's name too."),
        }
        for field, sentence in sentences.items():
            if not cleaned.get(field) and field not in self.errors:
                self.add_error(field, ValidationError(sentence))
        return cleaned

    def appointee(self) -> Appointee:
        """Return who is appointed; only after `is_valid`."""
        person = self.cleaned_data["user"]
        if person:
            return Appointee(person.email, person.name, person.language)
        typed = (self.cleaned_data[field] for field in ("address", "name", "language"))
        return Appointee(*typed)
