"""How a group works together: written, published for good, accepted by the organisations."""

from datetime import date, datetime, timedelta
from typing import cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day, stage_of
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.models import Acceptance, EloGroup, OperatingModel, Organisation
from groups.policies.networks import (
    LINK_DAYS,
    can_accept,
    can_accept_by_link,
    can_enter,
    can_keep,
    can_write_model,
)
from groups.querysets.answerers import answerers_of, own_organisations
from groups.services.entering import EnteredSignature, enter_on

# Days left until the links close: two weeks after they were sent, and two weeks before the end.
STAGES = (LINK_DAYS - 14, 14)


@transaction.atomic
def start_version(*, group_id: int, by: User, now: datetime) -> OperatingModel:
    """Begin a version of how a group works, with the words of the one before.

    A version that is being written already is returned as it is.

    Raises:
        PermissionDenied: `by` does not coordinate the group.
    """
    group = EloGroup.objects.select_for_update().get(pk=group_id)
    require(can_keep(by, group_id))
    latest = group.operating_models.order_by("-number").first()
    if latest and not latest.published_on:
        return latest
    model = OperatingModel.objects.create(
        group=group,
        number=latest.number + 1 if latest else 1,
        text_sv=latest.text_sv if latest else "",
        text_fi=latest.text_fi if latest else "",
    )
    _record(AuditKind.MODEL_DRAFTED, model, by, now)
    return model


@transaction.atomic
def change_model(
    *, model_id: int, version: int, text_sv: str, text_fi: str, by: User, now: datetime
) -> OperatingModel:
    """Write a version that is not published yet.

    Raises:
        PermissionDenied: `by` does not coordinate the group, or it is published.
        StaleEdit: somebody saved in between.
    """
    model = _locked(model_id)
    require(can_write_model(by, model))
    if model.edits != version:
        raise StaleEdit(model)
    model.text_sv, model.text_fi = text_sv, text_fi
    model.edits += 1
    model.save()
    _record(AuditKind.MODEL_CHANGED, model, by, now)
    return model


@transaction.atomic
def publish_model(*, model_id: int, version: int, by: User, now: datetime) -> OperatingModel:
    """Publish a version for good, and ask each member organisation whether it accepts.

    Raises:
        PermissionDenied: `by` does not coordinate the group, or it is published.
        StaleEdit: somebody saved in between.
        ValidationError: there is no text.
    """
    model = _locked(model_id)
    require(can_write_model(by, model))
    if model.edits != version:
        raise StaleEdit(model)
    if not (model.text_sv or model.text_fi):
        raise ValidationError(_("Write the text in one language at least, and then publish it."))
    model.published_on = helsinki_day(now)
    model.save(update_fields=["published_on"])
    _record(AuditKind.MODEL_PUBLISHED, model, by, now)
    _ask(model, _occasion(model, now), now)
    return model


@transaction.atomic
def remind_of_model(*, model_id: int, by: User, now: datetime) -> int:
    """Ask those organisations again that have not accepted; return how many people are asked.

    Twice on one day is once; the day of publishing counts.

    Raises:
        PermissionDenied: `by` does not coordinate the group.
    """
    model = _locked(model_id)
    require(can_keep(by, model.group_id))
    return _ask(model, _occasion(model, now), now)


def remind_of_models(*, now: datetime) -> int:
    """Owe the reminders whose stage has been reached; return how many are new.

    It may run often, twice at once, or after days of silence: each stage is owed once, and of
    several that were missed only the last.
    """
    today = helsinki_day(now)
    rows = OperatingModel.objects.in_force().filter(
        published_on__gt=today - timedelta(days=LINK_DAYS),
        published_on__lte=today - timedelta(days=LINK_DAYS - max(STAGES)),
    )
    return sum(_remind(model, now) for model in rows.order_by("pk"))


