from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from elo_platform.lib.access import members_only
from elo_platform.lib.decisions import require
from groups.forms.year import YearFilter
from groups.models import EloGroup
from groups.page import group_crumbs
from groups.panels.year_national import national_rows
from groups.permissions import GroupPermission
from groups.policies.handover import can_compare_continuity
from groups.states import GroupState
from groups.views.frame import today


@members_only
def national_year(request: HttpRequest) -> HttpResponse:
    require(can_compare_continuity(request.user))
    on = today()
    form = YearFilter(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    year = asked.get("year") or on.year
    permitted = EloGroup.objects.permitted(request.user, GroupPermission.VIEW_PEOPLE)
    groups = list(permitted.exclude(state=GroupState.ENDED).with_territory(on))
    rows = national_rows(request.user, groups, year, asked.get("theme", ""))
    context = {
        "year": year,
        "theme": asked.get("theme", ""),
        "form": form if form.is_bound else YearFilter(initial={"year": year}),
        "rows": rows,
        "lacking": sum(1 for row in rows if row["is_active"] and not row["seminar"]),
        "crumbs": group_crumbs(),
    }
    return render(request, "groups/national_year.html", context)
