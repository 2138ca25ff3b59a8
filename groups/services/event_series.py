"""Series of events: what goes on over the years, and who looks after it."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from groups.models import EventSeries
from groups.policies.events import can_draft
from groups.querysets.readers import event_arrangers

NO_TITLE = _("Give the series a title in one language at least.")


@dataclass(frozen=True, slots=True)
class SeriesValues:
    """What a series of events is called, what it is about, and who looks after it."""

    title_sv: str = ""
    title_fi: str = ""
    about_sv: str = ""
    about_fi: str = ""
    owner: User | None = None


@transaction.atomic
def start_series(
    *, group_id: int | None, values: SeriesValues, by: User, now: datetime
) -> EventSeries:
    """Begin a series of events; without a group it is a national one.

    Raises:
        PermissionDenied: `by` arranges no events there.
        ValidationError: by field; see `_take`.
    """
    require(can_draft(by, group_id))
    series = EventSeries(group_id=group_id, made_by=by, made_at=now)
    _take(series, values)
    series.save(force_insert=True)
    _record(AuditKind.EVENT_SERIES_MADE, series, by, now)
    return series


@transaction.atomic
def change_series(
    *, series_id: int, version: int, values: SeriesValues, by: User, now: datetime
) -> EventSeries:
    """Reword a series that still stands at `version`, or let somebody else look after it.

    Raises:
        PermissionDenied: `by` arranges no events there.
        StaleEdit: somebody saved in between.
        ValidationError: by field; see `_take`.
    """
    series = EventSeries.objects.select_for_update().get(pk=series_id)
    require(can_draft(by, series.group_id))
    if series.version != version:
        raise StaleEdit(series)
    _take(series, values)
    series.version += 1
    series.save()
    _record(AuditKind.EVENT_SERIES_CHANGED, series, by, now)
    return series


def _take(series: EventSeries, values: SeriesValues) -> None:
    """Put `values` on the row.

    Raises:
        ValidationError: by field: no title, or an owner who arranges no events there.
    """
    if not (values.title_sv or values.title_fi):
        raise ValidationError({"title_sv": NO_TITLE})
    # Who has left the task stays named until somebody else takes it over.
    kept = values.owner in (None, series.owner)
    if not kept and not event_arrangers(series.group_id).filter(pk=values.owner.pk).exists():
        raise ValidationError({"owner": _("Choose somebody who arranges events here.")})
    for name in SeriesValues.__slots__:
        setattr(series, name, getattr(values, name))


def _record(kind: AuditKind, series: EventSeries, by: User, now: datetime) -> None:
    record(kind=kind, target=series, by=by, at=now, group_id=series.group_id)
