"""The forms of inviting and of answering an invitation."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import Prefetch, Q, QuerySet
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.lib.forms import LANGUAGE_CHOICES, OnceForm, OneLine, PlainText
from groups.models import Body, Category, EloGroup, Organisation, Region
from groups.states import HolderKind

MAX_GREETING = 500


class ByCategory(ModelChoiceIterator):
    """Organisations under the name of their category."""

    def __iter__(self) -> Iterator[tuple[object, object]]:
        yield "", self.field.empty_label
        for category, rows in groupby(self.queryset, key=lambda row: row.category):
            yield category.name, [self.choice(row) for row in rows]


class OrganisationField(forms.ModelChoiceField):
    """The register, as far as it concerns one group, in groups of category."""

    iterator = ByCategory


def organisations_for(group: EloGroup, reader: User, on: date) -> QuerySet[Organisation]:
    """Return the organisations of the group's regions, of the whole country, and those seated."""
    regions = group.territory.on(on).values("region")
    here = Q(region__in=regions) | Q(region=None) | Q(seats__body__group=group)
    return (
        Organisation.objects.visible_to(reader)
        .filter(here, ended_on=None)
        .prefetch_related(Prefetch("category", Category.objects.named(on)))
        .order_by("category__order", "category", "name_sv", "name_fi", "pk")
        .distinct()
    )


class InviteForm(OnceForm):
    body = forms.ModelChoiceField(label=_("Body"), queryset=None, empty_label=_("Choose a body"))
    category = forms.ModelChoiceField(
        label=_("Represents"), queryset=None, empty_label=_("Choose a kind of organisation")
    )
    kind = forms.ChoiceField(
        label=_("As"),
        choices=HolderKind.choices,
        initial=HolderKind.PRINCIPAL,
        widget=forms.RadioSelect,
    )
    organisation = OrganisationField(
        label=_("Organisation"),
        queryset=None,
        required=False,
        empty_label=_("Choose, or name a new one below"),
    )
    name_sv = OneLine(label=_("New organisation, in Swedish"), max_length=160, required=False)
    name_fi = OneLine(label=_("New organisation, in Finnish"), max_length=160, required=False)
    region = forms.ModelChoiceField(
        label=_("Region of the new organisation"),
        queryset=None,
        required=False,
        empty_label=_("The whole country"),
    )
    name = OneLine(label=_("Name"), max_length=120)
    address = forms.EmailField(label=_("Work e-mail address"), max_length=254)
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=LANGUAGE_CHOICES)
    greeting = PlainText(
        label=_("Your greeting"),
        rows=3,
        max_length=MAX_GREETING,
        required=False,
        help_text=_("At most 500 characters, sent as you write it. No names of clients."),
    )

    def __init__(
        self, *args: object, group: EloGroup, reader: User, on: date, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.filter(group=group).on(on).in_order()
        self.fields["category"].queryset = Category.objects.named(on)
        self.fields["organisation"].queryset = organisations_for(group, reader, on)
        regions = Region.objects.filter(pk__in=group.territory.on(on).values("region"))
        self.fields["region"].queryset = regions

    def choose_only(self) -> None:
        """Fill in what leaves no choice: the only body, and the only region of the group."""
        for name in ("body", "region"):
            rows = list(self.fields[name].queryset[:2])
            if len(rows) == 1:
                self.initial.setdefault(name, rows[0].pk)

    def clean(self) -> dict[str, object]:
        """Ask for one organisation: of the register, or by a new name.

        Raises:
            ValidationError: both, or neither.
        """
        cleaned = super().clean()
        is_new = bool(cleaned.get("name_sv") or cleaned.get("name_fi"))
        if cleaned.get("organisation") and is_new:
            self.add_error(
                "organisation", _("Choose from the list, or name a new organisation: not both.")
            )
        if not cleaned.get("organisation") and not is_new and "organisation" not in self.errors:
            self.add_error("organisation", _("Choose an organisation, or name a new one."))
        return cleaned


class SuggestForm(OnceForm):
    """Whom an organisation suggests for its vacant seat."""

    name = OneLine(label=_("Name of the person"), max_length=120)
    address = forms.EmailField(label=_("The person's work e-mail address"), max_length=254)
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=LANGUAGE_CHOICES)


class AcceptForm(OnceForm):
    name = OneLine(label=_("Your name"), max_length=120)
    title = OneLine(label=_("Your position"), max_length=120, required=False)
    language = forms.ChoiceField(label=_("Language of mails and pages"), choices=LANGUAGE_CHOICES)
    is_name_public = forms.BooleanField(
        label=_("My name may be shown on the group's public pages"),
        required=False,
        help_text=_("The organisation's name is always shown."),
    )

    def __init__(self, *args: Any, has_account: bool = False, **kwargs: Any) -> None:
        """Ask nothing of somebody with an account: it keeps what its owner has chosen."""
        super().__init__(*args, **kwargs)
        if has_account:
            for name in self.fields.keys() - OnceForm.base_fields.keys():
                del self.fields[name]


class DeclineForm(OnceForm):
    reason = OneLine(
        label=_("Reason"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It helps the group to understand why somebody is missing."),
    )


class SubstituteForm(OnceForm):
    suggested_name = OneLine(label=_("Name of the person"), max_length=120)
    suggested_address = forms.EmailField(label=_("The person's work e-mail address"))
