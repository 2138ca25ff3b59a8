"""Organisations and their dated names."""

from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.business_id import checked_business_id
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from groups.models import Authority, Category, EloGroup, Municipality, Organisation, Region
from groups.policies.organisations import can_add_organisation
from groups.policies.people import can_keep_organisation, can_manage_seats
from groups.services.refusals import refused

NO_NAME = _("Give the name in Swedish, in Finnish or both.")
IN_REGISTER = _("An organisation of this name is in the register. Choose it there.")
_ONE_NAME = {
    "an_organisation_has_one_name_at_a_time": (
        "starts_on",
        _("The organisation already has a name from that day on."),
    ),
}


@dataclass(frozen=True, slots=True)
class OrganisationValues:
    """What an organisation is, its names apart."""

    category: Category
    region: Region | None
    authority: Authority | None
    business_id: str
    ended_on: date | None
    parent: Organisation | None = None
    municipality: Municipality | None = None


@transaction.atomic
def create_organisation(
    *,
    name_sv: str,
    name_fi: str,
    category: Category,
    region: Region | None = None,
    group: EloGroup | None = None,
    by: User | None,
    now: datetime,
) -> Organisation:
    """Add an organisation to the register, named from today on in one language or both.

    `group` is where it is to be invited. `by` is None where the machine acts.

    Raises:
        PermissionDenied: `by` does not manage the seats of `group`, or of any group.
        ValidationError: it has no name, or one of that name is in the register.
    """
    if by is not None:
        require(can_manage_seats(by, group) if group else can_add_organisation(by))
    if not (name_sv or name_fi):
        raise ValidationError({"name_sv": NO_NAME})
    _require_new_name(name_sv, name_fi)
    organisation = Organisation.objects.create(
        name_sv=name_sv, name_fi=name_fi, category=category, region=region
    )
    organisation.names.create(name_sv=name_sv, name_fi=name_fi, starts_on=helsinki_day(now))
    record(
        kind=AuditKind.ORGANISATION_ADDED,
        target=organisation,
        by=by,
        at=now,
        group_id=group.pk if group else None,
    )
    return organisation


@transaction.atomic
def rename_organisation(
    *,
    organisation_id: int,
    name_sv: str,
    name_fi: str,
    starts_on: date,
    by: User | None,
    now: datetime,
) -> Organisation:
    """Give an organisation new names from `starts_on`; the old ones keep their days.

    Names that begin on that very day are corrected. Those of a day before all that are known are
    what it was called before them.

    Raises:
        PermissionDenied: `by` does not keep this organisation.
        ValidationError: there is no name, the day is to come, or lies between two names.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    if by is not None:
        require(can_keep_organisation(by, organisation))
    if not (name_sv or name_fi):
        raise ValidationError({"name_sv": NO_NAME})
    if starts_on > helsinki_day(now):
        raise ValidationError({"starts_on": _("Choose today or an earlier day.")})
    with refused(sentences=_ONE_NAME):
        _name_from(organisation, starts_on, {"name_sv": name_sv, "name_fi": name_fi})
    latest = organisation.names.latest("starts_on")
    organisation.name_sv, organisation.name_fi = latest.name_sv, latest.name_fi
    organisation.save(update_fields=["name_sv", "name_fi"])
    record(
        kind=AuditKind.ORGANISATION_RENAMED,
        target=organisation,
        by=by,
        at=now,
        data={"starts_on": starts_on.isoformat()},
    )
    return organisation


def _name_from(organisation: Organisation, starts_on: date, named: dict[str, str]) -> None:
    """Put names among those that an organisation had, from a day until the next ones begin."""
    before = starts_on - timedelta(days=1)
    organisation.names.filter(starts_on__lt=starts_on, ends_on=None).update(ends_on=before)
    first = organisation.names.order_by("starts_on").first()
    if first and starts_on < first.starts_on:
        ends_on = first.starts_on - timedelta(days=1)
        organisation.names.create(starts_on=starts_on, ends_on=ends_on, **named)
    else:
        organisation.names.update_or_create(starts_on=starts_on, defaults=named)


@transaction.atomic
def change_organisation(
    *,
    organisation_id: int,
    version: int | None = None,
    values: OrganisationValues,
    by: User | None,
    now: datetime,
) -> Organisation:
    """Correct what an organisation is: its category, place and keys. Names have their own act.

    `version` is what the correction is based on; None writes over whatever stands.

    Raises:
        PermissionDenied: `by` does not keep this organisation.
        StaleEdit: somebody saved in between.
        ValidationError: by field: the business id is none, or it would belong to itself.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    if by is not None:
        require(can_keep_organisation(by, organisation))
    if version not in (None, organisation.version):
        raise StaleEdit(organisation)
    values = _checked(values, organisation)
    names = [field.name for field in fields(values)]
    changed = [name for name in names if getattr(organisation, name) != getattr(values, name)]
    if not changed:
        return organisation
    for name in changed:
        setattr(organisation, name, getattr(values, name))
    organisation.version += 1
    organisation.save(update_fields=[*changed, "version"])
    record(
        kind=AuditKind.ORGANISATION_CHANGED,
        target=organisation,
        by=by,
        at=now,
        data={"fields": changed},
    )
    return organisation


def refuse_circle(*, parent: Organisation | None, organisation_id: int) -> None:
    """Do nothing where an organisation may belong to `parent`.

    Raises:
        ValidationError: at the parent, which is the organisation itself or one of its parts.
    """
    above, seen = parent, {organisation_id}
    while above is not None:
        if above.pk in seen:
            raise ValidationError(
                {"parent": _("An organisation cannot belong to itself or to one of its parts.")}
            )
        seen.add(above.pk)
        above = above.parent


def _checked(values: OrganisationValues, organisation: Organisation) -> OrganisationValues:
    try:
        business_id = checked_business_id(values.business_id)
    except ValidationError as error:
        raise ValidationError({"business_id": error}) from error
    refuse_circle(parent=values.parent, organisation_id=organisation.pk)
    return replace(values, business_id=business_id)


def _require_new_name(name_sv: str, name_fi: str) -> None:
    for field, name in (("name_sv", name_sv), ("name_fi", name_fi)):
        if Organisation.objects.called(name).exists():
            raise ValidationError({field: IN_REGISTER})
