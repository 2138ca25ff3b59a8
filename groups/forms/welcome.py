"""The forms of a welcome pack and of the first steps of somebody new."""

from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import ConfirmForm, PlainText, VersionedForm
from groups.models import Welcome


class WelcomeForm(VersionedForm):
    text_sv = PlainText(label=_("Greeting in Swedish"), rows=6, required=False, max_length=1500)
    text_fi = PlainText(label=_("Greeting in Finnish"), rows=6, required=False, max_length=1500)

    @staticmethod
    def initial_of(welcome: Welcome) -> dict[str, object]:
        """Return the form's values as the greeting stands."""
        return {name: getattr(welcome, name) for name in ("text_sv", "text_fi", "version")}


class MarkForm(ConfirmForm):
    pass
