"""The influence register: to whom a group turned, when, what was answered, what came of it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from groups.models import Body, EloGroup, Organisation, Outcome, Statement
from groups.models.document import DocumentReach
from groups.models.statement import Effect, StatementKind
from groups.permissions import Visibility
from groups.policies.statements import can_keep_statements
from groups.services.documents import keep_document

NO_TITLE = _("Give it a title in one language at least.")
# How far a statement can be open: it belongs to the group, whichever body it came from.
OPEN_TO = (Visibility.GROUP, Visibility.ALL_REGIONS, Visibility.PUBLIC)


@dataclass(frozen=True, slots=True)
class StatementValues:
    """What is known of a statement; `outcome` is what it came from, where it came from one."""

    kind: str = StatementKind.STATEMENT
    title_sv: str = ""
    title_fi: str = ""
    text_sv: str = ""
    text_fi: str = ""
    addressee: str = ""
    organisation: Organisation | None = None
    body: Body | None = None
    outcome: Outcome | None = None
    sent_on: date | None = None
    answered_on: date | None = None
    answer_sv: str = ""
    answer_fi: str = ""
    effect: str = Effect.UNKNOWN
    effect_text_sv: str = ""
    effect_text_fi: str = ""
    follow_up_on: date | None = None


@transaction.atomic
def keep_statement(
    *,
    group_id: int,
    pk: int | None,
    version: int,
    values: StatementValues,
    by: User,
    now: datetime,
    file: File | None = None,
) -> Statement:
    """Enter a statement in the register of a group, or change the one with `pk`.

    Raises:
        PermissionDenied: `by` does not coordinate the group.
        StaleEdit: somebody saved in between.
        ValidationError: by field: no title, nobody it is addressed to, an answer before it was
            sent, a day to come, a body or an outcome of another group, or the file.
    """
    group = EloGroup.objects.select_for_update().get(pk=group_id)
    require(can_keep_statements(by, group_id))
    statement = _row(group, pk, version, by, now)
    _check(values, group, helsinki_day(now))
    for field in StatementValues.__slots__:
        setattr(statement, field, getattr(values, field))
    if file:
        reach = DocumentReach.GROUP
        statement.document = keep_document(group=group, file=file, reach=reach, by=by, now=now)
    kind = AuditKind.STATEMENT_CHANGED if pk else AuditKind.STATEMENT_MADE
    return _saved(statement, kind, by, now, {"kind": statement.kind, "effect": statement.effect})


@transaction.atomic
def open_statement(
    *, statement_id: int, version: int, visibility: str, by: User, now: datetime
) -> Statement:
    """Say how far a statement is open; the audit log keeps from what and to what.

    Raises:
        PermissionDenied: `by` does not coordinate the group.
        StaleEdit: somebody saved in between.
        ValidationError: no such choice.
    """
    statement = Statement.objects.select_for_update().get(pk=statement_id)
    require(can_keep_statements(by, statement.group_id))
    if statement.version != version:
        raise StaleEdit(statement)
    if visibility not in OPEN_TO:
        raise ValidationError({"visibility": _("Choose one of the answers.")})
    before, statement.visibility = statement.visibility, visibility
    statement.changed_by, statement.changed_at = by, now
    return _saved(statement, AuditKind.STATEMENT_OPENED, by, now, {"opened": [before, visibility]})


def _row(group: EloGroup, pk: int | None, version: int, by: User, now: datetime) -> Statement:
    if pk is None:
        return Statement(group=group, made_by=by, made_at=now, changed_at=now)
    statement = Statement.objects.select_for_update().get(pk=pk, group=group)
    if statement.version != version:
        raise StaleEdit(statement)
    statement.changed_by, statement.changed_at = by, now
    return statement


def _check(values: StatementValues, group: EloGroup, today: date) -> None:
    if not (values.title_sv or values.title_fi):
        raise ValidationError({"title_sv": NO_TITLE})
    if not (values.addressee or values.organisation):
        sentence = _("Say who it is addressed to: write a name, or choose an organisation.")
        raise ValidationError({"addressee": sentence})
    if values.body and values.body.group_id != group.pk:
        raise ValidationError({"body": _("Choose one of the bodies of this group.")})
    if values.outcome and values.outcome.body.group_id != group.pk:
        raise ValidationError({"outcome": _("Choose one of the outcomes of this group.")})
    _check_days(values, today)


def _check_days(values: StatementValues, today: date) -> None:
    """Refuse what is answered before it is sent, and days that have not come yet."""
    sent, answered = values.sent_on, values.answered_on
    if sent and sent > today:
        sentence = _("That day has not come yet. Leave it empty until it has been sent.")
        raise ValidationError({"sent_on": sentence})
    if answered and answered > today:
        raise ValidationError({"answered_on": _("That day has not come yet.")})
    if (values.answer_sv or values.answer_fi) and not answered:
        raise ValidationError({"answered_on": _("Say on which day the answer came.")})
    if not sent and (answered or values.effect != Effect.UNKNOWN):
        raise ValidationError({"sent_on": _("Say first on which day it was sent.")})
    if sent and answered and answered < sent:
        raise ValidationError({"answered_on": _("The answer cannot come before it was sent.")})


def _saved(
    statement: Statement, kind: AuditKind, by: User, now: datetime, data: dict[str, object]
) -> Statement:
    if statement.pk:
        statement.version += 1
    statement.save()
    record(kind=kind, target=statement, by=by, at=now, data=data, group_id=statement.group_id)
    return statement
