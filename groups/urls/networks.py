"""Addresses of other networks, and of how a group works together."""

from django.urls import URLPattern, path

from groups.views import duties, export_registers, export_working, network_edit, networks, operating

urlpatterns: list[URLPattern] = [
    path("groups/<int:pk>/operating-model/", operating.operating_model, name="operating_model"),
    path("groups/<int:pk>/operating-model/new/", operating.operating_start, name="operating_start"),
    path("operating-models/<int:pk>/edit/", operating.operating_edit, name="operating_edit"),
    path(
        "operating-models/<int:pk>/publish/", operating.operating_publish, name="operating_publish"
    ),
    path("operating-models/<int:pk>/accept/", operating.operating_accept, name="operating_accept"),
    path(
        "operating-models/<int:pk>/organisations/<int:organisation>/enter/",
        operating.operating_enter,
        name="operating_enter",
    ),
    path("operating-models/<int:pk>/remind/", operating.operating_remind, name="operating_remind"),
    path("groups/<int:pk>/duties/", duties.group_duties, name="group_duties"),
    path("groups/<int:pk>/duties/new/", duties.duty_new, name="duty_new"),
    path("duties/<int:pk>/edit/", duties.duty_edit, name="duty_edit"),
    path("groups/<int:pk>/networks/", networks.group_networks, name="group_networks"),
    path("groups/<int:pk>/networks/overlap/", networks.network_overlap, name="network_overlap"),
    path("groups/<int:pk>/networks/new/", network_edit.network_new, name="network_new"),
    path("networks/<int:pk>/", networks.network_detail, name="network_detail"),
    path("networks/<int:pk>/edit/", network_edit.network_edit, name="network_edit"),
    path("networks/<int:pk>/looked-through/", networks.network_revise, name="network_revise"),
    path(
        "networks/<int:pk>/members/new/",
        network_edit.network_member_new,
        name="network_member_new",
    ),
    path(
        "network-members/<int:pk>/edit/",
        network_edit.network_member_edit,
        name="network_member_edit",
    ),
    path(
        "network-members/<int:pk>/remove/",
        networks.network_member_remove,
        name="network_member_remove",
    ),
    path(
        "groups/<int:pk>/networks.<str:ending>",
        export_registers.networks_export,
        name="networks_export",
    ),
    path(
        "groups/<int:pk>/duties.<str:ending>",
        export_working.duties_export,
        name="duties_export",
    ),
]
