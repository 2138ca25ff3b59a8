"""The forms with which answers are sorted into themes, and themes lead on."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import ConfirmForm, OnceForm, OneLine, PlainText, VersionedForm
from elo_platform.lib.text import current_language
from groups.permissions import Visibility
from groups.services.needs import NeedValues
from surveys.models import Survey, Theme
from surveys.models.answer import MAX_ANSWER
from surveys.services.building import SHOWABLE
from surveys.services.themes import ThemeValues, values_of

NAMES = ("name_sv", "name_fi", "definition_sv", "definition_fi")


class MarkForm(OnceForm):
    """A passage of one answer goes into a theme, or into a new one."""

    answer = forms.UUIDField(widget=forms.HiddenInput)
    passage = PlainText(label=_("Passage"), rows=3, max_length=MAX_ANSWER)
    theme = forms.TypedChoiceField(label=_("Theme"), coerce=int, required=False, empty_value=None)
    new_theme = OneLine(label=_("Or a new theme"), max_length=120, required=False)

    def __init__(self, *args: Any, themes: Iterable[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [("", "–"), *((each.pk, each.name) for each in themes)]

    def clean(self) -> dict[str, Any]:
        """Ask for one theme.

        Raises:
            ValidationError: none is chosen or named, or both are.
        """
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if bool(cleaned.get("theme")) == bool(cleaned.get("new_theme")):
            raise ValidationError({"theme": _("Choose a theme, or name a new one.")})
        return cleaned

    def given(self) -> dict[str, Any]:
        """Return what the service takes; only after `is_valid`."""
        name = self.cleaned_data["new_theme"]
        language = "sv" if current_language() == "sv" else "fi"
        return {
            "answer_id": self.cleaned_data["answer"],
            "passage": self.cleaned_data["passage"],
            "theme_id": self.cleaned_data["theme"],
            "new_theme": ThemeValues(**{f"name_{language}": name}) if name else None,
        }


class UnmarkForm(ConfirmForm):
    pass


class ThemeRemoveForm(ConfirmForm):
    pass


class ThemeForm(VersionedForm):
    use_required_attribute = False

    name_sv = OneLine(label=_("Name in Swedish"), max_length=120, required=False)
    name_fi = OneLine(label=_("Name in Finnish"), max_length=120, required=False)
    definition_sv = PlainText(
        label=_("What belongs to it, in Swedish"), rows=3, max_length=2000, required=False
    )
    definition_fi = PlainText(
        label=_("What belongs to it, in Finnish"), rows=3, max_length=2000, required=False
    )

    @staticmethod
    def initial_of(theme: Theme) -> dict[str, Any]:
        """Return what the form shows of `theme`."""
        own = values_of(theme=theme)
        return {name: getattr(own, name) for name in NAMES} | {"version": theme.version}

    def given(self) -> dict[str, Any]:
        """Return what the service takes; only after `is_valid`."""
        return {"values": ThemeValues(**{name: self.cleaned_data[name] for name in NAMES})}


class NewThemeForm(ThemeForm):
    version = None


class ThemeNeedForm(OnceForm):
    title_sv = OneLine(label=_("Title in Swedish"), max_length=160, required=False)
    title_fi = OneLine(label=_("Title in Finnish"), max_length=160, required=False)
    text_sv = PlainText(label=_("Description in Swedish"), rows=4, required=False)
    text_fi = PlainText(label=_("Description in Finnish"), rows=4, required=False)

    @staticmethod
    def initial_of(theme: Theme) -> dict[str, Any]:
        """Return what the form begins with for a need from `theme`."""
        return {
            "title_sv": theme.name_sv,
            "title_fi": theme.name_fi,
            "text_sv": theme.definition_sv,
            "text_fi": theme.definition_fi,
        }

    def values(self, raised_on: Any) -> NeedValues:
        """Return what was typed as the service takes it; only after `is_valid`."""
        texts = {name: self.cleaned_data[name] for name in ThemeNeedForm.base_fields}
        texts.pop("form_key")
        return NeedValues(raised_on=raised_on, **texts)


class ShareForm(VersionedForm):
    use_required_attribute = False

    visibility = forms.ChoiceField(
        label=_("Who may read what the answers led to"),
        widget=forms.RadioSelect,
        choices=[(each.value, each.label) for each in SHOWABLE],
        initial=Visibility.GROUP,
    )

    @staticmethod
    def initial_of(survey: Survey) -> dict[str, Any]:
        """Return what the form shows of `survey`."""
        return {"visibility": survey.said_visibility, "version": survey.version}

    def given(self) -> dict[str, Any]:
        """Return what the service takes; only after `is_valid`."""
        return {"visibility": self.cleaned_data["visibility"]}
