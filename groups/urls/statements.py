"""Addresses of the influence register."""

from django.urls import URLPattern, path

from groups.views import statements

urlpatterns: list[URLPattern] = [
    path("influence/", statements.statement_list, name="statement_list"),
    path("groups/<int:pk>/influence/", statements.group_statements, name="group_statements"),
    path("groups/<int:pk>/influence/new/", statements.statement_new, name="statement_new"),
    path(
        "groups/<int:pk>/influence.<str:ending>",
        statements.statements_export,
        name="statements_export",
    ),
    path("statements/<int:pk>/", statements.statement_detail, name="statement_detail"),
    path("statements/<int:pk>/edit/", statements.statement_edit, name="statement_edit"),
    path("statements/<int:pk>/visibility/", statements.statement_open, name="statement_open"),
]
