"""Organisations for administrators; every change goes through the services."""

from dataclasses import fields
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.business_id import checked_business_id
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.forms import FinnishDate
from groups.admin.reference import NamedChoices
from groups.models import Organisation, OrganisationName
from groups.services.organisations import (
    IN_REGISTER,
    OrganisationValues,
    change_organisation,
    create_organisation,
    refuse_circle,
    rename_organisation,
)

NAMES = ("name_sv", "name_fi")
VALUES = tuple(field.name for field in fields(OrganisationValues))


class OrganisationForm(forms.ModelForm):
    """The register's row, and from which day a new name holds."""

    named_from = FinnishDate(
        label=_("the names hold from"),
        required=False,
        help_text=_("Only when a name changes; empty is today. The old name keeps its days."),
    )

    class Meta:
        model = Organisation
        fields = (*NAMES, *VALUES)

    def clean(self) -> dict[str, Any]:
        """Refuse to add what is in the register.

        Raises:
            ValidationError: at the name that another organisation has, or at a parent that is
                a part of it.
        """
        clean = super().clean() or self.cleaned_data
        for name in NAMES:
            if not self.instance.pk and Organisation.objects.called(clean.get(name, "")).exists():
                self.add_error(name, IN_REGISTER)
        if self.instance.pk:
            refuse_circle(parent=clean.get("parent"), organisation_id=self.instance.pk)
        return clean

    def clean_business_id(self) -> str:
        """Return the business id as it is written today."""
        return checked_business_id(self.cleaned_data["business_id"])

    def clean_named_from(self) -> date | None:
        """Refuse a day that an earlier name, or no day at all, leaves no room for.

        Raises:
            ValidationError: the day is to come, or a name already begins on it or later.
        """
        day: date | None = self.cleaned_data["named_from"]
        if day is None:
            return None
        if day > helsinki_day(timezone.now()):
            raise ValidationError(_("Choose today or an earlier day."))
        if self.instance.pk and self.instance.names.filter(starts_on__gt=day).exists():
            raise ValidationError(_("The organisation already has a name from that day on."))
        return day


class OrganisationNameInline(admin.TabularInline):
    """What it has been called, and when: to read."""

    model = OrganisationName
    extra = 0
    fields = (*NAMES, "starts_on", "ends_on")
    readonly_fields = fields
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(Organisation)
class OrganisationAdmin(NamedChoices, admin.ModelAdmin):
    form = OrganisationForm
    list_display = ("name_sv", "name_fi", "sector", "region", "business_id", "ended_on")
    list_filter = ("category__sector", "region")
    list_select_related = ("category", "region")
    search_fields = ("name_sv", "name_fi", "names__name_sv", "names__name_fi", "business_id")
    ordering = ("name_fi", "name_sv", "pk")
    fields = (*NAMES, "named_from", *VALUES)
    inlines = (OrganisationNameInline,)
    autocomplete_fields = ("parent",)

    @admin.display(description=_("sector"))
    def sector(self, row: Organisation) -> str:
        """Return the sector of the organisation's category, in words."""
        return row.category.get_sector_display()

    def has_delete_permission(self, request: HttpRequest, obj: Organisation | None = None) -> bool:
        return False

    def save_model(
        self, request: HttpRequest, obj: Organisation, form: OrganisationForm, change: bool
    ) -> None:
        """Add, rename or correct, each by its own service."""
        clean, act = form.cleaned_data, {"by": request.user, "now": timezone.now()}
        names = {name: clean[name] for name in NAMES}
        if not change:
            made = create_organisation(
                **names, category=clean["category"], region=clean["region"], **act
            )
            obj.pk = made.pk
        elif {*NAMES} & {*form.changed_data}:
            day = clean["named_from"] or helsinki_day(timezone.now())
            rename_organisation(organisation_id=obj.pk, **names, starts_on=day, **act)
        values = OrganisationValues(**{name: clean[name] for name in VALUES})
        change_organisation(organisation_id=obj.pk, values=values, **act)
