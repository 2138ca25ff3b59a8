"""The entries of a group's year: added, changed, confirmed, left out; and its theme."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.forms import StaleEdit
from elo_platform.lib.states import target_state
from groups.models import EloGroup, YearEntry, YearTheme
from groups.services.year_meetings import grow_agenda, move_held
from groups.services.year_moves import propose_after, require_side
from groups.services.year_rules import (
    lock_group,
    require_body,
    require_clock,
    require_titles,
)
from groups.states import YEAR_TRANSITIONS, YearAction


@dataclass(frozen=True, slots=True)
class EntryValues:
    """What an entry of the year says; the clock is Finland's."""

    kind: str
    title_sv: str = ""
    title_fi: str = ""
    topics_sv: str = ""
    topics_fi: str = ""
    body_id: int | None = None
    day: date | None = None
    last_day: date | None = None
    begins: time | None = None
    ends: time | None = None
    place: str = ""


@transaction.atomic
def add_entry(
    *, group_id: int, year: int, values: EntryValues, by: User, now: datetime
) -> YearEntry:
    """Add an entry to a group's year as a silent draft.

    Raises:
        PermissionDenied: `by` does not manage the group.
        ValidationError: by field; see `_check`.
    """
    group = lock_group(group_id=group_id, by=by)
    _check(group.pk, year, values)
    entry = YearEntry.objects.create(
        group=group,
        year=year,
        made_by=by,
        made_at=now,
        changed_by=by,
        changed_at=now,
        **asdict(values),
    )
    _record(group, AuditKind.YEAR_ENTRY_CHANGED, entry, by, now)
    return entry


@transaction.atomic
def change_entry(
    *, entry_id: int, version: int, values: EntryValues, by: User, now: datetime
) -> YearEntry:
    """Change an entry; where its day moves, what counts from it is proposed to move as well.

    The draft of a meeting moves with it, and gets the matters that are new.

    Raises:
        PermissionDenied: `by` does not manage the group.
        StaleEdit: somebody saved in between.
        ValidationError: by field; see `_check`, and a day on the wrong side of what it counts
            from, or of a meeting that has been called.
    """
    group_id = YearEntry.objects.values_list("group", flat=True).get(pk=entry_id)
    group = lock_group(group_id=group_id, by=by)
    entry = YearEntry.objects.with_held().select_related("anchor__meeting", "rule").get(pk=entry_id)
    if entry.version != version:
        raise StaleEdit(entry)
    _check(group.pk, entry.year, values)
    was = entry.on
    if values.day != was:
        require_side(entry=entry, day=values.day)
        entry.proposed_day = None
    for field in fields(EntryValues):
        setattr(entry, field.name, getattr(values, field.name))
    entry.version += 1
    entry.changed_by, entry.changed_at = by, now
    entry.save()
    move_held(entry=entry, by=by, now=now)
    grow_agenda(entry=entry, by=by, now=now)
    if values.day != was:
        propose_after(entry=entry)
    _record(group, AuditKind.YEAR_ENTRY_CHANGED, entry, by, now)
    return entry


@transaction.atomic
def step_entries(
    *,
    group_id: int,
    year: int,
    entry_ids: Collection[int],
    action: YearAction,
    by: User,
    now: datetime,
) -> int:
    """Do `action` to the chosen entries that can take it; return how many did.

    Raises:
        PermissionDenied: `by` does not manage the group.
        ValidationError: none of them can, or one to confirm has no day.
    """
    group = lock_group(group_id=group_id, by=by)
    transition = YEAR_TRANSITIONS[action]
    rows = YearEntry.objects.filter(group=group, year=year, pk__in=entry_ids)
    found = list(rows.filter(state__in=transition.sources).order_by("day", "pk"))
    if not found:
        raise ValidationError(_("None of the chosen entries can take this step."))
    without = [entry.title for entry in found if entry.day is None]
    if without and action is YearAction.CONFIRM:
        sentence = _("Choose a day first for: %(names)s.")
        raise ValidationError(sentence, params={"names": ", ".join(without)})
    for entry in found:
        entry.state = target_state(YEAR_TRANSITIONS, action, entry.state)
        entry.changed_by, entry.changed_at = by, now
        entry.version += 1
        if action is YearAction.DROP:
            entry.proposed_day = None
        entry.save()
        _record(group, AuditKind.YEAR_ENTRY_STEPPED, entry, by, now, action=action.value)
    return len(found)


@transaction.atomic
def set_theme(
    *,
    group_id: int,
    year: int,
    version: int,
    theme_sv: str,
    theme_fi: str,
    by: User,
    now: datetime,
) -> YearTheme | None:
    """Say what a group's year is about; in no language, it has no theme.

    Raises:
        PermissionDenied: `by` does not manage the group.
        StaleEdit: somebody saved in between.
    """
    group = lock_group(group_id=group_id, by=by)
    theme = YearTheme.objects.filter(group=group, year=year).first()
    theme = theme or YearTheme(group=group, year=year)
    if theme.version != version:
        raise StaleEdit(theme)
    theme.theme_sv, theme.theme_fi = theme_sv, theme_fi
    record(kind=AuditKind.YEAR_THEMED, target=group, by=by, at=now, group_id=group.pk)
    if not (theme_sv or theme_fi):
        if theme.pk:
            theme.delete()
        return None
    theme.version += 1
    theme.save()
    return theme


def _check(group_id: int, year: int, values: EntryValues) -> None:
    """Refuse an entry that cannot stand in `year`.

    Raises:
        ValidationError: no title, a meeting without a body, a day of another year, a last day
            without a first or before it, or a clock that ends before it begins.
    """
    require_titles(title_sv=values.title_sv, title_fi=values.title_fi)
    require_body(group_id=group_id, kind=values.kind, body_id=values.body_id)
    require_clock(begins=values.begins, ends=values.ends)
    if values.day and values.day.year != year:
        sentence = _("Choose a day in %(year)s.")
        raise ValidationError({"day": ValidationError(sentence, params={"year": year})})
    if values.last_day and not values.day:
        raise ValidationError({"day": _("Write the first day as well.")})
    if values.day and values.last_day and values.last_day < values.day:
        raise ValidationError({"last_day": _("The last day is before the first day.")})


def _record(
    group: EloGroup,
    kind: AuditKind,
    entry: YearEntry,
    by: User,
    now: datetime,
    **data: object,
) -> None:
    record(kind=kind, target=entry, by=by, at=now, data=data, group_id=group.pk)
