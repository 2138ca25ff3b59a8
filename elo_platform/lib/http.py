"""Request and address helpers that know nothing of any model."""

from functools import lru_cache
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from elo_platform.lib.tables import TYPES, Table, as_csv, as_xlsx
from elo_platform.lib.text import current_language


def absolute(path: str) -> str:
    """Return `path` with the site's own address, which is a setting and never the Host header."""
    return f"{settings.SITE_URL}{path}"


def signed_page(name: str, token: str) -> str:
    """Return the whole address of a page that a mail leads to, in the language of the mail."""
    return f"{absolute(reverse(name, kwargs={'token': token}))}?lang={current_language()}"


@lru_cache(maxsize=4096)
def address(name: str, *arguments: int | str) -> str:
    """Return what `reverse` does, made once: tabs and menus ask for it dozens of times a page."""
    return reverse(name, args=arguments)


def with_query(request: HttpRequest, **changes: str | None) -> str:
    """Return the present address with query values changed; None removes one."""
    query = {key: values for key, values in request.GET.lists() if key not in changes}
    query |= {key: [value] for key, value in changes.items() if value is not None}
    text = urlencode(query, doseq=True)
    return f"{request.path}?{text}" if text else request.path


def table_file(table: Table, ending: str) -> HttpResponse:
    """Return `table` as the file that `ending` names, to be saved and not kept on the way.

    Raises:
        Http404: `ending` is neither csv nor xlsx.
    """
    if ending not in TYPES:
        raise Http404
    content = as_csv(table) if ending == "csv" else as_xlsx(table)
    response = HttpResponse(content, content_type=TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="{table.name}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
