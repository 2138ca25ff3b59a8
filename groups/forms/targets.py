"""The forms of setting and ending a target of representation."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from elo_platform.lib.forms import FinnishDate, OnceForm, OneLine
from groups.models import Body, Category, EloGroup


class TargetForm(OnceForm):
    body = forms.ModelChoiceField(label=_("Body"), queryset=None, empty_label=_("Choose a body"))
    category = forms.ModelChoiceField(
        label=pgettext_lazy("organisation", "Kind"),
        queryset=None,
        empty_label=_("Choose a kind of organisation"),
    )
    seats = forms.IntegerField(label=_("Seats that should have a member"), initial=1)
    starts_on = FinnishDate(label=_("From"))
    ends_on = FinnishDate(label=_("To"), required=False, help_text=_("Empty while it has no end."))
    agreed = OneLine(
        label=_("Where and when it was agreed"),
        max_length=160,
        required=False,
        help_text=_("For example: leading group 12.2.2025"),
    )

    def __init__(self, *args: object, group: EloGroup, on: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.filter(group=group).on(on).in_order()
        self.fields["category"].queryset = Category.objects.named(on)


class EndTargetForm(OnceForm):
    last_day = FinnishDate(label=_("Last day of the target"))
