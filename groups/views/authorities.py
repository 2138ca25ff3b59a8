"""The page of one public body: what it was called, where it worked, who came before and after."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext

from elo_platform.lib.access import public
from elo_platform.lib.dates import is_within
from elo_platform.lib.text import day, period
from groups.models import Authority, AuthoritySuccession, Coordination
from groups.models.authority import Coverage, SuccessionRelation
from groups.views.frame import AsOf, as_of

CAME = {
    SuccessionRelation.RENAME: lambda: gettext("Went on here whole"),
    SuccessionRelation.MERGE: lambda: gettext("Merged into this one with others"),
    SuccessionRelation.SPLIT: lambda: gettext("A part came here"),
}
WENT = {
    SuccessionRelation.RENAME: lambda: gettext("Took over everything"),
    SuccessionRelation.MERGE: lambda: gettext("Took over everything, and others as well"),
    SuccessionRelation.SPLIT: lambda: gettext("Took over a part"),
}


@public("authorities and their history are public facts")
def authority_detail(request: HttpRequest, pk: int) -> HttpResponse:
    shown = as_of(request)
    rows = Authority.objects.visible_to(request.user).named(shown.on).with_history(shown.on)
    authority = get_object_or_404(rows, pk=pk)
    coordinations = Coordination.objects.visible_to(request.user).filter(authority=authority)
    context = {
        "authority": authority,
        "as_of": shown,
        "crumbs": [{"url": reverse("groups:region_list"), "label": gettext("Regions")}],
        "status": _status(authority, shown.on),
        "leads_on": [] if authority.is_in_force(shown.today) else _leads_on(authority),
        "facts": _facts(authority),
        "names": _dated(authority.names.all(), shown.on),
        "territories": _territories(authority, shown.on),
        "origins": [_succession(row, row.predecessor, CAME) for row in authority.origins.all()],
        "successions": [
            _succession(row, row.successor, WENT) for row in authority.successions.all()
        ],
        "coordinations": _coordinations(coordinations, shown),
        "unverified": authority.unverified if request.user.is_staff else [],
    }
    return render(request, "groups/authority_detail.html", context)


def _status(authority: Authority, on: date) -> dict[str, str]:
    if authority.is_in_force(on):
        return {"tone": "success", "icon": "circle-check", "text": gettext("In force")}
    if authority.valid_from and on < authority.valid_from:
        text = gettext("Begins on %(day)s") % {"day": day(authority.valid_from)}
        return {"tone": "info", "icon": "circle-plus", "text": text}
    text = gettext("Ended on %(day)s") % {"day": day(authority.valid_to)}
    return {"tone": "neutral", "icon": "archive", "text": text}


def _leads_on(authority: Authority) -> list[dict[str, str]]:
    return [
        {
            "name": row.successor.name,
            "url": reverse("groups:authority_detail", args=[row.successor_id]),
            "on": day(row.on),
        }
        for row in authority.successions.all()
    ]


def _facts(authority: Authority) -> list[tuple[str, str]]:
    facts = [
        (gettext("Kind"), authority.get_kind_display()),
        (gettext("In force"), period(authority.valid_from, authority.valid_to)),
    ]
    seat = [(pgettext("town", "Seat"), authority.seat_town)] if authority.seat_town else []
    theme = [(gettext("Leads in the whole country on"), authority.theme)] if authority.theme else []
    return facts + seat + theme


def _dated(rows: Iterable[Any], on: date) -> list[dict[str, Any]]:
    return [
        {
            "row": row,
            "period": period(row.valid_from, row.valid_to),
            "holds": row.is_in_force(on),
        }
        for row in rows
    ]


def _territories(authority: Authority, on: date) -> list[dict[str, Any]]:
    rows = _dated(authority.territories.all(), on)
    return [
        {
            **each,
            "region": each["row"].region,
            "url": reverse("groups:region_detail", args=[each["row"].region.code]),
            "is_part": each["row"].coverage == Coverage.PART,
        }
        for each in rows
    ]


def _succession(
    row: AuthoritySuccession, other: Authority, words: dict[str, Any]
) -> dict[str, Any]:
    return {
        "day": day(row.on),
        "name": other.name,
        "url": reverse("groups:authority_detail", args=[other.pk]),
        "what": words[row.relation](),
        "regions": ", ".join(region.name for region in row.regions.all()),
    }


def _coordinations(rows: Any, shown: AsOf) -> list[dict[str, Any]]:
    found = list(rows.select_related("group").order_by("group__name_fi", "-starts_on"))
    shown.named(row.group for row in found)
    return [
        {
            "group": row.group,
            "url": reverse("groups:group_detail", args=[row.group_id]),
            "period": period(row.starts_on, row.ends_on),
            "holds": is_within(shown.on, row.starts_on, row.ends_on),
        }
        for row in found
    ]
