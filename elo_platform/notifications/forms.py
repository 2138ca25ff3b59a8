from django import forms
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import OnceForm
from elo_platform.notifications.preferences import choosable


def _choices() -> list[tuple[str, str]]:
    return [(kind.value, str(kind.label)) for kind in choosable()]


class SettingsForm(OnceForm):
    kinds = forms.MultipleChoiceField(
        label=_("Send me by e-mail"),
        help_text=_("Calls to meetings, and what concerns your own seat, always come."),
        choices=_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class ReadForm(OnceForm):
    newest = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)


class StopForm(OnceForm):
    pass
