from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.lib.access import public
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.finland import VIEW_BOX, region_shapes
from elo_platform.lib.text import alphabetical
from groups.models import EloGroup, Meeting, Region
from groups.permissions import Visibility
from groups.querysets.levels import count_organisations

MEETINGS_SHOWN = 3
# The better state wins where a region has several groups. The second is the class of the map.
STATES = (("active", "m1"), ("planned", "m2"), ("dormant", "m3"), ("none", "m4"))


@public("the front page: what the groups are, and the way to each region")
def front(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    on = helsinki_day(now)
    groups = list(EloGroup.objects.visible_to(request.user).with_territory(on))
    regions = _regions(request, groups)
    open_meetings = Meeting.objects.visible_to(request.user).filter(visibility=Visibility.PUBLIC)
    context = {
        "states": _by_state(regions),
        "shapes": _shapes(regions),
        "view_box": VIEW_BOX,
        "figures": _figures(groups, regions, on),
        "meetings": open_meetings.upcoming(now).select_related("body__group")[:MEETINGS_SHOWN],
    }
    return render(request, "overview/front.html", context)


def _regions(request: HttpRequest, groups: list[EloGroup]) -> list[dict[str, str]]:
    states: dict[str, set[str]] = {}
    for group in groups:
        for row in group.regions_then:
            states.setdefault(row.region.code, set()).add(group.state)
    return sorted(
        (
            {
                "code": region.code,
                "name": region.name,
                "url": reverse("groups:region_detail", args=[region.code]),
                "state": _best(states.get(region.code, set())),
            }
            for region in Region.objects.visible_to(request.user)
        ),
        key=lambda row: alphabetical(row["name"]),
    )


def _best(found: set[str]) -> str:
    return next((state for state, _tone in STATES if state in found), "none")


def _words() -> dict[str, str]:
    return {
        "active": gettext("An active ELO group"),
        "planned": gettext("A group is planned"),
        "dormant": gettext("The group does not meet at present"),
        "none": gettext("No ELO group"),
    }


def _by_state(regions: list[dict[str, str]]) -> list[dict[str, object]]:
    """Return the states that occur, each with its regions: the real navigation."""
    words = _words()
    rows = [
        {
            "tone": tone,
            "label": words[state],
            "regions": [region for region in regions if region["state"] == state],
        }
        for state, tone in STATES
    ]
    return [row for row in rows if row["regions"]]


def _shapes(regions: list[dict[str, str]]) -> list[dict[str, str]]:
    words, tones = _words(), dict(STATES)
    known = {region["code"]: region for region in regions}
    return [
        {
            "path": shape.path,
            "url": known[shape.code]["url"],
            "tone": tones[known[shape.code]["state"]],
            "label": f"{known[shape.code]['name']}: {words[known[shape.code]['state']]}",
        }
        for shape in region_shapes()
        if shape.code in known
    ]


def _figures(
    groups: list[EloGroup], regions: list[dict[str, str]], on: date
) -> list[dict[str, object]]:
    seated = count_organisations([group.pk for group in groups], on)
    return [
        {"value": len(groups), "label": gettext("ELO groups")},
        {
            "value": sum(region["state"] != "none" for region in regions),
            "of": gettext("of %(number)s") % {"number": len(regions)},
            "label": gettext("regions have a group"),
        },
        {"value": seated, "label": gettext("organisations take part")},
    ]
