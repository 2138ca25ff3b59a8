"""What the port INBOX tells of plans: all of a kind at once, `(all params, reader)` -> values.

The rows are those that the reader may see today; a notice whose row is not among them has None.
"""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from elo_platform.accounts.models import User
from elo_platform.lib.http import absolute
from groups.models import Organisation
from plans.models import Measure, Offer

Params = list[dict[str, Any]]
Values = list[dict[str, Any] | None]


def offers(params: Params, reader: User) -> Values:
    """Return what was asked of the reader's organisation, or what became of it."""
    found = _offers(params, reader)
    return [_asked(found.get(each["offer"]), each) for each in params]


def offers_waiting(params: Params, reader: User) -> Values:
    """Return the reminders of offers that nobody has answered yet."""
    found = _offers(params, reader)
    return [_reminded(found.get(each["offer"]), each) for each in params]


def answers(params: Params, reader: User) -> Values:
    """Return what organisations answered, to those who write the group's plans."""
    rows = Offer.objects.editable_by(reader)
    found = _by_id(rows, {each["offer"] for each in params})
    return [_answered(found.get(each["offer"]), each) for each in params]


def measures(params: Params, reader: User) -> Values:
    """Return the reminders of deadlines, of actions that are still to be done."""
    found, names = _measures(params, reader)
    return [_deadline(_measure(found.get(each["measure"]), names), each) for each in params]


def measures_stale(params: Params, reader: User) -> Values:
    """Return the questions after actions that nobody has reported on."""
    found, names = _measures(params, reader)
    values = [_measure(found.get(each["measure"]), names) for each in params]
    return [
        row and {**row, "days": int(each["stage"])}
        for row, each in zip(values, params, strict=True)
    ]


def _offers(params: Params, reader: User) -> dict[int, Offer]:
    return _by_id(Offer.objects.visible_to(reader), {each["offer"] for each in params})


def _by_id(rows: QuerySet[Offer], ids: set[int]) -> dict[int, Offer]:
    rows = rows.filter(pk__in=ids).select_related("measure__plan__group", "organisation")
    return {row.pk: row for row in rows}


def _offer(row: Offer | None) -> dict[str, Any] | None:
    return row and {
        "title": row.measure.title,
        "organisation": row.organisation.name,
        "region": row.measure.plan.group.name,
        "due_on": row.due_on,
        "answer_by": row.answer_by,
        "url": absolute(reverse("plans:offer_detail", args=[row.pk])),
    }


def _asked(row: Offer | None, params: dict[str, Any]) -> dict[str, Any] | None:
    values = _offer(row)
    return values and {**values, "event": params["event"]}


def _reminded(row: Offer | None, params: dict[str, Any]) -> dict[str, Any] | None:
    values = _offer(row) if row and row.state == "offered" else None
    return values and {**values, "is_late": params["stage"] < 0}


def _answered(row: Offer | None, params: dict[str, Any]) -> dict[str, Any] | None:
    values = _offer(row)
    return values and {**values, "answer": params["answer"]}


def _measures(params: Params, reader: User) -> tuple[dict[int, Measure], dict[int, str]]:
    rows = Measure.objects.visible_to(reader).still_open().with_deadline()
    rows = rows.filter(pk__in={each["measure"] for each in params}).select_related("plan__group")
    found = {row.pk: row for row in rows}
    ids = {row.carrier_id or row.responsible_id for row in found.values()}
    return found, {each.pk: each.name for each in Organisation.objects.filter(pk__in=ids)}


def _measure(row: Measure | None, names: dict[int, str]) -> dict[str, Any] | None:
    return row and {
        "title": row.title,
        "organisation": names[row.carrier_id or row.responsible_id],
        "region": row.plan.group.name,
        "due_on": row.deadline,
        "url": absolute(reverse("plans:measure_detail", args=[row.pk])),
    }


def _deadline(values: dict[str, Any] | None, params: dict[str, Any]) -> dict[str, Any] | None:
    return values and {**values, "is_late": int(params["stage"]) < 0}
