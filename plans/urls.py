from django.urls import path

from plans.views import (
    approval,
    export,
    goals,
    measure_edit,
    measures,
    offers,
    plan_edit,
    plans,
)

app_name = "plans"

urlpatterns = [
    path("groups/<int:pk>/plans/", plans.group_plans, name="group_plans"),
    path("groups/<int:pk>/plans/new/", plan_edit.plan_new, name="plan_new"),
    path("plans/<int:pk>/", plans.plan_detail, name="plan_detail"),
    path("plans/<int:pk>/print/", plans.plan_print, name="plan_print"),
    path("plans/<int:pk>/actions.<str:ending>", export.actions_export, name="actions_export"),
    path("plans/<int:pk>/versions/<int:edition>/", approval.plan_version, name="plan_version"),
    path("plans/<int:pk>/agenda/", approval.plan_place, name="plan_place"),
    path("plans/<int:pk>/take-back/", approval.plan_take_back, name="plan_take_back"),
    path("plans/<int:pk>/approve/", approval.plan_approve, name="plan_approve"),
    path("plans/<int:pk>/offers/", offers.plan_offers, name="plan_offers"),
    path("plans/<int:pk>/edit/", plan_edit.plan_edit, name="plan_edit"),
    path("plans/<int:pk>/visibility/", plan_edit.plan_open, name="plan_open"),
    path("plans/<int:pk>/revise/", plan_edit.plan_revise, name="plan_revise"),
    path("plans/<int:pk>/end/", plan_edit.plan_end, name="plan_end"),
    path("plans/<int:pk>/goals/new/", goals.goal_new, name="goal_new"),
    path("plans/<int:pk>/measures/new/", measure_edit.measure_new, name="measure_new"),
    path("positions/<int:pk>/edit/", plan_edit.position_edit, name="position_edit"),
    path("goals/<int:pk>/", goals.goal_detail, name="goal_detail"),
    path("goals/<int:pk>/edit/", goals.goal_edit, name="goal_edit"),
    path("goals/<int:pk>/remove/", goals.goal_remove, name="goal_remove"),
    path("measures/<int:pk>/", measures.measure_detail, name="measure_detail"),
    path("measures/<int:pk>/edit/", measure_edit.measure_edit, name="measure_edit"),
    path("measures/<int:pk>/remove/", measure_edit.measure_remove, name="measure_remove"),
    path("measures/<int:pk>/needs/", measure_edit.measure_needs, name="measure_needs"),
    path("measures/<int:pk>/report/", measure_edit.measure_report, name="measure_report"),
    path("measures/<int:pk>/steps/", measure_edit.measure_steps, name="measure_steps"),
    path("measures/<int:pk>/offer/", offers.offer_new, name="offer_new"),
    path("offers/<int:pk>/", offers.offer_detail, name="offer_detail"),
    path("offers/<int:pk>/answer/", offers.offer_answer, name="offer_answer"),
    path("offers/<int:pk>/settle/", offers.offer_settle, name="offer_settle"),
    path("offers/<int:pk>/repeat/", offers.offer_repeat, name="offer_repeat"),
    path("offers/<int:pk>/withdraw/", offers.offer_withdraw, name="offer_withdraw"),
]
