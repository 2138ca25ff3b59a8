"""Addresses of outcomes and of what becomes of them."""

from django.urls import URLPattern, path

from groups.views import brief, echo_act, export_lists, outcome_texts, outcomes

urlpatterns: list[URLPattern] = [
    path("meetings/<int:pk>/outcomes/new/", outcomes.outcome_new, name="outcome_new"),
    path("groups/<int:pk>/outcomes/", outcomes.group_outcomes, name="group_outcomes"),
    path("outcomes/<int:pk>/", outcomes.outcome_detail, name="outcome_detail"),
    path("outcomes/<int:pk>/languages/", outcome_texts.outcome_texts, name="outcome_texts"),
    path("outcomes/<int:pk>/visibility/", outcomes.outcome_open, name="outcome_open"),
    path("outcomes/<int:pk>/remind/", outcomes.outcome_remind, name="outcome_remind"),
    path("echoes/<int:pk>/answer/", echo_act.echo_answer, name="echo_answer"),
    path("echoes/<int:pk>/spread/", brief.echo_spread, name="echo_spread"),
    path("meetings/<int:pk>/brief/<int:organisation>/", brief.meeting_brief, name="meeting_brief"),
    path(
        "meetings/<int:pk>/brief/<int:organisation>/pdf/",
        brief.meeting_brief_pdf,
        name="meeting_brief_pdf",
    ),
    path(
        "groups/<int:pk>/outcomes.<str:ending>",
        export_lists.outcomes_export,
        name="outcomes_export",
    ),
]
