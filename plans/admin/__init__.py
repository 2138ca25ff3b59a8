"""The Django admin of plans: to look, never to change. Plans are written in the product."""

from django.contrib import admin

from elo_platform.lib.admin import ReadOnlyAdmin
from plans.models import Goal, Measure, Offer, Plan, PlanVersion, Position, Progress, Step


@admin.register(Plan)
class PlanAdmin(ReadOnlyAdmin):
    list_display = ("title_sv", "title_fi", "group", "state", "edition", "year_from", "year_to")
    list_filter = ("state", "visibility", "group")
    search_fields = ("title_sv", "title_fi")
    list_select_related = ("group",)


@admin.register(Position)
class PositionAdmin(ReadOnlyAdmin):
    list_display = ("plan", "kind", "changed_at")
    list_filter = ("kind",)
    list_select_related = ("plan",)


@admin.register(Goal)
class GoalAdmin(ReadOnlyAdmin):
    list_display = ("plan", "parent", "number", "title_sv", "title_fi")
    search_fields = ("title_sv", "title_fi")
    list_select_related = ("plan", "parent")


@admin.register(Measure)
class MeasureAdmin(ReadOnlyAdmin):
    list_display = ("plan", "title_sv", "title_fi", "responsible", "due_on", "status")
    list_filter = ("status", "kind")
    search_fields = ("title_sv", "title_fi")
    list_select_related = ("plan", "responsible")


@admin.register(Step)
class StepAdmin(ReadOnlyAdmin):
    list_display = ("measure", "number", "text_sv", "text_fi", "due_on", "done_on")
    list_select_related = ("measure",)


@admin.register(Progress)
class ProgressAdmin(ReadOnlyAdmin):
    list_display = ("measure", "status", "organisation", "at")
    list_filter = ("status",)
    list_select_related = ("measure", "organisation")


@admin.register(Offer)
class OfferAdmin(ReadOnlyAdmin):
    list_display = ("measure", "organisation", "state", "answer_by", "agreed_due_on")
    list_filter = ("state",)
    list_select_related = ("measure", "organisation")


@admin.register(PlanVersion)
class PlanVersionAdmin(ReadOnlyAdmin):
    list_display = ("plan", "edition", "approved_on", "outcome", "sha256")
    list_select_related = ("plan", "outcome__body")
