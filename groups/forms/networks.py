"""The forms of the register of networks, of the division of labour and of the operating model."""

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.lib.forms import (
    ConfirmForm,
    FinnishDate,
    OneLine,
    PlainText,
    ValuesForm,
    VersionedForm,
    WebLink,
)
from elo_platform.lib.text import alphabetical, day
from groups.forms.agreements import EnterForm
from groups.forms.invitations import OrganisationField, organisations_for
from groups.kinds import NetworkKind, NetworkRelation
from groups.models import (
    Body,
    Duty,
    EloGroup,
    Municipality,
    Network,
    NetworkMember,
    OperatingModel,
    Organisation,
    Outcome,
)
from groups.services.duties import NO_TASK, DutyValues
from groups.services.networks import NO_NAME, MemberValues, NetworkValues


class NetworkForm(ValuesForm):
    either = {"name": NO_NAME}

    kind = forms.ChoiceField(label=_("Kind"), choices=NetworkKind.choices, widget=forms.RadioSelect)
    relation = forms.ChoiceField(
        label=_("How does it stand to the group?"),
        choices=NetworkRelation.choices,
        widget=forms.RadioSelect,
    )
    name_sv = OneLine(label=_("Name in Swedish"), max_length=160, required=False)
    name_fi = OneLine(label=_("Name in Finnish"), max_length=160, required=False)
    purpose_sv = PlainText(label=_("Purpose in Swedish"), rows=4, required=False)
    purpose_fi = PlainText(label=_("Purpose in Finnish"), rows=4, required=False)
    home = OrganisationField(
        label=_("Led by"),
        queryset=None,
        required=False,
        empty_label=_("Nobody, or not known"),
    )
    municipalities = PlainText(
        label=_("Municipalities"),
        rows=2,
        required=False,
        help_text=_("Names parted by commas, in Swedish or Finnish."),
    )
    website = WebLink(label=_("Website"), max_length=200)
    starts_on = FinnishDate(label=_("Working since"))
    ends_on = FinnishDate(
        label=_("Last day"), required=False, help_text=_("Empty while the network goes on.")
    )

    SAME = (
        "kind",
        "relation",
        "name_sv",
        "name_fi",
        "purpose_sv",
        "purpose_fi",
        "website",
        "starts_on",
        "ends_on",
    )

    def __init__(self, *args: Any, group: EloGroup, reader: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["home"].queryset = organisations_for(group, reader, on)
        self.municipality_ids: tuple[int, ...] = ()

    @classmethod
    def initial_of(cls, network: Network) -> dict[str, object]:
        """Return the form's values as the network stands."""
        found = {name: getattr(network, name) for name in (*cls.SAME, "version", "home")}
        return found | {"municipalities": towns_of(network.municipalities.all())}

    def clean_municipalities(self) -> str:
        """Find the municipalities by name; the text comes back in the reader's language.

        Raises:
            ValidationError: a name is not in the register; the nearest one is told.
        """
        rows = list(Municipality.objects.order_by(F("valid_to").asc(nulls_last=True), "pk"))
        by_name = {name.casefold(): row for row in rows for name in (row.name_sv, row.name_fi)}
        typed = self.cleaned_data["municipalities"].replace("\n", ",").replace(";", ",").split(",")
        names = [name for each in typed if (name := " ".join(each.split()))]
        if unknown := [name for name in names if name.casefold() not in by_name]:
            raise ValidationError([_unknown(name, by_name) for name in unknown])
        chosen = {by_name[name.casefold()] for name in names}
        self.municipality_ids = tuple(sorted(row.pk for row in chosen))
        return towns_of(chosen)

    def values(self) -> NetworkValues:
        """Return what was typed as the service takes it; only after `is_valid`."""
        same = {name: self.cleaned_data[name] for name in self.SAME}
        home = self.cleaned_data["home"]
        return NetworkValues(**same, home_id=home and home.pk, municipalities=self.municipality_ids)


class NewNetworkForm(NetworkForm):
    version = None


def towns_of(rows: Iterable[Municipality]) -> str:
    """Return municipalities as they are typed: names by the alphabet, parted by commas."""
    return ", ".join(sorted((row.name for row in rows), key=alphabetical))


def _unknown(name: str, by_name: dict[str, Municipality]) -> str:
    if not by_name:
        return gettext("The register of municipalities is empty. Leave this empty for now.")
    near = get_close_matches(name.casefold(), by_name, n=1)
    if near:
        text = gettext("“%(name)s” is not a municipality in the register. Do you mean %(near)s?")
        return text % {"name": name, "near": by_name[near[0]].name}
    return gettext("“%(name)s” is not a municipality in the register.") % {"name": name}


class MemberForm(ValuesForm):
    organisation = OrganisationField(
        label=_("Organisation"), queryset=None, empty_label=_("Choose an organisation")
    )
    contact_name = OneLine(label=_("Contact person"), max_length=120, required=False)
    contact_address = forms.EmailField(
        label=_("Work e-mail address"),
        max_length=254,
        required=False,
        help_text=_("Shown to the group's coordinators only."),
    )

    def __init__(self, *args: Any, group: EloGroup, reader: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations_for(group, reader, on)

    @staticmethod
    def initial_of(member: NetworkMember) -> dict[str, object]:
        """Return the form's values as the member stands; the version is its network's."""
        names = ("organisation", "contact_name", "contact_address")
        return {name: getattr(member, name) for name in names} | {"version": member.network.version}

    def values(self) -> MemberValues:
        """Return what was typed as the service takes it; only after `is_valid`."""
        return MemberValues(
            organisation_id=self.cleaned_data["organisation"].pk,
            contact_name=self.cleaned_data["contact_name"],
            contact_address=self.cleaned_data["contact_address"].lower(),
        )


class ReviseForm(ConfirmForm):
    pass


class RemoveMemberForm(ConfirmForm):
    pass


class DutyForm(ValuesForm):
    either = {"task": NO_TASK}

    task_sv = OneLine(label=_("Task in Swedish"), max_length=200, required=False)
    task_fi = OneLine(label=_("Task in Finnish"), max_length=200, required=False)
    responsible = forms.ChoiceField(label=_("Who answers for it?"))
    agreed_on = FinnishDate(label=_("Agreed on"))
    outcome = forms.TypedChoiceField(
        label=_("In which outcome?"), coerce=int, required=False, empty_value=None
    )
    agreed_where = OneLine(
        label=_("Or where else?"),
        max_length=160,
        required=False,
        help_text=_("For example the meeting of the network in Vaasa."),
    )
    ends_on = FinnishDate(
        label=_("Last day"), required=False, help_text=_("Empty while the task goes on.")
    )

    SAME = ("task_sv", "task_fi", "agreed_on", "agreed_where", "ends_on")

    def __init__(
        self,
        *args: Any,
        bodies: Iterable[Body],
        organisations: Iterable[Organisation],
        outcomes: Iterable[Outcome],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        named = sorted(((f"o{row.pk}", row.name) for row in organisations), key=_by_name)
        self.fields["responsible"].choices = [
            ("", gettext("Choose a body or an organisation")),
            (gettext("Bodies"), [(f"b{row.pk}", row.name) for row in bodies]),
            (gettext("Organisations"), named),
        ]
        self.fields["outcome"].choices = [
            ("", gettext("None")),
            *((row.pk, f"{day(row.decided_on)}: {row.title}") for row in outcomes),
        ]

    @classmethod
    def initial_of(cls, duty: Duty) -> dict[str, object]:
        """Return the form's values as the duty stands."""
        responsible = f"b{duty.body_id}" if duty.body_id else f"o{duty.organisation_id}"
        found = {name: getattr(duty, name) for name in (*cls.SAME, "version")}
        return found | {"responsible": responsible, "outcome": duty.outcome_id}

    def values(self) -> DutyValues:
        """Return what was typed as the service takes it; only after `is_valid`."""
        kind, number = (part := self.cleaned_data["responsible"])[0], int(part[1:])
        return DutyValues(
            **{name: self.cleaned_data[name] for name in self.SAME},
            body_id=number if kind == "b" else None,
            organisation_id=number if kind == "o" else None,
            outcome_id=self.cleaned_data["outcome"],
        )


class NewDutyForm(DutyForm):
    version = None


def _by_name(choice: tuple[str, str]) -> str:
    return alphabetical(choice[1])


class ModelForm(VersionedForm):
    """The text of an operating model while it is written."""

    text_sv = PlainText(label=_("Text in Swedish"), rows=16, required=False)
    text_fi = PlainText(label=_("Text in Finnish"), rows=16, required=False)

    @staticmethod
    def initial_of(model: OperatingModel) -> dict[str, object]:
        """Return the form's values as the version stands."""
        return {"text_sv": model.text_sv, "text_fi": model.text_fi, "version": model.edits}


class StartForm(ConfirmForm):
    pass


class PublishForm(VersionedForm):
    """A button, based on the text that was read."""


class AcceptModelForm(ConfirmForm):
    pass


class RemindModelForm(ConfirmForm):
    pass


class EnterAcceptanceForm(EnterForm):
    """An acceptance that was given elsewhere."""

    version = None

    signer = OneLine(
        label=_("Who accepted it, by task"),
        max_length=120,
        help_text=_("For example regional mayor."),
    )
    signed_on = FinnishDate(label=_("Accepted on"))
