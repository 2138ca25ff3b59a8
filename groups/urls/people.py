"""Addresses of who works in a group: invited, answering for something, handing over."""

from django.urls import URLPattern, path

from groups.views import (
    continuity,
    coordinators,
    export_lists,
    export_working,
    handover,
    import_lists,
    invitations,
    people,
    responsibilities,
    skills,
    suggestions,
)

urlpatterns: list[URLPattern] = [
    path("groups/<int:pk>/continuity/", continuity.group_continuity, name="group_continuity"),
    path("national/continuity/", continuity.national_continuity, name="national_continuity"),
    path("groups/<int:pk>/handover/", handover.group_handover, name="group_handover"),
    path("groups/<int:pk>/handover/notes/", handover.handover_notes, name="handover_notes"),
    path("groups/<int:pk>/handover/new/", handover.handover_new, name="handover_new"),
    path("handovers/<int:pk>/withdraw/", handover.handover_withdraw, name="handover_withdraw"),
    path("groups/<int:pk>/handover.pdf", handover.handover_pdf, name="handover_pdf"),
    path("groups/<int:pk>/skills/", skills.skills_say, name="skills_say"),
    path("groups/<int:pk>/skills/withdraw/", skills.skills_withdraw, name="skills_withdraw"),
    path("groups/<int:pk>/skills/ask/", skills.skills_ask, name="skills_ask"),
    path(
        "groups/<int:pk>/responsibilities/",
        responsibilities.group_responsibilities,
        name="group_responsibilities",
    ),
    path(
        "groups/<int:pk>/responsibilities/new/",
        responsibilities.responsibility_new,
        name="responsibility_new",
    ),
    path(
        "responsibilities/<int:pk>/edit/",
        responsibilities.responsibility_edit,
        name="responsibility_edit",
    ),
    path("groups/<int:pk>/coordinators/new/", coordinators.coordinator_new, name="coordinator_new"),
    path("coordinators/<int:pk>/end/", coordinators.coordinator_end, name="coordinator_end"),
    path("groups/<int:pk>/people/", people.group_people, name="group_people"),
    path("groups/<int:pk>/invite/", invitations.invite, name="invite"),
    path("groups/<int:pk>/import/", import_lists.import_new, name="import_new"),
    path("groups/<int:pk>/import/list.xlsx", import_lists.import_template, name="import_template"),
    path("imports/<int:pk>/", import_lists.import_preview, name="import_preview"),
    path("imports/<int:pk>/drop/", import_lists.import_drop, name="import_drop"),
    path("groups/<int:pk>/people.<str:ending>", export_lists.people_export, name="people_export"),
    path(
        "groups/<int:pk>/invitations.<str:ending>",
        export_lists.invitations_export,
        name="invitations_export",
    ),
    path(
        "groups/<int:pk>/responsibilities.<str:ending>",
        export_working.responsibilities_export,
        name="responsibilities_export",
    ),
    path("invitations/<int:pk>/", invitations.invitation_detail, name="invitation_detail"),
    path("seats/<int:pk>/suggest/", suggestions.seat_suggest, name="seat_suggest"),
    path("invitations/<int:pk>/invite/", suggestions.suggestion_invite, name="suggestion_invite"),
    path("invitations/<int:pk>/resend/", invitations.invitation_resend, name="invitation_resend"),
    path("invitations/<int:pk>/revoke/", invitations.invitation_revoke, name="invitation_revoke"),
]
