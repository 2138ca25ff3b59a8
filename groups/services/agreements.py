"""Partnership agreements while they are written: texts, parties, promises, annexes, renewal."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import require_order
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from groups.models import Agreement, Annex, Commitment, EloGroup, Organisation, Party
from groups.models.document import DocumentReach
from groups.policies.agreements import can_draft, can_renew, can_write
from groups.services.documents import keep_document

NO_TEXT = _("Write the promise in one language at least.")
NO_TITLE = _("Give the agreement a title in one language at least.")
MAX_PARTIES = 200
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class AgreementValues:
    """What an agreement says, when it holds, and until when it is to be signed."""

    starts_on: date
    ends_on: date | None = None
    title_sv: str = ""
    title_fi: str = ""
    text_sv: str = ""
    text_fi: str = ""
    answer_by: date | None = None


@dataclass(frozen=True, slots=True)
class PromiseValues:
    """What each party promises; `goal` is what it carries out: a kind of the chain and an id."""

    text_sv: str = ""
    text_fi: str = ""
    hours: int | None = None
    seats: int | None = None
    goal: tuple[str, int] | None = None

    @property
    def columns(self) -> dict[str, object]:
        kind, pk = self.goal or ("", None)
        texts = {"text_sv": self.text_sv, "text_fi": self.text_fi}
        measured = {"hours": self.hours, "seats": self.seats}
        return {**texts, **measured, "goal_kind": kind, "goal_id": pk}


@transaction.atomic
def draft_agreement(
    *, group_id: int, values: AgreementValues, by: User, now: datetime
) -> Agreement:
    """Begin an agreement; a draft shows to who manages the group.

    Raises:
        PermissionDenied: `by` does not manage the group.
        ValidationError: by field: no title, the end before the start, a day to sign by after
            the end.
    """
    group = EloGroup.objects.select_for_update().get(pk=group_id)
    require(can_draft(by, group_id))
    _check(values)
    agreement = Agreement.objects.create(group=group, **asdict(values))
    _record(AuditKind.AGREEMENT_DRAFTED, agreement, by, now)
    return agreement


@transaction.atomic
def change_agreement(
    *, agreement_id: int, version: int, values: AgreementValues, by: User, now: datetime
) -> Agreement:
    """Change what a draft says.

    Raises:
        PermissionDenied: `by` does not manage the group, or it has been sent.
        StaleEdit: somebody saved in between.
        ValidationError: by field, as in `draft_agreement`.
    """
    agreement = _draft(agreement_id, by)
    if agreement.version != version:
        raise StaleEdit(agreement)
    _check(values)
    for name, value in asdict(values).items():
        setattr(agreement, name, value)
    _changed(agreement, by, now)
    return agreement


@transaction.atomic
def remove_draft(*, agreement_id: int, by: User, now: datetime) -> None:
    """Delete a draft with its parties, promises and annexes; the group keeps the documents.

    Raises:
        PermissionDenied: `by` does not manage the group, or it has been sent.
    """
    agreement = _draft(agreement_id, by)
    _record(AuditKind.AGREEMENT_REMOVED, agreement, by, now)
    agreement.delete()


@transaction.atomic
def choose_parties(
    *, agreement_id: int, version: int, organisation_ids: Sequence[int], by: User, now: datetime
) -> Agreement:
    """Make exactly these organisations the parties of a draft, all at once.

    Raises:
        PermissionDenied: `by` does not manage the group, or it has been sent.
        StaleEdit: somebody saved in between.
        ValidationError: for `organisations`: one that has ended, or too many.
    """
    agreement = _draft(agreement_id, by)
    if agreement.version != version:
        raise StaleEdit(agreement)
    wanted = set(organisation_ids)
    if len(wanted) > MAX_PARTIES:
        raise ValidationError({"organisations": _("Choose at most 200 parties.")})
    agreement.parties.exclude(organisation__in=wanted).delete()
    new = wanted - set(agreement.parties.values_list("organisation", flat=True))
    _check_living(new)
    Party.objects.bulk_create(
        [Party(agreement=agreement, organisation_id=pk) for pk in sorted(new)]
    )
    _changed(agreement, by, now, parties=len(wanted))
    return agreement


@transaction.atomic
def add_promise(*, agreement_id: int, values: PromiseValues, by: User, now: datetime) -> Commitment:
    """Add what each party promises to a draft.

    Raises:
        PermissionDenied: `by` does not manage the group, or it has been sent.
        ValidationError: by field: no text.
    """
    agreement = _draft(agreement_id, by)
    _check_promise(values)
    promise = agreement.commitments.create(
        number=_next(agreement.commitments.all()), **values.columns
    )
    _changed(agreement, by, now, promise=promise.pk)
    return promise


@transaction.atomic
def change_promise(
    *, promise_id: int, version: int, values: PromiseValues, by: User, now: datetime
) -> Commitment:
    """Reword a promise of a draft; `version` is that of the agreement.

    Raises:
        PermissionDenied: `by` does not manage the group, or it has been sent.
        StaleEdit: somebody saved in between.
        ValidationError: by field: no text.
    """
    promise = Commitment.objects.get(pk=promise_id)
    agreement = _draft(promise.agreement_id, by)
    if agreement.version != version:
        promise.agreement = agreement
        raise StaleEdit(promise)
    _check_promise(values)
    for name, value in values.columns.items():
        setattr(promise, name, value)
    promise.save()
    _changed(agreement, by, now, promise=promise.pk)
    return promise


@transaction.atomic
def remove_promise(*, promise_id: int, by: User, now: datetime) -> None:
    """Take a promise out of a draft.

    Raises:
        PermissionDenied: `by` does not manage the group, or it has been sent.
    """
    promise = Commitment.objects.get(pk=promise_id)
    agreement = _draft(promise.agreement_id, by)
    promise.delete()
    _changed(agreement, by, now, promise=promise_id)


@transaction.atomic
def add_annex(*, agreement_id: int, title: str, file: File, by: User, now: datetime) -> Annex:
    """Add a file to a draft, such as the tasks of each group; the group may open it.

    Raises:
        PermissionDenied: `by` does not manage the group, or it has been sent.
        ValidationError: for `file`, as in `keep_document`.
    """
    agreement = _draft(agreement_id, by)
    given = {"group": agreement.group, "reach": DocumentReach.GROUP, "by": by, "now": now}
    document = keep_document(file=file, **given)
    annex = agreement.annexes.create(
        number=_next(agreement.annexes.all()), title=title, document=document
    )
    _changed(agreement, by, now, annex=annex.pk)
    return annex


@transaction.atomic
def remove_annex(*, annex_id: int, by: User, now: datetime) -> None:
    """Take a file out of a draft; the group keeps the document.

    Raises:
        PermissionDenied: `by` does not manage the group, or it has been sent.
    """
    annex = Annex.objects.get(pk=annex_id)
    agreement = _draft(annex.agreement_id, by)
    annex.delete()
    _changed(agreement, by, now, annex=annex_id)


@transaction.atomic
def renew_agreement(*, agreement_id: int, by: User, now: datetime) -> Agreement:
    """Draft what follows an agreement: the same text, parties, promises and annexes, later.

    It holds as long as the one before, from the day after it. Parties that have ended, or
    that declined, are left out.

    Raises:
        PermissionDenied: `by` does not manage the group, it was never concluded, or there is
            a renewal already.
    """
    before = locked_agreement(agreement_id=agreement_id)
    require(can_renew(by, before))
    starts_on, ends_on = _next_period(before)
    agreement = Agreement.objects.create(
        group=before.group,
        renews=before,
        starts_on=starts_on,
        ends_on=ends_on,
        title_sv=_retitled(before.title_sv, before, starts_on, ends_on),
        title_fi=_retitled(before.title_fi, before, starts_on, ends_on),
        text_sv=before.text_sv,
        text_fi=before.text_fi,
    )
    parties = before.parties.filter(organisation__ended_on=None).exclude(state="declined")
    ids = parties.order_by("pk").values_list("organisation", flat=True)
    Party.objects.bulk_create([Party(agreement=agreement, organisation_id=pk) for pk in ids])
    for part in (*before.commitments.all(), *before.annexes.all()):
        part.pk, part.agreement = None, agreement
        part.save(force_insert=True)
    _record(AuditKind.AGREEMENT_DRAFTED, agreement, by, now, renews=before.pk)
    return agreement


def locked_agreement(*, agreement_id: int) -> Agreement:
    """Return an agreement that nobody else changes until the transaction ends."""
    rows = Agreement.objects.select_for_update(of=("self",)).select_related("group")
    return rows.get(pk=agreement_id)


def _draft(agreement_id: int, by: User) -> Agreement:
    """Return an agreement that `by` may change, locked."""
    agreement = locked_agreement(agreement_id=agreement_id)
    require(can_write(by, agreement))
    return agreement


def _check(values: AgreementValues) -> None:
    if not values.title_sv and not values.title_fi:
        raise ValidationError({"title_sv": NO_TITLE})
    require_order(values.starts_on, values.ends_on)
    if values.ends_on and values.answer_by and values.answer_by > values.ends_on:
        raise ValidationError({"answer_by": _("The agreement has ended by then.")})


def _check_promise(values: PromiseValues) -> None:
    if not values.text_sv and not values.text_fi:
        raise ValidationError({"text_sv": NO_TEXT})


def _check_living(organisation_ids: set[int]) -> None:
    rows = Organisation.objects.filter(pk__in=organisation_ids)
    if ended := rows.exclude(ended_on=None).first():
        sentence = _("%(name)s has ended. Choose the organisation that came after it.")
        raise ValidationError({"organisations": sentence % {"name": ended.name}})


def _next(rows: QuerySet) -> int:
    last: int | None = rows.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _next_period(before: Agreement) -> tuple[date, date | None]:
    """Return the period after that of `before`, as long; of one without end, only a start."""
    if before.ends_on is None:
        return before.starts_on, None
    starts_on = before.ends_on + ONE_DAY
    years = starts_on.year - before.starts_on.year
    born = (before.starts_on.month, before.starts_on.day)
    if years and (starts_on.month, starts_on.day) == born != (2, 29):
        return starts_on, starts_on.replace(year=starts_on.year + years) - ONE_DAY
    return starts_on, starts_on + (before.ends_on - before.starts_on)


def _retitled(title: str, before: Agreement, starts_on: date, ends_on: date | None) -> str:
    """Return the title with the years of the new period, where it names those of the old one."""
    if before.ends_on is None or ends_on is None:
        return title
    old = f"{before.starts_on.year}–{before.ends_on.year}"
    new = f"{starts_on.year}–{ends_on.year}"
    return title.replace(old, new).replace(old.replace("–", "-"), new)


def _changed(agreement: Agreement, by: User, now: datetime, **data: object) -> None:
    agreement.version += 1
    agreement.save()
    _record(AuditKind.AGREEMENT_CHANGED, agreement, by, now, **data)


def _record(kind: AuditKind, agreement: Agreement, by: User, now: datetime, **data: object) -> None:
    record(kind=kind, target=agreement, by=by, at=now, data=data, group_id=agreement.group_id)
