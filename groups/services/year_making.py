"""A year out of its rules, or out of the year before: silent drafts, made once."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from groups.models import EloGroup, YearEntry, YearRule
from groups.services.year_days import Laid, lay_out, same_weekday
from groups.services.year_rules import lock_group

_OF_RULE = ("kind", "body_id", "title_sv", "title_fi", "begins", "ends", "place")
_OF_ENTRY = (*_OF_RULE, "rule_id", "topics_sv", "topics_fi", "offset")


def to_make(*, group_id: int, year: int) -> list[Laid]:
    """Return what the rules would add to a year now, in order of days; those without last."""
    rules = list(YearRule.objects.in_order(group_id))
    there = _made_of(group_id, year)
    held = {rule: entry.on for rule, entry in there.items() if entry.on}
    laid = lay_out(rules=rules, year=year, held=held)
    return sorted(
        (each for each in laid if each.rule.pk not in there),
        key=lambda each: (each.day is None, each.day or date.min, each.rule.number),
    )


@transaction.atomic
def make_year(*, group_id: int, year: int, by: User, now: datetime) -> int:
    """Make silent drafts out of the rules; what a rule has made already is not made again.

    Raises:
        PermissionDenied: `by` does not manage the group.
        ValidationError: there is nothing to make.
    """
    group = lock_group(group_id=group_id, by=by)
    fitting = [each for each in to_make(group_id=group_id, year=year) if each.day]
    if not fitting:
        raise ValidationError(_("Everything that the rules say is in the year already."))
    made = _made_of(group_id, year)
    for each in fitting:
        made[each.rule.pk] = YearEntry.objects.create(
            rule=each.rule,
            day=each.day,
            last_day=each.last_day,
            offset=each.rule.offset,
            **{field: getattr(each.rule, field) for field in _OF_RULE},
            **_new(group, year, by, now),
        )
    _tie((each.rule.pk for each in fitting), made)
    _record(group, year, len(fitting), by, now)
    return len(fitting)


def to_copy(*, group_id: int, year: int) -> list[tuple[YearEntry, date | None]]:
    """Return the entries that a year has and the next one lacks, with their days in that one.

    Where the rule of an entry stands its day is reckoned anew, else it keeps its weekday.
    """
    copied = YearEntry.objects.filter(group=group_id, year=year + 1, copied_from__isnull=False)
    known = set(copied.values_list("copied_from", flat=True))
    there = _made_of(group_id, year + 1)
    held = {rule: entry.on for rule, entry in there.items() if entry.on}
    laid = lay_out(rules=YearRule.objects.in_order(group_id), year=year + 1, held=held)
    days = {each.rule.pk: each.day for each in laid}
    rows = YearEntry.objects.filter(group=group_id, year=year).standing().with_held()
    found = [
        (entry, days.get(entry.rule_id) or _moved(entry, year + 1))
        for entry in rows.exclude(pk__in=known)
        if entry.rule_id is None or entry.rule_id not in there
    ]
    return sorted(found, key=lambda each: (each[1] is None, each[1] or date.min, each[0].pk))


@transaction.atomic
def copy_year(*, group_id: int, year: int, by: User, now: datetime) -> int:
    """Copy a year to the next as silent drafts that know where they come from.

    Raises:
        PermissionDenied: `by` does not manage the group.
        ValidationError: there is nothing to copy.
    """
    group = lock_group(group_id=group_id, by=by)
    found = to_copy(group_id=group_id, year=year)
    if not found:
        raise ValidationError(_("Everything of this year is in the next year already."))
    copies: dict[int, YearEntry] = {}
    for entry, day in found:
        copies[entry.pk] = YearEntry.objects.create(
            copied_from=entry,
            day=day,
            last_day=_last(entry, day),
            **{field: getattr(entry, field) for field in _OF_ENTRY},
            **_new(group, year + 1, by, now),
        )
    for entry, _day in found:
        if entry.anchor_id in copies:
            copies[entry.pk].anchor = copies[entry.anchor_id]
            copies[entry.pk].save(update_fields=["anchor"])
    _record(group, year + 1, len(found), by, now)
    return len(found)


def _made_of(group_id: int, year: int) -> dict[int, YearEntry]:
    """Return the entries of a year that rules have made, by the id of the rule."""
    rows = YearEntry.objects.filter(group=group_id, year=year, rule__isnull=False).with_held()
    return {entry.rule_id: entry for entry in rows}


def _tie(rules: Iterable[int], made: dict[int, YearEntry]) -> None:
    """Let each new entry know the entry that its rule counts from."""
    for rule_id in rules:
        entry = made[rule_id]
        if entry.rule and (anchor := made.get(entry.rule.anchor_id or 0)):
            entry.anchor = anchor
            entry.save(update_fields=["anchor"])


def _moved(entry: YearEntry, year: int) -> date | None:
    return same_weekday(day=entry.on, year=year) if entry.on else None


def _last(entry: YearEntry, day: date | None) -> date | None:
    if day is None or entry.day is None or entry.last_day is None:
        return None
    return day + timedelta(days=(entry.last_day - entry.day).days)


def _new(group: EloGroup, year: int, by: User, now: datetime) -> dict[str, object]:
    who = {"made_by": by, "made_at": now, "changed_by": by, "changed_at": now}
    return {"group": group, "year": year} | who


def _record(group: EloGroup, year: int, count: int, by: User, now: datetime) -> None:
    record(
        kind=AuditKind.YEAR_MADE,
        target=group,
        by=by,
        at=now,
        data={"year": year, "count": count},
        group_id=group.pk,
    )
