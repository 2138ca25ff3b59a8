"""Addresses of meetings, their answers and papers."""

from django.urls import URLPattern, path

from groups.views import (
    attendance,
    backlog,
    calendar,
    export_lists,
    items,
    meeting_edit,
    meeting_list,
    meetings,
    papers,
)

urlpatterns: list[URLPattern] = [
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
    path("items/<int:pk>/", items.item_detail, name="item_detail"),
    path("items/<int:pk>/link/", items.item_link, name="item_link"),
    path("items/<int:pk>/unlink/", items.item_unlink, name="item_unlink"),
    path("items/<int:pk>/carry/", items.item_carry, name="item_carry"),
    path("items/<int:pk>/follow-ups/new/", items.follow_up_new, name="follow_up_new"),
    path("follow-ups/<int:pk>/done/", items.follow_up_done, name="follow_up_done"),
    path("bodies/<int:pk>/backlog/", backlog.body_backlog, name="body_backlog"),
    path(
        "bodies/<int:pk>/backlog.<str:ending>",
        export_lists.backlog_export,
        name="backlog_export",
    ),
    path("bodies/<int:pk>/backlog/new/", backlog.matter_new, name="matter_new"),
    path("matters/<int:pk>/edit/", backlog.matter_edit, name="matter_edit"),
    path("matters/<int:pk>/move/", backlog.matter_move, name="matter_move"),
    path("matters/<int:pk>/drop/", backlog.matter_drop, name="matter_drop"),
    path("matters/<int:pk>/take/", backlog.matter_take, name="matter_take"),
    path("papers/<int:pk>/", papers.paper_file, name="paper_file"),
    path("papers/<int:pk>/remove/", papers.meeting_paper_remove, name="meeting_paper_remove"),
    path("documents/<int:pk>/", papers.document_file, name="document_file"),
    path(
        "groups/<int:pk>/meetings.<str:ending>",
        export_lists.meetings_export,
        name="meetings_export",
    ),
]
