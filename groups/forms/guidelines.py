"""The forms of guidelines: writing, commenting, settling, publishing, acknowledging."""

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
from groups.models import Acknowledgement, Body, Guideline, Outcome
from groups.permissions import Visibility
from groups.services.guidelines import NO_TITLE, GuidelineValues

NO_CLIENTS = _("One or two sentences. Never write anything about clients.")


class GuidelineForm(ValuesForm):
    """What a guideline says; its versions are compared field by field."""

    either = {"title": NO_TITLE}
    takes = GuidelineValues
    use_required_attribute = False

    title_sv = OneLine(label=_("Title in Swedish"), max_length=200, required=False)
    title_fi = OneLine(label=_("Title in Finnish"), max_length=200, required=False)
    text_sv = PlainText(label=_("Text in Swedish"), rows=10, required=False)
    text_fi = PlainText(label=_("Text in Finnish"), rows=10, required=False)
    basis_sv = PlainText(label=_("Basis in Swedish"), rows=3, required=False)
    basis_fi = PlainText(label=_("Basis in Finnish"), rows=3, required=False)
    starts_on = FinnishDate(label=_("In force from"), required=False)
    ends_on = FinnishDate(
        label=_("In force until"),
        required=False,
        help_text=_("Leave it empty where the guideline holds until further notice."),
    )

    @classmethod
    def initial_of(cls, guideline: Guideline) -> dict[str, Any]:
        """Return what the form begins with for `guideline`."""
        return {name: getattr(guideline, name) for name in (*cls.takes.__slots__, "version")}


class NewGuidelineForm(GuidelineForm):
    """A new guideline; the leading group is chosen where the group has several."""

    version = None
    body = forms.TypedChoiceField(label=_("Leading group"), coerce=int)

    def __init__(self, *args: Any, bodies: Iterable[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [(body.pk, body.name) for body in bodies]
        if len(self.fields["body"].choices) == 1:
            self.fields["body"].widget = forms.HiddenInput()

    def given(self) -> dict[str, Any]:
        return {"values": self.values(), "body_id": self.cleaned_data["body"]}


class AskForm(OnceForm):
    comments_by = FinnishDate(label=_("Comments wanted by"))


class CommentForm(OnceForm):
    text = PlainText(
        label=_("Your comment"),
        rows=4,
        max_length=2000,
        help_text=_("The people of the group read it with your name. Nothing about clients."),
    )


class ReplyForm(OnceForm):
    reply = PlainText(label=_("Reply"), rows=3, max_length=500)

    def given(self) -> dict[str, Any]:
        return {"text": self.cleaned_data["reply"]}


class StepForm(ConfirmForm):
    """A step that needs no more than a press."""


class ApproveForm(VersionedForm):
    """Approval of the text as it was read, tied to what a meeting came to where it was one."""

    outcome = forms.ModelChoiceField(
        label=_("Outcome of a meeting"),
        queryset=Outcome.objects.none(),
        required=False,
        empty_label=_("No outcome"),
        help_text=_("Where the leading group approved it in a meeting, choose the outcome."),
    )

    def __init__(self, *args: Any, guideline: Guideline, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].queryset = Outcome.objects.filter(
            body=guideline.body_id
        ).latest_first()

    def given(self) -> dict[str, Any]:
        outcome = self.cleaned_data["outcome"]
        version = self.cleaned_data["version"]
        return {"outcome_id": outcome.pk if outcome else None, "version": version}


class GuidanceForm(OnceForm):
    """What the leading group wants of the text before it comes back."""

    guidance_sv = PlainText(label=_("Guidance in Swedish"), rows=5, required=False)
    guidance_fi = PlainText(label=_("Guidance in Finnish"), rows=5, required=False)


class RejectForm(OnceForm):
    """Why the leading group does not take the guideline."""

    guidance_sv = PlainText(label=_("Reason in Swedish"), rows=5, required=False)
    guidance_fi = PlainText(label=_("Reason in Finnish"), rows=5, required=False)


class PublishGuidelineForm(OnceForm):
    answer_by = FinnishDate(
        label=_("Answers wanted by"),
        help_text=_("Until when the organisations say what it means for them."),
    )


class GuidelineVisibilityForm(OnceForm):
    visibility = forms.ChoiceField(
        label=_("Open to"),
        choices=[each for each in Visibility.choices if each[0] != Visibility.BODY],
        widget=forms.RadioSelect,
    )


class RemindSilentForm(OnceForm):
    """The button that reminds; `acknowledgement_id` names one row, or none for all."""

    acknowledgement_id = forms.IntegerField(
        required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput
    )


class AcknowledgeForm(VersionedForm):
    """An organisation has taken a guideline in."""

    meaning = PlainText(
        label=_("What it means for us"),
        rows=3,
        max_length=500,
        required=False,
        help_text=NO_CLIENTS,
    )

    @staticmethod
    def initial_of(row: Acknowledgement) -> dict[str, Any]:
        """Return the form's values as the answer stands."""
        return {"meaning": row.meaning, "version": row.version}
