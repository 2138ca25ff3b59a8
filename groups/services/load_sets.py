"""Invented data in bulk, for the demo's lesser groups and for the load set: no audit, no mail.

What people do in the demo goes through the same services as in earnest; this is the past that
nobody did.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Mod

from elo_platform.accounts.models import User
from elo_platform.lib.dates import is_within, wall_to_utc
from elo_platform.notifications.models import Owed
from groups.kinds import EvidenceKind, MayCommit, PositionLevel
from groups.models import (
    Attendance,
    Authority,
    Body,
    Category,
    Evidence,
    Meeting,
    Need,
    NetworkMember,
    Organisation,
    OrganisationName,
    Region,
    RoleGrant,
    Seat,
    SeatHolder,
    Support,
)
from groups.models.group import BodyKind
from groups.permissions import Role, Visibility
from groups.services.seats import ROLE_OF_BODY
from groups.states import Answer, HolderKind, MeetingState, NeedState

BATCH = 2000


@dataclass(frozen=True, slots=True)
class NewOrganisation:
    """An organisation by its names, or the one that is an authority."""

    category: Category
    region: Region | None
    name_sv: str
    name_fi: str
    starts_on: date
    authority: Authority | None = None


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody on a seat, as member or deputy, for a time."""

    user: User
    kind: HolderKind
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewSeat:
    """A seat and those who have held it."""

    body: Body
    organisation: Organisation
    category: Category
    opened_on: date
    sittings: tuple[Sitting, ...] = ()
    closed_on: date | None = None


# By body and person (ids).
Sittings = dict[tuple[int, int], list[SeatHolder]]


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """A called meeting, gone by or to come."""

    body: Body
    day: date
    title_sv: str
    title_fi: str
    place: str
    made_by: User
    begins: time = time(13)
    ends: time = time(15)
    visibility: str = Visibility.BODY
    called: tuple[User, ...] = ()


@dataclass(frozen=True, slots=True)
class NewNeed:
    """A need with those who support it, each for an organisation, and one piece of evidence."""

    group_id: int
    title_sv: str
    title_fi: str
    raised_on: date
    raised_by: User
    state: str
    visibility: str = Visibility.GROUP
    where: str = ""
    answers: int = 5
    supports: tuple[tuple[User, Organisation], ...] = ()


@transaction.atomic
def state_positions() -> int:
    """State of everybody who sits where they stand at home, and what they may commit.

    In a leading group most lead, in other bodies most give guidance; of some nothing is known.
    """
    last = Mod(F("pk"), Value(10))
    leading = Case(
        When(last__lt=7, then=Value(PositionLevel.LEADING)),
        When(last__lt=9, then=Value(PositionLevel.EXPERT)),
        default=Value(PositionLevel.UNKNOWN),
    )
    others = Case(
        When(last__lt=2, then=Value(PositionLevel.MIDDLE)),
        When(last__lt=5, then=Value(PositionLevel.EXPERT)),
        When(last__lt=8, then=Value(PositionLevel.PRACTITIONER)),
        default=Value(PositionLevel.UNKNOWN),
    )
    may_commit = Case(
        When(last__lt=4, then=Value(MayCommit.YES)),
        When(last__lt=7, then=Value(MayCommit.CONSULTING)),
        When(last__lt=8, then=Value(MayCommit.NO)),
        default=Value(MayCommit.UNKNOWN),
    )
    led = Q(seat__in=Seat.objects.filter(body__kind=BodyKind.LEADING))
    return sum(
        SeatHolder.objects.filter(rule)
        .alias(last=last)
        .update(position=position, may_commit=may_commit)
        for rule, position in ((led, leading), (~led, others))
    )


@transaction.atomic
def load_organisations(*, rows: Iterable[NewOrganisation]) -> list[Organisation]:
    """Add organisations to the register, with their names from a day on."""
    rows = list(rows)
    made = Organisation.objects.bulk_create(
        [
            Organisation(
                name_sv=row.name_sv,
                name_fi=row.name_fi,
                category=row.category,
                region=row.region,
                authority=row.authority,
            )
            for row in rows
        ],
        batch_size=BATCH,
    )
    names = [
        OrganisationName(
            organisation=organisation,
            name_sv=row.name_sv,
            name_fi=row.name_fi,
            starts_on=row.starts_on,
        )
        for organisation, row in zip(made, rows, strict=True)
    ]
    OrganisationName.objects.bulk_create(names, batch_size=BATCH)
    return made


@transaction.atomic
def load_seats(*, rows: Iterable[NewSeat]) -> list[Seat]:
    """Open seats and fill them, with the roles that follow from the mandates."""
    rows = list(rows)
    seats = Seat.objects.bulk_create(
        [
            Seat(
                body=row.body,
                organisation=row.organisation,
                category=row.category,
                opened_on=row.opened_on,
                closed_on=row.closed_on,
            )
            for row in rows
        ],
        batch_size=BATCH,
    )
    holders = SeatHolder.objects.bulk_create(
        [
            SeatHolder(
                seat=seat,
                user=each.user,
                kind=each.kind,
                starts_on=each.starts_on,
                ends_on=each.ends_on,
            )
            for seat, row in zip(seats, rows, strict=True)
            for each in row.sittings
        ],
        batch_size=BATCH,
    )
    RoleGrant.objects.bulk_create([_role(holder) for holder in holders], batch_size=BATCH)
    return seats


