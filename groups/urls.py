from django.urls import URLPattern, path

from groups.views import (
    attendance,
    authorities,
    bodies,
    calendar,
    groups,
    invitations,
    meeting_edit,
    meeting_list,
    meetings,
    messages,
    papers,
    people,
    regions,
    representation,
    settings,
)

app_name = "groups"
urlpatterns: list[URLPattern] = [
    path("authorities/<int:pk>/", authorities.authority_detail, name="authority_detail"),
    path("regions/", regions.region_list, name="region_list"),
    path("regions/<str:code>/", regions.region_detail, name="region_detail"),
    path("groups/", groups.group_list, name="group_list"),
    path("groups/<int:pk>/", groups.group_detail, name="group_detail"),
    path(
        "groups/<int:pk>/representation/",
        representation.group_representation,
        name="group_representation",
    ),
    path("groups/<int:pk>/settings/", settings.group_settings, name="group_settings"),
    path("groups/<int:pk>/settings/levels/", settings.group_levels, name="group_levels"),
    path("groups/<int:pk>/bodies/new/", settings.body_create, name="body_create"),
    path("bodies/<int:pk>/edit/", settings.body_edit, name="body_edit"),
    path("bodies/<int:pk>/visibility/", settings.body_open, name="body_open"),
    path("groups/<int:pk>/meetings/", meeting_list.group_meetings, name="group_meetings"),
    path("bodies/<int:pk>/meetings/new/", meeting_edit.meeting_new, name="meeting_new"),
    path("meetings/<int:pk>/", meetings.meeting_detail, name="meeting_detail"),
    path("meetings/<int:pk>.ics", calendar.meeting_calendar, name="meeting_calendar"),
    path("meetings/<int:pk>/edit/", meeting_edit.meeting_edit, name="meeting_edit"),
    path("meetings/<int:pk>/call/", meetings.meeting_call, name="meeting_call"),
    path("meetings/<int:pk>/cancel/", meetings.meeting_cancel, name="meeting_cancel"),
    path("meetings/<int:pk>/guests/new/", attendance.attendance_guest, name="attendance_guest"),
    path("meetings/<int:pk>/papers/new/", papers.meeting_paper_new, name="meeting_paper_new"),
    path("attendances/<int:pk>/answer/", attendance.attendance_answer, name="attendance_answer"),
    path("attendances/<int:pk>/remove/", attendance.attendance_remove, name="attendance_remove"),
    path("papers/<int:pk>/", papers.paper_file, name="paper_file"),
    path("papers/<int:pk>/remove/", papers.meeting_paper_remove, name="meeting_paper_remove"),
    path("groups/<int:pk>/people/", people.group_people, name="group_people"),
    path("groups/<int:pk>/invite/", invitations.invite, name="invite"),
    path("invitations/<int:pk>/", invitations.invitation_detail, name="invitation_detail"),
    path(
        "invitations/<int:pk>/resend/", invitations.invitation_resend, name="invitation_resend"
    ),
    path(
        "invitations/<int:pk>/revoke/", invitations.invitation_revoke, name="invitation_revoke"
    ),
    path("mandates/<int:pk>/end/", people.mandate_end, name="mandate_end"),
    path("seats/<int:pk>/close/", people.seat_close, name="seat_close"),
    path("bodies/<int:pk>/", bodies.body_detail, name="body_detail"),
    path("bodies/<int:pk>/chair/", bodies.chair_appoint, name="chair_appoint"),
    path("bodies/<int:pk>/message/", messages.message_new, name="message_new"),
]
