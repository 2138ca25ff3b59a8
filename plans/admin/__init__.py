"""The Django admin of plans: titles and states to look up. Texts are read in the product."""

from django.contrib import admin

from elo_platform.lib.admin import ListOnlyAdmin, ReadOnlyAdmin
from plans.models import Goal, Measure, Offer, Plan, PlanVersion, Position, Progress, Step


@admin.register(Plan)
class PlanAdmin(ReadOnlyAdmin):
    list_display = ("title_sv", "title_fi", "group", "state", "edition", "year_from", "year_to")
    list_filter = ("state", "visibility", "group")
    fields = ("group", "title_sv", "title_fi", "year_from", "year_to")
    fields += ("state", "edition", "visibility", "approved_at")
    search_fields = ("title_sv", "title_fi")
    list_select_related = ("group",)


@admin.register(Position)
class PositionAdmin(ReadOnlyAdmin):
    list_display = fields = ("plan", "kind", "changed_at")
    list_filter = ("kind",)
    list_select_related = ("plan",)


@admin.register(Goal)
class GoalAdmin(ReadOnlyAdmin):
    list_display = fields = ("plan", "parent", "number", "title_sv", "title_fi")
    search_fields = ("title_sv", "title_fi")
    list_select_related = ("plan", "parent")


@admin.register(Measure)
class MeasureAdmin(ReadOnlyAdmin):
    list_display = fields = ("plan", "title_sv", "title_fi", "responsible", "due_on", "status")
    list_filter = ("status", "kind")
    search_fields = ("title_sv", "title_fi")
    list_select_related = ("plan", "responsible")


@admin.register(Step)
class StepAdmin(ListOnlyAdmin):
    list_display = ("measure", "number", "due_on", "done_on")
    list_select_related = ("measure",)


@admin.register(Progress)
class ProgressAdmin(ReadOnlyAdmin):
    list_display = fields = ("measure", "status", "organisation", "at")
    list_filter = ("status",)
    list_select_related = ("measure", "organisation")


@admin.register(Offer)
class OfferAdmin(ReadOnlyAdmin):
    list_display = fields = ("measure", "organisation", "state", "answer_by", "agreed_due_on")
    list_filter = ("state",)
    list_select_related = ("measure", "organisation")


@admin.register(PlanVersion)
class PlanVersionAdmin(ReadOnlyAdmin):
    list_display = fields = ("plan", "edition", "approved_on", "outcome", "sha256")
    list_select_related = ("plan", "outcome__body")
