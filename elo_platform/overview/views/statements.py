from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from elo_platform.lib.access import public
from elo_platform.overview.retention import policy


@public("the privacy notice")
def privacy(request: HttpRequest) -> HttpResponse:
    rows = [
        {
            "label": row.label,
            "fields": ", ".join(row.fields),
            "keep": row.keep_sentence,
            "ground": row.ground_sentence,
        }
        for row in policy()
        if row.fields
    ]
    context = {"models": rows, "contact": settings.CONTACT_EMAIL}
    return render(request, "overview/privacy.html", context)


@public("the accessibility statement")
def accessibility(request: HttpRequest) -> HttpResponse:
    context = {"contact": settings.CONTACT_EMAIL}
    return render(request, "overview/accessibility.html", context)
