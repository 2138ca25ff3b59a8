"""Outcomes and their answers for administrators: to look up, never to change."""

from django.contrib import admin

from elo_platform.lib.admin import ReadOnlyAdmin
from groups.models import Echo, Outcome


@admin.register(Outcome)
class OutcomeAdmin(ReadOnlyAdmin):
    """What was recorded; the database refuses to change it, here too."""

    list_display = ("year", "number", "body", "kind", "decided_on", "visibility")
    list_filter = ("kind", "visibility", "body__group")
    list_select_related = ("body",)
    search_fields = ("title_sv", "title_fi")
    ordering = ("-decided_on", "-pk")


@admin.register(Echo)
class EchoAdmin(ReadOnlyAdmin):
    list_display = ("organisation", "outcome", "answer", "is_on_behalf", "answered_at")
    list_filter = ("answer", "outcome__body__group")
    list_select_related = ("organisation", "outcome")
    search_fields = ("organisation__name_sv", "organisation__name_fi")
    ordering = ("-asked_at", "-pk")
