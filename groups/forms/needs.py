"""The forms around a need."""

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
    WebLink,
)
from groups.kinds import EvidenceKind, GuidanceArea, Transition
from groups.models import Body, Meeting, Need, Organisation, Study
from groups.permissions import Visibility
from groups.services.needs import NO_TITLE, EvidenceValues, NeedValues


class NeedEditForm(ValuesForm):
    """What can be reworded of a need; its versions are compared field by field."""

    either = {"title": NO_TITLE}
    use_required_attribute = False

    title_sv = OneLine(label=_("Title in Swedish"), max_length=160, required=False)
    title_fi = OneLine(label=_("Title in Finnish"), max_length=160, required=False)
    text_sv = PlainText(label=_("Description in Swedish"), rows=6, required=False)
    text_fi = PlainText(label=_("Description in Finnish"), rows=6, required=False)
    where = OneLine(
        label=_("Where did it come up?"),
        max_length=160,
        required=False,
        help_text=_("For example a workshop, a meeting, a visit to a school."),
    )
    raised_on = FinnishDate(label=_("When?"))
    transition = forms.ChoiceField(
        label=_("At which transition?"),
        choices=[("", _("None in particular")), *Transition.choices],
        required=False,
    )
    area = forms.ChoiceField(
        label=_("In which area of guidance?"),
        choices=[("", _("None in particular")), *GuidanceArea.choices],
        required=False,
    )
    target_sv = OneLine(label=_("Target group in Swedish"), max_length=120, required=False)
    target_fi = OneLine(label=_("Target group in Finnish"), max_length=120, required=False)

    TEXTS = (
        *("title_sv", "title_fi", "text_sv", "text_fi", "where", "raised_on"),
        *("transition", "area", "target_sv", "target_fi"),
    )

    @classmethod
    def initial_of(cls, need: Need) -> dict[str, Any]:
        """Return what the form begins with for `need`."""
        return {name: getattr(need, name) for name in (*cls.TEXTS, "raised_for_id", "version")}

    def values(self) -> NeedValues:
        """Return what was typed as the service takes it; only after `is_valid`."""
        texts = {name: self.cleaned_data[name] for name in self.TEXTS}
        return NeedValues(**texts, raised_for_id=self.initial["raised_for_id"])


class NeedForm(NeedEditForm):
    """A new need: also for whom it is raised, and who will see it."""

    version = None
    raised_for = forms.TypedChoiceField(
        label=_("For which organisation?"), coerce=int, required=False, empty_value=None
    )
    audience = forms.TypedChoiceField(
        label=_("Who will see it?"),
        coerce=int,
        required=False,
        empty_value=None,
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        *args: Any,
        bodies: Iterable[Body],
        organisations: Iterable[Organisation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = [
            ("", _("People of the whole group")),
            *((body.pk, _("Only %(body)s") % {"body": body.name}) for body in bodies),
        ]
        named = [(row.pk, row.name) for row in organisations]
        self.fields["raised_for"].choices = [("", _("Choose an organisation")), *named]
        if len(named) < 2:
            del self.fields["raised_for"]

    @property
    def body_id(self) -> int | None:
        return self.cleaned_data["audience"]

    def values(self) -> NeedValues:
        """Return what was typed as the service takes it; only after `is_valid`."""
        texts = {name: self.cleaned_data[name] for name in self.TEXTS}
        visibility = Visibility.BODY if self.body_id else Visibility.GROUP
        raised_for = self.cleaned_data.get("raised_for")
        return NeedValues(**texts, raised_for_id=raised_for, visibility=visibility)


class EvidenceForm(OnceForm):
    kind = forms.ChoiceField(label=_("What is it?"), choices=EvidenceKind.choices)
    text_sv = OneLine(label=_("In Swedish"), max_length=300, required=False)
    text_fi = OneLine(label=_("In Finnish"), max_length=300, required=False)
    source = OneLine(
        label=_("Source"),
        max_length=300,
        required=False,
        help_text=_("Who has found it out, and where it can be read."),
    )
    url = WebLink(label=_("Link to it"), max_length=500)
    on = FinnishDate(label=_("Date"))
    study = forms.TypedChoiceField(
        label=_("A study of the library"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("Choose one, and its title stands as the evidence where you write no other."),
    )

    def __init__(self, *args: Any, studies: Iterable[Study], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(row.pk, row.title) for row in studies]
        self.fields["study"].choices = [("", _("None of them")), *named]
        if not named:
            del self.fields["study"]

    def values(self) -> EvidenceValues:
        """Return what was typed as the service takes it; only after `is_valid`."""
        fields = ("kind", "text_sv", "text_fi", "source", "url", "on")
        given = {name: self.cleaned_data[name] for name in fields}
        return EvidenceValues(**given, study_id=self.cleaned_data.get("study"))


class SupportForm(OnceForm):
    """A button; and who speaks for several organisations says for which."""

    organisation = forms.TypedChoiceField(
        label=_("For which organisation?"), coerce=int, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(row.pk, row.name) for row in organisations]
        self.fields["organisation"].choices = choices
        if len(choices) < 2:
            del self.fields["organisation"]


class LiftForm(OnceForm):
    meeting = forms.TypedChoiceField(
        label=_("Which meeting?"), coerce=int, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, meetings: Iterable[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(row.pk, f"{row.body.name}: {row.title}, {row.when}") for row in meetings]
        self.fields["meeting"].choices = choices
        self.fields["meeting"].required = not self.waits
        if len(choices) == 1:
            self.initial["meeting"] = choices[0][0]

    @property
    def waits(self) -> bool:
        """Whether the button was pressed that lets the need wait until there is a meeting."""
        return "wait" in self.data


class RefuseForm(OnceForm):
    reason = PlainText(
        label=_("Why is it not taken up?"),
        rows=4,
        max_length=500,
        help_text=_(
            "Those who raised or support it read the reason, with your name. "
            "Write it in Swedish and in Finnish: everyone reads the same text."
        ),
    )


class ReopenForm(ConfirmForm):
    pass


class WithdrawForm(ConfirmForm):
    pass


class IntoForm(forms.Form):
    """Which need another one is to be merged into: chosen first, read, and then confirmed."""

    into = forms.TypedChoiceField(label=_("Merge into"), coerce=int)

    def __init__(self, *args: Any, needs: Iterable[Need], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sorted(((row.pk, row.title) for row in needs), key=lambda row: row[1].casefold())
        self.fields["into"].choices = [("", _("Choose a need")), *named]


class MergeForm(ConfirmForm):
    into = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)


class OpenNeedForm(VersionedForm):
    visibility = forms.ChoiceField(
        label=_("Who may see the need?"), choices=Visibility.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, has_body: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_body:
            kept = [each for each in Visibility.choices if each[0] != Visibility.BODY]
            self.fields["visibility"].choices = kept

    @staticmethod
    def initial_of(need: Need) -> dict[str, Any]:
        """Return what the form begins with for `need`."""
        return {"visibility": need.visibility, "version": need.version}
