"""Addresses of needs."""

from django.urls import URLPattern, path

from groups.views import (
    capture_public,
    captures,
    export_lists,
    need_edit,
    need_statement,
    need_steps,
    need_words,
    needs,
    studies,
)

urlpatterns: list[URLPattern] = [
    path("groups/<int:pk>/needs/", needs.group_needs, name="group_needs"),
    path("groups/<int:pk>/needs/vote/", need_words.needs_vote, name="needs_vote"),
    path("groups/<int:pk>/needs/terms/", need_words.needs_terms, name="needs_terms"),
    path("groups/<int:pk>/needs/new/", need_edit.need_new, name="need_new"),
    path("needs/<int:pk>/", needs.need_detail, name="need_detail"),
    path("needs/<int:pk>/edit/", need_edit.need_edit, name="need_edit"),
    path("needs/<int:pk>/evidence/", need_edit.need_evidence, name="need_evidence"),
    path("needs/<int:pk>/visibility/", need_edit.need_open, name="need_open"),
    path("needs/<int:pk>/support/", needs.need_support, name="need_support"),
    path("needs/<int:pk>/withdraw/", needs.need_withdraw, name="need_withdraw"),
    path("needs/<int:pk>/vote/", need_words.need_vote, name="need_vote"),
    path("needs/<int:pk>/comment/", need_words.need_comment, name="need_comment"),
    path("needs/<int:pk>/answer/", need_words.need_answer, name="need_answer"),
    path(
        "needs/comments/<int:pk>/remove/",
        need_words.need_comment_remove,
        name="need_comment_remove",
    ),
    path("needs/<int:pk>/lift/", need_steps.need_lift, name="need_lift"),
    path("needs/<int:pk>/refuse/", need_steps.need_refuse, name="need_refuse"),
    path("needs/<int:pk>/reopen/", need_steps.need_reopen, name="need_reopen"),
    path("needs/<int:pk>/merge/", need_steps.need_merge, name="need_merge"),
    path("groups/<int:pk>/needs.<str:ending>", export_lists.needs_export, name="needs_export"),
    path(
        "groups/<int:pk>/needs/statement/", need_statement.needs_statement, name="needs_statement"
    ),
    path("groups/<int:pk>/studies/", studies.group_studies, name="group_studies"),
    path("groups/<int:pk>/studies/new/", studies.study_new, name="study_new"),
    path("groups/<int:pk>/studies.<str:ending>", studies.studies_export, name="studies_export"),
    path("studies/<int:pk>/", studies.study_detail, name="study_detail"),
    path("studies/<int:pk>/edit/", studies.study_edit, name="study_edit"),
    path("studies/<int:pk>/use/", studies.study_use, name="study_use"),
    path("studies/behind/<slug:kind>/<int:pk>/", studies.study_behind, name="study_behind"),
    path("groups/<int:pk>/spots/", captures.group_spots, name="group_spots"),
    path("groups/<int:pk>/spots/new/", captures.spot_new, name="spot_new"),
    path("spots/<int:pk>/", captures.spot_detail, name="spot_detail"),
    path("spots/<int:pk>/close/", captures.spot_close, name="spot_close"),
    path("captures/<int:pk>/", captures.capture_settle, name="capture_settle"),
    path("n/<slug:key>/", capture_public.capture_new, name="capture_new"),
    path("n/<slug:key>/thanks/", capture_public.capture_thanks, name="capture_thanks"),
]
