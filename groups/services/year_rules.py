"""The template of a group's year: its rules, in order, added, changed and taken away."""

from dataclasses import asdict, dataclass
from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import HOURS_OUT_OF_ORDER
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from elo_platform.lib.holidays import JULY
from groups.models import Body, EloGroup, YearRule
from groups.models.year import RuleKind, YearKind
from groups.policies.settings import can_manage_group
from groups.services.usual_year import USUAL

NO_TITLE = _("Write a title in one language at least.")
MOST_RULES = 60
# What a body meets for, and so needs a body.
MEETINGS = frozenset({YearKind.LEADING, YearKind.NETWORK, YearKind.WORKING})
# How many days each month has at most.
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# What each way of finding a day asks for; the rest of these is emptied.
_PARTS: dict[str, tuple[str, ...]] = {
    RuleKind.DATE: ("month", "month_day"),
    RuleKind.WEEKDAY: ("month", "ordinal", "weekday"),
    RuleKind.RELATIVE: ("anchor_id", "offset"),
}
_ASKED = {
    "month": _("Choose the month."),
    "month_day": _("Write the day of the month."),
    "ordinal": _("Choose which one of the month."),
    "weekday": _("Choose the weekday."),
    "anchor_id": _("Choose the entry that it follows."),
    "offset": _("Write how many days."),
}
_BY_FIELD = {"anchor_id": "anchor"}


@dataclass(frozen=True, slots=True)
class RuleValues:
    """What a line of the template says; a minus in `offset` is before its anchor."""

    kind: str
    rule: str
    title_sv: str = ""
    title_fi: str = ""
    body_id: int | None = None
    month: int | None = None
    month_day: int | None = None
    weekday: int | None = None
    ordinal: int | None = None
    anchor_id: int | None = None
    offset: int | None = None
    length: int = 1
    begins: time | None = None
    ends: time | None = None
    place: str = ""
    skips_july: bool = True
    skips_holidays: bool = True
    is_required: bool = False


@transaction.atomic
def add_rule(*, group_id: int, values: RuleValues, by: User, now: datetime) -> YearRule:
    """Add a line at the end of a group's template; nothing is made from it yet.

    Raises:
        PermissionDenied: `by` does not manage the group.
        ValidationError: by field; see `_check`.
    """
    group = lock_group(group_id=group_id, by=by)
    count = group.year_rules.count()
    if count >= MOST_RULES:
        raise ValidationError(_("A year has at most %(number)s rules.") % {"number": MOST_RULES})
    rule = YearRule(group=group, number=count + 1)
    _fill(rule, values)
    _record(rule, by, now)
    return rule


@transaction.atomic
def change_rule(
    *, rule_id: int, version: int, values: RuleValues, by: User, now: datetime
) -> YearRule:
    """Change a line of the template; what has been made from it stays as it is.

    Raises:
        PermissionDenied: `by` does not manage the group.
        StaleEdit: somebody saved in between.
        ValidationError: by field; see `_check`.
    """
    rule = _locked(rule_id, by)
    if rule.version != version:
        raise StaleEdit(rule)
    rule.version += 1
    _fill(rule, values)
    _record(rule, by, now)
    return rule


@transaction.atomic
def remove_rule(*, rule_id: int, by: User, now: datetime) -> int:
    """Take a line out of the template; its entries stay. Return the group's id.

    Raises:
        PermissionDenied: `by` does not manage the group.
        ValidationError: other rules count from it.
    """
    rule = _locked(rule_id, by)
    if followers := list(rule.dependants.order_by("number")):
        names = ", ".join(each.title for each in followers)
        sentence = _("Other rules count from this one: %(names)s. Change them first.")
        raise ValidationError(sentence, params={"names": names})
    _record(rule, by, now)
    rule.delete()
    _number(list(rule.group.year_rules.order_by("number", "pk")))
    return rule.group_id


@transaction.atomic
def move_rule(*, rule_id: int, is_up: bool, by: User) -> int:
    """Move a line of the template one place; return the group's id.

    Raises:
        PermissionDenied: `by` does not manage the group.
    """
    rule = _locked(rule_id, by)
    rows = list(rule.group.year_rules.order_by("number", "pk"))
    place = rows.index(rule)
    to = max(0, place - 1) if is_up else min(len(rows) - 1, place + 1)
    rows.insert(to, rows.pop(place))
    _number(rows)
    return rule.group_id


