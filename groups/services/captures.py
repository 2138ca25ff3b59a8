"""Needs written down on the spot: the place, the notes, and what becomes of each."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from groups.kinds import EvidenceKind, NodeKind, Relation
from groups.models import Capture, CaptureSpot, EloGroup, Event, Meeting, Need
from groups.policies.captures import (
    CLOSED,
    can_close_spot,
    can_open_spot_for,
    can_settle,
)
from groups.querysets.chain import Ref
from groups.services.links import join
from groups.services.needs import EvidenceValues, NeedValues, add_evidence, raise_need

NO_TITLE = _("Give the place a title in one language at least.")
# Read from a wall and typed: no letters that look like others.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
KEY_LENGTH = 8
LONGEST_DAYS = 60
MOST_NOTES = 1000
LONGEST_EVIDENCE, LONGEST_TARGET = 300, 120
RAISE, JOIN, LEAVE = "raise", "join", "leave"


@dataclass(frozen=True, slots=True)
class SpotValues:
    """What a place is for, and until when it takes notes."""

    closes_on: date
    title_sv: str = ""
    title_fi: str = ""
    meeting_id: int | None = None
    event_id: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote: what is needed, for whom, and who they are if they wish to say."""

    text: str
    whom: str = ""
    contact: str = ""
    language: str = "sv"


@dataclass(frozen=True, slots=True)
class Settling:
    """What becomes of a note: a new need with a title, one that it joins, or neither."""

    what: str
    title_sv: str = ""
    title_fi: str = ""
    need_id: int | None = None


@transaction.atomic
def open_spot(*, group_id: int, values: SpotValues, by: User, now: datetime) -> CaptureSpot:
    """Open a place where anybody with its short link writes down needs.

    Raises:
        PermissionDenied: `by` neither manages the group's needs, nor leads the meeting's body or
            arranges the event.
        ValidationError: by field: no title, a day that is over or far off, another group's
            meeting or event.
    """
    group = EloGroup.objects.get(pk=group_id)
    meeting = Meeting.objects.select_related("body").filter(pk=values.meeting_id).first()
    if values.meeting_id and (meeting is None or meeting.body.group_id != group_id):
        raise ValidationError({"meeting": _("Choose a meeting of the group.")})
    event = Event.objects.filter(pk=values.event_id).first()
    if values.event_id and (event is None or event.group_id != group_id):
        raise ValidationError({"event": _("Choose an event of the group.")})
    require(can_open_spot_for(by, group, meeting, event))
    if not (values.title_sv or values.title_fi):
        raise ValidationError({"title_sv": NO_TITLE})
    today = helsinki_day(now)
    if not today <= values.closes_on <= today + timedelta(days=LONGEST_DAYS):
        raise ValidationError({"closes_on": _("Choose a day within sixty days from today.")})
    spot = CaptureSpot.objects.create(
        group=group,
        title_sv=values.title_sv,
        title_fi=values.title_fi,
        meeting=meeting,
        event=event,
        key="".join(secrets.choice(ALPHABET) for _place in range(KEY_LENGTH)),
        closes_on=values.closes_on,
        made_by=by,
        made_at=now,
    )
    record(kind=AuditKind.SPOT_OPENED, target=spot, by=by, at=now, group_id=group_id)
    return spot


@transaction.atomic
def close_spot(*, spot_id: int, by: User, now: datetime) -> CaptureSpot:
    """Close a place before its day.

    Raises:
        PermissionDenied: `by` could not have opened it, or it is closed.
    """
    rows = CaptureSpot.objects.select_for_update(of=("self",))
    spot = rows.select_related("group", "meeting__body", "event").get(pk=spot_id)
    require(can_close_spot(by, spot, helsinki_day(now)))
    spot.closed_at = now
    spot.save(update_fields=["closed_at"])
    record(kind=AuditKind.SPOT_CLOSED, target=spot, by=by, at=now, group_id=spot.group_id)
    return spot


