"""The renewal round, point by point: what is asked, where one looks, and who has said what."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.http import address
from elo_platform.lib.text import day
from groups.models import RenewalCheck
from groups.models.renewal import RenewalPoint
from groups.permissions import GroupPermission

# Where each point is looked over: a page, its name, and what a reader of it must be allowed.
PLACES = {
    RenewalPoint.COMPOSITION: (
        ("group_representation", _("Representation"), GroupPermission.VIEW_COVERAGE),
        ("group_people", _("People"), GroupPermission.VIEW_PEOPLE),
    ),
    RenewalPoint.MANDATE: (
        ("group_mandate", _("Mandate and means"), GroupPermission.VIEW_PEOPLE),
        ("operating_model", _("Operating model"), GroupPermission.VIEW_PEOPLE),
    ),
    RenewalPoint.PLAN: (("plans:group_plans", _("Plans"), GroupPermission.VIEW_PLANS),),
    RenewalPoint.GLOSSARY: (
        ("group_welcome", _("Welcome pack"), GroupPermission.VIEW_GROUP),
        ("group_languages", _("Texts in one language"), GroupPermission.MANAGE_GROUP),
    ),
}


def point_rows(
    checks: Iterable[RenewalCheck], group_id: int, rights: frozenset[GroupPermission]
) -> list[dict[str, Any]]:
    """Return the points in order, each with its pages and the last answer."""
    said = {check.point: check for check in checks}
    return [
        {
            "value": point.value,
            "title": point.label,
            "links": [
                {"url": _url(name, group_id), "label": label}
                for name, label, right in PLACES[point]
                if right in rights
            ],
            "status": _status(said.get(point.value)),
            "who": _who(said.get(point.value)),
        }
        for point in RenewalPoint
    ]


def _url(name: str, group_id: int) -> str:
    return address(name if ":" in name else f"groups:{name}", group_id)


def _status(check: RenewalCheck | None) -> dict[str, str]:
    if check is None:
        return {"tone": "neutral", "icon": "circle-dashed", "text": gettext("Not looked over yet")}
    if check.is_right:
        return {"tone": "success", "icon": "circle-check", "text": gettext("Still right")}
    return {"tone": "hjortron", "icon": "circle-dashed", "text": gettext("Needs to change")}


def _who(check: RenewalCheck | None) -> str:
    return f"{check.by.name}, {day(helsinki_day(check.at))}" if check else ""
