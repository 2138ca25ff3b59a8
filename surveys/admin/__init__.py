"""The Django admin of surveys: what was asked, never what was answered."""

from django.contrib import admin

from elo_platform.lib.admin import ReadOnlyAdmin
from surveys.models import Survey, Theme


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
