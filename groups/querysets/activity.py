"""Reads of what was done in a group, and of what its organisations took part in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet

from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.models import AuditEvent
from elo_platform.lib.dates import start_of_day
from groups.permissions import GroupPermission, Role
from groups.querysets.permitted import rights_in

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

TOPICS: dict[str, tuple[AuditKind, ...]] = {
    "people": (AuditKind.SEAT_OPENED, AuditKind.SEAT_FILLED, AuditKind.SEAT_LEFT),
    "meetings": (AuditKind.MEETING_CALLED, AuditKind.MEETING_CANCELLED, AuditKind.MESSAGE_SENT),
    "events": (AuditKind.EVENT_OPENED, AuditKind.EVENT_CANCELLED),
    "outcomes": (
        AuditKind.OUTCOME_RECORDED,
        AuditKind.STATEMENT_MADE,
        AuditKind.GUIDELINE_PUBLISHED,
    ),
    "plans": (AuditKind.PLAN_APPROVED,),
    "agreements": (AuditKind.AGREEMENT_SENT, AuditKind.AGREEMENT_CONCLUDED),
    "surveys": (AuditKind.SURVEY_OPENED, AuditKind.SURVEY_CLOSED),
    "mandate": (
        AuditKind.BASIS_CHANGED,
        AuditKind.MEANS_CHANGED,
        AuditKind.PULSE_ASKED,
        AuditKind.SKILLS_ASKED,
        AuditKind.WISH_SENT,
        AuditKind.WISH_ANSWERED,
    ),
    "group": (
        AuditKind.GROUP_CHANGED,
        AuditKind.COORDINATION_CHANGED,
        AuditKind.BODY_CLOSED,
    ),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to show of what was done; None is all."""

    topic: str | None = None
    who: str | None = None
    year: int | None = None


def activity_in(group_id: int, wanted: Wanted) -> QuerySet[AuditEvent]:
    """Return what was done in a group and its people may read, newest first."""
    rows = AuditEvent.objects.activity([group_id])
    if wanted.topic:
        rows = rows.filter(kind__in=TOPICS[wanted.topic])
    if wanted.year:
        first = start_of_day(date(wanted.year, 1, 1))
        rows = rows.filter(at__gte=first, at__lt=start_of_day(date(wanted.year + 1, 1, 1)))
    if wanted.who == "service":
        rows = rows.filter(actor_id=None)
    elif wanted.who:
        grants = apps.get_model("groups", "RoleGrant").objects.filter(
            role=Role.COORDINATOR, group=group_id
        )
        coordinates = Q(actor_id__in=grants.values("user"))
        others = ~coordinates & Q(actor_id__isnull=False)
        rows = rows.filter(coordinates if wanted.who == "coordinators" else others)
    return rows


def before(rows: QuerySet[AuditEvent], at: datetime, pk: int) -> QuerySet[AuditEvent]:
    """Return what comes after a row in the list: what was done before it."""
    return rows.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk))


@dataclass(slots=True)
class Share:
    """What one organisation took part in: meetings, answers to outcomes, actions it carries."""

    name_sv: str
    name_fi: str
    called: int = 0
    came: int = 0
    asked: int = 0
    answered: int = 0
    actions: int = 0


def shares_of(
    user: User | AnonymousUser, group_id: int, year: int, actions: dict[int, int]
) -> list[Share]:
    """Return what each organisation with a seat took part in that year, for the group's people.

    `actions` is how many each carries. Four queries.
    """
    if GroupPermission.VIEW_PEOPLE not in rights_in(user, group_id):
        return []
    organisations = apps.get_model("groups", "Organisation").objects
    seats = apps.get_model("groups", "Seat").objects.open_today().filter(body__group=group_id)
    rows = organisations.filter(pk__in=seats.values("organisation"))
    shares = {pk: Share(sv, fi) for pk, sv, fi in rows.values_list("pk", "name_sv", "name_fi")}
    for pk, called, came in _attendance(group_id, year):
        if pk in shares:
            shares[pk].called, shares[pk].came = called, came
    for pk, asked, answered in _answers(group_id, year):
        if pk in shares:
            shares[pk].asked, shares[pk].answered = asked, answered
    for pk, number in actions.items():
        if pk in shares:
            shares[pk].actions = number
    return list(shares.values())


def _attendance(group_id: int, year: int) -> QuerySet:
    rows = apps.get_model("groups", "Attendance").objects.filter(
        meeting__body__group=group_id,
        meeting__day__year=year,
        meeting__state="called",
        seat__isnull=False,
    )
    came = Count("pk", filter=Q(answer__in=("yes", "deputy")))
    grouped = rows.order_by().values("seat__organisation")
    return grouped.annotate(called=Count("pk"), came=came).values_list(
        "seat__organisation", "called", "came"
    )


def _answers(group_id: int, year: int) -> QuerySet:
    rows = apps.get_model("groups", "Echo").objects.filter(
        outcome__body__group=group_id, outcome__year=year
    )
    answered = Count("pk", filter=~Q(answer="none"))
    grouped = rows.order_by().values("organisation")
    return grouped.annotate(asked=Count("pk"), answered=answered).values_list(
        "organisation", "asked", "answered"
    )
