"""The Django admin of plans: to look, never to change. Plans are written in the product."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from plans.models import Goal, Measure, Offer, Plan, PlanVersion, Position, Progress, Step


class ToRead(admin.ModelAdmin):
    """Rows that services alone write."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(Plan)
class PlanAdmin(ToRead):
    list_display = ("title_sv", "title_fi", "group", "state", "edition", "year_from", "year_to")
    list_filter = ("state", "visibility", "group")
    search_fields = ("title_sv", "title_fi")
    list_select_related = ("group",)


@admin.register(Position)
class PositionAdmin(ToRead):
    list_display = ("plan", "kind", "changed_at")
    list_filter = ("kind",)
    list_select_related = ("plan",)


@admin.register(Goal)
class GoalAdmin(ToRead):
    list_display = ("plan", "parent", "number", "title_sv", "title_fi")
    search_fields = ("title_sv", "title_fi")
    list_select_related = ("plan", "parent")


@admin.register(Measure)
class MeasureAdmin(ToRead):
    list_display = ("plan", "title_sv", "title_fi", "responsible", "due_on", "status")
    list_filter = ("status", "kind")
    search_fields = ("title_sv", "title_fi")
    list_select_related = ("plan", "responsible")


@admin.register(Step)
class StepAdmin(ToRead):
    list_display = ("measure", "number", "text_sv", "text_fi", "due_on", "done_on")
    list_select_related = ("measure",)


@admin.register(Progress)
class ProgressAdmin(ToRead):
    list_display = ("measure", "status", "organisation", "at")
    list_filter = ("status",)
    list_select_related = ("measure", "organisation")


@admin.register(Offer)
class OfferAdmin(ToRead):
    list_display = ("measure", "organisation", "state", "answer_by", "agreed_due_on")
    list_filter = ("state",)
    list_select_related = ("measure", "organisation")


@admin.register(PlanVersion)
class PlanVersionAdmin(ToRead):
    list_display = ("plan", "edition", "approved_on", "outcome", "sha256")
    list_select_related = ("plan", "outcome__body")
