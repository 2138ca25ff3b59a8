"""Organisations take a published guideline in: asked, answered, reminded."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day, stage_of
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.models import Acknowledgement, Guideline, Organisation
from groups.policies.guidelines import (
    answers_on_behalf,
    can_acknowledge,
    can_acknowledge_by_link,
    can_remind,
)
from groups.policies.outcomes import NOBODY_SILENT
from groups.querysets.answerers import answerers_of
from groups.querysets.outcomes import DAYS_AFTER
from groups.services.echo_reminders import STAGES


@transaction.atomic
def ask_organisations(*, guideline: Guideline, now: datetime) -> None:
    """Make one row of the published edition for each member organisation, and ask who answers."""
    members = Organisation.objects.members_of(group_id=guideline.group_id).order_by("pk")
    rows = Acknowledgement.objects.bulk_create(
        [
            Acknowledgement(
                guideline=guideline,
                organisation=each,
                edition=guideline.published_edition,
                asked_at=now,
            )
            for each in members
        ]
    )
    _owe(NoticeKind.GUIDELINE_PUBLISHED, rows, "asked", {}, now, now)


@transaction.atomic
def acknowledge(
    *,
    acknowledgement_id: int,
    version: int,
    meaning: str,
    language: str,
    by: User,
    now: datetime,
) -> Acknowledgement:
    """Say that an organisation has taken a guideline in, and what it means there; again, too.

    Raises:
        PermissionDenied: `by` neither answers for the organisation nor manages the group, or
            the edition is not the one in force.
        StaleEdit: somebody answered in between.
    """
    row = _locked(acknowledgement_id)
    require(can_acknowledge(by, row))
    return _store(row, version, meaning, language, by, now)


@transaction.atomic
def acknowledge_by_link(
    *,
    acknowledgement_id: int,
    subject: str,
    version: int,
    meaning: str,
    language: str,
    now: datetime,
) -> Acknowledgement:
    """Store the answer of the person, a user id, for whom a link was signed.

    Raises:
        PermissionDenied: somebody else's link, the mandate ended, or a newer edition is out.
        StaleEdit: somebody answered in between.
    """
    row = _locked(acknowledgement_id)
    require(can_acknowledge_by_link(subject, row))
    return _store(row, version, meaning, language, User.objects.get(pk=subject), now)


@transaction.atomic
def remind_silent(
    *, guideline_id: int, by: User, now: datetime, acknowledgement_id: int | None = None
) -> int:
    """Remind the organisations that have not answered, or one of them; at most once a day each.

    Returns how many people are reminded anew.

    Raises:
        PermissionDenied: `by` does not manage the group, or nothing is published.
        ValidationError: everybody has answered.
    """
    guideline = Guideline.objects.select_related("body").get(pk=guideline_id)
    require(can_remind(by, guideline))
    rows = guideline.acknowledgements.unanswered().select_related("guideline").order_by("pk")
    silent = list(rows.filter(pk=acknowledgement_id) if acknowledgement_id else rows)
    if not silent:
        raise ValidationError(NOBODY_SILENT)
    day = helsinki_day(now).isoformat()
    kind = NoticeKind.GUIDELINE_REMINDER
    return _owe(kind, silent, f"by-hand:{day}", {"by_hand": day}, now, now)


def remind_of_guidelines(*, now: datetime) -> int:
    """Owe the reminders whose stage has been reached; return how many are new.

    It may run often, twice at once, or after days of silence: each stage is owed once, and of
    several that were missed only the last.
    """
    today = helsinki_day(now)
    rows = Acknowledgement.objects.due_until(today + timedelta(days=max(STAGES))).filter(
        guideline__answer_by__gte=today - timedelta(days=DAYS_AFTER)
    )
    return sum(_remind(row, now) for row in rows.select_related("guideline").order_by("pk"))


@transaction.atomic
def _remind(row: Acknowledgement, now: datetime) -> int:
    wanted = row.guideline.answer_by
    stage = stage_of(due_on=wanted, now=now, stages=STAGES)
    if stage is None or row.asked_at >= stage.begins:
        return 0
    kind, params = NoticeKind.GUIDELINE_REMINDER, {"stage": stage.left}
    return _owe(kind, [row], f"{wanted}:{stage.left}", params, now, stage.due_at)


def _owe(
    kind: NoticeKind,
    rows: Iterable[Acknowledgement],
    occasion: str,
    params: dict[str, object],
    now: datetime,
    due_at: datetime,
) -> int:
    """Owe a message to who answers for each organisation of `rows`; return how many are new."""
    pairs = {row: (row.organisation_id, row.guideline.group_id) for row in rows}
    answerers = answerers_of(pairs.values())
    return sum(
        owe(
            kind=kind,
            readers=User.objects.filter(pk__in=answerers[pair]),
            occasion=f"acknowledgement:{row.pk}:{occasion}",
            params={"acknowledgement": row.pk, **params},
            now=now,
            due_at=due_at,
        )
        for row, pair in pairs.items()
    )


def _locked(acknowledgement_id: int) -> Acknowledgement:
    rows = Acknowledgement.objects.select_for_update(of=("self",))
    return rows.select_related("guideline", "organisation").get(pk=acknowledgement_id)


def _store(
    row: Acknowledgement, version: int, meaning: str, language: str, by: User, now: datetime
) -> Acknowledgement:
    if row.version != version:
        raise StaleEdit(row)
    row.meaning, row.language = meaning, language if meaning else ""
    row.is_on_behalf = answers_on_behalf(by, row)
    row.answered_by, row.answered_at = by, now
    row.version += 1
    row.save()
    record(
        kind=AuditKind.GUIDELINE_ACKNOWLEDGED,
        target=row,
        by=by,
        at=now,
        data={"guideline": row.guideline_id, "on_behalf": row.is_on_behalf},
        group_id=row.guideline.group_id,
    )
    return row
