"""Addresses of needs."""

from django.urls import URLPattern, path

from groups.views import export_lists, need_edit, need_steps, needs

urlpatterns: list[URLPattern] = [
    path("groups/<int:pk>/needs/", needs.group_needs, name="group_needs"),
    path("groups/<int:pk>/needs/new/", need_edit.need_new, name="need_new"),
    path("needs/<int:pk>/", needs.need_detail, name="need_detail"),
    path("needs/<int:pk>/edit/", need_edit.need_edit, name="need_edit"),
    path("needs/<int:pk>/evidence/", need_edit.need_evidence, name="need_evidence"),
    path("needs/<int:pk>/visibility/", need_edit.need_open, name="need_open"),
    path("needs/<int:pk>/support/", needs.need_support, name="need_support"),
    path("needs/<int:pk>/withdraw/", needs.need_withdraw, name="need_withdraw"),
    path("needs/<int:pk>/lift/", need_steps.need_lift, name="need_lift"),
    path("needs/<int:pk>/refuse/", need_steps.need_refuse, name="need_refuse"),
    path("needs/<int:pk>/reopen/", need_steps.need_reopen, name="need_reopen"),
    path("needs/<int:pk>/merge/", need_steps.need_merge, name="need_merge"),
    path("groups/<int:pk>/needs.<str:ending>", export_lists.needs_export, name="needs_export"),
]
