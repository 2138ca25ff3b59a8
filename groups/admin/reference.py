"""Administrators read and correct the reference data, by date and with what is not verified."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from groups.models.authority import (
    Authority,
    AuthorityName,
    AuthorityRegion,
    AuthoritySuccession,
)
from groups.models.category import Category, CategoryName, RequiredCategory
from groups.models.dated import Reference, Sourced
from groups.models.goal import GoalFramework, NationalGoal
from groups.models.place import Region
from groups.models.term import Term
from groups.querysets.permitted import today_in_helsinki

NAMES = ("name_fi", "name_sv", "name_en")
PERIOD = ("valid_from", "valid_to")
SOURCE = ("verify", "note", "is_edited")
# Their names are rows with dates: lists and choices show the name of today.
NAMED = (Authority, Category)


class CorrectionForm(forms.ModelForm):
    """Marks what a person corrects, so that loading the files leaves it as it is."""

    instance: Reference

    def clean(self) -> dict[str, Any]:
        """Mark the row, unless the mark itself is what has been changed."""
        cleaned = super().clean() or self.cleaned_data
        if "is_edited" not in self.changed_data:
            self.instance.is_edited = cleaned["is_edited"] = True
        return cleaned


class PeriodFormSet(forms.BaseInlineFormSet):
    """Rows of one owner, of which no two may hold on the same day."""

    owner_fields: Sequence[str] = ()

    def clean(self) -> None:
        """Refuse two rows that hold on the same day.

        Raises:
            ValidationError: two periods overlap.
        """
        super().clean()
        last_days: dict[tuple[object, ...], date] = {}
        for row in sorted(self._rows(), key=lambda row: row["valid_from"] or date.min):
            owner = tuple(row.get(name) for name in self.owner_fields)
            if owner in last_days and (row["valid_from"] or date.min) <= last_days[owner]:
                raise ValidationError(_("The periods of two rows overlap."))
            last_days[owner] = row["valid_to"] or date.max

    def _rows(self) -> list[dict[str, Any]]:
        live = [form for form in self.forms if form not in self.deleted_forms]
        return [form.cleaned_data for form in live if form.is_valid() and form.cleaned_data]


class TerritoryFormSet(PeriodFormSet):
    """Regions of one authority: the same region only once at a time."""

    owner_fields = ("region",)


class UnverifiedFilter(admin.SimpleListFilter):
    """Rows in which something is not stated in a source, or the others."""

    title = _("verification")
    parameter_name = "unverified"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[str, object]]:
        """Return the two choices."""
        return [("yes", _("Unverified")), ("no", _("Verified"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the chosen half."""
        if self.value() == "yes":
            return queryset.exclude(verify="")
        return queryset.filter(verify="") if self.value() == "no" else queryset


class NamedChoices:
    """Offers authorities and categories by their names of today instead of their keys."""

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField | None:
        """Return the field of `db_field` with named choices."""
        model = db_field.remote_field.model
        if model in NAMED:
            kwargs["queryset"] = model.objects.named(today_in_helsinki())
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]


class ReferenceInline(NamedChoices, admin.TabularInline):
    """Rows with dates on their owner's page."""

    form = CorrectionForm
    formset = PeriodFormSet
    extra = 0
    # Three names and two days side by side fit a laptop's width.
    formfield_overrides = {
        models.CharField: {"widget": AdminTextInputWidget(attrs={"class": "", "size": 24})}
    }


class ReferenceAdmin(NamedChoices, admin.ModelAdmin):
    """Keys stay as they are, nothing is deleted, and what is unverified is said in words."""

    form = CorrectionForm
    keys: Sequence[str] = ("key",)
    list_filter: Sequence[Any] = (UnverifiedFilter, "is_edited")
    readonly_fields = ("unverified_words",)
    # Joins would come before the prefetched rows that bring the names of today.
    list_select_related: Sequence[str] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the rows, with their names of today where names have dates."""
        rows = super().get_queryset(request)
        return rows.named(today_in_helsinki()) if self.model in NAMED else rows

    def get_readonly_fields(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> Sequence[str]:
        """Return the computed columns, and the keys of a row that exists."""
        return [*self.readonly_fields, *(self.keys if obj else ())]

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Refuse: whatever points at a row outlives it; an end date closes it."""
        return False

    @admin.display(description=_("Not verified"))
    def unverified_words(self, row: Sourced) -> str:
        """Return what no source states, in words."""
        return ", ".join(str(word) for word in row.unverified)


class AuthorityNameInline(ReferenceInline):
    """The names of an authority, by date."""

    model = AuthorityName
    fields = (*NAMES, *PERIOD)


