"""The forms of a welcome pack and of the first steps of somebody new."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import ConfirmForm, PlainText
from groups.forms.networks import GivenForm
from groups.models import Welcome


class WelcomeForm(GivenForm):
    text_sv = PlainText(label=_("Greeting in Swedish"), rows=6, required=False, max_length=1500)
    text_fi = PlainText(label=_("Greeting in Finnish"), rows=6, required=False, max_length=1500)

    @staticmethod
    def initial_of(welcome: Welcome) -> dict[str, object]:
        """Return the form's values as the greeting stands."""
        return {name: getattr(welcome, name) for name in ("text_sv", "text_fi", "version")}

    def given(self) -> dict[str, Any]:
        """Return what was typed as the service takes it; only after `is_valid`."""
        return {name: self.cleaned_data[name] for name in ("version", "text_sv", "text_fi")}


class MarkForm(ConfirmForm):
    pass
