"""The forms of outcomes: recording one, opening it, and saying what became of it."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import FinnishDate, OnceForm, OneLine, PlainText, VersionedForm
from elo_platform.lib.text import current_language
from groups.kinds import OUTCOMES_ALLOWED, Mandate, OutcomeKind
from groups.models import AgendaItem, Echo, Meeting, Organisation, Outcome
from groups.permissions import Visibility
from groups.services.echo import EchoValues
from groups.services.outcomes import NO_TEXT, NO_TITLE, TOO_FAR, Addressed, OutcomeValues
from groups.states import EchoAnswer, TrialResult

CHOSEN = "chosen"

KIND_HINTS = {
    OutcomeKind.DISCUSSED: _("The matter was talked through; nothing follows from it"),
    OutcomeKind.NOTED: _("Brought to the body's knowledge"),
    OutcomeKind.POSITION: _("What the body thinks"),
    OutcomeKind.RECOMMENDATION: _("What the body advises organisations to do"),
    OutcomeKind.AGREEMENT: _("What the members do together, each in its own organisation"),
    OutcomeKind.DECISION: _("Name below who decided"),
}
ADDRESSED_HELP = _("A recommendation says who it is addressed to, an agreement its parties.")
ANSWER_HINTS = {
    EchoAnswer.ADOPTED: _("We do as the outcome says"),
    EchoAnswer.ADAPTED: _("We do the same in our own way"),
    EchoAnswer.TRIED: _("We test it, for a time or in one unit"),
    EchoAnswer.SPREAD: _("We have told our people; nothing has changed yet"),
    EchoAnswer.NOT_POSSIBLE: _("Say why"),
}


def picks(bound: forms.BoundField, hints: dict[Any, Any]) -> Iterator[dict[str, Any]]:
    """Yield a field's choices as pages draw them: control, label and a line that explains."""
    for option in bound:
        value = str(option.data["value"])
        yield {
            "id": option.id_for_label,
            "control": option.tag(),
            "label": option.choice_label,
            "hint": hints.get(value, ""),
        }


