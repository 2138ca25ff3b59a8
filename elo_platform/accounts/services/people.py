"""Changes of accounts: one's own profile, and what administrators do."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from elo_platform.accounts.models import FeedToken, User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.ports import call_all

PROFILE_FIELDS = ("name", "title", "phone", "language", "colour_scheme", "is_name_public")


@transaction.atomic
def change_profile(*, values: dict[str, object], by: User, now: datetime) -> User:
    """Save `by`'s own details; the log keeps which were changed, not what they are."""
    user = User.objects.select_for_update().get(pk=by.pk)
    changed = [field for field in PROFILE_FIELDS if getattr(user, field) != values[field]]
    for field in changed:
        setattr(user, field, values[field])
    if changed:
        user.save(update_fields=changed)
        record(kind=AuditKind.PROFILE_CHANGED, target=user, by=by, at=now, data={"fields": changed})
    return user


@transaction.atomic
def deactivate(*, user: User, by: User, now: datetime) -> None:
    """Close an account: no sign-in, sessions and calendar links ended, mails owed not sent.

    What the person held ends with it (port ACCOUNT_CLOSED).
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        return
    user.is_active = False
    user.save(update_fields=["is_active"])
    ended = end_sessions(user=user)
    FeedToken.objects.filter(user=user, ended_at=None).update(ended_at=now)
    call_all("ACCOUNT_CLOSED", user=user, by=by, now=now)
    _record_change(user, by, now, {"active": False, "sessions": ended})


@transaction.atomic
def reactivate(*, user: User, by: User, now: datetime) -> None:
    """Open a closed account again; roles are as their dates say, and mandates have ended."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_active:
        return
    user.is_active = True
    user.save(update_fields=["is_active"])
    _record_change(user, by, now, {"active": True})


@transaction.atomic
def change_account(
    *,
    user: User,
    name: str,
    title: str,
    language: str,
    is_staff: bool,
    by: User | None,
    now: datetime,
) -> None:
    """Save what an administrator may change of another's account; rights end all sessions.

    `by` is None where the machine acts.
    """
    values = {"name": name, "title": title, "language": language, "is_staff": is_staff}
    user = User.objects.select_for_update().get(pk=user.pk)
    changed = [field for field, value in values.items() if getattr(user, field) != value]
    if not changed:
        return
    for field in changed:
        setattr(user, field, values[field])
    user.is_superuser = user.is_staff
    user.save(update_fields=[*changed, "is_superuser"])
    if "is_staff" in changed:
        end_sessions(user=user)
    _record_change(user, by, now, {"fields": changed})


@transaction.atomic
def remove_factors(*, user: User, by: User, now: datetime) -> None:
    """Forget a lost second factor, and sign `user` out; a new one is asked for where needed."""
    removed, _by_model = Authenticator.objects.filter(user=user).delete()
    if removed:
        end_sessions(user=user)
        _record_change(user, by, now, {"factors_removed": removed})


def end_sessions(*, user: User) -> int:
    """Sign `user` out everywhere; return from how many browsers."""
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    return len(sessions)


def record_password(*, user: User, now: datetime) -> None:
    """Write to the log that a password was set; other sessions end by themselves with it."""
    _record_change(user, user, now, {"password": True})


def _record_change(user: User, by: User | None, now: datetime, data: dict[str, object]) -> None:
    record(kind=AuditKind.ACCOUNT_CHANGED, target=user, by=by, at=now, data=data)
