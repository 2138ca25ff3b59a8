"""Addresses of groups: their pages, settings, languages and years."""

from django.urls import URLPattern, path

from groups.views import (
    export_working,
    groups,
    history,
    languages,
    settings,
    timeline,
    versions,
    welcome,
    working,
)

urlpatterns: list[URLPattern] = [
    path("groups/", groups.group_list, name="group_list"),
    path("groups/<int:pk>/", groups.group_detail, name="group_detail"),
    path("groups/<int:pk>/settings/", settings.group_settings, name="group_settings"),
    path("groups/<int:pk>/settings/levels/", settings.group_levels, name="group_levels"),
    path("groups/<int:pk>/bodies/new/", settings.body_create, name="body_create"),
    path("bodies/<int:pk>/edit/", settings.body_edit, name="body_edit"),
    path("bodies/<int:pk>/visibility/", settings.body_open, name="body_open"),
    path("groups/<int:pk>/languages/", languages.group_languages, name="group_languages"),
    path("groups/<int:pk>/working/", working.group_working, name="group_working"),
    path("groups/<int:pk>/history/", history.group_history, name="group_history"),
    path("groups/<int:pk>/history.<str:ending>", history.history_export, name="history_export"),
    path(
        "groups/<int:pk>/history/<slug:kind>/<int:row_id>/",
        versions.version_list,
        name="version_list",
    ),
    path("groups/<int:pk>/timeline/", timeline.group_timeline, name="group_timeline"),
    path("groups/<int:pk>/timeline/new/", timeline.life_new, name="life_new"),
    path("timeline/<int:pk>/remove/", timeline.life_remove, name="life_remove"),
    path("groups/<int:pk>/welcome/", welcome.group_welcome, name="group_welcome"),
    path("groups/<int:pk>/welcome.pdf", welcome.welcome_pdf, name="welcome_pdf"),
    path("groups/<int:pk>/welcome/edit/", welcome.welcome_edit, name="welcome_edit"),
    path("me/first-steps/<slug:key>/", welcome.onboarding_mark, name="onboarding_mark"),
    path("groups.<str:ending>", export_working.groups_export, name="groups_export"),
]
