"""What an organisation says of itself, and whether everyone may read it."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from groups.models import Organisation
from groups.policies.organisations import can_edit_profile

_SAYS_NOTHING = _("First write in the profile what the organisation does.")


@dataclass(frozen=True, slots=True)
class ProfileValues:
    """What an organisation does, for whom, what it does not do, and how to get to it."""

    is_provider: bool
    does_sv: str
    does_fi: str
    for_whom_sv: str
    for_whom_fi: str
    does_not_sv: str
    does_not_fi: str
    referring_sv: str
    referring_fi: str
    website: str
    mail: str
    phone: str


@transaction.atomic
def change_profile(
    *, organisation_id: int, version: int, values: ProfileValues, by: User | None, now: datetime
) -> Organisation:
    """Write what an organisation says of itself. `by` is None where the machine acts.

    Raises:
        Organisation.DoesNotExist: there is no such organisation.
        PermissionDenied: `by` is neither its contact person nor keeps it.
        StaleEdit: somebody saved in between.
        ValidationError: it is open to everyone and would say nothing any more.
    """
    organisation = _locked(organisation_id, version, by)
    if organisation.is_public and not (values.does_sv or values.does_fi):
        raise ValidationError({"does_sv": _SAYS_NOTHING})
    changed = [
        name for name, value in asdict(values).items() if getattr(organisation, name) != value
    ]
    for name in changed:
        setattr(organisation, name, getattr(values, name))
    if changed:
        organisation.profile_on = helsinki_day(now)
        _save(organisation, [*changed, "profile_on"])
        data = {"fields": changed}
        record(kind=AuditKind.ORGANISATION_CHANGED, target=organisation, by=by, at=now, data=data)
    return organisation


@transaction.atomic
def open_profile(
    *, organisation_id: int, version: int, is_public: bool, by: User | None, now: datetime
) -> Organisation:
    """Open an organisation's profile to everyone, or close it again.

    Raises:
        Organisation.DoesNotExist: there is no such organisation.
        PermissionDenied: `by` is neither its contact person nor keeps it.
        StaleEdit: somebody saved in between.
        ValidationError: it says nothing of itself yet.
    """
    organisation = _locked(organisation_id, version, by)
    if is_public and not (organisation.does_sv or organisation.does_fi):
        raise ValidationError({"is_public": _SAYS_NOTHING})
    if organisation.is_public != is_public:
        organisation.is_public = is_public
        _save(organisation, ["is_public"])
        data = {"is_public": is_public}
        record(kind=AuditKind.ORGANISATION_OPENED, target=organisation, by=by, at=now, data=data)
    return organisation


def _locked(organisation_id: int, version: int, by: User | None) -> Organisation:
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    if by is not None:
        require(can_edit_profile(by, organisation))
    if organisation.version != version:
        raise StaleEdit(organisation)
    return organisation


def _save(organisation: Organisation, fields: list[str]) -> None:
    organisation.version += 1
    organisation.save(update_fields=[*fields, "version"])
