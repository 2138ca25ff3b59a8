"""The forms of an offer of responsibility: to make it, to answer it, to come to terms."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import FinnishDate, OnceForm, PlainText, VersionedForm
from groups.models import Organisation
from plans.kinds import DeclineReason
from plans.models import Measure
from plans.services.offers import OfferAnswer, Terms
from plans.states import OfferAction

MAX_WORDS = 500
ANSWER_DAYS = 14


class TermsForm(OnceForm):
    """What is offered, whoever it is offered to."""

    answer_by = FinnishDate(label=_("Answer wanted by"))
    comment = PlainText(
        label=_("Message with the offer"),
        rows=3,
        max_length=MAX_WORDS,
        required=False,
        help_text=_("At most 500 characters, sent as you write it."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"answer_by": today + timedelta(days=ANSWER_DAYS)} | kwargs.get(
            "initial", {}
        )
        super().__init__(*args, **kwargs)

    def given(self) -> dict[str, Any]:
        """Return what was typed as the service takes it; only after `is_valid`."""
        clean = self.cleaned_data
        due_on, comment = clean.get("due_on"), clean["comment"]
        return {"terms": Terms(answer_by=clean["answer_by"], due_on=due_on, comment=comment)}


class OfferForm(TermsForm):
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=None, empty_label=_("Choose an organisation")
    )
    due_on = FinnishDate(
        label=_("To be ready by"),
        help_text=_("The plan's own date, unless you offer another one."),
    )

    field_order = ("organisation", "due_on", "answer_by", "comment")

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        initial = {"organisation": measure.responsible_id, "due_on": measure.due_on}
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)
        members = Organisation.objects.members_of(group_id=measure.plan.group_id)
        own = {measure.responsible_id, *(each.pk for each in measure.partners.all())}
        rows = members | Organisation.objects.filter(pk__in=own)
        self.fields["organisation"].queryset = rows.order_by("name_sv", "name_fi", "pk")

    def given(self) -> dict[str, Any]:
        """Return what was typed as the service takes it; only after `is_valid`."""
        return super().given() | {"organisation_id": self.cleaned_data["organisation"].pk}


class RepeatForm(VersionedForm, TermsForm):
    """Another offer in answer to a proposal."""

    due_on = FinnishDate(label=_("To be ready by"))

    field_order = ("due_on", "answer_by", "comment")


class StandForm(VersionedForm):
    """A button: what is done to the offer as it stood when it was read."""


class AcceptForm(VersionedForm):
    """A button: the organisation takes the responsibility as it is offered."""

    def given(self) -> dict[str, Any]:
        """Return the answer as the service takes it."""
        return {"answer": OfferAnswer(action=OfferAction.ACCEPT)}


class ProposeForm(VersionedForm):
    due_on = FinnishDate(label=_("We can be ready by"))
    comment = PlainText(label=_("What you propose, and why"), rows=3, max_length=MAX_WORDS)

    def given(self) -> dict[str, Any]:
        """Return the answer as the service takes it; only after `is_valid`."""
        due_on, comment = self.cleaned_data["due_on"], self.cleaned_data["comment"]
        return {"answer": OfferAnswer(OfferAction.NEGOTIATE, due_on=due_on, comment=comment)}


class DeclineForm(VersionedForm):
    reason = forms.ChoiceField(
        label=_("Reason"), choices=DeclineReason.choices, widget=forms.RadioSelect
    )
    text = PlainText(
        label=_("Tell more, or suggest somebody else"),
        rows=2,
        max_length=MAX_WORDS,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for words where the reason is another one than those listed."""
        cleaned = super().clean()
        if cleaned.get("reason") == DeclineReason.OTHER and not cleaned.get("text"):
            self.add_error("text", _("Say in a sentence what the reason is."))
        return cleaned

    def given(self) -> dict[str, Any]:
        """Return the answer as the service takes it; only after `is_valid`."""
        reason, comment = self.cleaned_data["reason"], self.cleaned_data["text"]
        return {"answer": OfferAnswer(OfferAction.DECLINE, reason=reason, comment=comment)}


AnswerForm = AcceptForm | ProposeForm | DeclineForm
FORMS: dict[OfferAction, type[AcceptForm] | type[ProposeForm] | type[DeclineForm]] = {
    OfferAction.ACCEPT: AcceptForm,
    OfferAction.NEGOTIATE: ProposeForm,
    OfferAction.DECLINE: DeclineForm,
}