@transaction.atomic
def begin_usual(*, group_id: int, by: User, now: datetime) -> int:
    """Fill an empty template with the usual year; return how many lines it has then.

    Meetings of a body that the group does not have are left out, with what counts from them.

    Raises:
        PermissionDenied: `by` does not manage the group.
        ValidationError: the template has lines already.
    """
    group = lock_group(group_id=group_id, by=by)
    if group.year_rules.exists():
        raise ValidationError(_("The year has rules already. Add and change them one by one."))
    bodies = {body.kind: body.pk for body in Body.objects.filter(group=group).current()}
    made: dict[str, YearRule] = {}
    for line in USUAL:
        if (line.body and line.body not in bodies) or (line.anchor and line.anchor not in made):
            continue
        anchor = made.get(line.anchor)
        given = line.values | {"body_id": bodies.get(line.body), "anchor": anchor}
        made[line.key] = YearRule.objects.create(group=group, number=len(made) + 1, **given)
    record(kind=AuditKind.YEAR_RULED, target=group, by=by, at=now, group_id=group.pk)
    return len(made)


def lock_group(*, group_id: int, by: User) -> EloGroup:
    """Return a group that `by` manages, locked: its year is changed by one at a time.

    Raises:
        PermissionDenied: `by` does not manage the group.
    """
    group = EloGroup.objects.select_for_update(of=("self",)).get(pk=group_id)
    require(can_manage_group(by, group))
    return group


def require_titles(*, title_sv: str, title_fi: str) -> None:
    """Refuse what has a title in no language.

    Raises:
        ValidationError: at `title_sv`.
    """
    if not (title_sv or title_fi):
        raise ValidationError({"title_sv": NO_TITLE})


def require_clock(*, begins: time | None, ends: time | None) -> None:
    """Refuse an end without a beginning, and one that is not after it.

    Raises:
        ValidationError: at `begins` or `ends`.
    """
    if ends and not begins:
        raise ValidationError({"begins": _("Write when it begins.")})
    if begins and ends and ends <= begins:
        raise ValidationError({"ends": HOURS_OUT_OF_ORDER})


def require_body(*, group_id: int, kind: str, body_id: int | None) -> None:
    """Refuse a meeting without a body, and a body of another group.

    Raises:
        ValidationError: at `body`.
    """
    if kind in MEETINGS and not body_id:
        raise ValidationError({"body": _("Choose the body that meets.")})
    if body_id and not Body.objects.filter(pk=body_id, group=group_id).exists():
        raise ValidationError({"body": _("Choose one of the group's bodies.")})


def _locked(rule_id: int, by: User) -> YearRule:
    """Return a rule, its group locked before it is read."""
    group = lock_group(group_id=YearRule.objects.values_list("group").get(pk=rule_id)[0], by=by)
    rule = YearRule.objects.select_related("anchor").get(pk=rule_id)
    rule.group = group
    return rule


def _fill(rule: YearRule, values: RuleValues) -> None:
    _check(rule, values)
    parts = {part for group in _PARTS.values() for part in group} - set(_PARTS[values.rule])
    for field, value in asdict(values).items():
        setattr(rule, field, None if field in parts else value)
    rule.save()


def _check(rule: YearRule, values: RuleValues) -> None:
    """Refuse a rule that finds no day.

    Raises:
        ValidationError: no title, a meeting without a body, a part that its way of finding a
            day asks for, a day that the month never has, a July that it skips, or a ring.
    """
    require_titles(title_sv=values.title_sv, title_fi=values.title_fi)
    require_body(group_id=rule.group_id, kind=values.kind, body_id=values.body_id)
    require_clock(begins=values.begins, ends=values.ends)
    missing = [part for part in _PARTS[values.rule] if getattr(values, part) is None]
    if missing:
        raise ValidationError({_BY_FIELD.get(part, part): _ASKED[part] for part in missing})
    if values.rule == RuleKind.RELATIVE:
        _check_anchor(rule, values.anchor_id)
        return
    last = _LENGTHS[(values.month or 1) - 1]
    if values.rule == RuleKind.DATE and (values.month_day or 1) > last:
        words = {"day": values.month_day, "last": last}
        sentence = _("The month has no day %(day)s. Choose 1–%(last)s.")
        raise ValidationError({"month_day": ValidationError(sentence, params=words)})
    if values.month == JULY and values.skips_july:
        sentence = _("The rule does not allow July. Choose another month, or allow July.")
        raise ValidationError({"month": sentence})


def _check_anchor(rule: YearRule, anchor_id: int | None) -> None:
    """Refuse an anchor of another group, and one that in the end counts from the rule itself."""
    anchors = dict(YearRule.objects.filter(group=rule.group_id).values_list("pk", "anchor"))
    if anchor_id not in anchors:
        raise ValidationError({"anchor": _("Choose one of the group's rules.")})
    step = anchor_id
    while step is not None:
        if step == rule.pk:
            sentence = _("The two would count from each other. Choose another entry.")
            raise ValidationError({"anchor": sentence})
        step = anchors[step]


def _number(rows: list[YearRule]) -> None:
    for number, row in enumerate(rows, start=1):
        row.number = number
    YearRule.objects.bulk_update(rows, ["number"])


def _record(rule: YearRule, by: User, now: datetime) -> None:
    record(kind=AuditKind.YEAR_RULED, target=rule, by=by, at=now, group_id=rule.group_id)
