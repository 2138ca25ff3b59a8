"""What waits for a body, in rows: suggested matters, lifted needs, and what was dropped."""

import uuid
from typing import Any

from django.contrib.auth.models import AnonymousUser

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.http import address
from elo_platform.lib.text import day, foreign, language_used
from groups.models import Body, Need
from groups.models.group import BodyKind
from groups.panels.agenda import came_from
from groups.querysets.backlog import BacklogQuerySet, on_no_agenda

SHOWN, DROPPED_SHOWN, NEEDS_SHOWN = 200, 20, 50
Row = dict[str, Any]


def matter_rows(matters: BacklogQuerySet, body: Body, reader: User | AnonymousUser) -> list[Row]:
    """Return what waits, in the order of the body, with where it was before."""
    found = list(matters.waiting().select_related("added_by")[:SHOWN])
    before = {matter.pk: matter.carried_from_id for matter in found}
    carried = came_from(before, body.pk, reader)
    rows = []
    for number, matter in enumerate(found, start=1):
        language, title = language_used(matter, "title")
        rows.append(
            {
                "take_url": address("groups:matter_take", matter.pk),
                "edit_url": address("groups:matter_edit", matter.pk),
                "drop_url": address("groups:matter_drop", matter.pk),
                "move_url": address("groups:matter_move", matter.pk),
                "number": number,
                "title": title,
                "language": foreign(language),
                "text": matter.text,
                "purpose": matter.get_purpose_display(),
                "minutes": matter.minutes,
                "presenter": matter.presenter,
                "by": matter.added_by.name,
                "on": day(helsinki_day(matter.added_at)),
                "carried": carried.get(matter.pk, ""),
                "is_first": number == 1,
                "is_last": number == len(found),
                "key_up": uuid.uuid4(),
                "key_down": uuid.uuid4(),
            }
        )
    return rows


def dropped_rows(matters: BacklogQuerySet) -> list[Row]:
    """Return what was dropped last, with the reason."""
    return [
        {
            "title": matter.title,
            "reason": matter.drop_reason,
            "on": day(helsinki_day(matter.dropped_at)),
        }
        for matter in matters.dropped()[:DROPPED_SHOWN]
    ]


def waiting_needs(body: Body, reader: User | AnonymousUser) -> list[Row]:
    """Return the lifted needs that stand on no agenda, for a leading group."""
    if body.kind != BodyKind.LEADING:
        return []
    rows = on_no_agenda(Need.objects.visible_to(reader).filter(group=body.group_id))
    rows = rows.order_by("answer_by", "pk")[:NEEDS_SHOWN]
    return [
        {
            "url": address("groups:need_detail", need.pk),
            "lift_url": address("groups:need_lift", need.pk),
            "title": need.title,
            "where": need.where,
        }
        for need in rows
    ]
