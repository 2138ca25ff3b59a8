"""What pages say of series of events: who looks after them, as far as the reader may know names."""

from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, QuerySet, Value
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.http import address
from elo_platform.lib.text import from_columns, language_used
from groups.models import EventSeries, Series
from groups.permissions import GroupPermission, roles_allowing
from groups.querysets.permitted import grants_of, rights_in
from groups.querysets.readers import event_arrangers

Reader = User | AnonymousUser


def series_lines(user: Reader, group_id: int) -> list[dict[str, Any]]:
    """Return a group's series for its page of events, the newest first."""
    rows = EventSeries.objects.visible_to(user).filter(group=group_id).with_number(user)
    return [
        {
            "url": address("groups:event_series", row.pk),
            "title": language_used(row, "title"),
            "owner": owner_name(row, user),
            "number": row.number,
        }
        for row in rows.select_related("owner").order_by("-pk")
    ]


def kept_series(user: User, today: date) -> list[dict[str, str]]:
    """Return the series of meetings that go on, and of events, that `user` looks after: a query."""
    meetings = Series.objects.visible_to(user).filter(ended_at=None, last_on__gte=today)
    events = EventSeries.objects.visible_to(user)
    found = _kept(meetings, "series_detail", "body", user).union(
        _kept(events, "event_series", "group", user), all=True
    )
    return [
        {
            "url": address(f"groups:{row['page']}", row["pk"]),
            "title": from_columns(row, "title"),
            "of": from_columns(row, "of") or gettext("National coordination"),
            "page": row["page"],
        }
        for row in found.order_by("page", "pk")
    ]


def _kept(rows: QuerySet, page: str, of: str, user: User) -> QuerySet:
    """Return the series that `user` looks after, with the page of each and whose it is."""
    names = {f"of_{code}": F(f"{of}__name_{code}") for code in ("sv", "fi", "en")}
    own = rows.filter(owner=user).annotate(page=Value(page), **names)
    return own.values("pk", "title_sv", "title_fi", "page", *names)


def owner_name(series: EventSeries, user: Reader) -> str:
    """Return who looks after a series, for who may see people and where the name is public."""
    owner = series.owner
    if owner is None:
        return ""
    return owner.name if owner.is_name_public or _sees_people(user, series.group_id) else ""


def owner_stays(series: EventSeries) -> bool:
    """Tell whether who looks after the series still arranges events there."""
    return event_arrangers(series.group_id).filter(pk=series.owner_id).exists()


def new_event_url(series: EventSeries) -> str:
    """Return where a new event of the series begins."""
    if series.group_id is None:
        url = address("groups:national_event_new")
    else:
        url = address("groups:event_new", series.group_id)
    return f"{url}?series={series.pk}"


def may_open(user: Reader, series: EventSeries) -> bool:
    """Tell whether `user` may open a series that is read along: the rule of its `visible_to`."""
    group_id = series.group_id
    return group_id is None or GroupPermission.VIEW_GROUP in rights_in(user, group_id)


def _sees_people(user: Reader, group_id: int | None) -> bool:
    """Tell whether `user` sees people in a group; of a national series, somewhere."""
    if group_id is None:
        return grants_of(user, roles_allowing(GroupPermission.VIEW_PEOPLE)).exists()
    return GroupPermission.VIEW_PEOPLE in rights_in(user, group_id)
