"""Addresses of bodies and seats, and of who is represented in them."""

from django.urls import URLPattern, path

from groups.views import (
    bodies,
    body_acts,
    body_merge,
    mandates,
    messages,
    people,
    pictures,
    representation,
    targets,
)

urlpatterns: list[URLPattern] = [
    path(
        "groups/<int:pk>/representation/",
        representation.group_representation,
        name="group_representation",
    ),
    path(
        "groups/<int:pk>/representation/targets/new/",
        targets.target_new,
        name="target_new",
    ),
    path("targets/<int:pk>/end/", targets.target_end, name="target_end"),
    path(
        "groups/<int:pk>/representation.<str:kind>",
        pictures.representation_picture,
        name="representation_picture",
    ),
    path("groups/<int:pk>/levels.<str:kind>", pictures.group_levels_picture, name="levels_picture"),
    path(
        "national/representation.<str:kind>",
        pictures.national_representation_picture,
        name="national_picture",
    ),
    path("groups/<int:pk>/bodies/", bodies.group_bodies, name="group_bodies"),
    path("mandates/<int:pk>/edit/", mandates.mandate_edit, name="mandate_edit"),
    path("mandates/<int:pk>/end/", people.mandate_end, name="mandate_end"),
    path("mandates/<int:pk>/replace/", mandates.mandate_replace, name="mandate_replace"),
    path("bodies/<int:pk>/seats/new/", mandates.seat_new, name="seat_new"),
    path("seats/<int:pk>/close/", people.seat_close, name="seat_close"),
    path("bodies/<int:pk>/", bodies.body_detail, name="body_detail"),
    path("bodies/<int:pk>/chair/", bodies.chair_appoint, name="chair_appoint"),
    path("bodies/<int:pk>/merge/", body_merge.body_merge, name="body_merge"),
    path("bodies/<int:pk>/close/", body_acts.body_close, name="body_close"),
    path("bodies/<int:pk>/commissions/new/", body_acts.commission_new, name="commission_new"),
    path("commissions/<int:pk>/end/", body_acts.commission_end, name="commission_end"),
    path("bodies/<int:pk>/message/", messages.message_new, name="message_new"),
]
