from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import form_page
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from elo_platform.lib.http import address
from elo_platform.lib.stale import differences, renewed_data
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
    form = WorkTimeForm(request.POST or None, initial=WorkTimeForm.initial_of(sheet))
    heading = gettext("Working time in %(year)s") % {"year": year}
    years = [(each, address("groups:work_time_edit", pk, each)) for each in (year - 1, year + 1)]
    context = {**keep_context(group, heading), "year": year, "years": years}
    template, given = "groups/work_time_edit.html", {"group_id": pk, "by": request.user}
    try:
        if form.is_valid():
            version, hours = form.cleaned_data["version"], form.hours()
            typed = {"year": year, "version": version, "hours": hours}
            keep_work_time(**typed, **given, now=timezone.now())
            messages.success(request, gettext("The hours are saved."))
            return redirect("groups:group_mandate", pk=pk)
    except StaleEdit as stale:
        context["differences"] = differences(form, WorkTimeForm.initial_of(stale.current))
        again = WorkTimeForm(renewed_data(request.POST, stale.current.version))
        return form_page(request, template, again, status=409, is_stale=True, **context)
    return form_page(request, template, form, **context)
