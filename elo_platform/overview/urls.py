from django.urls import URLPattern, path

from elo_platform.overview.views import calendar, front, my_work, statements

app_name = "overview"
urlpatterns: list[URLPattern] = [
    path("", front.front, name="front"),
    path("me/", my_work.my_work, name="my_work"),
    path("me/calendar/", calendar.calendar, name="calendar"),
    path("me/calendar/new/", calendar.calendar_make, name="calendar_make"),
    path("me/calendar/end/", calendar.calendar_end, name="calendar_end"),
    path("me/calendar/<str:token>.ics", calendar.calendar_feed, name="calendar_feed"),
    path(
        "groups/<int:pk>/calendar/<str:token>.ics",
        calendar.group_calendar_feed,
        name="group_calendar_feed",
    ),
    path("privacy/", statements.privacy, name="privacy"),
    path("accessibility/", statements.accessibility, name="accessibility"),
]
