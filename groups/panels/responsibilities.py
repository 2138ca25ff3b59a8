"""The register of who answers for what, and what of it waits for somebody."""

from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from groups.models import Responsibility
from groups.panels.bodies import days_text
from groups.panels.people import SOON

Row = dict[str, Any]


def responsibility_row(row: Responsibility, on: date, *, may_act: bool) -> Row:
    """Return an area read `with_people`, and whether somebody answers for it today."""
    document = row.document if may_act else None
    return {
        "area": row.area,
        "person": row.user.name if row.user and row.is_held else "",
        "deputy": row.deputy.name if row.deputy and row.deputy.is_active else "",
        "days": days_text(row.starts_on, row.ends_on),
        "status": _status(row, on),
        "document": document.name if document else "",
        "document_url": reverse("groups:document_file", args=[document.pk]) if document else "",
        "url": reverse("groups:responsibility_edit", args=[row.pk]) if may_act else "",
    }


def due_responsibilities(user: User, now: datetime) -> list[Row]:
    """Return what nobody answers for in the groups that `user` coordinates (port DUE)."""
    rows = Responsibility.objects.visible_to(user).managed_by(user).without_owner()
    return [_due(row) for row in rows.order_by("starts_on", "pk")]


def _due(row: Responsibility) -> Row:
    day = date_format(_vacant_since(row), "SHORT_DATE_FORMAT")
    return {
        "icon": "circle-dashed",
        "tone": "hjortron",
        "title": gettext("Nobody answers for this: %(area)s") % {"area": row.area},
        "why": gettext("%(group)s, without an owner since %(day)s")
        % {"group": row.group.name, "day": day},
        "url": reverse("groups:responsibility_edit", args=[row.pk]),
        "label": gettext("Name somebody"),
    }


def _vacant_since(row: Responsibility) -> date:
    if row.user_id is None or row.left_on is None:
        return row.starts_on
    return max(row.starts_on, row.left_on + timedelta(days=1))


def _status(row: Responsibility, on: date) -> dict[str, str]:
    if row.starts_on > on:
        day = date_format(row.starts_on, "SHORT_DATE_FORMAT")
        text = gettext("Begins on %(day)s") % {"day": day}
        return {"tone": "info", "icon": "circle-dot", "text": text}
    if not row.is_held:
        day = date_format(_vacant_since(row), "SHORT_DATE_FORMAT")
        text = gettext("Vacant since %(day)s") % {"day": day}
        return {"tone": "hjortron", "icon": "circle-dashed", "text": text}
    if row.ends_on is not None and row.ends_on <= on + SOON:
        text = gettext("Ends on %(day)s") % {"day": date_format(row.ends_on, "SHORT_DATE_FORMAT")}
        return {"tone": "hjortron", "icon": "hourglass", "text": text}
    return {"tone": "success", "icon": "circle-check", "text": gettext("Filled")}
