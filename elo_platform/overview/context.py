"""What every page's frame shows: own groups, the side navigation, languages, what is unread."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext

from elo_platform.lib.http import address, with_query
from elo_platform.lib.text import alphabetical, in_language
from elo_platform.notifications.querysets import unread_of
from groups.page import group_pages
from groups.permissions import Role
from groups.querysets.permitted import names_of_own_groups, rights_in
from groups.querysets.reach import holds


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Return `nav` and `demo`; nothing is read before a template asks for it."""
    return {"nav": SimpleLazyObject(lambda: _navigation(request)), "demo": settings.DEMO}


def _navigation(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    groups = _own_groups(request) if signed_in else []
    return {
        "groups": groups,
        "regions_url": address("groups:region_list"),
        "unread": unread_of(user) if signed_in else 0,
        "side": _side(request, groups) if signed_in else [],
        "where": next((_where(group) for group in groups if group["current"]), None),
        "languages": _languages(request),
        "colour_scheme": user.colour_scheme if signed_in else "auto",
    }


def _own_groups(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the groups in which the reader holds a role of their own, by name."""
    current = getattr(request, "elo_group_id", None)
    found = [
        {
            "id": pk,
            "label": in_language(names, "name"),
            "url": address("groups:group_detail", pk),
            "current": pk == current,
        }
        for pk, names in names_of_own_groups(request.user).items()
    ]
    found.sort(key=lambda group: alphabetical(group["label"]))
    if len(found) == 1 and current is None:
        found[0]["current"] = True
    return found


def _side(request: HttpRequest, groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
    links = [(address("overview:my_work"), gettext("My work"), "list-checks")]
    group = next((group for group in groups if group["current"]), None)
    if group:
        pages = group_pages(rights_in(request.user, group["id"]))
        links += [(page.url(group["id"]), page.label, page.icon) for page in pages]
    links += [
        (address("groups:group_list"), gettext("All groups"), "globe"),
        (address("groups:region_list"), gettext("Regions"), "map"),
        (address("groups:organisation_list"), gettext("Organisations"), "building-2"),
        (address("groups:event_list"), gettext("Events"), "graduation-cap"),
    ]
    is_national = holds(request.user, Role.NATIONAL)
    if is_national or holds(request.user, Role.COORDINATOR):
        url = address("groups:national_events")
        links.append((url, gettext("National events"), "graduation-cap"))
    if is_national:
        links += [
            (address("groups:national_representation"), gettext("The whole country"), "scale"),
            (address("groups:national_continuity"), gettext("Continuity"), "refresh-cw"),
            (address("groups:national_year"), gettext("The year"), "clock"),
            (address("groups:wish_list"), gettext("Wishes of the groups"), "message-square"),
        ]
    if request.user.is_staff:
        url = address("groups:reorganisation_list")
        links.append((url, gettext("Reorganisations"), "git-branch"))
        links.append((address("admin:index"), gettext("Administration"), "settings"))
    return [
        {"url": url, "label": label, "icon": icon, "current": url == request.path}
        for url, label, icon in links
    ]


def _where(group: dict[str, Any]) -> dict[str, str]:
    return {"title": group["label"], "sub": ""}


def _languages(request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {
            "code": code,
            "label": code.upper(),
            "name": name,
            "url": with_query(request, lang=code),
            "current": code == get_language(),
        }
        for code, name in settings.LANGUAGES
    ]
