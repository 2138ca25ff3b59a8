"""Groups for administrators: territory and coordination by date; seats and people to read."""

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.admin import ReadOnlyAdmin
from groups.admin.periods import PeriodFormSet, PeriodInline
from groups.models import (
    Authority,
    Body,
    Coordination,
    EloGroup,
    GroupRegion,
    Invitation,
    Level,
    Seat,
    SeatHolder,
)
from groups.querysets.permitted import today_in_helsinki


class TerritoryFormSet(PeriodFormSet):
    """A region is in a group's territory once at a time."""

    same = ("region",)


class TerritoryInline(PeriodInline):
    model = GroupRegion
    formset = TerritoryFormSet
    fields = ("region", "is_whole", "starts_on", "ends_on")


class CoordinationInline(PeriodInline):
    """One authority coordinates a group at a time; authorities by their names of today."""

    model = Coordination
    fields = ("authority", "starts_on", "ends_on")

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: object
    ) -> forms.ModelChoiceField | None:
        if db_field.name == "authority":
            kwargs["queryset"] = Authority.objects.named(today_in_helsinki())
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class LevelInline(admin.TabularInline):
    model = Level
    extra = 0
    can_delete = False
    fields = ("number", "kind", "name_sv", "name_fi", "name_en")


@admin.register(EloGroup)
class EloGroupAdmin(admin.ModelAdmin):
    """What a coordinator may not change alone: where the group is, and who coordinates it."""

    list_display = ("name_sv", "name_fi", "kind", "state", "founded_on")
    list_filter = ("state", "kind", "regions")
    search_fields = ("name_sv", "name_fi", "name_en")
    ordering = ("name_fi",)
    fields = ("name_sv", "name_fi", "name_en", "kind", "languages", "state", "founded_on")
    inlines = (TerritoryInline, CoordinationInline, LevelInline)

    def has_delete_permission(self, request: HttpRequest, obj: EloGroup | None = None) -> bool:
        return False

    def save_model(
        self, request: HttpRequest, obj: EloGroup, form: forms.ModelForm, change: bool
    ) -> None:
        """Save with a new version, so that an edit open on the group's own page turns stale."""
        obj.version += 1
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: forms.ModelForm, formsets: list, change: bool
    ) -> None:
        """Save the rows, and say in the log whether who coordinates the group has changed."""
        super().save_related(request, form, formsets, change)
        changed = {formset.model for formset in formsets if formset.has_changed()}
        kind = AuditKind.GROUP_CHANGED
        if Coordination in changed:
            kind = AuditKind.COORDINATION_CHANGED
        group = form.instance
        record(kind=kind, target=group, by=request.user, at=timezone.now(), group_id=group.pk)


@admin.register(Body)
class BodyAdmin(ReadOnlyAdmin):
    list_display = ("name_sv", "name_fi", "kind", "group", "visibility", "starts_on", "ends_on")
    list_filter = ("kind", "group")
    list_select_related = ("group",)
    search_fields = ("name_sv", "name_fi", "group__name_sv", "group__name_fi")
    fields = ("name_sv", "name_fi", "kind", "group", "level", "visibility", "starts_on", "ends_on")
    ordering = ("group", "pk")


@admin.register(Seat)
class SeatAdmin(ReadOnlyAdmin):
    list_display = ("organisation", "body", "group", "opened_on", "closed_on")
    list_filter = ("body__group",)
    list_select_related = ("organisation", "body__group")
    search_fields = ("organisation__name_sv", "organisation__name_fi")
    fields = ("body", "organisation", "opened_on", "closed_on")
    ordering = ("body", "pk")

    @admin.display(description=_("group"))
    def group(self, row: Seat) -> str:
        """Return the group's name."""
        return row.body.group.name


@admin.register(SeatHolder)
class SeatHolderAdmin(ReadOnlyAdmin):
    list_display = ("user", "kind", "organisation", "body", "starts_on", "ends_on", "is_void")
    list_filter = ("kind", "seat__body__group")
    list_select_related = ("user", "seat__organisation", "seat__body")
    search_fields = ("user__name", "user__email", "seat__organisation__name_sv")
    fields = ("user", "kind", "organisation", "body", "starts_on", "ends_on", "is_void")
    ordering = ("-starts_on", "pk")

    @admin.display(description=_("organisation"))
    def organisation(self, row: SeatHolder) -> str:
        """Return the organisation that the seat belongs to."""
        return row.seat.organisation.name

    @admin.display(description=_("body"))
    def body(self, row: SeatHolder) -> str:
        """Return the body that the seat is in."""
        return row.seat.body.name


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """States, and never what people wrote to each other."""

    list_display = ("address", "organisation", "body", "kind", "state", "invited_at", "expires_at")
    list_filter = ("state", "kind", "seat__body__group")
    list_select_related = ("seat__organisation", "seat__body")
    search_fields = ("address", "name")
    fields = ("address", "name", "language", "organisation", "body", "kind", "state")
    fields += ("invited_by", "invited_at", "expires_at", "answered_at", "times_sent")
    ordering = ("-invited_at",)

    @admin.display(description=_("organisation"))
    def organisation(self, row: Invitation) -> str:
        """Return the organisation that is asked."""
        return row.seat.organisation.name

    @admin.display(description=_("body"))
    def body(self, row: Invitation) -> str:
        """Return the body that it is asked for."""
        return row.seat.body.name
