"""Addresses of reorganisations."""

from django.urls import URLPattern, path

from groups.views import export_registers, reorganisations

urlpatterns: list[URLPattern] = [
    path("reorganisations/", reorganisations.reorganisation_list, name="reorganisation_list"),
    path(
        "reorganisations.<str:ending>",
        export_registers.reorganisations_export,
        name="reorganisations_export",
    ),
    path("reorganisations/new/", reorganisations.reorganisation_new, name="reorganisation_new"),
    path(
        "reorganisations/<int:pk>/",
        reorganisations.reorganisation_detail,
        name="reorganisation_detail",
    ),
    path(
        "reorganisations/<int:pk>/edit/",
        reorganisations.reorganisation_edit,
        name="reorganisation_edit",
    ),
    path(
        "reorganisations/<int:pk>/steps/new/",
        reorganisations.reorganisation_step_new,
        name="reorganisation_step_new",
    ),
    path(
        "reorganisations/steps/<int:pk>/remove/",
        reorganisations.reorganisation_step_remove,
        name="reorganisation_step_remove",
    ),
    path(
        "reorganisations/<int:pk>/effects/",
        reorganisations.reorganisation_effects,
        name="reorganisation_effects",
    ),
    path(
        "reorganisations/<int:pk>/choices/",
        reorganisations.reorganisation_choices,
        name="reorganisation_choices",
    ),
    path(
        "reorganisations/<int:pk>/confirm/",
        reorganisations.reorganisation_confirm,
        name="reorganisation_confirm",
    ),
    path(
        "reorganisations/<int:pk>/withdraw/",
        reorganisations.reorganisation_withdraw,
        name="reorganisation_withdraw",
    ),
]
