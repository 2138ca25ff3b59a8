"""How the work feels, once a year: asked by mail, said by each for oneself, never recorded."""

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
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.models import EloGroup, Pulse
from groups.permissions import GroupPermission
from groups.policies.mandate import (
    CLOSED,
    can_give_pulse,
    can_give_pulse_by_link,
    can_keep_mandate,
)
from groups.querysets.pulse import is_open
from groups.querysets.readers import people_permitted_in_group


@dataclass(frozen=True, slots=True)
class PulseValues:
    """Three answers from 1, not at all, to 5, fully."""

    means: int
    strength: int
    meaning: int


@transaction.atomic
def give_pulse(*, group_id: int, values: PulseValues, by: User, now: datetime) -> None:
    """Store how the work feels to `by` this year; again, until the year's question closes.

    The log says nothing of it: it would tell who answered when.

    Raises:
        PermissionDenied: `by` has no seat in the group, or the year's question is closed.
        ValidationError: by field: not from 1 to 5.
    """
    group = EloGroup.objects.get(pk=group_id)
    require(can_give_pulse(by, group, helsinki_day(now)))
    _store(group, by, values, now)


@transaction.atomic
def give_pulse_by_link(*, group_id: int, subject: str, values: PulseValues, now: datetime) -> None:
    """Store the answer of the person, a user id, for whom a link was signed.

    Raises:
        PermissionDenied: somebody else's link, the seat has ended, or the question is closed.
        ValidationError: by field: not from 1 to 5.
    """
    group = EloGroup.objects.get(pk=group_id)
    require(can_give_pulse_by_link(subject, group, helsinki_day(now)))
    _store(group, User.objects.get(pk=subject), values, now)


@transaction.atomic
def ask_for_pulse(*, group_id: int, by: User, now: datetime) -> int:
    """Owe this year's question to whoever has a seat and has not answered; return how many.

    Each is asked once a year, however often somebody presses.

    Raises:
        PermissionDenied: `by` does not coordinate the group.
        ValidationError: the year's question is closed.
    """
    group = EloGroup.objects.select_for_update().get(pk=group_id)
    require(can_keep_mandate(by, group))
    on = helsinki_day(now)
    if not is_open(on):
        raise ValidationError(CLOSED)
    answered = Pulse.objects.filter(group=group, year=on.year).values("user")
    people = people_permitted_in_group(group.pk, GroupPermission.GIVE_PULSE)
    asked = owe(
        kind=NoticeKind.PULSE,
        readers=people.exclude(pk__in=answered),
        occasion=f"pulse:{group.pk}:{on.year}",
        params={"group": group.pk, "year": on.year},
        now=now,
    )
    if asked:
        record(
            kind=AuditKind.PULSE_ASKED,
            target=group,
            by=by,
            at=now,
            data={"year": on.year, "people": asked},
            group_id=group.pk,
        )
    return asked


def _store(group: EloGroup, person: User, values: PulseValues, now: datetime) -> None:
    answers = asdict(values)
    wrong = [name for name, value in answers.items() if not 1 <= value <= 5]
    if wrong:
        sentence = _("Choose a number from 1 to 5.")
        raise ValidationError(dict.fromkeys(wrong, sentence))
    Pulse.objects.update_or_create(
        group=group, year=helsinki_day(now).year, user=person, defaults=answers | {"at": now}
    )
