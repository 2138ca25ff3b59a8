"""What admin pages of rows with a first and a last day have in common."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class PeriodForm(forms.ModelForm):
    """A row whose neighbours are compared by its formset, since they may change together."""

    def _get_validation_exclusions(self) -> set[str]:
        # The constraint of the database compares with rows as they were before this page.
        return {*super()._get_validation_exclusions(), "starts_on"}


class PeriodFormSet(forms.BaseInlineFormSet):
    """Rows of one owner; no two of the same `same` may hold on one day."""

    same: Sequence[str] = ()

    def clean(self) -> None:
        """Refuse periods that end before they begin, and two that hold on the same day.

        Raises:
            ValidationError: with which of both it is.
        """
        super().clean()
        last_days: dict[tuple[object, ...], date] = {}
        for row in sorted(self._rows(), key=lambda row: row["starts_on"]):
            last_day = row["ends_on"] or date.max
            if last_day < row["starts_on"]:
                raise ValidationError(_("The last day is before the first day."))
            owner = tuple(row[name] for name in self.same)
            if owner in last_days and row["starts_on"] <= last_days[owner]:
                raise ValidationError(_("The periods of two rows overlap."))
            last_days[owner] = last_day

    def _rows(self) -> list[dict[str, Any]]:
        live = [form for form in self.forms if form not in self.deleted_forms]
        return [form.cleaned_data for form in live if form.is_valid() and form.cleaned_data]


class PeriodInline(admin.TabularInline):
    """Rows with dates on their owner's page; what has held is ended, not deleted."""

    form = PeriodForm
    formset = PeriodFormSet
    extra = 0
    can_delete = False
