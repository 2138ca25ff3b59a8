"""Outcomes and their answers for administrators: to look up by title, never to change."""

from django.contrib import admin

from elo_platform.lib.admin import ReadOnlyAdmin
from groups.models import Echo, Outcome


@admin.register(Outcome)
class OutcomeAdmin(ReadOnlyAdmin):
    """What was recorded, by its title; the database refuses to change it, here too."""

    list_display = ("year", "number", "body", "kind", "decided_on", "visibility")
    list_filter = ("kind", "visibility", "body__group")
    list_select_related = ("body",)
    search_fields = ("title_sv", "title_fi")
    fields = ("body", "year", "number", "kind", "title_sv", "title_fi")
    fields += ("decided_on", "answer_by", "visibility", "recorded_at")
    ordering = ("-decided_on", "-pk")


@admin.register(Echo)
class EchoAdmin(ReadOnlyAdmin):
    list_display = ("organisation", "outcome", "answer", "is_on_behalf", "answered_at")
    list_filter = ("answer", "outcome__body__group")
    list_select_related = ("organisation", "outcome")
    search_fields = ("organisation__name_sv", "organisation__name_fi")
    fields = ("organisation", "outcome", "answer", "is_on_behalf", "asked_at", "answered_at")
    ordering = ("-asked_at", "-pk")