class AuthorityRegionInline(ReferenceInline):
    """The territory of an authority, by date."""

    model = AuthorityRegion
    formset = TerritoryFormSet
    fields = ("region", "coverage", *PERIOD, "verify")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the rows with their regions, which stand in the heading of each."""
        return super().get_queryset(request).select_related("region", "authority")


class CategoryNameInline(ReferenceInline):
    """The names of a category, by date."""

    model = CategoryName
    fields = (*NAMES, *PERIOD)


class RequiredCategoryInline(ReferenceInline):
    """When every group must have the category."""

    model = RequiredCategory
    fields = (*PERIOD, "source", "verify", "note")


class NationalGoalInline(ReferenceInline):
    """The goals of a framework."""

    model = NationalGoal
    formset = forms.BaseInlineFormSet
    fields = ("number", *NAMES, "verify", "note")


@admin.register(Region)
class RegionAdmin(ReferenceAdmin):
    """Regions."""

    keys = ("code",)
    list_display = ("code", *NAMES, "languages", "municipality_count", "unverified_words")
    list_display_links = ("code", "name_fi")
    search_fields = ("code", "iso3166_2", *NAMES)
    fields = ("code", "iso3166_2", *NAMES, "languages", "municipality_count")
    fields += ("unverified_words", *SOURCE)


@admin.register(Authority)
class AuthorityAdmin(ReferenceAdmin):
    """Authorities with their names and territories by date."""

    list_display = ("current_name", "key", "kind", "seat_town", *PERIOD, "unverified_words")
    ordering = ("key",)
    list_filter = (UnverifiedFilter, "kind", "is_edited")
    search_fields = ("key", "seat_town", *(f"names__{name}" for name in NAMES))
    fields = ("key", "kind", "seat_town", "theme_sv", "theme_fi", *PERIOD, "unverified_words")
    fields += SOURCE
    inlines = (AuthorityNameInline, AuthorityRegionInline)

    @admin.display(description=_("name"), ordering="name_fi")
    def current_name(self, row: Authority) -> str:
        """Return the name of today, or the last one."""
        return row.name


@admin.register(AuthoritySuccession)
class AuthoritySuccessionAdmin(ReferenceAdmin):
    """Who took over from whom."""

    keys = ("predecessor", "successor")
    list_display = ("predecessor", "successor", "on", "relation", "unverified_words")
    list_filter = (UnverifiedFilter, "relation", "on", "is_edited")
    search_fields = tuple(
        f"{side}__{field}"
        for side in ("predecessor", "successor")
        for field in ("key", *(f"names__{name}" for name in NAMES))
    )
    fields = ("predecessor", "successor", "on", "relation", "regions", "unverified_words", *SOURCE)
    filter_horizontal = ("regions",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the rows with both authorities by name, the latest first."""
        named = Authority.objects.named(today_in_helsinki())
        sides = [Prefetch(side, named) for side in ("predecessor", "successor")]
        return super().get_queryset(request).prefetch_related(*sides).order_by("-on", "pk")


@admin.register(Category)
class CategoryAdmin(ReferenceAdmin):
    """Categories with their names and requirements by date."""

    list_display = ("current_name", "key", "sector", "frequency", "counts_as_key")
    list_display += ("unverified_words",)
    list_filter = (UnverifiedFilter, "frequency", "sector", "is_edited")
    search_fields = ("key", *(f"names__{name}" for name in NAMES))
    fields = ("key", "sector", "frequency", "counts_as", "order", "unverified_words", *SOURCE)
    inlines = (CategoryNameInline, RequiredCategoryInline)
    list_select_related = ("counts_as",)

    @admin.display(description=_("name"))
    def current_name(self, row: Category) -> str:
        """Return the name of today."""
        return row.name

    @admin.display(description=_("counts as"))
    def counts_as_key(self, row: Category) -> str:
        """Return the key of the required category that this one fulfils as well."""
        return row.counts_as.key if row.counts_as else ""


@admin.register(RequiredCategory)
class RequiredCategoryAdmin(ReferenceAdmin):
    """What every group must have, by date."""

    keys = ()
    list_display = ("category", *PERIOD, "source", "unverified_words")
    search_fields = ("category__key", *(f"category__names__{name}" for name in NAMES))
    fields = ("category", *PERIOD, "source", "unverified_words", *SOURCE)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the rows with their categories by name."""
        named = Category.objects.named(today_in_helsinki())
        return super().get_queryset(request).prefetch_related(Prefetch("category", named))


@admin.register(AuthorityRegion)
class AuthorityRegionAdmin(ReferenceAdmin):
    """Which region belonged to which authority."""

    keys = ()
    list_display = ("authority", "region", "coverage", *PERIOD, "unverified_words")
    list_filter = (UnverifiedFilter, "coverage", "region", "is_edited")
    list_select_related = ("region",)
    search_fields = ("authority__key", *(f"authority__names__{name}" for name in NAMES))
    fields = ("authority", "region", "coverage", *PERIOD, "unverified_words", "verify", "is_edited")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the rows with their authorities by name."""
        named = Authority.objects.named(today_in_helsinki())
        rows = super().get_queryset(request).prefetch_related(Prefetch("authority", named))
        return rows.order_by("region__code", "valid_from", "pk")


@admin.register(GoalFramework)
class GoalFrameworkAdmin(ReferenceAdmin):
    """Goal frameworks with their goals."""

    list_display = (*NAMES, "year_from", "year_to", "unverified_words")
    search_fields = ("key", *NAMES)
    fields = ("key", *NAMES, "year_from", "year_to", "unverified_words", *SOURCE)
    inlines = (NationalGoalInline,)


@admin.register(NationalGoal)
class NationalGoalAdmin(ReferenceAdmin):
    """National goals."""

    keys = ("framework", "number")
    list_display = ("framework", "number", *NAMES, "unverified_words")
    list_display_links = ("number", "name_fi")
    list_filter = (UnverifiedFilter, "framework", "is_edited")
    list_select_related = ("framework",)
    search_fields = NAMES
    fields = ("framework", "number", *NAMES, "unverified_words", *SOURCE)


@admin.register(Term)
class TermAdmin(ReferenceAdmin):
    """Words of the field."""

    keys = ("sv",)
    list_display = ("sv", "fi", "en", "synonyms", "mark", "unverified_words")
    list_filter = (UnverifiedFilter, "mark", "is_edited")
    search_fields = ("sv", "fi", "en", "synonyms")
    fields = ("sv", "fi", "en", "synonyms", "mark", "unverified_words", *SOURCE)
    ordering = ("sv",)
