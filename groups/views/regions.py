from datetime import date

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext, ngettext

from elo_platform.lib.access import public
from elo_platform.lib.finland import VIEW_BOX, region_shapes
from elo_platform.lib.text import alphabetical, day
from groups.models import EloGroup, MunicipalityRegion, Region
from groups.models.authority import AuthorityKind, SuccessionRelation
from groups.querysets.territory import (
    Holding,
    Succession,
    coordinations,
    holdings,
    name_on,
    successions,
)
from groups.views.frame import (
    LAST_DAYS,
    AsOf,
    as_of,
    coordinator_of,
    language_names,
    state_of,
    today,
)

CENTRES = {AuthorityKind.ELY_CENTRE, AuthorityKind.ECONOMIC_DEVELOPMENT_CENTRE}
EMPLOYMENT = {AuthorityKind.TE_OFFICE, AuthorityKind.EMPLOYMENT_AUTHORITY}
SUPERVISION = {
    AuthorityKind.REGIONAL_STATE_AGENCY,
    AuthorityKind.NATIONAL_AGENCY,
    AuthorityKind.STATE_DEPARTMENT,
}


@public("regions and their authorities are public")
def region_list(request: HttpRequest) -> HttpResponse:
    on = today()
    groups: dict[str, list[EloGroup]] = {}
    for group in _groups(request, on):
        for row in group.regions_then:
            groups.setdefault(row.region.code, []).append(group)
    rows = [
        {
            "region": region,
            "groups": [(group, state_of(group)) for group in groups.get(region.code, ())],
            "coordinators": sorted(
                {coordinator_of(group) for group in groups.get(region.code, ())} - {""}
            ),
        }
        for region in Region.objects.visible_to(request.user)
    ]
    return render(request, "groups/region_list.html", {"rows": rows, "on": on})


@public("regions and their authorities are public")
def region_detail(request: HttpRequest, code: str) -> HttpResponse:
    region = get_object_or_404(Region.objects.visible_to(request.user), code=code)
    shown = as_of(request)
    rows = holdings(region)
    groups = shown.named(group for group in _groups(request, shown.on) if _has(group, region))
    coordinated = coordinations([group.pk for group in groups])
    context = {
        "region": region,
        "as_of": shown,
        "crumbs": [{"url": reverse("groups:region_list"), "label": gettext("Regions")}],
        "places": _places(request, region, shown.on),
        "languages": language_names(" ".join(region.language_codes)),
        "groups": [_group(group, region) for group in groups],
        "days": _days(shown),
        "table": _then_and_now(coordinated, rows, shown),
        "told": [_told(event) for event in successions(region) if event.on <= shown.today],
        "is_partly_known": _is_partly_known(rows, shown.on),
        "shapes": region_shapes(),
        "view_box": VIEW_BOX,
    }
    return render(request, "groups/region_detail.html", context)


def _groups(request: HttpRequest, on: date) -> models.QuerySet:
    groups = EloGroup.objects.visible_to(request.user)
    return groups.with_coordinator(on).with_territory(on).order_by("name_fi", "pk")


def _places(request: HttpRequest, region: Region, on: date) -> list[str]:
    """Return the municipalities that were in the region on a day, by the alphabet."""
    rows = MunicipalityRegion.objects.visible_to(request.user).current(on).filter(region=region)
    return sorted(
        (row.municipality.name for row in rows.select_related("municipality")), key=alphabetical
    )


def _has(group: EloGroup, region: Region) -> bool:
    return any(row.region_id == region.pk for row in group.regions_then)


def _group(group: EloGroup, region: Region) -> dict[str, object]:
    here = next(row for row in group.regions_then if row.region_id == region.pk)
    return {
        "group": group,
        "status": state_of(group),
        "coordinator": coordinator_of(group),
        "is_whole": here.is_whole,
        "others": [row.region.name for row in group.regions_then if row.region_id != region.pk],
    }


def _is_partly_known(rows: list[Holding], on: date) -> bool:
    """Tell whether more employment areas may work in the region than are known by name."""
    held = [row for row in rows if row.holds(on)]
    once = bool(_of(rows, EMPLOYMENT)) and on > LAST_DAYS[0]
    return any(row.is_part for row in held) or (once and not _of(held, EMPLOYMENT))


def _days(shown: AsOf) -> list[dict[str, object]]:
    """Return the days to compare: before each reform, the one that the page shows, and today."""
    days = sorted({*LAST_DAYS, shown.on, shown.today})
    return [{"on": on, "label": gettext("Today") if on == shown.today else day(on)} for on in days]


def _then_and_now(
    coordinated: list[Holding], rows: list[Holding], shown: AsOf
) -> list[dict[str, object]]:
    lines = [
        (gettext("Coordinates the ELO group"), coordinated),
        (gettext("Centre of the state in the region"), _of(rows, CENTRES)),
        (gettext("Employment services"), _of(rows, EMPLOYMENT)),
        (gettext("State supervision"), _of(rows, SUPERVISION)),
    ]
    return [
        {
            "label": label,
            "cells": [
                {"label": each["label"], "names": _names(held, each["on"], shown)}
                for each in _days(shown)
            ],
        }
        for label, held in lines
    ]


def _of(rows: list[Holding], kinds: set[AuthorityKind]) -> list[Holding]:
    return [row for row in rows if row.authority.kind in kinds]


def _names(held: list[Holding], on: date, shown: AsOf) -> list[dict[str, object]]:
    """Return who held it on a day; of today also since when, after the reforms."""
    found = {}
    for row in held:
        if row.holds(on):
            is_new = on == shown.today and row.valid_from and row.valid_from > LAST_DAYS[0]
            since = gettext("since %(day)s") % {"day": day(row.valid_from)} if is_new else ""
            found[row.authority.pk] = {
                "name": name_on(row.authority, on),
                "url": reverse("groups:authority_detail", args=[row.authority.pk]),
                "since": since,
            }
    return list(found.values())


def _told(event: Succession) -> dict[str, object]:
    """Tell a succession in a sentence."""
    names = get_text_list(event.successors, gettext("and"))
    sentence = {
        SuccessionRelation.RENAME: gettext("%(old)s went on as %(new)s."),
        SuccessionRelation.MERGE: gettext("%(old)s became part of %(new)s."),
        SuccessionRelation.SPLIT: ngettext(
            "The tasks of %(old)s in this region went to %(new)s.",
            "The tasks of %(old)s in this region were divided between %(new)s.",
            len(event.successors),
        ),
    }[SuccessionRelation(event.relation)]
    return {"on": event.on, "text": sentence % {"old": event.predecessor, "new": names}}
