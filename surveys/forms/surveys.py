"""The forms around a survey: its texts, its beginning and its end."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import (
    ConfirmForm,
    FinnishDate,
    OnceForm,
    OneLine,
    PlainText,
    VersionedForm,
)
from groups.permissions import Visibility
from surveys.models import Survey
from surveys.services.building import SHOWABLE
from surveys.services.starters import GUIDANCE_STAFF, GUIDANCE_STAFF_TEXTS
from surveys.services.values import TEXT_FIELDS, SurveyTexts

STAFF, EMPTY = "guidance_staff", "empty"


class SurveyTextsForm(VersionedForm):
    use_required_attribute = False

    title_sv = OneLine(label=_("Title in Swedish"), max_length=160, required=False)
    title_fi = OneLine(label=_("Title in Finnish"), max_length=160, required=False)
    intro_sv = PlainText(
        label=_("Introduction in Swedish"), rows=4, max_length=2000, required=False
    )
    intro_fi = PlainText(
        label=_("Introduction in Finnish"), rows=4, max_length=2000, required=False
    )
    audience_sv = OneLine(label=_("Who is asked, in Swedish"), max_length=300, required=False)
    audience_fi = OneLine(label=_("Who is asked, in Finnish"), max_length=300, required=False)
    thanks_sv = PlainText(label=_("Thanks in Swedish"), rows=3, max_length=1000, required=False)
    thanks_fi = PlainText(label=_("Thanks in Finnish"), rows=3, max_length=1000, required=False)
    visibility = forms.ChoiceField(
        label=_("Who may read the results"),
        choices=[(each.value, each.label) for each in SHOWABLE],
        initial=Visibility.GROUP,
        help_text=_("Whoever has the address may answer. Results are shown from five answers on."),
    )

    @staticmethod
    def initial_of(survey: Survey) -> dict[str, Any]:
        """Return what the form shows of `survey`."""
        return {name: getattr(survey, name) for name in (*TEXT_FIELDS, "version")}

    def given(self) -> dict[str, Any]:
        """Return what the service takes; only after `is_valid`."""
        return {"texts": SurveyTexts(**{name: self.cleaned_data[name] for name in TEXT_FIELDS})}


class NewSurveyForm(OnceForm):
    starter = forms.ChoiceField(
        label=_("Begin with"),
        widget=forms.RadioSelect,
        initial=STAFF,
        choices=[
            (STAFF, _("Eight questions to guidance staff, in both languages, to change freely")),
            (EMPTY, _("An empty survey")),
        ],
    )
    title_sv = OneLine(label=_("Title in Swedish"), max_length=160, required=False)
    title_fi = OneLine(label=_("Title in Finnish"), max_length=160, required=False)

    def given(self) -> dict[str, Any]:
        """Return what the service takes: own titles stand before the starter's."""
        titles = {name: self.cleaned_data[name] for name in ("title_sv", "title_fi")}
        if self.cleaned_data["starter"] == EMPTY:
            return {"texts": SurveyTexts(**titles), "sections": ()}
        own = {name: title for name, title in titles.items() if title}
        return {"texts": replace(GUIDANCE_STAFF_TEXTS, **own), "sections": GUIDANCE_STAFF}


class OpenForm(OnceForm):
    closes_on = FinnishDate(label=_("Last day to answer"), required=False)


class CloseForm(ConfirmForm):
    pass


class SectionMoveForm(ConfirmForm):
    pass
