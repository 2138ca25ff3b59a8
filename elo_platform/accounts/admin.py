"""Accounts in the Django admin: no password is seen or set there, and nothing is deleted."""

from allauth.account import admin as account_admin
from allauth.mfa import admin as mfa_admin
from allauth.usersessions import admin as sessions_admin
from django import forms
from django.contrib import admin, messages
from django.contrib.auth import admin as auth_admin
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.accounts.services.people import (
    change_account,
    deactivate,
    reactivate,
    remove_factors,
)

CHANGED_HERE = ("name", "title", "language", "is_staff")

# Rights come from roles, and what opens an account is nobody's to see or to set.
for _model in (
    account_admin.EmailAddress,
    auth_admin.Group,
    mfa_admin.Authenticator,
    sessions_admin.UserSession,
):
    admin.site.unregister(_model)


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Accounts come from invitations; here they are looked up, corrected, closed and opened."""

    list_display = ("name", "email", "language", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "language")
    search_fields = ("name", "email")
    ordering = ("name",)
    fields = ("email", *CHANGED_HERE, "is_active", "joined_at", "last_login")
    readonly_fields = ("email", "is_active", "joined_at", "last_login")
    actions = ("deactivate_accounts", "reactivate_accounts", "remove_second_factors")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def save_model(
        self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool
    ) -> None:
        values = {name: form.cleaned_data[name] for name in CHANGED_HERE}
        change_account(user=obj, **values, by=request.user, now=timezone.now())

    @admin.action(description=_("Close the chosen accounts"), permissions=["change"])
    def deactivate_accounts(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        for user in queryset.exclude(pk=request.user.pk):
            deactivate(user=user, by=request.user, now=timezone.now())
        messages.success(request, _("The accounts are closed"))

    @admin.action(description=_("Open the chosen accounts again"), permissions=["change"])
    def reactivate_accounts(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        for user in queryset:
            reactivate(user=user, by=request.user, now=timezone.now())
        messages.success(request, _("The accounts are open again"))

    @admin.action(
        description=_("Remove the second step of sign-in (lost telephone)"), permissions=["change"]
    )
    def remove_second_factors(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        for user in queryset.exclude(pk=request.user.pk):
            remove_factors(user=user, by=request.user, now=timezone.now())
        messages.success(request, _("The second step is removed: they set up a new one"))
