"""Addresses of events and of signing up to them."""

from django.urls import URLPattern, path

from groups.views import event_after, event_edit, event_series, event_signup, events

urlpatterns: list[URLPattern] = [
    path("events/", events.event_list, name="event_list"),
    path("events/national/", event_series.national_events, name="national_events"),
    path("events/series/new/", event_series.national_series_new, name="national_series_new"),
    path("events/new/", event_edit.national_event_new, name="national_event_new"),
    path("groups/<int:pk>/events/", events.group_events, name="group_events"),
    path("groups/<int:pk>/events/new/", event_edit.event_new, name="event_new"),
    path("events/<int:pk>/", events.event_detail, name="event_detail"),
    path("events/<int:pk>.ics", events.event_calendar, name="event_calendar"),
    path("events/<int:pk>/edit/", event_edit.event_edit, name="event_edit"),
    path("events/<int:pk>/visibility/", event_edit.event_show, name="event_show"),
    path("events/<int:pk>/open/", event_edit.event_open, name="event_open"),
    path("events/<int:pk>/cancel/", event_edit.event_cancel, name="event_cancel"),
    path(
        "events/<int:pk>/programme/new/",
        event_edit.event_programme_new,
        name="event_programme_new",
    ),
    path(
        "programme/<int:pk>/remove/",
        event_edit.event_programme_remove,
        name="event_programme_remove",
    ),
    path("events/<int:pk>/material/new/", event_edit.event_material_new, name="event_material_new"),
    path(
        "material/<int:pk>/remove/",
        event_edit.event_material_remove,
        name="event_material_remove",
    ),
    path("events/<int:pk>/sign-up/", event_signup.event_sign_up, name="event_sign_up"),
    path("events/<int:pk>/withdraw/", event_signup.event_withdraw, name="event_withdraw"),
    path("events/<int:pk>/come/", event_signup.event_visit, name="event_visit"),
    path("events/<int:pk>/come/sent/", event_signup.event_visited, name="event_visited"),
    path(
        "events/<int:pk>/participants/",
        event_signup.event_participants,
        name="event_participants",
    ),
    path(
        "events/<int:pk>/participants.<str:ending>",
        event_signup.participants_export,
        name="participants_export",
    ),
    path("signups/<int:pk>/strike/", event_signup.signup_strike, name="signup_strike"),
    path("events/<int:pk>/themes/new/", event_after.event_theme_new, name="event_theme_new"),
    path("event-themes/<int:pk>/vote/", event_after.theme_vote, name="theme_vote"),
    path("event-themes/<int:pk>/choose/", event_after.theme_choose, name="theme_choose"),
    path("events/<int:pk>/notes/", event_after.event_notes, name="event_notes"),
    path("events/<int:pk>/follow-up/", event_after.event_follow_up, name="event_follow_up"),
    path("events/<int:pk>/send/", event_after.event_send, name="event_send"),
    path("feedback/thanks/", event_after.feedback_thanks, name="feedback_thanks"),
    path("feedback/<str:token>/", event_after.event_feedback, name="event_feedback"),
    path(
        "groups/<int:pk>/event-series/new/", event_series.event_series_new, name="event_series_new"
    ),
    path("event-series/<int:pk>/", event_series.event_series, name="event_series"),
    path("event-series/<int:pk>/edit/", event_series.event_series_edit, name="event_series_edit"),
]
