"""Addresses of a meeting's life, of who was there, and of the minutes."""

from django.urls import URLPattern, path

from groups.views import meeting_life, minutes, minutes_steps

urlpatterns: list[URLPattern] = [
    path("meetings/<int:pk>/open/", meeting_life.meeting_open, name="meeting_open"),
    path("meetings/<int:pk>/close/", meeting_life.meeting_close, name="meeting_close"),
    path("meetings/<int:pk>/remove/", meeting_life.meeting_remove, name="meeting_remove"),
    path("meetings/<int:pk>/presence/", meeting_life.meeting_presence, name="meeting_presence"),
    path("meetings/<int:pk>/presence/new/", meeting_life.meeting_walk_in, name="meeting_walk_in"),
    path("meetings/<int:pk>/minutes/", minutes.minutes_detail, name="minutes_detail"),
    path("meetings/<int:pk>/minutes.pdf", minutes.minutes_pdf, name="minutes_pdf"),
    path("meetings/<int:pk>/minutes/begin/", minutes.minutes_begin, name="minutes_begin"),
    path("meetings/<int:pk>/minutes/items/", minutes.minutes_items, name="minutes_items"),
    path(
        "meetings/<int:pk>/minutes/revisions/", minutes.minutes_revisions, name="minutes_revisions"
    ),
    path("meetings/<int:pk>/minutes/send/", minutes_steps.minutes_send, name="minutes_send"),
    path("meetings/<int:pk>/minutes/ask/", minutes_steps.minutes_ask, name="minutes_ask"),
    path("meetings/<int:pk>/minutes/check/", minutes_steps.minutes_check, name="minutes_check"),
    path(
        "meetings/<int:pk>/minutes/approve/", minutes_steps.minutes_approve, name="minutes_approve"
    ),
    path(
        "meetings/<int:pk>/minutes/take-back/",
        minutes_steps.minutes_take_back,
        name="minutes_take_back",
    ),
    path("meetings/<int:pk>/minutes/reopen/", minutes_steps.minutes_reopen, name="minutes_reopen"),
    path("minutes-parts/<int:pk>/", minutes.minutes_part, name="minutes_part"),
]
