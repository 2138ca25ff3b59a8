"""What reminders say of an action, as long as what they were made for still holds."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from elo_platform.accounts.models import User
from elo_platform.lib.dates import start_of_day
from elo_platform.lib.http import absolute
from elo_platform.notifications.acts import act_url
from elo_platform.notifications.readers import Reader
from groups.models import Organisation
from groups.querysets.answerers import people_answering_for
from plans.models import Measure
from plans.querysets.offers import heard_day, measures_in_force
from plans.states import MeasureAction

Values = dict[str, Any]
# A reminder's link works so long after the day that it reminds of.
LATE_DAYS = 60


def measure_reminder(params: dict[str, Any], reader: Reader) -> Values | None:
    """Return an action whose deadline comes or has passed; None where the deadline has moved."""
    row = _measure(params, reader)
    if row is None or row.deadline.isoformat() != params["on"]:
        return None
    acts = _acts(row, reader, row.deadline)
    return {**_values(row), **acts, "is_late": int(params["stage"]) < 0}


def measure_stale(params: dict[str, Any], reader: Reader) -> Values | None:
    """Return an action that nobody has reported on; None where somebody has since."""
    row = _measure(params, reader)
    if row is None or heard_day(row).isoformat() != params["on"]:
        return None
    days = int(params["stage"])
    return {**_values(row), **_acts(row, reader, heard_day(row) + timedelta(days)), "days": days}


def _measure(params: dict[str, Any], reader: Reader) -> Measure | None:
    if not isinstance(reader, User):
        return None
    rows = measures_in_force().filter(pk=params["measure"]).select_related("plan__group", "goal")
    row: Measure | None = rows.first()
    if row is None:
        return None
    people = people_answering_for(row.answerer_id, row.plan.group_id)
    return row if people.filter(pk=reader.pk).exists() else None


def _acts(row: Measure, reader: User, since: date) -> Values:
    """Return the way to report without signing in; it stays open some time after `since`."""
    ends_at = start_of_day(since + timedelta(days=LATE_DAYS))
    url = act_url(kind="measure", object_id=row.pk, subject=reader.pk, expires_at=ends_at)
    return {
        "acts": [
            {"label": _("Say how it stands"), "url": url},
            {"label": _("It is done"), "url": f"{url}&answer={MeasureAction.FINISH}"},
        ],
        "acts_intro": _("Answer here, without signing in:"),
        "acts_until": ends_at - timedelta(seconds=1),
    }


def _values(row: Measure) -> Values:
    organisation = Organisation.objects.get(pk=row.answerer_id).name
    heard = date_format(heard_day(row), "SHORT_DATE_FORMAT")
    return {
        "title": row.title,
        "organisation": organisation,
        "region": row.plan.group.name,
        "due_on": row.deadline,
        "facts": [
            (_("Plan"), f"{row.plan.title} {row.plan.year_from}–{row.plan.year_to}"),
            (_("Goal"), row.goal.title),
            (_("Ready by"), date_format(row.deadline, "SHORT_DATE_FORMAT")),
            (_("Status"), str(row.get_status_display())),
            (_("Last reported on"), heard),
        ],
        "url": absolute(reverse("plans:measure_detail", args=[row.pk])),
        "url_label": _("Open the action"),
        "why": _("You get this message because you answer for %(organisation)s.")
        % {"organisation": organisation},
    }
