"""Addresses of what a body arranges its meetings with: series, templates, date polls."""

from django.urls import URLPattern, path

from groups.views import arranging, export_lists, polls, series

urlpatterns: list[URLPattern] = [
    path("bodies/<int:pk>/arranging/", arranging.body_arranging, name="body_arranging"),
    path("bodies/<int:pk>/series.<str:ending>", export_lists.series_export, name="series_export"),
    path("bodies/<int:pk>/series/new/", series.series_new, name="series_new"),
    path("series/<int:pk>/", series.series_detail, name="series_detail"),
    path("series/<int:pk>/edit/", series.series_edit, name="series_edit"),
    path("series/<int:pk>/end/", series.series_end, name="series_end"),
    path("bodies/<int:pk>/templates/new/", arranging.template_new, name="template_new"),
    path("templates/<int:pk>/edit/", arranging.template_edit, name="template_edit"),
    path("templates/<int:pk>/remove/", arranging.template_remove, name="template_remove"),
    path("meetings/<int:pk>/agenda/keep/", arranging.agenda_keep, name="agenda_keep"),
    path("bodies/<int:pk>/polls/new/", polls.poll_new, name="poll_new"),
    path("polls/<int:pk>/", polls.poll_detail, name="poll_detail"),
    path("polls/<int:pk>/answer/", polls.poll_answer, name="poll_answer"),
    path("polls/<int:pk>/make/", polls.poll_make, name="poll_make"),
    path("polls/<int:pk>/remind/", polls.poll_remind, name="poll_remind"),
    path("polls/<int:pk>/withdraw/", polls.poll_withdraw, name="poll_withdraw"),
]
