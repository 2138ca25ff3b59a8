"""The forms of the influence register."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.lib.forms import FinnishDate, OneLine, PlainText, VersionedForm
from groups.forms.invitations import OrganisationField, organisations_for
from groups.forms.mandate import FiledForm
from groups.models import Body, EloGroup, Outcome, Statement
from groups.models.statement import Effect, StatementKind
from groups.permissions import Visibility
from groups.services.statements import NO_TITLE, OPEN_TO, StatementValues

MOST_TEXT = 8_000


class OutcomeField(forms.ModelChoiceField):
    def label_from_instance(self, outcome: Outcome) -> str:
        return f"{outcome.reference} {outcome.title}"


class StatementForm(FiledForm):
    """A statement: to whom, when, what was answered, what came of it."""

    either = {"title": NO_TITLE}
    takes = StatementValues

    kind = forms.ChoiceField(label=_("Kind"), choices=StatementKind.choices)
    title_sv = OneLine(label=_("Title in Swedish"), max_length=200, required=False)
    title_fi = OneLine(label=_("Title in Finnish"), max_length=200, required=False)
    text_sv = PlainText(label=_("Text in Swedish"), max_length=MOST_TEXT, rows=6, required=False)
    text_fi = PlainText(label=_("Text in Finnish"), max_length=MOST_TEXT, rows=6, required=False)
    addressee = OneLine(
        label=_("Addressed to"),
        max_length=200,
        required=False,
        help_text=_("For example a ministry. Or choose an organisation of the register."),
    )
    organisation = OrganisationField(
        label=_("Organisation"), queryset=None, required=False, empty_label=_("None")
    )
    body = forms.ModelChoiceField(
        label=_("From which body?"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=_("The whole group"),
    )
    outcome = OutcomeField(
        label=_("From which outcome?"),
        queryset=Outcome.objects.none(),
        required=False,
        empty_label=_("None"),
    )
    sent_on = FinnishDate(
        label=_("Sent on"), required=False, help_text=_("Empty until it has been sent.")
    )
    follow_up_on = FinnishDate(
        label=_("Follow up on"),
        required=False,
        help_text=_("The group's coordinators get one reminder on that day."),
    )
    answered_on = FinnishDate(label=_("Answered on"), required=False)
    answer_sv = PlainText(
        label=_("Answer in Swedish"), max_length=MOST_TEXT, rows=3, required=False
    )
    answer_fi = PlainText(
        label=_("Answer in Finnish"), max_length=MOST_TEXT, rows=3, required=False
    )
    effect = forms.ChoiceField(label=_("What came of it?"), choices=Effect.choices)
    effect_text_sv = PlainText(
        label=_("Effect in Swedish"), max_length=MOST_TEXT, rows=3, required=False
    )
    effect_text_fi = PlainText(
        label=_("Effect in Finnish"), max_length=MOST_TEXT, rows=3, required=False
    )

    def __init__(self, *args: Any, group: EloGroup, reader: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, group=group, **kwargs)
        bodies = Body.objects.visible_to(reader).filter(group=group)
        outcomes = Outcome.objects.visible_to(reader).filter(body__group=group)
        self.fields["organisation"].queryset = organisations_for(group, reader, on)
        self.fields["body"].queryset = bodies.in_order()
        self.fields["outcome"].queryset = outcomes.select_related("body").latest_first()

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, object]:
        """Return the form's values as a statement stands, or as an outcome begins a new one."""
        if isinstance(row, Outcome):
            same = ("title_sv", "title_fi", "text_sv", "text_fi", "addressee", "body")
            return {name: getattr(row, name) for name in same} | {"version": 0, "outcome": row.pk}
        return super().initial_of(row)


class OpenStatementForm(VersionedForm):
    visibility = forms.ChoiceField(
        label=_("Open to"),
        choices=[(each.value, each.label) for each in Visibility if each in OPEN_TO],
        widget=forms.RadioSelect,
    )

    @staticmethod
    def initial_of(statement: Statement) -> dict[str, Any]:
        """Return how far it is open now."""
        return {"visibility": statement.visibility, "version": statement.version}
