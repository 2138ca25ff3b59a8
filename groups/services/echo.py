"""What organisations did with an outcome that was addressed to them: asked, answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.models import Echo, Outcome
from groups.policies.outcomes import answers_on_behalf, can_answer_echo, can_answer_echo_by_link
from groups.querysets.answerers import people_answering_for
from groups.states import EchoAnswer, TrialResult


@dataclass(frozen=True, slots=True)
class EchoValues:
    """What an organisation says; `language` is the language that its texts are written in.

    Where it tried the matter out: from when until when, and how it worked.
    """

    answer: str
    text: str = ""
    lesson: str = ""
    language: str = ""
    tried_from: date | None = None
    tried_to: date | None = None
    worked: str = TrialResult.UNKNOWN


@transaction.atomic
def ask_organisations(*, outcome: Outcome, organisation_ids: Sequence[int], now: datetime) -> None:
    """Make one matter for each organisation, and owe the question to who answers for it."""
    echoes = Echo.objects.bulk_create(
        [Echo(outcome=outcome, organisation_id=pk, asked_at=now) for pk in organisation_ids]
    )
    for echo in echoes:
        owe(
            kind=NoticeKind.ECHO_ASKED,
            readers=people_answering_for(echo.organisation_id, outcome.body.group_id),
            occasion=f"echo:{echo.pk}:asked",
            params={"echo": echo.pk},
            now=now,
        )


@transaction.atomic
def answer_echo(*, echo_id: int, version: int, values: EchoValues, by: User, now: datetime) -> Echo:
    """Store what an organisation did with an outcome; again, while it may be changed.

    Raises:
        PermissionDenied: `by` answers neither for the organisation nor for others, or the time
            is over.
        StaleEdit: somebody answered in between.
        ValidationError: by field: no answer, no reason why it is not possible, or a trial
            that ends before it begins.
    """
    echo = _locked(echo_id)
    require(can_answer_echo(by, echo, now))
    return _store(echo, version, values, by, now)


@transaction.atomic
def answer_echo_by_link(
    *, echo_id: int, subject: str, version: int, values: EchoValues, now: datetime
) -> Echo:
    """Store the answer of the person, a user id, for whom a link was signed.

    Raises:
        PermissionDenied: somebody else's link, the mandate ended, or the time is over.
        StaleEdit: somebody answered in between.
        ValidationError: by field: no answer, no reason why it is not possible, or a trial
            that ends before it begins.
    """
    echo = _locked(echo_id)
    require(can_answer_echo_by_link(subject, echo, now))
    return _store(echo, version, values, User.objects.get(pk=subject), now)


def _locked(echo_id: int) -> Echo:
    rows = Echo.objects.select_for_update(of=("self",))
    return rows.select_related("outcome__body", "organisation").get(pk=echo_id)


def _store(echo: Echo, version: int, values: EchoValues, by: User, now: datetime) -> Echo:
    if echo.version != version:
        raise StaleEdit(echo)
    _check(values)
    for field in EchoValues.__slots__:
        setattr(echo, field, getattr(values, field))
    echo.is_on_behalf = answers_on_behalf(by, echo)
    echo.answered_by, echo.answered_at = by, now
    echo.version += 1
    echo.save()
    record(
        kind=AuditKind.ECHO_ANSWERED,
        target=echo,
        by=by,
        at=now,
        data={
            "outcome": echo.outcome_id,
            "answer": echo.answer,
            "on_behalf": echo.is_on_behalf,
        },
        group_id=echo.outcome.body.group_id,
    )
    return echo


def _check(values: EchoValues) -> None:
    if values.answer not in set(EchoAnswer.values) - {EchoAnswer.NONE}:
        raise ValidationError({"answer": _("Choose one of the answers.")})
    if values.answer == EchoAnswer.NOT_POSSIBLE and not values.text:
        sentence = _("Say in a sentence why it is not possible, or why it does not concern you.")
        raise ValidationError({"text": sentence})
    _check_trial(values)


def _check_trial(values: EchoValues) -> None:
    if values.worked not in TrialResult.values:
        raise ValidationError({"worked": _("Choose one of the answers.")})
    if (values.tried_to or values.worked) and not values.tried_from:
        raise ValidationError({"tried_from": _("Say from when on you tried it out.")})
    if values.tried_to and values.tried_from and values.tried_to < values.tried_from:
        sentence = _("The last day of the trial is before its first.")
        raise ValidationError({"tried_to": sentence})
