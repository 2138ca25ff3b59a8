"""Addresses of what a group may do, and with what."""

from django.urls import URLPattern, path

from groups.views import mandate, pulse, wishes, work_time

urlpatterns: list[URLPattern] = [
    path("groups/<int:pk>/mandate/", mandate.group_mandate, name="group_mandate"),
    path("groups/<int:pk>/mandate/new/", mandate.basis_new, name="basis_new"),
    path("bases/<int:pk>/edit/", mandate.basis_edit, name="basis_edit"),
    path("groups/<int:pk>/clauses/new/", mandate.clause_new, name="clause_new"),
    path("clauses/<int:pk>/edit/", mandate.clause_edit, name="clause_edit"),
    path("groups/<int:pk>/funding/new/", mandate.funding_new, name="funding_new"),
    path("funding/<int:pk>/edit/", mandate.funding_edit, name="funding_edit"),
    path(
        "groups/<int:pk>/working-time/<int:year>/",
        work_time.work_time_edit,
        name="work_time_edit",
    ),
    path("groups/<int:pk>/pulse/", pulse.pulse_give, name="pulse_give"),
    path("groups/<int:pk>/pulse/ask/", pulse.pulse_ask, name="pulse_ask"),
    path("groups/<int:pk>/wishes/new/", wishes.wish_new, name="wish_new"),
    path("national/wishes/", wishes.wish_list, name="wish_list"),
    path("wishes/<int:pk>/answer/", wishes.wish_answer, name="wish_answer"),
]
