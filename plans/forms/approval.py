"""The forms of a plan's way through the leading group."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import FinnishDate, OnceForm, OneLine, PlainText
from groups.kinds import Mandate, OutcomeKind
from groups.models import Meeting, Organisation
from groups.services.outcomes import NO_TEXT, NO_TITLE, OutcomeValues
from plans.policies.approval import approving_kinds

# Of an approval, answers are usually wanted so long after the meeting.
TIME_TO_ANSWER = timedelta(days=60)


class PlaceForm(OnceForm):
    meeting = forms.TypedChoiceField(label=_("Meeting"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, meetings: list[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].choices = [
            (each.pk, f"{each.title}, {date_format(each.day, 'SHORT_DATE_FORMAT')}")
            for each in meetings
        ]
        if len(meetings) == 1:
            self.initial.setdefault("meeting", meetings[0].pk)

    def given(self) -> dict[str, Any]:
        """Return the choice as the service takes it; only after `is_valid`."""
        return {"meeting_id": self.cleaned_data["meeting"]}


class ApproveForm(OnceForm):
    """What the meeting came to. `sha256` names the text that was on the page."""

    either = {"title": NO_TITLE, "text": NO_TEXT}

    sha256 = forms.CharField(widget=forms.HiddenInput, min_length=64, max_length=64)
    kind = forms.ChoiceField(label=_("Type of outcome"), widget=forms.RadioSelect)
    decided_by = forms.ModelChoiceField(
        label=_("Who decided"),
        queryset=Organisation.objects.none(),
        required=False,
        help_text=_("Only of a decision: the organisation that decided."),
    )
    title_sv = OneLine(label=_("Title in Swedish"), max_length=200, required=False)
    title_fi = OneLine(label=_("Title in Finnish"), max_length=200, required=False)
    text_sv = PlainText(label=_("Wording in Swedish"), rows=4, required=False)
    text_fi = PlainText(label=_("Wording in Finnish"), rows=4, required=False)
    addressed = forms.ChoiceField(
        label=_("Who is asked what became of it?"),
        widget=forms.RadioSelect,
        initial="body",
        help_text=_("An agreement names its parties: those who are asked are its parties."),
        choices=[
            ("nobody", _("Nobody")),
            ("body", _("The organisations of this body")),
            ("members", _("All organisations of the group")),
        ],
    )
    answer_by = FinnishDate(
        label=_("Answers wanted by"),
        required=False,
        help_text=_("Not used where nobody is asked. For example 28.3.2027"),
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = approving_kinds(meeting.body)
        self.fields["kind"].choices = [(kind, capfirst(kind.label)) for kind in kinds]
        self.initial.setdefault("kind", _usual(kinds))
        self.initial.setdefault("answer_by", meeting.day + TIME_TO_ANSWER)
        members = Organisation.objects.members_of(group_id=meeting.body.group_id)
        decider = self.fields["decided_by"]
        decider.queryset = members.order_by("name_sv", "name_fi", "pk")
        is_deciding = meeting.body.mandate == Mandate.DECIDING
        decider.empty_label = _("This body itself") if is_deciding else _("No decision")

    def values(self) -> OutcomeValues:
        """Return what was typed as the service takes it; only after `is_valid`."""
        given = self.cleaned_data
        texts = ("kind", "title_sv", "title_fi", "text_sv", "text_fi", "answer_by", "addressed")
        decider = given["decided_by"]
        return OutcomeValues(
            **{field: given[field] for field in texts},
            decided_by_id=decider.pk if decider else None,
        )


def _usual(kinds: list[OutcomeKind]) -> str:
    """Return the outcome by which a body usually approves: what its members agree on."""
    if OutcomeKind.AGREEMENT in kinds:
        return OutcomeKind.AGREEMENT
    return kinds[0] if kinds else ""
