"""The Django admin of surveys: what was asked, never what was answered."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from surveys.models import Survey, Theme


class ReadOnlyAdmin(admin.ModelAdmin):
    """Looked up here; written by the services behind the pages."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(Survey)
class SurveyAdmin(ReadOnlyAdmin):
    list_display = ("title_sv", "title_fi", "group", "state", "opened_at", "closed_at")
    list_filter = ("state",)
    list_select_related = ("group",)
    fields = (
        "group",
        "title_sv",
        "title_fi",
        "state",
        "visibility",
        "said_visibility",
        "closes_on",
        "opened_at",
        "closed_at",
    )


@admin.register(Theme)
class ThemeAdmin(ReadOnlyAdmin):
    list_display = ("name_sv", "name_fi", "survey", "made_at")
    list_select_related = ("survey",)
    fields = ("survey", "name_sv", "name_fi", "made_at")
