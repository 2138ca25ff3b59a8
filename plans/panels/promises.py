"""What of plans one organisation carries, and what it is asked to carry: for its own page."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day
from plans.models import Measure, Offer
from plans.querysets.offers import measures_in_force
from plans.querysets.plans import reads_parts
from plans.querysets.waiting import offers_due

Row = dict[str, Any]


def promised_measures(organisation_id: int, user: User, now: datetime) -> list[Row]:
    """Return the actions that the organisation carries, as far as `user` may read their plans."""
    rows = measures_in_force().filter(reads_parts(user), answerer_id=organisation_id)
    rows = rows.select_related("plan__group")
    today = helsinki_day(now)
    return [_carried(each, today) for each in rows.order_by("deadline", "pk")]


def offered_measures(organisation_id: int, user: User, now: datetime) -> list[Row]:
    """Return the actions that the organisation is asked to carry, for who may answer for it."""
    due = offers_due(user, helsinki_day(now))
    asked = [pk for pk, is_asked in due.items() if is_asked]
    if not asked:
        return []
    rows = Offer.objects.visible_to(user).filter(pk__in=asked, organisation=organisation_id)
    rows = rows.select_related("measure__plan__group").order_by("answer_by", "pk")
    return [
        {
            "title": gettext("Take responsibility: %(title)s") % {"title": each.measure.title},
            "where": each.measure.plan.group.name,
            "source": each.measure.plan.title,
            "url": reverse("plans:offer_detail", args=[each.pk]),
            "status": {
                "tone": "hjortron",
                "icon": "hourglass",
                "text": gettext("Waits for an answer"),
            },
            "due_on": each.answer_by,
            "label": gettext("Answer the offer"),
        }
        for each in rows
    ]


def _carried(measure: Measure, today: date) -> Row:
    is_late = measure.deadline < today
    return {
        "title": measure.title,
        "where": measure.plan.group.name,
        "source": measure.plan.title,
        "url": reverse("plans:measure_detail", args=[measure.pk]),
        "status": {
            "tone": "hjortron" if is_late else "info",
            "icon": "hourglass" if is_late else "circle-dot",
            "text": measure.get_status_display(),
        },
        "due_on": measure.deadline,
        "label": "",
    }