class OutcomeForm(OnceForm):
    """What a meeting came to. Only the types that the body's mandate allows can be chosen."""

    either = {"title": NO_TITLE, "text": NO_TEXT}

    item = forms.ModelChoiceField(
        label=_("Agenda item"),
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label=_("No single item"),
    )
    kind = forms.ChoiceField(
        label=_("Type of outcome"),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": TOO_FAR},
    )
    decided_by = forms.ModelChoiceField(
        label=_("Who decided"),
        queryset=Organisation.objects.none(),
        required=False,
        help_text=_("Only of a decision: the organisation that decided."),
    )
    title_sv = OneLine(label=_("Title in Swedish"), max_length=200, required=False)
    title_fi = OneLine(label=_("Title in Finnish"), max_length=200, required=False)
    text_sv = PlainText(label=_("Wording in Swedish"), rows=5, required=False)
    text_fi = PlainText(label=_("Wording in Finnish"), rows=5, required=False)
    addressed = forms.ChoiceField(
        label=_("Who is asked what became of it?"),
        widget=forms.RadioSelect,
        help_text=ADDRESSED_HELP,
        choices=[
            ("nobody", _("Nobody")),
            ("body", _("The organisations of this body")),
            ("members", _("All organisations of the group")),
            (CHOSEN, _("The organisations that are chosen below")),
        ],
    )
    organisations = forms.ModelMultipleChoiceField(
        label=_("Chosen organisations"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    addressee = OneLine(
        label=_("Addressed to somebody else"),
        max_length=200,
        required=False,
        help_text=_("Who has no seat in the group, such as a ministry. They are not asked here."),
    )
    corrects = forms.ModelChoiceField(
        queryset=Outcome.objects.none(), required=False, widget=forms.HiddenInput
    )
    answer_by = FinnishDate(
        label=_("Answers wanted by"),
        required=False,
        help_text=_("Not used where nobody is asked. For example 28.3.2027"),
    )

    def __init__(self, *args: object, meeting: Meeting, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        body = meeting.body
        mandate = Mandate(body.mandate)
        allowed = OUTCOMES_ALLOWED[mandate]
        named = {kind: capfirst(kind.label) for kind in OutcomeKind}
        self.fields["kind"].choices = [pair for pair in named.items() if pair[0] in allowed]
        self.left_out = ", ".join(str(text) for kind, text in named.items() if kind not in allowed)
        members = Organisation.objects.members_of(group_id=body.group_id)
        for name in ("decided_by", "organisations"):
            self.fields[name].queryset = members.order_by("name_sv", "name_fi", "pk")
        decider = self.fields["decided_by"]
        is_deciding = mandate == Mandate.DECIDING
        decider.empty_label = _("This body itself") if is_deciding else _("No decision")
        self.fields["item"].queryset = meeting.items.all()
        self.fields["corrects"].queryset = Outcome.objects.filter(body=body)

    @property
    def kinds(self) -> Iterator[dict[str, Any]]:
        return picks(self["kind"], KIND_HINTS)

    @property
    def item_id(self) -> int | None:
        """Return the chosen item; only after `is_valid`."""
        item = self.cleaned_data["item"]
        return item.pk if item else None

    def values(self) -> OutcomeValues:
        """Return what was typed as the service takes it; only after `is_valid`."""
        given = self.cleaned_data
        texts = ("kind", "title_sv", "title_fi", "text_sv", "text_fi", "answer_by", "addressee")
        decider, corrected = given["decided_by"], given["corrects"]
        return OutcomeValues(
            **{field: given[field] for field in texts},
            decided_by_id=decider.pk if decider else None,
            corrects_id=corrected and corrected.pk,
            addressed=self._addressed(),
        )

    def _addressed(self) -> Addressed:
        whom = self.cleaned_data["addressed"]
        if whom == CHOSEN:
            return tuple(each.pk for each in self.cleaned_data["organisations"])
        return whom


class OutcomeVisibilityForm(OnceForm):
    visibility = forms.ChoiceField(
        label=_("Open to"), choices=Visibility.choices, widget=forms.RadioSelect
    )


class RemindForm(OnceForm):
    """The button that reminds; `echo_id` names one organisation's matter, or none for all."""

    echo_id = forms.IntegerField(
        required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput
    )


class SpreadForm(VersionedForm):
    """The tick that an outcome has been spread at home."""


class EchoForm(VersionedForm):
    """What became of an outcome at one organisation."""

    answer = forms.ChoiceField(
        label=_("How it stands with you"),
        choices=[(answer, answer.label) for answer in ANSWER_HINTS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )
    text = PlainText(
        label=_("What have you done, or why not?"),
        rows=3,
        max_length=500,
        required=False,
        help_text=_(
            "Needed only where it is not possible: say why. Never write anything about clients."
        ),
    )
    lesson = PlainText(
        label=_("What did you learn?"),
        rows=2,
        max_length=500,
        required=False,
        help_text=_("Shown to the others in the group. Never write anything about clients."),
    )

    tried_from = FinnishDate(label=_("Tried out from"), required=False)
    tried_to = FinnishDate(
        label=_("Tried out until"),
        required=False,
        help_text=_("Empty while you still try it out."),
    )
    worked = forms.ChoiceField(
        label=_("How did it work?"), choices=TrialResult.choices, required=False
    )

    TRIAL = ("tried_from", "tried_to", "worked")

    @staticmethod
    def initial_of(echo: Echo) -> dict[str, object]:
        """Return the form's values as the answer stands."""
        answer = "" if echo.answer == EchoAnswer.NONE else echo.answer
        return {
            "answer": answer,
            "text": echo.text,
            "lesson": echo.lesson,
            "version": echo.version,
            **{name: getattr(echo, name) for name in EchoForm.TRIAL},
        }

    @property
    def has_trial(self) -> bool:
        """Tell whether it was tried out, or a field says so, so that its part stands open."""
        is_tried = self["answer"].value() == EchoAnswer.TRIED
        return is_tried or any(self[name].value() or self[name].errors for name in self.TRIAL)

    @property
    def answers(self) -> Iterator[dict[str, Any]]:
        return picks(self["answer"], ANSWER_HINTS)

    def given(self) -> dict[str, Any]:
        """Return what was typed, in the language of the page, as the service takes it."""
        return {"values": EchoValues(**super().given(), language=current_language())}