@transaction.atomic
def load_meetings(*, rows: Iterable[NewMeeting], now: datetime) -> list[Meeting]:
    """Store called meetings with their answers, as if they had been called in time."""
    rows = list(rows)
    meetings = Meeting.objects.bulk_create([_meeting(row) for row in rows], batch_size=BATCH)
    seats = _seats_of({row.body.pk for row in rows})
    answers = [
        _attendance(meeting, user, seats, place, now)
        for meeting, row in zip(meetings, rows, strict=True)
        for place, user in enumerate(row.called)
    ]
    Attendance.objects.bulk_create(answers, batch_size=BATCH)
    return meetings


@transaction.atomic
def load_needs(*, rows: Iterable[NewNeed]) -> list[Need]:
    """Store needs as if they had been raised at noon of their day."""
    rows = list(rows)
    needs = Need.objects.bulk_create([_need(row) for row in rows], batch_size=BATCH)
    made = list(zip(needs, rows, strict=True))
    supports = [
        Support(need=need, user=user, organisation=organisation, at=need.made_at)
        for need, row in made
        for user, organisation in row.supports
    ]
    Support.objects.bulk_create(supports, batch_size=BATCH)
    said = [
        Evidence(
            need=need,
            kind=EvidenceKind.SURVEY,
            text_sv=row.title_sv,
            text_fi=row.title_fi,
            answers=row.answers,
            on=row.raised_on,
        )
        for need, row in made
    ]
    Evidence.objects.bulk_create(said, batch_size=BATCH)
    return needs


@transaction.atomic
def load_network_members(*, rows: Iterable[tuple[int, int, str, str]]) -> None:
    """Load contacts of networks: network, organisation, name and address of each."""
    names = ("network_id", "organisation_id", "contact_name", "contact_address")
    NetworkMember.objects.bulk_create(
        [NetworkMember(**dict(zip(names, row, strict=True))) for row in rows], batch_size=BATCH
    )


def name_theme(*, authority: Authority, theme_sv: str, theme_fi: str) -> None:
    """Say what an authority leads on in the whole country."""
    Authority.objects.filter(pk=authority.pk).update(theme_sv=theme_sv, theme_fi=theme_fi)


@transaction.atomic
def forget_old_mail(*, before: datetime) -> int:
    """Send nothing of what was owed before a moment: it belongs to the invented past."""
    owed = Owed.objects.filter(due_at__lt=before, mail=None, suppressed_reason="")
    return owed.update(suppressed_reason="past")


def _role(holder: SeatHolder) -> RoleGrant:
    body = holder.seat.body
    is_deputy = holder.kind == HolderKind.DEPUTY
    return RoleGrant(
        user=holder.user,
        role=Role.DEPUTY if is_deputy else ROLE_OF_BODY[BodyKind(body.kind)],
        body=body,
        holder=holder,
        starts_on=holder.starts_on,
        ends_on=holder.ends_on,
    )


def _meeting(row: NewMeeting) -> Meeting:
    starts_at = wall_to_utc(day=row.day, at=row.begins)
    called_at = starts_at - timedelta(days=21)
    return Meeting(
        body=row.body,
        title_sv=row.title_sv,
        title_fi=row.title_fi,
        day=row.day,
        begins=row.begins,
        ends=row.ends,
        starts_at=starts_at,
        ends_at=wall_to_utc(day=row.day, at=row.ends),
        place=row.place,
        state=MeetingState.CALLED,
        visibility=row.visibility,
        made_by=row.made_by,
        changed_by=row.made_by,
        made_at=called_at,
        changed_at=called_at,
        called_at=called_at,
    )


def _need(row: NewNeed) -> Need:
    at = wall_to_utc(day=row.raised_on, at=time(12))
    is_refused = row.state == NeedState.REFUSED
    return Need(
        group_id=row.group_id,
        title_sv=row.title_sv,
        title_fi=row.title_fi,
        where=row.where,
        raised_on=row.raised_on,
        state=row.state,
        visibility=row.visibility,
        raised_by=row.raised_by,
        refusal="Lastprov" if is_refused else "",
        settled_by=row.raised_by if is_refused else None,
        settled_at=at if is_refused else None,
        made_at=at,
        changed_at=at,
    )


def _seats_of(bodies: set[int]) -> Sittings:
    """Return each person's mandates in each of `bodies` (ids)."""
    held: Sittings = {}
    holders = SeatHolder.objects.filter(seat__body__in=bodies, is_void=False)
    for holder in holders.select_related("seat"):
        held.setdefault((holder.seat.body_id, holder.user_id), []).append(holder)
    return held


def _attendance(
    meeting: Meeting, user: User, seats: Sittings, place: int, now: datetime
) -> Attendance:
    """Most come, one in six cannot; of meetings to come, one in four has not answered."""
    answer = Answer.NO if place % 6 == 5 else Answer.YES
    if meeting.starts_at > now and place % 4 == 3:
        answer = Answer.NONE
    answered_at = None if answer is Answer.NONE else min(now, meeting.starts_at)
    held = seats.get((meeting.body_id, user.pk), ())
    then = (each for each in held if is_within(meeting.day, each.starts_on, each.ends_on))
    holder = next(then, None)
    return Attendance(
        meeting=meeting,
        user=user,
        seat=holder.seat if holder else None,
        answer=answer,
        answered_at=answered_at,
        answered_by=user if answered_at else None,
        called_at=meeting.called_at,
    )
