"""A group's own set-up: names and type, levels, bodies, and how far each body is open."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day, require_order
from elo_platform.lib.decisions import Decision, require
from elo_platform.lib.forms import StaleEdit
from elo_platform.ports import call_all
from groups.kinds import Mandate
from groups.models import Body, EloGroup, Level, LifeEvent
from groups.models.group import BodyKind
from groups.permissions import Role
from groups.policies.settings import can_manage_group, can_set_up_body
from groups.services.commissions import Commissioned, commission
from groups.services.roles import grant_role

MOST_LEVELS = 8

# What bodies of each kind usually may come to, where nobody says otherwise.
USUAL_MANDATES: dict[str, Mandate] = {
    BodyKind.LEADING: Mandate.AGREEING,
    BodyKind.NETWORK: Mandate.ADVISORY,
    BodyKind.WORKING: Mandate.DISCUSSING,
}


@dataclass(frozen=True, slots=True)
class GroupValues:
    """What a group says of itself."""

    name_sv: str
    name_fi: str
    name_en: str
    kind: str
    state: str
    languages: str
    about_sv: str
    about_fi: str


@dataclass(frozen=True, slots=True)
class LevelValues:
    """A level in its place; `level_id` is None for a new one."""

    level_id: int | None
    kind: str
    name_sv: str
    name_fi: str
    name_en: str = ""
    task_sv: str = ""
    task_fi: str = ""


@dataclass(frozen=True, slots=True)
class BodyValues:
    """What a body is called, where it stands, how long it lasts, how and on what it works.

    An empty `mandate` is the usual one of the body's kind.
    """

    name_sv: str
    name_fi: str
    name_en: str
    level: Level | None
    starts_on: date
    ends_on: date | None
    mandate: str = ""
    nickname_sv: str = ""
    nickname_fi: str = ""
    is_informal: bool = False
    tasks_sv: str = ""
    tasks_fi: str = ""
    deliverable_sv: str = ""
    deliverable_fi: str = ""


@transaction.atomic
def change_group(
    *, group_id: int, version: int, values: GroupValues, by: User, now: datetime
) -> EloGroup:
    """Change a group's names, type, state, languages and text.

    Raises:
        PermissionDenied: `by` does not coordinate the group.
        StaleEdit: somebody saved in between.
    """
    group = _locked(group_id, version, by)
    changed = [field for field, value in asdict(values).items() if getattr(group, field) != value]
    for field in changed:
        setattr(group, field, getattr(values, field))
    if "state" in changed:
        LifeEvent.objects.get_or_create(
            group=group,
            kind=group.state,
            on=helsinki_day(now),
            defaults={"added_by": by, "added_at": now},
        )
    if changed:
        _save(group, {"fields": changed}, by, now)
    return group


@transaction.atomic
def change_levels(
    *, group_id: int, version: int, levels: list[LevelValues], by: User, now: datetime
) -> EloGroup:
    """Give a group these levels, in this order; those not named go.

    Raises:
        PermissionDenied: `by` does not coordinate the group.
        StaleEdit: somebody saved in between.
        ValidationError: a level that still has bodies was left out, there are too many, or
            one is not the group's.
    """
    group = _locked(group_id, version, by)
    if len(levels) > MOST_LEVELS:
        sentence = _("A group has at most %(most)s levels.")
        raise ValidationError(sentence, params={"most": MOST_LEVELS})
    present = {level.pk: level for level in group.levels.select_for_update()}
    kept = {values.level_id for values in levels if values.level_id}
    if kept - set(present):
        raise ValidationError(_("One of the levels no longer exists. Load the page again."))
    gone = set(present) - kept
    if Body.objects.filter(level__in=gone).exists():
        raise ValidationError(_("A level with bodies cannot be removed. Move its bodies first."))
    group.levels.filter(pk__in=gone).delete()
    for number, values in enumerate(levels, start=1):
        level = present.get(values.level_id or 0) or Level(group=group)
        for field, value in asdict(values).items():
            if field != "level_id":
                setattr(level, field, value)
        level.number = number
        level.save()
    _save(group, {"levels": len(levels)}, by, now)
    return group


@transaction.atomic
def create_body(
    *,
    group_id: int,
    version: int,
    kind: str,
    values: BodyValues,
    commissioned: Commissioned | None = None,
    lead: User | None = None,
    by: User,
    now: datetime,
) -> Body:
    """Add a body to a group; it is open to the group until somebody opens it further.

    `lead` is its chair, or convenor, from its first day on.

    Raises:
        PermissionDenied: `by` does not coordinate the group, nor chairs its leading group
            where the body is a working group.
        StaleEdit: somebody saved in between.
        ValidationError: by field: it ends before it begins, or the level is another group's.
    """
    group = EloGroup.objects.select_for_update().get(pk=group_id)
    _allow(can_set_up_body(by, group, kind), group, version)
    _check(values, group)
    body = Body.objects.create(group=group, kind=kind, **_fields(values, kind))
    call_all("BODY_CREATED", body=body, by=by, now=now)
    if commissioned:
        commission(body=body, given=commissioned, by=by, now=now)
    if lead:
        days = {"starts_on": body.starts_on, "ends_on": body.ends_on}
        grant_role(user=lead, role=Role.CHAIR, held_in=body, **days, by=by, now=now)
    _save(group, {"body": body.pk, "made": True}, by, now)
    return body


@transaction.atomic
def change_body(*, body_id: int, version: int, values: BodyValues, by: User, now: datetime) -> Body:
    """Rename a body, move it to another level, say when it ends or what it may come to.

    Raises:
        Body.DoesNotExist: there is no such body.
        PermissionDenied: `by` does not coordinate the group.
        StaleEdit: somebody saved in between.
        ValidationError: by field: it ends before it begins, while somebody still holds a seat
            in it after that day, or the level is another group's.
    """
    body = Body.objects.get(pk=body_id)
    group = _locked(body.group_id, version, by)
    _check(values, group)
    if values.ends_on and _is_held_after(body, values.ends_on):
        raise ValidationError(
            {"ends_on": _("Somebody holds a seat after that day. End the mandates first.")}
        )
    before = body.mandate
    for field, value in _fields(values, body.kind).items():
        setattr(body, field, value)
    body.save()
    told = {} if before == body.mandate else {"mandate": [before, body.mandate]}
    _save(group, {"body": body.pk, **told}, by, now)
    return body


@transaction.atomic
def open_body(*, body_id: int, version: int, visibility: str, by: User, now: datetime) -> Body:
    """Say how far a body is open; the audit log keeps from what and to what.

    Raises:
        Body.DoesNotExist: there is no such body.
        PermissionDenied: `by` does not coordinate the group.
        StaleEdit: somebody saved in between.
    """
    body = Body.objects.get(pk=body_id)
    group = _locked(body.group_id, version, by)
    before, body.visibility = body.visibility, visibility
    if before != visibility:
        body.save(update_fields=["visibility"])
        _save(group, {"body": body.pk, "opened": [before, visibility]}, by, now)
    return body


def _locked(group_id: int, version: int, by: User) -> EloGroup:
    """Return the group, locked: it is the lock and the version of all its settings."""
    group = EloGroup.objects.select_for_update().get(pk=group_id)
    _allow(can_manage_group(by, group), group, version)
    return group


def _allow(decision: Decision, group: EloGroup, version: int) -> None:
    require(decision)
    if group.version != version:
        raise StaleEdit(group)


def _save(group: EloGroup, data: dict[str, object], by: User, now: datetime) -> None:
    group.version += 1
    group.save()
    record(kind=AuditKind.GROUP_CHANGED, target=group, by=by, at=now, data=data, group_id=group.pk)


def _fields(values: BodyValues, kind: str) -> dict[str, object]:
    # Not asdict: it would copy the level.
    fields = {field: getattr(values, field) for field in BodyValues.__slots__}
    return fields | {"mandate": values.mandate or USUAL_MANDATES[kind]}


def _check(values: BodyValues, group: EloGroup) -> None:
    require_order(values.starts_on, values.ends_on)
    if values.level and values.level.group_id != group.pk:
        raise ValidationError({"level": _("Choose one of the group's levels.")})


def _is_held_after(body: Body, last_day: date) -> bool:
    held = body.seats.exclude(closed_on__lte=last_day).filter(holders__is_void=False)
    return held.exclude(holders__ends_on__lte=last_day).exists()
