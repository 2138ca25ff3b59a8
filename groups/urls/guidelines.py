"""Addresses of guidelines and of what waits for the leading group."""

from django.urls import URLPattern, path

from groups.states import GuidelineAction
from groups.views import guideline_act, guideline_edit, guideline_steps, guidelines

urlpatterns: list[URLPattern] = [
    path("guidelines/", guidelines.guideline_list, name="guideline_list"),
    path("groups/<int:pk>/guidelines/", guidelines.group_guidelines, name="group_guidelines"),
    path(
        "groups/<int:pk>/guidelines.<str:ending>",
        guidelines.guidelines_export,
        name="guidelines_export",
    ),
    path("groups/<int:pk>/guidelines/new/", guideline_edit.guideline_new, name="guideline_new"),
    path("groups/<int:pk>/approvals/", guidelines.guideline_approvals, name="guideline_approvals"),
    path("guidelines/<int:pk>/", guidelines.guideline_detail, name="guideline_detail"),
    path(
        "guidelines/<int:pk>/editions/<int:number>/",
        guidelines.guideline_edition,
        name="guideline_edition",
    ),
    path("guidelines/<int:pk>/edit/", guideline_edit.guideline_edit, name="guideline_edit"),
    path("guidelines/<int:pk>/visibility/", guideline_edit.guideline_open, name="guideline_open"),
    path(
        "guidelines/<int:pk>/comment/", guideline_edit.guideline_comment, name="guideline_comment"
    ),
    path("guidelines/<int:pk>/remind/", guideline_act.guideline_remind, name="guideline_remind"),
    path(
        "guideline-comments/<int:pk>/reply/",
        guideline_edit.guideline_reply,
        name="guideline_reply",
    ),
    path(
        "acknowledgements/<int:pk>/",
        guideline_act.guideline_acknowledge,
        name="guideline_acknowledge",
    ),
    *(
        path(
            f"guidelines/<int:pk>/{action}/",
            guideline_steps.guideline_step,
            {"action": action},
            name=f"guideline_{action}",
        )
        for action in GuidelineAction
    ),
]