@transaction.atomic
def accept_model(*, model_id: int, by: User, now: datetime) -> list[Acceptance]:
    """Accept a version for the organisations that `by` answers for in the group.

    Raises:
        PermissionDenied: `by` answers for none, or the version is not the one in force.
    """
    model = _locked(model_id)
    require(can_accept(by, model))
    return _accept(model, by, now)


@transaction.atomic
def accept_model_by_link(*, model_id: int, subject: str, now: datetime) -> list[Acceptance]:
    """Accept a version for the organisations of the person, a user id, whom a link was signed for.

    Raises:
        PermissionDenied: somebody else's link, the mandate ended, or a newer version is out.
    """
    model = _locked(model_id)
    require(can_accept_by_link(subject, model))
    return _accept(model, User.objects.get(pk=subject), now)


@transaction.atomic
def enter_acceptance(
    *, model_id: int, organisation_id: int, values: EnteredSignature, by: User, now: datetime
) -> Acceptance:
    """Enter that an organisation accepted a version elsewhere, marked, with what shows it.

    Raises:
        PermissionDenied: `by` does not coordinate the group, or the version is not in force.
        ValidationError: it has accepted, or has no seat; by field: a day that has not come or lies
            long before the version, no reason, no file that can be kept.
    """
    model = _locked(model_id)
    require(can_enter(by, model))
    if not _silent(model).filter(pk=organisation_id).exists():
        raise ValidationError(_("This organisation has accepted already, or left the group."))
    row = Acceptance(model=model, organisation_id=organisation_id, user=by, at=now)
    given = {"existed_on": cast(date, model.published_on), "group": model.group}
    enter_on(row=row, values=values, **given, by=by, now=now)
    row.save()
    _record(AuditKind.MODEL_ENTERED, model, by, now, {"organisations": [organisation_id]})
    return row


def _locked(model_id: int) -> OperatingModel:
    rows = OperatingModel.objects.select_for_update(of=("self",)).with_replaced()
    return rows.get(pk=model_id)


def _silent(model: OperatingModel) -> QuerySet[Organisation]:
    members = Organisation.objects.members_of(group_id=model.group_id)
    return members.exclude(acceptances__model=model)


@transaction.atomic
def _remind(model: OperatingModel, now: datetime) -> int:
    closes_on = cast(date, model.published_on) + timedelta(days=LINK_DAYS)
    stage = stage_of(due_on=closes_on, now=now, stages=STAGES)
    return _ask(model, f"model:{model.pk}:stage:{stage.left}", now, stage.due_at) if stage else 0


def _occasion(model: OperatingModel, now: datetime) -> str:
    return f"model:{model.pk}:{helsinki_day(now).isoformat()}"


def _ask(
    model: OperatingModel, occasion: str, now: datetime, due_at: datetime | None = None
) -> int:
    """Owe the question to who answers for each organisation that has not accepted."""
    silent = _silent(model).values_list("pk", flat=True)
    answerers = answerers_of((pk, model.group_id) for pk in silent)
    people = {user for users in answerers.values() for user in users}
    return owe(
        kind=NoticeKind.OPERATING_MODEL,
        readers=User.objects.filter(pk__in=people),
        occasion=occasion,
        params={"model": model.pk},
        now=now,
        due_at=due_at,
    )


def _accept(model: OperatingModel, by: User, now: datetime) -> list[Acceptance]:
    accepted = set(model.acceptances.values_list("organisation", flat=True))
    wanted = own_organisations(by, model.group_id) - accepted
    made = Acceptance.objects.bulk_create(
        [Acceptance(model=model, organisation_id=pk, user=by, at=now) for pk in sorted(wanted)]
    )
    if made:
        _record(AuditKind.MODEL_ACCEPTED, model, by, now, {"organisations": sorted(wanted)})
    return made


def _record(
    kind: AuditKind,
    model: OperatingModel,
    by: User,
    now: datetime,
    data: dict[str, object] | None = None,
) -> None:
    record(kind=kind, target=model, by=by, at=now, data=data or {}, group_id=model.group_id)
