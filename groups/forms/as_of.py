from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import FinnishDate


class AsOfForm(forms.Form):
    """Which day a page shows; nothing typed, or nonsense typed, is today."""

    on = FinnishDate(label=_("Show the state on"), required=False, help_text="")

    def day(self, today: date) -> date:
        """Return the day asked for, or today."""
        return self.cleaned_data.get("on") or today if self.is_valid() else today


class RepresentationForm(AsOfForm):
    """The scope and the day of the representation page; empty is the group's usual scope."""

    body = forms.TypedChoiceField(label=_("Body"), coerce=int, required=False, empty_value=None)

    field_order = ("body", "on")

    def __init__(self, *args: object, bodies: list[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [*bodies, (0, _("All bodies"))]
