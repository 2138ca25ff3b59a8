"""What a person has read, and what they no longer want to be sent."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.notifications.kinds import RULES, NoticeKind
from elo_platform.notifications.models import Muted, Owed


def choosable() -> list[NoticeKind]:
    """Return the kinds that a person may stop."""
    return [kind for kind, rule in RULES.items() if not rule.mandatory]


def wanted_kinds(*, user: User) -> list[str]:
    """Return the kinds of `choosable` that `user` has not stopped."""
    stopped = set(Muted.objects.filter(user=user).values_list("kind", flat=True))
    return [kind.value for kind in choosable() if kind not in stopped]


@transaction.atomic
def stop_kinds(*, subject: str, kinds: Iterable[NoticeKind], now: datetime) -> None:
    """Stop `kinds` for a user id or an address; mandatory ones go on. Twice is once."""
    user = User.objects.filter(pk=int(subject)).first() if subject.isdigit() else None
    if subject.isdigit() and user is None:
        return
    stopped = [kind for kind in kinds if not RULES[kind].mandatory]
    address = "" if user else subject
    Muted.objects.bulk_create(
        [Muted(kind=kind, user=user, address=address, made_at=now) for kind in stopped],
        ignore_conflicts=True,
    )
    _record(AuditKind.NOTICES_STOPPED, stopped, user, now)


@transaction.atomic
def choose_kinds(*, wanted: Iterable[str], by: User, now: datetime) -> None:
    """Send `by` the kinds in `wanted`, and stop the rest of those that can be stopped."""
    before, wanted = set(wanted_kinds(user=by)), set(wanted)
    resumed = [kind for kind in choosable() if kind in wanted - before]
    if resumed:
        Muted.objects.filter(user=by, kind__in=resumed).delete()
        _record(AuditKind.NOTICES_RESUMED, resumed, by, now)
    stopped = [kind for kind in choosable() if kind in before - wanted]
    if stopped:
        stop_kinds(subject=str(by.pk), kinds=stopped, now=now)


def mark_read(*, newest: int, by: User, now: datetime) -> int:
    """Mark what has come to `by`, up to the message `newest`, as read; return how many."""
    return Owed.objects.visible_to(by).unread().filter(pk__lte=newest).update(read_at=now)


def _record(kind: AuditKind, kinds: list[NoticeKind], user: User | None, now: datetime) -> None:
    record(kind=kind, target=user, by=user, at=now, data={"kinds": [str(one) for one in kinds]})
