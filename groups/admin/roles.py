"""Appointments for administrators: given and ended by the service, never edited."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models import RoleGrant
from groups.permissions import ROLE_SCOPE, Role, Scope
from groups.policies.people import SEAT_ROLES
from groups.services.roles import appoint, dismiss

PLACES = tuple(scope.value for scope in Scope if scope is not Scope.NATIONAL)


class AppointmentForm(forms.ModelForm):
    """A role that does not follow from a seat, and the one place that it is held in."""

    class Meta:
        model = RoleGrant
        fields = ("user", "role", *PLACES, "starts_on", "ends_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "role" in self.fields:
            roles = [choice for choice in Role.choices if Role(choice[0]) not in SEAT_ROLES]
            self.fields["role"].choices = [("", "---------"), *roles]

    def clean(self) -> dict[str, Any]:
        """Ask for the place that the role is held in, and for no other.

        Raises:
            ValidationError: at the place that is missing or too much, or at the person who
                has the role already.
        """
        clean = super().clean() or self.cleaned_data
        role, starts_on, ends_on = (clean.get(name) for name in ("role", "starts_on", "ends_on"))
        if not role:
            return clean
        scope = ROLE_SCOPE[Role(role)].value
        for place in PLACES:
            if place == scope and not clean.get(place):
                self.add_error(place, _("This role is held here: choose one."))
            if place != scope and clean.get(place):
                self.add_error(place, _("This role is not held here: leave it empty."))
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The last day is before the first day."))
        if not self.errors:
            where = {scope: clean[scope]} if scope in PLACES else {}
            same = RoleGrant.objects.filter(user=clean["user"], role=role, **where)
            if same.overlapping(starts_on, ends_on).exists():
                self.add_error("user", _("The person already has this role in that period."))
        return clean


@admin.register(RoleGrant)
class RoleGrantAdmin(admin.ModelAdmin):
    form = AppointmentForm
    list_display = ("user", "role", *PLACES, "is_of_a_seat", "starts_on", "ends_on")
    list_filter = ("role", "group")
    list_select_related = ("user", *PLACES)
    search_fields = ("user__name", "user__email")
    autocomplete_fields = ("user", *PLACES)
    ordering = ("-starts_on", "pk")
    actions = ("dismiss_at_once",)

    @admin.display(description=_("follows from a seat"), boolean=True)
    def is_of_a_seat(self, row: RoleGrant) -> bool:
        """Return whether the role comes and goes with a mandate."""
        return row.holder_id is not None

    def has_change_permission(self, request: HttpRequest, obj: RoleGrant | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: RoleGrant | None = None) -> bool:
        return False

    def save_model(
        self, request: HttpRequest, obj: RoleGrant, form: AppointmentForm, change: bool
    ) -> None:
        clean = form.cleaned_data
        role = Role(clean["role"])
        scope = ROLE_SCOPE[role].value
        grant = appoint(
            user=clean["user"],
            role=role,
            held_in=clean[scope] if scope in PLACES else None,
            starts_on=clean["starts_on"],
            ends_on=clean["ends_on"],
            by=request.user,
            now=timezone.now(),
        )
        obj.pk = grant.pk

    @admin.action(description=_("End the chosen appointments at once"), permissions=["add"])
    def dismiss_at_once(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        for grant in queryset:
            try:
                dismiss(grant_id=grant.pk, by=request.user, now=timezone.now())
            except (PermissionDenied, ValidationError) as refusal:
                reason = " ".join(getattr(refusal, "messages", [str(refusal)]))
                messages.error(request, f"{grant}: {reason}")
            else:
                messages.success(request, _("The appointment of %s has ended.") % grant.user)
