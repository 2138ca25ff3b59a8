"""Addresses of organisations."""

from django.urls import URLPattern, path

from groups.views import export_registers, organisation_edit, organisations

urlpatterns: list[URLPattern] = [
    path("organisations/", organisations.organisation_list, name="organisation_list"),
    path("organisations/new/", organisations.organisation_new, name="organisation_new"),
    path("organisations/<int:pk>/", organisations.organisation_detail, name="organisation_detail"),
    path("organisations/<int:pk>/ours/", organisations.organisation_ours, name="organisation_ours"),
    path(
        "organisations/<int:pk>/edit/",
        organisation_edit.organisation_edit,
        name="organisation_edit",
    ),
    path(
        "organisations/<int:pk>/visibility/",
        organisation_edit.organisation_open,
        name="organisation_open",
    ),
    path(
        "organisations/<int:pk>/rename/",
        organisation_edit.organisation_rename,
        name="organisation_rename",
    ),
    path(
        "organisations/<int:pk>/facts/",
        organisation_edit.organisation_facts,
        name="organisation_facts",
    ),
    path(
        "organisations/<int:pk>/contacts/",
        organisation_edit.organisation_contacts,
        name="organisation_contacts",
    ),
    path(
        "organisations/<int:pk>/contacts/<int:grant>/end/",
        organisation_edit.contact_end,
        name="contact_end",
    ),
    path(
        "organisations.<str:ending>",
        export_registers.organisations_export,
        name="organisations_export",
    ),
]
