"""Reads of outcomes, and of what organisations did with them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import (
    Count,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    Value,
)

from elo_platform.lib.conditions import Condition, Written, among
from groups.permissions import BodyPermission, GroupPermission, Role
from groups.querysets.permitted import (
    bodies_with,
    groups_with,
    holds_today,
    is_open_in_body,
    today_in_helsinki,
)
from groups.querysets.reach import TODAY, is_reader

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

# Who answers for an organisation may correct the answer so long after it was wanted.
DAYS_AFTER = 30
_GIVEN = ~Q(answer="none")
_ASKED = "SELECT count(*) FROM groups_echo echo WHERE echo.outcome_id = {{pk}} {more}"
_DONE = ["adopted", "adapted", "tried"]


# The organisations that have a seat in a body today, and what of their answers returns to it.
_SITTING = f"""
    SELECT seat.organisation_id FROM groups_seat seat
    WHERE seat.body_id = %s AND seat.opened_on <= {TODAY}
      AND (seat.closed_on IS NULL OR seat.closed_on >= {TODAY})
"""  # noqa: S608 - a constant
_RETURNED = f"""EXISTS (
    SELECT FROM groups_echo echo
    WHERE echo.outcome_id = {{pk}} AND echo.organisation_id IN ({_SITTING}))
"""
_RESULTS = f"""{{outcome__body}} = %s
    OR {{outcome__body__group}} = %s AND {{organisation}} IN ({_SITTING})
"""


def _is_open_to(user: User | AnonymousUser, outcome: str = "") -> Condition:
    """Return the condition that `user` may read an outcome."""
    return is_open_in_body(user, GroupPermission.VIEW_GROUP, outcome, group="body__group")


class OutcomeQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> OutcomeQuerySet:
        """Return the outcomes that `user` may read, as far as they are open."""
        return self.filter(_is_open_to(user))

    def editable_by(self, user: User | AnonymousUser) -> OutcomeQuerySet:
        """Return the outcomes of bodies in which `user` records them."""
        return self.filter(body__in=bodies_with(user, BodyPermission.RECORD_OUTCOMES))

    def latest_first(self) -> OutcomeQuerySet:
        """Return the outcomes as a list shows them: the latest meeting first."""
        return self.order_by("-decided_on", "-pk")

    def with_progress(self) -> OutcomeQuerySet:
        """Return the outcomes with `asked` and `answered`: how many organisations each."""
        given = _ASKED.format(more="AND echo.answer <> 'none'")
        return self.annotate(
            asked=Written(_ASKED.format(more=""), (), IntegerField()),
            answered=Written(given, (), IntegerField()),
        )

    def returned_to(self, body: models.Model) -> OutcomeQuerySet:
        """Return the outcomes of the group's other bodies that organisations of `body` answer."""
        asked = Condition(_RETURNED, (body.pk,))
        return self.filter(asked, body__group=body.group_id).exclude(body=body.pk)

    def looked_back_at(self, *, since: date, open_since: date) -> OutcomeQuerySet:
        """Return what was decided from `since` on, and earlier where somebody is silent still."""
        silent = apps.get_model("groups", "Echo").objects.unanswered()
        is_open = Q(Exists(silent.filter(outcome=OuterRef("pk"))), decided_on__gte=open_since)
        return self.filter(Q(decided_on__gte=since) | is_open)

    def late(self, *, today: date, since: date) -> OutcomeQuerySet:
        """Return the outcomes whose answers were wanted between `since` and yesterday."""
        silent = apps.get_model("groups", "Echo").objects.unanswered()
        return self.filter(
            Exists(silent.filter(outcome=OuterRef("pk"))),
            answer_by__lt=today,
            answer_by__gte=since,
        )


def _answers_for(user: User | AnonymousUser) -> Q:
    """Return the condition that `user` answers for the organisation: `own_organisations`."""
    if not is_reader(user):
        return Q(pk__in=[])
    seats = apps.get_model("groups", "Seat").objects.filter(
        holds_today("opened_on", "closed_on"),
        organisation=OuterRef("organisation"),
        body__group=OuterRef("outcome__body__group"),
    )
    contact = apps.get_model("groups", "RoleGrant").objects.filter(
        holds_today(), role=Role.CONTACT, user=user.pk, organisation=OuterRef("organisation")
    )
    holder = apps.get_model("groups", "SeatHolder").objects.current()
    held = holder.filter(user=user.pk, seat=OuterRef("pk"))
    return Q(Exists(seats), Exists(contact)) | Q(Exists(seats.filter(Exists(held))))


class EchoQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> EchoQuerySet:
        """Return the answers that show with their outcome: to people of the group alone."""
        people = groups_with(user, GroupPermission.VIEW_PEOPLE)
        inside = among("outcome__body__group", people)
        return self.filter(_is_open_to(user, "outcome__") & inside)

    def for_act(self, pk: int) -> EchoQuerySet:
        """Return the row that a signed one-act link names; the link says who may answer."""
        return self.filter(pk=pk).with_outcome()

    def progress(self) -> dict[str, int]:
        """Return how many organisations were `asked`, and how many have `answered`."""
        return self.aggregate(asked=Count("pk"), answered=Count("pk", filter=_GIVEN))

    def progress_by_outcome(self) -> models.QuerySet:
        """Return of each outcome how many were `asked`, `answered`, and have `done` something."""
        rows = self.order_by().values("outcome")
        done = Count("pk", filter=Q(answer__in=_DONE))
        return rows.annotate(asked=Count("pk"), answered=Count("pk", filter=_GIVEN), done=done)

    def editable_by(self, user: User | AnonymousUser) -> EchoQuerySet:
        """Return the rows that `user` may answer: the own, and those of led bodies."""
        leads = bodies_with(user, BodyPermission.ANSWER_FOR_OTHERS)
        return self.filter(_answers_for(user) | Q(outcome__body__in=leads)).with_outcome()

    def own(self, user: User | AnonymousUser) -> EchoQuerySet:
        """Return the rows of the organisations that `user` answers for today."""
        return self.filter(_answers_for(user))

    def results_for(self, body_id: int, group_id: int) -> EchoQuerySet:
        """Return the answers that return to a body: of its outcomes, and of its organisations.

        Those of its organisations are to outcomes of other bodies of its group.
        """
        return self.filter(_GIVEN, Condition(_RESULTS, (body_id, group_id, body_id)))

    def with_outcome(self) -> EchoQuerySet:
        """Return the rows with all that a page about one of them reads."""
        return self.select_related("outcome__body__group", "organisation", "answered_by")

    def unanswered(self) -> EchoQuerySet:
        """Return the matters that wait for an answer: not of outcomes that were corrected."""
        return self.filter(answer="none", outcome__correction=None)

    def still_open(self) -> EchoQuerySet:
        """Return the matters that who answers for the organisation may still answer today."""
        last_day = ExpressionWrapper(
            F("outcome__answer_by") + Value(timedelta(days=DAYS_AFTER)), DateTimeField()
        )
        return self.annotate(last_day=last_day).filter(last_day__gte=today_in_helsinki())

    def due_until(self, day: date) -> EchoQuerySet:
        """Return the unanswered matters whose answer is wanted by `day` or before."""
        return self.unanswered().filter(outcome__answer_by__lte=day)
