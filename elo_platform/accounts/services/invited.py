"""The account of somebody who has accepted an invitation from their mail."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record


@transaction.atomic
def account_of_invitee(
    *,
    address: str,
    name: str,
    title: str,
    language: str,
    is_name_public: bool = False,
    now: datetime,
) -> User:
    """Return the account that belongs to `address`, made if there is none.

    Whoever opened the link reads the address, so it is verified. An account that exists
    keeps its name, position and language: its owner changes those. It has no password; one
    signs in by a code sent by mail.
    """
    address = address.strip().lower()
    user = owner_of(address=address)
    if user is None:
        user = _made(
            address,
            name=name,
            title=title,
            language=language,
            is_name_public=is_name_public,
            joined_at=now,
        )
        record(kind=AuditKind.ACCOUNT_CHANGED, target=user, by=user, at=now, data={"made": True})
    row, made = EmailAddress.objects.get_or_create(
        user=user,
        email=address,
        defaults={"verified": True, "primary": user.email == address},
    )
    if not made and not row.verified:
        row.verified = True
        row.save(update_fields=["verified"])
    return user


def owner_of(*, address: str) -> User | None:
    """Return whoever signs in with `address`, or has verified it as a further one, or None."""
    address = address.strip().lower()
    user = User.objects.with_address(address).first()
    if user is not None:
        return user
    row = EmailAddress.objects.filter(email=address, verified=True).select_related("user").first()
    return row.user if row else None


def _made(address: str, **fields: object) -> User:
    try:
        with transaction.atomic():
            return User.objects.create_user(address, **fields)
    except IntegrityError:
        # Two invitations to one new address, accepted at the same moment: one account.
        return User.objects.with_address(address).get()
