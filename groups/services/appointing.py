"""Appointments by address: the first administrator and coordinators, and contact persons."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.accounts.services.account_mails import owe_account_mail
from elo_platform.accounts.services.invited import account_of_invitee
from elo_platform.accounts.services.people import change_account
from elo_platform.lib.dates import helsinki_day
from groups.permissions import Role
from groups.services.roles import Held, appoint

APPOINTED = "account/email/appointed"


@dataclass(frozen=True, slots=True)
class Appointee:
    """Who is appointed; name and language hold where the address has no account yet."""

    address: str
    name: str
    language: str


@transaction.atomic
def appoint_by_address(
    *,
    person: Appointee,
    role: Role,
    held_in: Held,
    starts_on: date | None = None,
    by: User | None,
    now: datetime,
) -> User:
    """Appoint whoever reads the address to `role`, and mail them how to sign in.

    From `starts_on` on, or else from today. `held_in` is None for national roles, `by` where
    the machine acts: whoever may run its commands may.

    Raises:
        PermissionDenied: `by` may not give this role.
        ValidationError: the account is closed, or holds the role already.
    """
    user = _open_account(person, now)
    starts_on = starts_on or helsinki_day(now)
    appoint(user=user, role=role, held_in=held_in, starts_on=starts_on, by=by, now=now)
    _tell(user, now)
    return user


@transaction.atomic
def make_administrator(*, person: Appointee, now: datetime) -> User:
    """Make whoever reads the address an administrator, and mail them how to sign in.

    Raises:
        ValidationError: the account is closed, or is an administrator's already.
    """
    user = _open_account(person, now)
    if user.is_staff:
        raise ValidationError(_("The person is an administrator already."))
    values = {"name": user.name, "title": user.title, "language": user.language}
    change_account(user=user, **values, is_staff=True, by=None, now=now)
    _tell(user, now)
    return user


def _open_account(person: Appointee, now: datetime) -> User:
    user = account_of_invitee(
        address=person.address, name=person.name, title="", language=person.language, now=now
    )
    if not user.is_active:
        raise ValidationError(_("The account of this address has been closed."))
    return user


def _tell(user: User, now: datetime) -> None:
    owe_account_mail(
        template=APPOINTED, address=user.email, language=user.language, values={}, now=now
    )