@transaction.atomic
def take_capture(*, key: str, note: Note, now: datetime) -> Capture:
    """Keep what somebody wrote down at a place, for those who manage the group's needs.

    It asks no policy: who has the link may write. Nobody is recorded.

    Raises:
        CaptureSpot.DoesNotExist: there is no such place.
        ValidationError: it says nothing, or the place is closed or full.
    """
    spot = CaptureSpot.objects.select_for_update(of=("self",), no_key=True).get(key=key)
    if not spot.is_open_on(helsinki_day(now)):
        raise ValidationError(CLOSED)
    if not note.text.strip():
        raise ValidationError({"text": _("Write what is needed.")})
    if spot.captures.count() >= MOST_NOTES:
        raise ValidationError(_("So many notes have come that no more are taken here."))
    return Capture.objects.create(
        spot=spot,
        text=note.text,
        whom=note.whom,
        contact=note.contact,
        language=note.language,
        at=now,
    )


@transaction.atomic
def settle_capture(
    *, capture_id: int, settling: Settling, by: User, now: datetime
) -> Capture:  # fmt: skip
    """Make a need of a note, join it to one as evidence, or set it aside.

    What was written at an event leads from it to the need.

    Raises:
        PermissionDenied: `by` does not manage the group's needs, or the note is settled.
        ValidationError: by field: a need without a title, or no live need of the group to join.
    """
    rows = Capture.objects.select_for_update(of=("self",)).select_related("spot__group")
    capture = rows.get(pk=capture_id)
    require(can_settle(by, capture))
    if settling.what == RAISE:
        capture.need = _raised(capture, settling, by, now)
    elif settling.what == JOIN:
        capture.need = _joined(capture, settling, by, now)
    elif settling.what != LEAVE:
        raise ValidationError({"what": _("Choose what becomes of the note.")})
    if capture.need and capture.spot.event_id:
        here, raised = (
            Ref(NodeKind.EVENT, capture.spot.event_id),
            Ref(NodeKind.NEED, capture.need.pk),
        )
        given = {"group_id": capture.spot.group_id, "by": by, "now": now}
        join(start=here, relation=Relation.RAISED, end=raised, **given)
    capture.settled_by, capture.settled_at = by, now
    capture.save(update_fields=["need", "settled_by", "settled_at"])
    record(
        kind=AuditKind.CAPTURE_SETTLED,
        target=capture,
        by=by,
        at=now,
        data={"what": settling.what, "need": capture.need_id},
        group_id=capture.spot.group_id,
    )
    return capture


def _raised(capture: Capture, settling: Settling, by: User, now: datetime) -> Need:
    column = _column(capture)
    said = {f"text_{column}": capture.text, f"target_{column}": capture.whom[:LONGEST_TARGET]}
    values = NeedValues(
        raised_on=helsinki_day(capture.at),
        title_sv=settling.title_sv,
        title_fi=settling.title_fi,
        where=capture.spot.title,
        **said,
    )
    given = {"group_id": capture.spot.group_id, "is_noted": True, "by": by, "now": now}
    return raise_need(values=values, **given)


def _joined(capture: Capture, settling: Settling, by: User, now: datetime) -> Need:
    seen = Need.objects.visible_to(by).live().filter(group=capture.spot.group_id)
    need = seen.filter(pk=settling.need_id).first()
    if need is None:
        raise ValidationError({"need": _("Choose a need that is open or lifted.")})
    is_cut = len(capture.text) > LONGEST_EVIDENCE
    text = f"{capture.text[: LONGEST_EVIDENCE - 1]}…" if is_cut else capture.text
    values = EvidenceValues(
        kind=EvidenceKind.MEETING if capture.spot.meeting_id else EvidenceKind.VISIT,
        on=helsinki_day(capture.at),
        source=capture.spot.title,
        **{f"text_{_column(capture)}": text},  # type: ignore[arg-type]
    )
    add_evidence(need_id=need.pk, values=values, by=by, now=now)
    return need


def _column(capture: Capture) -> str:
    """Return the language that a note stands in: English words go with the group's first one."""
    spoken = [*capture.spot.group.languages.split(), "fi"]
    known = [code for code in spoken if code in {"sv", "fi"}]
    return capture.language if capture.language in {"sv", "fi"} else known[0]
