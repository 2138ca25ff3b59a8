from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from elo_platform.lib.access import public
from groups.page import group_crumbs, group_tabs, working_pages
from groups.querysets.permitted import rights_in
from groups.views.frame import seen_group


@public("the pages on how a group works; each asks what its reader may see")
def group_working(request: HttpRequest, pk: int) -> HttpResponse:
    group = seen_group(request, pk)
    rights = rights_in(request.user, group.pk)
    pages = [(page, page.url(group.pk)) for page in working_pages(rights)]
    context = {
        "group": group,
        "pages": pages,
        "crumbs": group_crumbs(group),
        "tabs": group_tabs(group, rights, "group_working"),
    }
    return render(request, "groups/group_working.html", context)
