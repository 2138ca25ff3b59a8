"""Reads of seats, of who holds them, and of invitations to them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Now, TruncDate

from groups.permissions import BodyPermission, GroupPermission
from groups.querysets.permitted import (
    bodies_with,
    groups_with,
    held_on,
    holds_today,
    is_reader,
    today_in_helsinki,
)

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

# So long after its end a seat is remembered as one to fill again.
REFILL_DAYS = 730


def _bodies(user: User | AnonymousUser) -> models.QuerySet:
    return apps.get_model("groups", "Body").objects.visible_to(user).values("pk")


def _named_categories(path: str, on: date | TruncDate) -> Prefetch:
    return Prefetch(path, apps.get_model("groups", "Category").objects.named(on))


class SeatQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> SeatQuerySet:
        """Return the seats in bodies that `user` may know of, of groups whose people they see."""
        return self.filter(
            body__group__in=groups_with(user, GroupPermission.VIEW_PEOPLE),
            body__in=_bodies(user),
        )

    def editable_by(self, user: User | AnonymousUser) -> SeatQuerySet:
        """Return the seats that `user` may fill and empty."""
        return self.filter(body__group__in=groups_with(user, GroupPermission.MANAGE_SEATS))

    def figures_on(self, day: date) -> dict[str, int]:
        """Return how many `seats` there are, with a member on `day`, and with one who is `weak`.

        Weak is who does not lead at home and sits in a leading group; one query.
        """
        holders = apps.get_model("groups", "SeatHolder").objects.filter(seat=OuterRef("pk"))
        members = holders.on(day).filter(kind="principal")
        return self.aggregate(
            seats=Count("pk"),
            filled=Count("pk", filter=Exists(members)),
            weak=Count("pk", filter=Exists(holders.weak_on(day))),
        )

    def with_category(self, on: date) -> SeatQuerySet:
        """Return the seats with their categories, named as they were `on`."""
        return self.prefetch_related(_named_categories("category", on))

    def with_people(self, on: date) -> SeatQuerySet:
        """Return the seats with all their holders, names of organisations, and categories `on`."""
        holders = apps.get_model("groups", "SeatHolder").objects.filter(is_void=False)
        return self.select_related("organisation").prefetch_related(
            "organisation__names",
            _named_categories("category", on),
            Prefetch("holders", holders.select_related("user").order_by("starts_on", "pk")),
        )

    def open_today(self) -> SeatQuerySet:
        """Return the seats that exist today by the database's clock."""
        return self.filter(holds_today("opened_on", "closed_on"))

    def held(self) -> SeatQuerySet:
        """Return the seats that make their organisation a part: not those only asked for."""
        asked = apps.get_model("groups", "Invitation").objects.filter(seat=OuterRef("pk"))
        asked = asked.exclude(state="suggested")
        holders = apps.get_model("groups", "SeatHolder").objects.filter(is_void=False)
        return self.filter(~Exists(asked) | Exists(holders.filter(seat=OuterRef("pk"))))

    def to_refill(self, on: date) -> SeatQuerySet:
        """Return the seats whose organisation, authority or kind has ended by a day.

        Those that are still open, and those that closed within two years where no open seat
        of the body represents the same kind and the organisation got none there instead.
        """
        absent = apps.get_model("groups", "Category").objects.absent_on(on)
        same = self.model.objects.open_on(on).filter(
            Q(category=OuterRef("category"))
            | Q(organisation=OuterRef("organisation"), opened_on__gt=OuterRef("closed_on")),
            body=OuterRef("body"),
        )
        since = on - timedelta(days=REFILL_DAYS)
        return self.filter(
            Q(organisation__ended_on__lt=on)
            | Q(organisation__authority__valid_to__lt=on)
            | Q(category__in=absent.values("pk")),
            held_on(on, "opened_on", "closed_on")
            | Q(closed_on__lt=on, closed_on__gte=since) & ~Exists(same),
        ).select_related("organisation__authority", "body")

    def open_on(self, day: date) -> SeatQuerySet:
        """Return the seats that exist on `day`; both end days are included."""
        return self.filter(held_on(day, "opened_on", "closed_on"))


class SeatHolderQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> SeatHolderQuerySet:
        """Return who sits in bodies that `user` may know of, and the own mandates."""
        if not is_reader(user):
            return self.none()
        seen = groups_with(user, GroupPermission.VIEW_PEOPLE)
        known = Q(seat__body__group__in=seen, seat__body__in=_bodies(user))
        return self.filter(known | Q(user=user))

    def own(self, user: User | AnonymousUser) -> SeatHolderQuerySet:
        """Return the mandates of `user`."""
        return self.filter(user=user) if is_reader(user) else self.none()

    def editable_by(self, user: User | AnonymousUser) -> SeatHolderQuerySet:
        """Return the mandates that `user` may end."""
        return self.filter(seat__body__group__in=groups_with(user, GroupPermission.MANAGE_SEATS))

    def with_seat(self, on: date | TruncDate) -> SeatHolderQuerySet:
        """Return the mandates with person and seat, its category named as it was `on`."""
        return self.select_related(
            "user", "seat__body__group", "seat__organisation"
        ).prefetch_related(_named_categories("seat__category", on))

    def not_over(self) -> SeatHolderQuerySet:
        """Return the mandates that hold today or begin later, by the database's clock."""
        today = today_in_helsinki()
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=today), is_void=False)

    def current(self) -> SeatHolderQuerySet:
        """Return the mandates that hold today by the database's clock."""
        return self.filter(holds_today(), is_void=False)

    def on(self, day: date) -> SeatHolderQuerySet:
        """Return the mandates that held on `day`; both end days are included."""
        return self.filter(held_on(day), is_void=False)

    def weak_on(self, day: date) -> SeatHolderQuerySet:
        """Return who sits in a leading group on `day` and does not lead at home, as was stated."""
        held = self.on(day).filter(kind="principal", seat__body__kind="leading")
        return held.exclude(position__in=["", "leading"])

    def to_call(self, *, today: date, until: date) -> SeatHolderQuerySet:
        """Return whom a meeting on `until` calls: the members, and the deputies of seats without.

        Only mandates that hold `today` and on the meeting's day, of active people.
        """
        holds = self.on(today).filter(Q(ends_on=None) | Q(ends_on__gte=until), user__is_active=True)
        members = (
            apps.get_model("groups", "SeatHolder")
            .objects.on(today)
            .filter(
                Q(ends_on=None) | Q(ends_on__gte=until),
                seat=OuterRef("seat"),
                kind="principal",
                user__is_active=True,
            )
        )
        return holds.filter(Q(kind="principal") | ~Exists(members))


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> InvitationQuerySet:
        """Return the invitations of groups whose seats `user` manages."""
        return self.filter(seat__body__group__in=groups_with(user, GroupPermission.MANAGE_SEATS))

    def editable_by(self, user: User | AnonymousUser) -> InvitationQuerySet:
        """Return the invitations that `user` may withdraw or remind of."""
        return self.visible_to(user)

    def with_seat(self, on: date | TruncDate) -> InvitationQuerySet:
        """Return the invitations with who sent them and the seat, its category named `on`."""
        return self.select_related(
            "invited_by", "holder__user", "seat__body__group", "seat__organisation"
        ).prefetch_related(_named_categories("seat__category", on))

    def for_act(self, address: str) -> InvitationQuerySet:
        """Return what was sent to `address`: what a signed link from its mail may open."""
        return self.filter(address=address.strip().lower())

    def waiting(self, now: datetime | Now) -> InvitationQuerySet:
        """Return those that can still be answered at `now`, which may be the database's clock."""
        return self.filter(state="pending", expires_at__gt=now)

    def unsettled(self, now: datetime) -> InvitationQuerySet:
        """Return those that wait, and those whose invitee named somebody not yet asked."""
        named = Q(state="declined") & ~Q(suggested_address="")
        return self.filter(Q(state="pending", expires_at__gt=now) | named)

    def run_out(self, now: datetime) -> InvitationQuerySet:
        """Return those that nobody answered in time."""
        return self.filter(state="pending", expires_at__lte=now)


class BodyMessageQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> BodyMessageQuerySet:
        """Return the messages to bodies that `user` belongs to or coordinates."""
        return self.filter(body__in=bodies_with(user, BodyPermission.VIEW_MEETINGS))
