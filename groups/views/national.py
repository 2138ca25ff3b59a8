from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from elo_platform.lib.access import members_only
from groups.page import group_crumbs
from groups.panels.national import NationalMatrix, drawn_rows, heads, national_matrix
from groups.views.frame import as_of, pictures


@members_only
def national_representation(request: HttpRequest) -> HttpResponse:
    shown = as_of(request)
    matrix = matrix_of(request)
    context = {
        "as_of": shown,
        "crumbs": group_crumbs(),
        "heads": heads(matrix),
        "rows": drawn_rows(matrix, "" if shown.is_today else f"?on={shown.on}"),
        "without": ", ".join(matrix.regions_without),
        "counted": matrix.counted(),
        "pictures": pictures(request, "groups:national_picture"),
    }
    return render(request, "groups/national_representation.html", context)


def matrix_of(request: HttpRequest) -> NationalMatrix:
    """Return the country on the day asked for, for who has a role somewhere."""
    on = as_of(request).on
    matrix = national_matrix(request.user, on=on, now=timezone.now())
    if not matrix.rows:
        raise Http404
    return matrix
