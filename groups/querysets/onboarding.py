"""Who is new in a group, and what of the first steps the platform knows to be done."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef

from elo_platform.accounts.models import FeedToken
from groups.permissions import Role
from groups.querysets.permitted import holds_today

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

# So long after the first day of the first mandate somebody is new.
NEW_DAYS = 60
# What a person marks by hand: read, or the card put away.
MARKS = frozenset(
    {
        "member-welcome",
        "member-away",
        "coordinator-welcome",
        "coordinator-matters",
        "coordinator-targets",
        "coordinator-away",
    }
)


def new_member(user: User, today: date) -> dict[str, Any] | None:
    """Return the first mandate of `user` with what is done, while it is new; else None."""
    holders = apps.get_model("groups", "SeatHolder").objects.own(user)
    attendances = apps.get_model("groups", "Attendance").objects.filter(user=user)
    models = apps.get_model("groups", "OperatingModel").objects
    group = OuterRef("seat__body__group")
    since = today - timedelta(days=NEW_DAYS)
    rows = holders.current().filter(
        ~Exists(holders.filter(is_void=False, starts_on__lt=since)), starts_on__gte=since
    )
    return (
        rows.annotate(
            has_feed=Exists(FeedToken.objects.filter(user=user, ended_at=None)),
            was_called=Exists(attendances.filter(meeting__state="called")),
            has_answered=Exists(attendances.exclude(answer="none")),
            has_model=Exists(models.published().filter(group=group)),
            waits_for_model=Exists(models.awaiting(user).filter(group=group)),
            marks=_marks(user),
        )
        .order_by("starts_on", "pk")
        .values(
            "starts_on",
            "seat__body__group",
            "has_feed",
            "was_called",
            "has_answered",
            "has_model",
            "waits_for_model",
            "marks",
        )
        .first()
    )


def new_coordinator(user: User, today: date) -> dict[str, Any] | None:
    """Return the first task as coordinator of `user` with what is done, while new; else None."""
    own = apps.get_model("groups", "RoleGrant").objects.own(user).filter(role=Role.COORDINATOR)
    since = today - timedelta(days=NEW_DAYS)
    rows = own.current().filter(~Exists(own.filter(starts_on__lt=since)), starts_on__gte=since)
    meetings = apps.get_model("groups", "Meeting").objects.filter(
        made_by=user, called_at__isnull=False, body__group=OuterRef("group")
    )
    answers = apps.get_model("groups", "Responsibility").objects.filter(
        holds_today(), user=user, deputy__isnull=False, group=OuterRef("group")
    )
    factors = apps.get_model("mfa", "Authenticator").objects.filter(
        user=user, type__in=("totp", "webauthn")
    )
    return (
        rows.annotate(
            has_factor=Exists(factors),
            has_feed=Exists(FeedToken.objects.filter(user=user, ended_at=None)),
            has_called=Exists(meetings),
            has_deputy=Exists(answers),
            marks=_marks(user),
        )
        .order_by("starts_on", "pk")
        .values("starts_on", "group", "has_factor", "has_feed", "has_called", "has_deputy", "marks")
        .first()
    )


def _marks(user: User) -> ArraySubquery:
    """Return the expression for what `user` has marked."""
    marks = apps.get_model("groups", "OnboardingMark").objects.visible_to(user)
    return ArraySubquery(marks.values("key"))
