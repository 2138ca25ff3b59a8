"""Reads of events and of who takes part in them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
)
from django.db.models.functions import Now

from elo_platform.lib.conditions import Condition, Written, among
from groups.permissions import BodyPermission, GroupPermission, Role
from groups.querysets.permitted import bodies_with, groups_with, held_on, holds_today, is_open_to
from groups.querysets.reach import holds_some, is_reader

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


def _arranges(user: User | AnonymousUser, path: str = "") -> Q:
    """Return the condition that `user` arranges an event.

    Who manages its group or leads its body; the national ones belong to national coordinators.
    """
    managed = among(f"{path}group", groups_with(user, GroupPermission.MANAGE_GROUP))
    led = among(f"{path}body", bodies_with(user, BodyPermission.EDIT_MEETINGS))
    national = Q(**{f"{path}group": None}) & holds_some(user, [Role.NATIONAL])
    return Q(managed | led) | national


def _open_to(user: User | AnonymousUser, path: str = "") -> Q:
    """Return the condition that `user` may open an event: drafts by who arranges it alone."""
    own = among(f"{path}body", bodies_with(user, BodyPermission.VIEW_MEETINGS))
    shown = own | is_open_to(user, GroupPermission.VIEW_GROUP, path)
    return _arranges(user, path) | Q(Condition(f"{{{path}state}} <> 'draft'") & shown)


def _to_come(now: datetime) -> Q:
    return Q(state="open", ends_at__gt=now)


def _signed_up(state: str) -> Written:
    """Return how many stand in the list of an event: counted for the rows that are shown alone."""
    return Written(_SIGNED_UP, (state,), IntegerField())


_SIGNED_UP = """
    SELECT count(*) FROM groups_signup signup WHERE signup.event_id = {pk} AND signup.state = %s
"""


class EventQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the events that `user` may open, as far as they are open."""
        return self.filter(_open_to(user))

    def editable_by(self, user: User | AnonymousUser) -> Self:
        """Return the events that `user` arranges."""
        return self.filter(_arranges(user))

    def arranged_with(self, user: User | AnonymousUser) -> Self:
        """Return the events with `is_arranged`: whether `user` arranges each of them."""
        return self.annotate(is_arranged=ExpressionWrapper(_arranges(user), BooleanField()))

    def with_places(self) -> Self:
        """Return the events with `coming` and `waiting`: how many have signed up."""
        return self.annotate(coming=_signed_up("coming"), waiting=_signed_up("waiting"))

    def for_lines(self) -> Self:
        """Return the events with what a line of another event's page says of them."""
        codes = ("sv", "fi", "en")
        names = (f"{path}__name_{code}" for path in ("group", "body") for code in codes)
        texts = (f"{name}_{code}" for name in ("title", "notes", "take_home") for code in codes[:2])
        rows = self.select_related("group", "body")
        return rows.only("day", "starts_at", "state", "parent", *texts, *names)

    def to_come(self, now: datetime) -> Self:
        """Return the open events that are not over, the next first."""
        return self.filter(_to_come(now)).order_by("starts_at", "pk")

    def ahead(self, now: datetime) -> Self:
        """Return what is being prepared, the drafts, and then what is to come: one read of both."""
        return self.filter(Q(state="draft") | _to_come(now)).order_by("state", "starts_at", "pk")

    def past(self, now: datetime) -> Self:
        """Return what is over or cancelled, the newest first."""
        over = Q(state="open", ends_at__lte=now) | Q(state="cancelled")
        return self.filter(over).order_by("-starts_at", "-pk")

    def of_interest(self, user: User) -> Self:
        """Return the events that `user` has signed up to."""
        return self.filter(
            signups__user=user.pk, signups__state__in=["coming", "waiting"]
        ).distinct()


def with_organisers() -> Prefetch:
    """Return what reads the organisations that arrange an event along: one query."""
    rows = apps.get_model("groups", "EventOrganiser").objects
    named = rows.select_related("organisation").only("event", *_names("organisation"))
    return Prefetch("organisers", named.order_by("pk"))


def _names(path: str) -> tuple[str, str]:
    return f"{path}__name_sv", f"{path}__name_fi"


class EventSeriesQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the series of groups that `user` may know of, and the national ones."""
        inside = groups_with(user, GroupPermission.VIEW_GROUP)
        return self.filter(Q(group__in=inside) | Q(group=None))

    def with_number(self, user: User | AnonymousUser) -> Self:
        """Return the series with `number`: of how many events `user` may open."""
        return self.annotate(number=Count("events", filter=_open_to(user, "events__")))


class EventPartQuerySet(models.QuerySet):
    """Programme, organisers and material, as visible as the event."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the rows of events that `user` may open."""
        return self.filter(_open_to(user, "event__"))


class SignUpQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the own sign-up, all of events that `user` arranges, and whom they met there.

        Met are those who come to the same event and have agreed to be shown.
        """
        if not is_reader(user):
            return self.none()
        own = self.model.objects.filter(user=user.pk, state="coming").values("event")
        met = Q(event__in=own, state="coming", shows_name=True)
        return self.filter(_arranges(user, "event__") | Q(user=user.pk) | met)

    def holding(self) -> Self:
        """Return the sign-ups that have a place."""
        return self.filter(state="coming")

    def standing(self) -> Self:
        """Return the sign-ups that have a place or wait for one, in the order of arrival."""
        return self.filter(state__in=["coming", "waiting"]).order_by("number")

    def marked_national(self) -> Self:
        """Return the sign-ups with `is_national`: of the national group on the event's day."""
        held = apps.get_model("groups", "RoleGrant").objects.filter(
            held_on(OuterRef("event__day")), role=Role.NATIONAL, user=OuterRef("user")
        )
        return self.annotate(is_national=Exists(held))

    def of(self, user: User | AnonymousUser) -> Self:
        """Return the own sign-ups."""
        return self.filter(user=user.pk) if is_reader(user) else self.none()

    def for_act(self, pk: int) -> Self:
        """Return the sign-up that a link from a mail is about, with `now` by the database."""
        rows = self.filter(pk=pk).annotate(now=Now())
        return rows.select_related("event__group", "event__body", "user")

    def shown(self) -> Self:
        """Return those who come, or came, and have agreed to be shown to the others."""
        return self.filter(state="coming", shows_name=True).exclude(came=False)


class SuggestionQuerySet(EventPartQuerySet):
    """Suggested themes, for members who may open the event."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the suggestions of events that `user` may open, to who is signed in."""
        return super().visible_to(user) if is_reader(user) else self.none()

    def with_votes(self, user: User | AnonymousUser) -> Self:
        """Return the suggestions with `number` of votes, and `is_own`: whether `user` gave one."""
        votes = apps.get_model("groups", "ThemeVote").objects.filter(suggestion=OuterRef("pk"))
        return self.annotate(number=Count("votes"), is_own=Exists(votes.filter(user=user.pk)))


class SuggestionVoteQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the own votes; others show as numbers alone."""
        return self.filter(user=user.pk) if is_reader(user) else self.none()


class FeedbackQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the feedback on events that `user` arranges."""
        return self.filter(_arranges(user, "event__"))


def staff_participation(user: User | AnonymousUser, organisation_id: int) -> models.QuerySet:
    """Return how many came for an organisation by year and kind of event: numbers alone.

    For those who keep its own page; who they were is read by those who arrange the events.
    """
    rows = apps.get_model("groups", "SignUp").objects.filter(
        organisation=organisation_id, state="coming", event__state="open", event__ends_at__lte=Now()
    )
    if not is_reader(user):
        return rows.none().values("event__kind")
    named = rows.exclude(came=False).order_by("-event__day__year", "event__kind")
    return named.values("event__day__year", "event__kind").annotate(
        events=Count("event", distinct=True), people=Count("pk")
    )


def organisations_of(user: User | AnonymousUser) -> models.QuerySet:
    """Return the organisations that `user` works for today: by a role, or by a seat held."""
    rows = apps.get_model("groups", "Organisation").objects.all()
    if not is_reader(user):
        return rows.none()
    grants = apps.get_model("groups", "RoleGrant").objects.filter(
        holds_today(), user=user.pk, role__in=[Role.CONTACT, Role.STAFF]
    )
    seats = apps.get_model("groups", "SeatHolder").objects.current().filter(user=user.pk)
    own = Q(pk__in=grants.values("organisation")) | Q(pk__in=seats.values("seat__organisation"))
    return rows.filter(own, ended_on=None).only("name_sv", "name_fi").order_by("pk")
