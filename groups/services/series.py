"""Series of meetings: silent drafts by a rule, which follow the rule until somebody moves them."""

from dataclasses import asdict
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from groups.models import AgendaTemplate, Body, Meeting, Series
from groups.permissions import BodyPermission
from groups.policies.series import can_keep_series, can_make_series
from groups.querysets.readers import people_permitted
from groups.services.agenda_templates import items_of
from groups.services.meetings import cancel_meeting, change_meeting, draft_meeting
from groups.services.series_plan import (
    Followed,
    SeriesValues,
    changes_of,
    check_series,
    ending_of,
    followed_values,
    meeting_values,
    series_values,
)


@transaction.atomic
def make_series(*, body: Body, values: SeriesValues, by: User, now: datetime) -> Series:
    """Make a series with a silent draft for each of its days to come.

    Raises:
        PermissionDenied: `by` does not lead the body.
        ValidationError: by field; see `check_series`; or the rule has no day to come.
    """
    require(can_make_series(by, body))
    series = Series(body=body, made_by=by, made_at=now)
    _take(series, values)
    series.save(force_insert=True)
    days = changes_of(series=series, values=values, now=now).new
    if not days:
        raise ValidationError(
            {"last_on": _("The rule has no day to come on which there could be a meeting.")}
        )
    _draft(series, days, by, now)
    _record(AuditKind.SERIES_MADE, series, by, now, made=len(days))
    return series


@transaction.atomic
def change_series(
    *,
    series_id: int,
    version: int,
    values: SeriesValues,
    moves_called: bool,
    by: User,
    now: datetime,
) -> Series:
    """Change a series that still stands at `version`, and its meetings to come with it.

    Those that nobody has moved follow: drafts always, called ones with `moves_called`, which
    tells everyone called. Drafts that the rule has no day for are removed. What has begun,
    was moved by hand or is cancelled stays as it is.

    Raises:
        PermissionDenied: `by` does not lead the body, or the series has ended.
        StaleEdit: somebody saved in between.
        ValidationError: by field; see `check_series`; or a called meeting cannot be moved.
    """
    series = _locked(series_id)
    require(can_keep_series(by, series))
    if series.version != version:
        raise StaleEdit(series)
    changes = changes_of(series=series, values=values, now=now)
    steps = changes.drafts + (changes.called if moves_called else [])
    _remove(changes.gone)
    for step in steps:
        _follow(step, series, values, by, now)
    _take(series, values)
    series.version += 1
    series.save()
    _draft(series, changes.new, by, now)
    counts = {"followed": len(steps), "removed": len(changes.gone), "made": len(changes.new)}
    _record(AuditKind.SERIES_CHANGED, series, by, now, **counts)
    return series


@transaction.atomic
def end_series(
    *, series_id: int, version: int, cancels_called: bool, reason: str, by: User, now: datetime
) -> Series:
    """End a series: its drafts to come go; called ones are cancelled with `cancels_called`.

    Drafts with papers, guests or matters from elsewhere stay, each a meeting of its own.

    Raises:
        PermissionDenied: `by` does not lead the body, or the series has ended.
        StaleEdit: somebody saved in between.
    """
    series = _locked(series_id)
    require(can_keep_series(by, series))
    if series.version != version:
        raise StaleEdit(series)
    changes = ending_of(series=series, now=now)
    cancelled = changes.called if cancels_called else []
    _remove(changes.gone)
    for step in cancelled:
        cancel_meeting(meeting_id=step.meeting.pk, reason=reason, by=by, now=now)
    series.ended_at = now
    series.version += 1
    series.save()
    counts = {"removed": len(changes.gone), "cancelled": len(cancelled)}
    _record(AuditKind.SERIES_ENDED, series, by, now, **counts)
    return series


def _locked(series_id: int) -> Series:
    """Return a series with its meetings locked: none of them is called or changed meanwhile."""
    rows = Series.objects.select_for_update(of=("self",)).select_related("body")
    series = rows.get(pk=series_id)
    list(series.meetings.select_for_update().order_by("pk").values_list("pk"))
    return series


def _take(series: Series, values: SeriesValues) -> None:
    """Put `values` on the row.

    Raises:
        ValidationError: by field; see `check_series`; or an owner or a template of elsewhere.
    """
    checked = check_series(values=values)
    leaders = people_permitted(series.body, BodyPermission.EDIT_MEETINGS)
    kept = checked.owner_id in (None, series.owner_id)
    if not kept and not leaders.filter(pk=checked.owner_id).exists():
        raise ValidationError({"owner": _("Choose somebody who leads the body.")})
    templates = AgendaTemplate.objects.filter(body=series.body_id, pk=checked.template_id)
    if checked.template_id and not templates.exists():
        raise ValidationError({"template": _("Choose a template of this body.")})
    for name, value in asdict(checked).items():
        setattr(series, name, value)


def _draft(series: Series, days: list[date], by: User, now: datetime) -> None:
    """Draft a meeting of the series on each of `days`."""
    values, items = series_values(series=series), items_of(template=series.template)
    for day in days:
        given = meeting_values(values=values, day=day, items=items)
        draft_meeting(body=series.body, values=given, by=by, now=now, series=series)


def _follow(step: Followed, series: Series, values: SeriesValues, by: User, now: datetime) -> None:
    row = step.meeting
    given = followed_values(step=step, series=series, values=values)
    change_meeting(meeting_id=row.pk, version=row.version, values=given, by=by, now=now)
    if row.occurs_on != step.day:
        Meeting.objects.filter(pk=row.pk).update(occurs_on=step.day)


def _remove(drafts: list[Meeting]) -> None:
    Meeting.objects.filter(pk__in=[row.pk for row in drafts]).delete()


def _record(kind: AuditKind, series: Series, by: User, now: datetime, **data: int) -> None:
    record(kind=kind, target=series, by=by, at=now, data=data, group_id=series.body.group_id)
