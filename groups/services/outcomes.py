"""What a body came to: recorded once, numbered, joined to what led there, and opened."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from groups.kinds import (
    OUTCOMES_ALLOWED,
    Mandate,
    NeedStep,
    NodeKind,
    OutcomeKind,
    Relation,
)
from groups.models import AgendaItem, Body, Link, Meeting, Organisation, Outcome
from groups.permissions import Visibility
from groups.policies.outcomes import can_open, can_record
from groups.querysets.chain import Ref
from groups.services.echo import ask_organisations
from groups.services.links import join
from groups.services.minutes import touch_minutes
from groups.services.needs import tell_need_step

NO_TEXT = _("Write the wording in one language at least.")
NO_TITLE = _("Give the outcome a title in one language at least.")
TOO_FAR = _("What this body may come to does not reach so far. Choose another type.")
# Whom an outcome is addressed to: nobody, all organisations of the body or of the group, or
# the organisations with these ids.
Addressed = Literal["nobody", "body", "members"] | tuple[int, ...] | list[int]


@dataclass(frozen=True, slots=True)
class OutcomeValues:
    """What a form or a caller says of an outcome.

    `answer_by` holds only where somebody is addressed, `decided_by_id` only of a decision.
    The parties of an agreement are the organisations that are addressed. `addressee` is
    somebody outside the group; `corrects_id` the outcome whose place this one takes.
    """

    kind: str
    title_sv: str = ""
    title_fi: str = ""
    text_sv: str = ""
    text_fi: str = ""
    decided_by_id: int | None = None
    answer_by: date | None = None
    addressed: Addressed = "nobody"
    addressee: str = ""
    corrects_id: int | None = None


@transaction.atomic
def record_outcome(
    *, meeting_id: int, item_id: int | None, values: OutcomeValues, by: User, now: datetime
) -> Outcome:
    """Record what a meeting came to, in the next number of its body and year; it stays so.

    What was put on the agenda as this item is settled in the outcome; each organisation that
    it is addressed to is asked what it did with it.

    Raises:
        PermissionDenied: `by` records nothing in this body, or the meeting is not called or
            has not begun.
        ValidationError: by field: what the body's mandate does not allow, no title or wording,
            a decision of nobody, a recommendation to nobody, an agreement without parties, an
            item of another meeting, nobody or a past day to answer by, or what it corrects is
            no outcome of the body or has been corrected.
    """
    meeting = Meeting.objects.select_related("body").get(pk=meeting_id)
    # The body's lock is the lock of its numbers; two who record at once wait for each other.
    body = Body.objects.select_for_update().get(pk=meeting.body_id)
    require(can_record(by, meeting, now))
    _check(values, body)
    item = _item(item_id, meeting)
    asked = _asked(values, body, now)
    _must_name(values, asked)
    _must_correct(values.corrects_id, body)
    outcome = _create(values, meeting, item, is_asked=bool(asked), by=by, now=now)
    _settle(outcome, by, now)
    touch_minutes(meeting_id=meeting.pk)
    ask_organisations(outcome=outcome, organisation_ids=asked, now=now)
    data = {"outcome": outcome.reference, "type": outcome.kind, "asked": len(asked)}
    _record(AuditKind.OUTCOME_RECORDED, outcome, by, now, data)
    return outcome


@transaction.atomic
def open_outcome(*, outcome_id: int, visibility: str, by: User, now: datetime) -> Outcome:
    """Say how far an outcome is open; the audit log keeps from what and to what.

    Raises:
        PermissionDenied: `by` records nothing in this body.
        ValidationError: no such choice, or organisations outside the body have been asked.
    """
    rows = Outcome.objects.select_for_update(of=("self",)).select_related("body")
    outcome = rows.get(pk=outcome_id)
    require(can_open(by, outcome))
    if visibility not in Visibility.values:
        raise ValidationError({"visibility": _("Choose one of the answers.")})
    if visibility == Visibility.BODY and outcome.echoes.exists():
        sentence = _("Organisations have been asked about it, so the group can read it.")
        raise ValidationError({"visibility": sentence})
    before, outcome.visibility = outcome.visibility, visibility
    if before != visibility:
        outcome.save(update_fields=["visibility"])
        _record(AuditKind.OUTCOME_OPENED, outcome, by, now, {"opened": [before, visibility]})
    return outcome


def _check(values: OutcomeValues, body: Body) -> None:
    if values.kind not in OUTCOMES_ALLOWED[Mandate(body.mandate)]:
        raise ValidationError({"kind": TOO_FAR})
    if not (values.title_sv or values.title_fi):
        raise ValidationError({"title_sv": NO_TITLE})
    if not (values.text_sv or values.text_fi):
        raise ValidationError({"text_sv": NO_TEXT})
    _check_decider(values, body)


def _check_decider(values: OutcomeValues, body: Body) -> None:
    """Refuse a decision of nobody: the body itself decides only where its mandate says so."""
    if values.kind != OutcomeKind.DECISION:
        if values.decided_by_id:
            sentence = _("Only a decision names who decided. Choose the type again.")
            raise ValidationError({"decided_by": sentence})
    elif values.decided_by_id is None:
        if body.mandate != Mandate.DECIDING:
            sentence = _("This body does not decide itself. Name the organisation that decided.")
            raise ValidationError({"decided_by": sentence})
    elif not Organisation.objects.filter(pk=values.decided_by_id, ended_on=None).exists():
        raise ValidationError({"decided_by": _("Choose one of the organisations.")})


def _item(item_id: int | None, meeting: Meeting) -> AgendaItem | None:
    if item_id is None:
        return None
    item = AgendaItem.objects.filter(pk=item_id, meeting=meeting).first()
    if item is None:
        raise ValidationError({"item": _("Choose one of the items of this meeting.")})
    return item


def _asked(values: OutcomeValues, body: Body, now: datetime) -> list[int]:
    """Return the ids of the organisations to ask, each once, in the order of the register."""
    if values.addressed == "nobody":
        return []
    members = Organisation.objects.members_of(
        group_id=body.group_id, body_id=body.pk if values.addressed == "body" else None
    )
    found = list(members.order_by("pk").values_list("pk", flat=True))
    if not isinstance(values.addressed, str):
        chosen = set(values.addressed)
        if chosen - set(found):
            sentence = _("Choose among the organisations that have a seat in the group.")
            raise ValidationError({"organisations": sentence})
        found = [pk for pk in found if pk in chosen]
    if not found:
        field = "addressed" if isinstance(values.addressed, str) else "organisations"
        raise ValidationError({field: _("There is no organisation to ask. Choose differently.")})
    if values.answer_by is None:
        raise ValidationError({"answer_by": _("Say until when you want the answers.")})
    if values.answer_by <= helsinki_day(now):
        raise ValidationError({"answer_by": _("Choose a day after today.")})
    return found


def _must_name(values: OutcomeValues, asked: list[int]) -> None:
    """Refuse an agreement without parties, and a recommendation that asks nobody to act."""
    if asked:
        return
    if values.kind == OutcomeKind.AGREEMENT:
        sentence = _("An agreement names its parties. Choose the organisations that agreed.")
        raise ValidationError({"addressed": sentence})
    if values.kind == OutcomeKind.RECOMMENDATION and not values.addressee:
        sentence = _("A recommendation asks somebody to act. Say who: choose, or write a name.")
        raise ValidationError({"addressed": sentence})


def _must_correct(outcome_id: int | None, body: Body) -> None:
    """Refuse to correct what another body recorded, and what has been corrected already."""
    if outcome_id is None:
        return
    found = Outcome.objects.filter(pk=outcome_id, body=body).select_related("correction").first()
    if found is None:
        raise ValidationError({"corrects": _("Choose one of the outcomes of this body.")})
    if correction := getattr(found, "correction", None):
        sentence = _("It has been corrected by %(number)s already. Correct that one instead.")
        refusal = ValidationError(sentence, params={"number": correction.reference})
        raise ValidationError({"corrects": refusal})


def _create(
    values: OutcomeValues,
    meeting: Meeting,
    item: AgendaItem | None,
    *,
    is_asked: bool,
    by: User,
    now: datetime,
) -> Outcome:
    body, year = meeting.body, meeting.day.year
    texts = (
        *("kind", "title_sv", "title_fi", "text_sv", "text_fi"),
        *("decided_by_id", "addressee", "corrects_id"),
    )
    return Outcome.objects.create(
        body=body,
        meeting=meeting,
        item=item,
        year=year,
        number=_next_number(body, year),
        decided_on=meeting.day,
        answer_by=values.answer_by if is_asked else None,
        visibility=_visibility(body, is_asked=is_asked),
        recorded_by=by,
        recorded_at=now,
        **{field: getattr(values, field) for field in texts},
    )


def _next_number(body: Body, year: int) -> int:
    used = Outcome.objects.filter(body=body, year=year).aggregate(last=Max("number"))["last"]
    return (used or 0) + 1


def _visibility(body: Body, *, is_asked: bool) -> str:
    """As closed as the body; whoever is asked about an outcome can read it."""
    is_closed = body.visibility == Visibility.BODY and not is_asked
    return Visibility.BODY if is_closed else Visibility.GROUP


def _settle(outcome: Outcome, by: User, now: datetime) -> None:
    """Join the outcome to its item, and to all that was put on the agenda as that item."""
    if outcome.item_id is None:
        return
    item = Ref(NodeKind.ITEM, outcome.item_id)
    lifted = Link.objects.standing().filter(
        to_kind=item.kind, to_id=item.id, relation=Relation.LIFTED_TO
    )
    sources = [Ref(NodeKind(link.from_kind), link.from_id) for link in lifted.order_by("pk")]
    here = Ref(NodeKind.OUTCOME, outcome.pk)
    way = {"relation": Relation.DECIDED_IN, "end": here, "group_id": outcome.body.group_id}
    for start in [item, *sources]:
        join(start=start, **way, by=by, now=now)
    needs = [source.id for source in sources if source.kind == NodeKind.NEED]
    tell_need_step(need_ids=needs, step=NeedStep.SETTLED, about=here, by=by, now=now)


def _record(
    kind: AuditKind, outcome: Outcome, by: User, now: datetime, data: dict[str, object]
) -> None:
    group_id = outcome.body.group_id
    record(kind=kind, target=outcome, by=by, at=now, data=data, group_id=group_id)
