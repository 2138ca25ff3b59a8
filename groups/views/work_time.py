from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import form_page, unsaved
from elo_platform.lib.decisions import require
from elo_platform.lib.http import address
from groups.forms.mandate import WorkTimeForm
from groups.policies.mandate import can_keep_mandate
from groups.querysets.work_time import read_sheet
from groups.services.work_time import keep_work_time
from groups.views.frame import today
from groups.views.mandate import keep_context, mandate_group

# Years of which anybody has papers, and those that are planned.
FIRST_YEAR, AHEAD = 2011, 3


@members_only
@once
def work_time_edit(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    group = mandate_group(request, pk)
    if not FIRST_YEAR <= year <= today().year + AHEAD:
        raise Http404
    require(can_keep_mandate(request.user, group))
    sheet = read_sheet(request.user, pk, year)
    heading = gettext("Working time in %(year)s") % {"year": year}
    years = [(each, address("groups:work_time_edit", pk, each)) for each in (year - 1, year + 1)]
    context = {**keep_context(group, heading), "year": year, "years": years}
    page = partial(form_page, request, "groups/work_time_edit.html", **context)
    given = {"group_id": pk, "year": year, "now": timezone.now()}
    if answer := unsaved(request, WorkTimeForm, sheet, page, keep_work_time, **given):
        return answer
    messages.success(request, gettext("The hours are saved."))
    return redirect("groups:group_mandate", pk=pk)
