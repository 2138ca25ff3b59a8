from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from elo_platform.lib.access import public
from elo_platform.lib.calendars import render_calendar
from groups.models import Attendance, Meeting
from groups.permissions import BodyPermission
from groups.querysets.permitted import rights_in_body
from groups.services.calendar import meeting_entry


@public("as open as the meeting's page; visible_to decides")
def meeting_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Meeting.objects.visible_to(request.user).select_related("body")
    meeting = get_object_or_404(rows, pk=pk)
    own = None
    if request.user.is_authenticated:
        own = Attendance.objects.visible_to(request.user).filter(meeting=meeting)
        own = own.filter(user=request.user).select_related("user").first()
    rights = rights_in_body(request.user, meeting.body)
    is_inside = own is not None or BodyPermission.VIEW_MEETINGS in rights
    entry = meeting_entry(meeting=meeting, attendance=own, is_inside=is_inside)
    response = HttpResponse(
        render_calendar([entry]), content_type="text/calendar; charset=utf-8; method=PUBLISH"
    )
    response["Content-Disposition"] = f'attachment; filename="meeting-{meeting.pk}.ics"'
    response["Cache-Control"] = "private, no-store"
    return response
