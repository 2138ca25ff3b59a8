"""Addresses of partnership agreements."""

from django.urls import URLPattern, path

from groups.views import (
    agreement_act,
    agreement_edit,
    agreement_steps,
    agreements,
    export_registers,
    export_working,
)

urlpatterns: list[URLPattern] = [
    path("groups/<int:pk>/agreements/", agreements.group_agreements, name="group_agreements"),
    path("groups/<int:pk>/agreements/new/", agreement_edit.agreement_new, name="agreement_new"),
    path("agreements/<int:pk>/", agreements.agreement_detail, name="agreement_detail"),
    path("agreements/<int:pk>/edit/", agreement_edit.agreement_edit, name="agreement_edit"),
    path("agreements/<int:pk>/remove/", agreement_edit.agreement_remove, name="agreement_remove"),
    path(
        "agreements/<int:pk>/parties/", agreement_edit.agreement_parties, name="agreement_parties"
    ),
    path("agreements/<int:pk>/promises/new/", agreement_edit.promise_new, name="promise_new"),
    path("promises/<int:pk>/edit/", agreement_edit.promise_edit, name="promise_edit"),
    path("promises/<int:pk>/remove/", agreement_edit.promise_remove, name="promise_remove"),
    path("agreements/<int:pk>/annexes/new/", agreement_edit.annex_new, name="annex_new"),
    path("annexes/<int:pk>/remove/", agreement_edit.annex_remove, name="annex_remove"),
    path("agreements/<int:pk>/send/", agreement_steps.agreement_send, name="agreement_send"),
    path("agreements/<int:pk>/time/", agreement_steps.agreement_time, name="agreement_time"),
    path(
        "agreements/<int:pk>/retract/", agreement_steps.agreement_retract, name="agreement_retract"
    ),
    path("agreements/<int:pk>/remind/", agreement_steps.agreement_remind, name="agreement_remind"),
    path(
        "agreements/<int:pk>/conclude/",
        agreement_steps.agreement_conclude,
        name="agreement_conclude",
    ),
    path("agreements/<int:pk>/end/", agreement_steps.agreement_end, name="agreement_end"),
    path("agreements/<int:pk>/renew/", agreement_steps.agreement_renew, name="agreement_renew"),
    path("parties/<int:pk>/sign/", agreement_act.party_sign, name="party_sign"),
    path("parties/<int:pk>/enter/", agreement_act.party_enter, name="party_enter"),
    path(
        "agreements/<int:pk>/parties.<str:ending>",
        export_registers.parties_export,
        name="parties_export",
    ),
    path(
        "groups/<int:pk>/agreements.<str:ending>",
        export_working.agreements_export,
        name="agreements_export",
    ),
]
