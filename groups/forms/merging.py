"""The form that lets one body go into another."""

from django import forms
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import FinnishDate, VersionedForm
from groups.models import Body


class MergeForm(VersionedForm):
    target = forms.TypedChoiceField(
        label=_("Which body goes on?"), coerce=int, widget=forms.RadioSelect
    )
    on = FinnishDate(
        label=_("From which day?"),
        help_text=_("Today at the latest. The old body ends the day before."),
    )

    def __init__(self, *args: object, bodies: list[Body], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = [(body.pk, body.name) for body in bodies]
