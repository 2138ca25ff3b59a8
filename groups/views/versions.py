"""What a text of a group said earlier: the states with their dates, and what changed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from elo_platform.lib.access import members_only
from elo_platform.lib.http import address, with_query
from elo_platform.lib.text import whole_number
from groups.page import group_tabs, working_crumbs
from groups.panels.versions import state_rows, text_label, title_of, what_changed
from groups.querysets.permitted import rights_in
from groups.querysets.versions import VERSIONS, of_group
from groups.views.mandate import mandate_group

STATES_SHOWN = 100


@members_only
def version_list(request: HttpRequest, pk: int, kind: str, row_id: int) -> HttpResponse:
    group = mandate_group(request, pk)
    versions = VERSIONS.get(kind)
    if versions is None:
        raise Http404
    rows = versions().pgh_tracked_model.objects.visible_to(request.user)
    row = get_object_or_404(of_group(rows, group.pk), pk=row_id)
    kept = versions().objects.visible_to(request.user).filter(pgh_obj=row.pk)
    states = list(kept.order_by("-pgh_created_at", "-pgh_id")[:STATES_SHOWN])
    wanted = whole_number(request.GET.get("state", ""))
    place = next((at for at, state in enumerate(states) if state.pk == wanted), 0)
    url = address("groups:group_history", group.pk)
    context = {
        "group": group,
        "title": title_of(row, kind),
        "label": text_label(kind),
        "crumbs": [*working_crumbs(group), {"url": url, "label": text_label("history")}],
        "tabs": group_tabs(group, rights_in(request.user, pk), "group_working"),
        "states": [
            each | {"url": with_query(request, state=str(each["id"])), "current": at == place}
            for at, each in enumerate(state_rows(states))
        ],
        "changes": what_changed(states, place, row) if states else [],
    }
    return render(request, "groups/version_list.html", context)
