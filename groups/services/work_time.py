"""The working time of a year: agreed and used by kind of task, coordinator and members."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from groups.models import EloGroup, WorkTime
from groups.policies.mandate import can_keep_mandate
from groups.querysets.work_time import Cell, Hours, Sheet, sheet_of


@transaction.atomic
def keep_work_time(
    *,
    group_id: int,
    year: int,
    version: int,
    hours: Mapping[Cell, Hours],
    by: User,
    now: datetime,
) -> Sheet:
    """Give a year's sheet these hours; a cell of which nobody says anything has no row.

    Raises:
        PermissionDenied: `by` does not coordinate the group.
        StaleEdit: somebody saved in between.
    """
    group = EloGroup.objects.select_for_update().get(pk=group_id)
    require(can_keep_mandate(by, group))
    before = sheet_of(group.work_times.all(), year)
    if before.version != version:
        raise StaleEdit(before)
    said = {cell: each for cell, each in hours.items() if each != Hours()}
    if said == before.hours:
        return before
    sheet = Sheet(year, said)
    _write(group, sheet)
    record(
        kind=AuditKind.MEANS_CHANGED,
        target=group,
        by=by,
        at=now,
        data={"year": year},
        group_id=group.pk,
    )
    return sheet


def _write(group: EloGroup, sheet: Sheet) -> None:
    group.work_times.filter(year=sheet.year).delete()
    WorkTime.objects.bulk_create(
        WorkTime(
            group=group,
            year=sheet.year,
            is_coordinator=is_coordinator,
            task=task,
            agreed=each.agreed,
            used=each.used,
        )
        for (is_coordinator, task), each in sheet.hours.items()
    )
