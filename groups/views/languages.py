from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst

from elo_platform.lib.access import members_only
from elo_platform.lib.http import address
from elo_platform.ports import entries
from groups.page import group_tabs, working_crumbs
from groups.permissions import GroupPermission
from groups.querysets.languages import OneLanguage, in_one_language
from groups.querysets.permitted import rights_in
from groups.views.frame import group_with


@members_only
def group_languages(request: HttpRequest, pk: int) -> HttpResponse:
    group = group_with(request, pk, GroupPermission.MANAGE_GROUP)
    found = in_one_language(request.user, pk)
    for entry in entries("TEXTS").values():
        found += entry(request.user, pk)
    context = {
        "group": group,
        "rows": [_row(each) for each in found],
        "crumbs": working_crumbs(group),
        "tabs": group_tabs(group, rights_in(request.user, pk), "group_working"),
    }
    return render(request, "groups/group_languages.html", context)


def _row(found: OneLanguage) -> dict[str, str]:
    model = apps.get_model(found.model)
    return {
        "what": capfirst(str(model._meta.verbose_name)),
        "lacks": capfirst(str(model._meta.get_field(f"{found.part}_{found.lacks}").verbose_name)),
        "text": found.text,
        "language": "fi" if found.lacks == "sv" else "sv",
        "url": address(found.page, found.target),
    }
