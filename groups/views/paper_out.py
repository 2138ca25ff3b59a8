"""A document as a PDF to take along, in the language that was asked for."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from elo_platform.accounts.views.limits import asks_too_much, too_many
from elo_platform.lib.pdf import pdf
from elo_platform.lib.text import current_language
from groups.views.papers import FILE_POLICY


def document_paper(
    request: HttpRequest, name: str, document: Callable[[], dict[str, Any]]
) -> HttpResponse:
    """Return what `document` makes as a PDF: in the language of `?language=`, else the reader's.

    `name` is the file's, without language and ending. See templates/pdf/document.typ. A network
    that has had enough papers gets none.
    """
    if asks_too_much(request):
        return too_many(request)
    asked = request.GET.get("language", "")
    language = asked if asked in settings.LANGUAGE_NAMES else current_language()
    with translation.override(language):
        made = pdf("document.typ", document(), language)
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{language}.pdf"'
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Language"] = language
    return response


def paper_links(name: str, *arguments: int) -> list[dict[str, str]]:
    """Return the ways to a document on paper, one for each language."""
    url = reverse(name, args=arguments)
    return [
        {"url": f"{url}?language={code}", "label": label, "language": code}
        for code, label in settings.LANGUAGES
    ]
