"""The forms of partnership agreements: writing, choosing the parties, sending, signing."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import (
    ConfirmForm,
    FinnishDate,
    OnceForm,
    OneLine,
    PlainText,
    ValuesForm,
    VersionedForm,
)
from elo_platform.lib.text import alphabetical
from groups.forms.documents import DocumentField
from groups.models import Agreement, Commitment, Organisation
from groups.services.agreement_signing import PartyAnswer
from groups.services.agreements import NO_TEXT, NO_TITLE, AgreementValues, PromiseValues
from groups.services.entering import EnteredSignature
from groups.states import PartyAction

MAX_HOURS = 10_000


class AgreementForm(ValuesForm):
    """What an agreement says; its versions are compared field by field."""

    either = {"title": NO_TITLE}
    takes = AgreementValues
    use_required_attribute = False

    title_sv = OneLine(label=_("Title in Swedish"), max_length=160, required=False)
    title_fi = OneLine(label=_("Title in Finnish"), max_length=160, required=False)
    text_sv = PlainText(label=_("What is agreed, in Swedish"), rows=12, required=False)
    text_fi = PlainText(label=_("What is agreed, in Finnish"), rows=12, required=False)
    starts_on = FinnishDate(label=_("The first day"))
    ends_on = FinnishDate(
        label=_("The last day"),
        required=False,
        help_text=_("Leave it empty where the agreement holds until further notice."),
    )
    answer_by = FinnishDate(
        label=_("The day to sign by"),
        required=False,
        help_text=_("It can be given when the agreement is sent, too."),
    )

    @classmethod
    def initial_of(cls, agreement: Agreement) -> dict[str, Any]:
        """Return what the form begins with for `agreement`."""
        return {name: getattr(agreement, name) for name in (*cls.takes.__slots__, "version")}


class NewAgreementForm(AgreementForm):
    version = None


class PartiesForm(VersionedForm):
    """Which organisations are the parties: all at once."""

    organisations = forms.ModelMultipleChoiceField(
        label=_("Parties"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, candidates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisations"]
        field.queryset = candidates
        field.choices = sorted(
            ((row.pk, row.name) for row in candidates), key=lambda choice: alphabetical(choice[1])
        )

    @staticmethod
    def initial_of(agreement: Agreement) -> dict[str, Any]:
        """Return what the form begins with for `agreement`: its parties, by the alphabet."""
        found = Organisation.objects.filter(agreement_parts__agreement=agreement)
        chosen = sorted(found, key=lambda row: alphabetical(row.name))
        return {"organisations": chosen, "version": agreement.version}

    def clean_organisations(self) -> list[Organisation]:
        return list(self.cleaned_data["organisations"])

    def given(self) -> dict[str, Any]:
        """Return what was chosen as the service takes it; only after `is_valid`."""
        chosen = [each.pk for each in self.cleaned_data["organisations"]]
        return {"organisation_ids": chosen}


class PromiseForm(ValuesForm):
    """What each party promises; `goals` are those that it may carry out: (kind, id, title)."""

    either = {"text": NO_TEXT}
    use_required_attribute = False

    text_sv = OneLine(label=_("Promise in Swedish"), max_length=300, required=False)
    text_fi = OneLine(label=_("Promise in Finnish"), max_length=300, required=False)
    hours = forms.IntegerField(
        label=_("Hours a year for each party"),
        required=False,
        min_value=0,
        max_value=MAX_HOURS,
        help_text=_("Only where the promise is measured in working time."),
    )
    seats = forms.IntegerField(
        label=_("Seats for each party"),
        required=False,
        min_value=0,
        max_value=99,
        help_text=_("Only where the promise is to fill seats in the group's bodies."),
    )
    goal = forms.ChoiceField(label=_("Carries out"), required=False)

    def __init__(self, *args: Any, goals: Iterable[tuple[str, int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(f"{kind}:{pk}", title) for kind, pk, title in goals]
        self.fields["goal"].choices = [("", _("No goal of the plan")), *named]
        if not named:
            del self.fields["goal"]

    @staticmethod
    def initial_of(promise: Commitment) -> dict[str, Any]:
        """Return what the form begins with for `promise`; the version is its agreement's."""
        values = {name: getattr(promise, name) for name in ("text_sv", "text_fi", "hours", "seats")}
        goal = f"{promise.goal_kind}:{promise.goal_id}" if promise.goal_id else ""
        return {**values, "goal": goal, "version": promise.agreement.version}

    def values(self) -> PromiseValues:
        """Return what was typed as the service takes it; only after `is_valid`."""
        typed = {name: self.cleaned_data[name] for name in ("text_sv", "text_fi", "hours", "seats")}
        kind, _colon, pk = self.cleaned_data.get("goal", "").partition(":")
        goal = (kind, int(pk)) if pk else None
        return PromiseValues(**typed, goal=goal)


class NewPromiseForm(PromiseForm):
    version = None


class AnnexForm(OnceForm):
    title = OneLine(
        label=_("Title"), max_length=160, help_text=_("For example: The tasks of each group.")
    )
    file = DocumentField(label=_("File"), required=True)


class SignByForm(OnceForm):
    """Until when the parties are to sign."""

    answer_by = FinnishDate(label=_("The day to sign by"))


class SignForm(VersionedForm):
    """An organisation signs: who presses is recorded, and whose signature it is stands here."""

    signer = OneLine(
        label=_("Your task in the organisation"),
        max_length=120,
        help_text=_("Who signs, by task: for example rector, or director."),
        error_messages={"required": _("Give the task of the person who signs.")},
    )

    def given(self) -> dict[str, Any]:
        """Return the answer as the service takes it; only after `is_valid`."""
        return {"answer": PartyAnswer(PartyAction.SIGN, **super().given())}


class DeclineForm(VersionedForm):
    reason = PlainText(
        label=_("Why do you not sign?"),
        rows=3,
        max_length=500,
        help_text=_("The coordinator of the group reads this."),
        error_messages={"required": _("Say in a sentence why you decline.")},
    )

    def given(self) -> dict[str, Any]:
        """Return the answer as the service takes it; only after `is_valid`."""
        return {"answer": PartyAnswer(PartyAction.DECLINE, **super().given())}


class EnterForm(ValuesForm):
    """A signature that was given elsewhere."""

    signer = OneLine(
        label=_("Who signed, by task"), max_length=120, help_text=_("For example regional mayor.")
    )
    signed_on = FinnishDate(label=_("Signed on"))
    reason = PlainText(
        label=_("Why is it entered here?"),
        rows=2,
        max_length=500,
        help_text=_("For example: the board decided on it, and its minutes are enclosed."),
    )
    file = DocumentField(
        label=_("What shows it"),
        required=True,
        help_text=_("The signed paper or the minutes. Open to the coordinators alone."),
    )

    def values(self) -> EnteredSignature:
        """Return what was typed as the service takes it; only after `is_valid`."""
        texts = {name: self.cleaned_data[name] for name in ("signer", "signed_on", "reason")}
        return EnteredSignature(**texts, evidence=self.cleaned_data["file"])


class StepForm(ConfirmForm):
    """A button: the agreement goes one step on."""
