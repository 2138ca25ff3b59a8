"""The deadlines of actions as calendar entries: one's own, and those of one's groups."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.calendars import Entry
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.http import absolute
from plans.models import Measure
from plans.querysets.offers import measures_in_force, measures_of, names_of

# How far back a calendar feed reaches.
PAST_DAYS = 180


def calendar_deadlines(user: User, now: datetime) -> list[Entry]:
    """Return the deadlines of the actions of `user`'s own organisations."""
    return _entries(measures_of(user), now)


def group_deadlines(user: User, group_id: int, now: datetime) -> list[Entry]:
    """Return the deadlines of a group's actions, as far as `user` may see them."""
    seen = Measure.objects.visible_to(user).filter(plan__group=group_id)
    return _entries(measures_in_force().filter(pk__in=seen.values("pk")), now)


def _entries(measures: QuerySet[Measure], now: datetime) -> list[Entry]:
    first = helsinki_day(now) - timedelta(days=PAST_DAYS)
    rows = list(
        measures.filter(deadline__gte=first)
        .select_related("plan__group")
        .order_by("deadline", "pk")
    )
    names = names_of(row.answerer_id for row in rows)
    return [_entry(row, names[row.answerer_id]) for row in rows]


def _entry(row: Measure, organisation: str) -> Entry:
    url = absolute(reverse("plans:measure_detail", args=[row.pk]))
    said = gettext("%(organisation)s answers for it. %(plan)s") % {
        "organisation": organisation,
        "plan": f"{row.plan.title}, {row.plan.group.name}",
    }
    return Entry(
        uid=f"measure-{row.pk}@{settings.MAIL_DOMAIN}",
        sequence=row.version,
        starts=row.deadline,
        ends=row.deadline + timedelta(days=1),
        title=gettext("Ready by today: %(title)s") % {"title": row.title},
        text=f"{said}\n\n{url}",
        url=url,
        changed_at=row.changed_at,
        is_free=True,
    )
