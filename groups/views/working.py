from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from elo_platform.lib.access import public
from groups.models import EloGroup
from groups.page import group_crumbs, group_tabs, working_pages
from groups.querysets.permitted import rights_in


@public("the pages on how a group works; each asks what its reader may see")
def group_working(request: HttpRequest, pk: int) -> HttpResponse:
    group = get_object_or_404(EloGroup.objects.visible_to(request.user), pk=pk)
    request.elo_group_id = group.pk
    rights = rights_in(request.user, group.pk)
    pages = [(page, page.url(group.pk)) for page in working_pages(rights)]
    context = {
        "group": group,
        "pages": pages,
        "crumbs": group_crumbs(group),
        "tabs": group_tabs(group, rights, "group_working"),
    }
    return render(request, "groups/group_working.html", context)
