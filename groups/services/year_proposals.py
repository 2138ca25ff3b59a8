"""Answers to what is proposed when an anchor has moved: follow it, or keep the day."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from groups.models import YearEntry
from groups.services.year_meetings import move_held, take_held
from groups.services.year_moves import propose_after, require_side
from groups.services.year_rules import lock_group


@transaction.atomic
def accept_proposals(
    *, group_id: int, year: int, entry_ids: Collection[int], by: User, now: datetime
) -> int:
    """Move the chosen entries to their proposed days; what counts from them is proposed next.

    Raises:
        PermissionDenied: `by` does not manage the group.
        ValidationError: nothing is proposed to any of them, or people know of a meeting already.
    """
    found = _proposed(group_id, year, entry_ids, by)
    for entry in found:
        # An anchor that moved with it may have taken a proposal back on the way.
        entry.refresh_from_db(fields=["proposed_day", "version"])
        if entry.proposed_day:
            _move(entry, by, now)
    return len(found)


@transaction.atomic
def keep_days(
    *, group_id: int, year: int, entry_ids: Collection[int], by: User, now: datetime
) -> int:
    """Let the chosen entries stay on their days.

    Raises:
        PermissionDenied: `by` does not manage the group.
        ValidationError: nothing is proposed to any of them, or one would then stand on the wrong
            side of what it counts from.
    """
    found = _proposed(group_id, year, entry_ids, by)
    for entry in found:
        try:
            require_side(entry=entry, day=entry.on)
        except ValidationError as refusal:
            sentence = _("“%(entry)s” cannot stay.")
            reasons = [ValidationError(sentence, params={"entry": entry.title}), *refusal.messages]
            raise ValidationError(reasons) from refusal
        entry.proposed_day = None
        _save(entry, by, now, action="keep")
    return len(found)


def _proposed(group_id: int, year: int, entry_ids: Collection[int], by: User) -> list[YearEntry]:
    group = lock_group(group_id=group_id, by=by)
    rows = YearEntry.objects.with_held().select_related("anchor__meeting", "anchor__event")
    found = rows.filter(group=group, year=year, pk__in=entry_ids, proposed_day__isnull=False)
    if not (listed := list(found.order_by("proposed_day", "pk"))):
        raise ValidationError(_("No other day is proposed for what you chose."))
    return listed


def _move(entry: YearEntry, by: User, now: datetime) -> None:
    take_held(entry=entry)
    if entry.last_day and entry.day and entry.proposed_day:
        entry.last_day += entry.proposed_day - entry.day
    entry.day, entry.proposed_day = entry.proposed_day, None
    move_held(entry=entry, by=by, now=now)
    _save(entry, by, now, action="accept")
    propose_after(entry=entry)


def _save(entry: YearEntry, by: User, now: datetime, *, action: str) -> None:
    entry.version += 1
    entry.changed_by, entry.changed_at = by, now
    entry.save()
    record(
        kind=AuditKind.YEAR_ENTRY_STEPPED,
        target=entry,
        by=by,
        at=now,
        data={"action": action},
        group_id=entry.group_id,
    )
