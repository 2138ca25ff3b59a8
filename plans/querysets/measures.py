"""Reads of the actions of plans, their steps, their reports and who answers for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import BigIntegerField, DateField, Exists, OuterRef

from elo_platform.lib.conditions import Condition, Written
from groups.kinds import NodeKind, Relation
from groups.permissions import GroupPermission
from groups.querysets.permitted import groups_with
from groups.querysets.readers import is_of_group
from plans.querysets.plans import reads_drafts, reads_parts
from plans.states import OPEN_STATUSES

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

_TAKEN = """(SELECT taken.{column} FROM plans_offer taken
    WHERE taken.measure_id = {{pk}} AND taken.state = 'accepted' LIMIT 1)"""
_CARRIER, _AGREED = (_TAKEN.format(column=name) for name in ("organisation_id", "agreed_due_on"))
_ASKED = """EXISTS (SELECT FROM plans_offer asked
    WHERE asked.measure_id = {pk} AND asked.state IN ('offered', 'negotiating'))"""


def organisations_of_group(group_id: int) -> models.QuerySet:
    """Return the living organisations that have a seat in a group today, by name."""
    seats = apps.get_model("groups", "Seat").objects.open_today().held()
    here = seats.filter(organisation=OuterRef("pk"), body__group=group_id)
    organisations = apps.get_model("groups", "Organisation").objects
    return organisations.filter(Exists(here), ended_on=None).order_by("name_sv", "name_fi")


def statuses_of(ids: Iterable[int]) -> dict[int, str]:
    """Return how actions stand today, for who reads an approved version of their plan."""
    rows = apps.get_model("plans", "Measure").objects.filter(pk__in=list(ids))
    return dict(rows.values_list("pk", "status"))


class MeasureQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> MeasureQuerySet:
        """Return the actions of plans that `user` reads as they stand."""
        return self.filter(reads_parts(user))

    def editable_by(self, user: User | AnonymousUser) -> MeasureQuerySet:
        """Return the actions of plans that `user` may write."""
        return self.filter(plan__group__in=groups_with(user, GroupPermission.EDIT_PLANS))

    def with_deadline(self) -> MeasureQuerySet:
        """Return the actions with who carries them and by when.

        `carrier_id` and `agreed_on` are the organisation that accepted and its date, None where
        nobody has; `deadline` is the agreed date, else the plan's.
        """
        return self.annotate(
            carrier_id=Written(_CARRIER, (), BigIntegerField()),
            agreed_on=Written(_AGREED, (), DateField()),
            deadline=Written(f"coalesce({_AGREED}, {{due_on}})", (), DateField()),
        )

    def for_act(self, pk: int) -> MeasureQuerySet:
        """Return the action that a signed one-act link names; the link says who may report."""
        rows = self.filter(pk=pk).with_deadline()
        return rows.select_related("plan__group", "goal", "responsible")

    def with_asking(self) -> MeasureQuerySet:
        """Return the actions with `is_offered`: whether somebody is being asked to take it on."""
        return self.annotate(is_offered=Condition(_ASKED))

    def still_open(self) -> MeasureQuerySet:
        """Return the actions that are neither done nor stopped."""
        return self.filter(status__in=OPEN_STATUSES)

    def without_evidence(self) -> MeasureQuerySet:
        """Return the actions that answer no need."""
        links = apps.get_model("groups", "Link").objects.filter(
            to_kind=NodeKind.MEASURE,
            to_id=OuterRef("pk"),
            relation=Relation.ANSWERED_BY,
            retired_at=None,
        )
        return self.filter(~Exists(links))


class MeasurePartQuerySet(models.QuerySet):
    """What belongs to an action is as visible as the action."""

    def visible_to(self, user: User | AnonymousUser) -> MeasurePartQuerySet:
        """Return the rows of actions that `user` may open."""
        return self.filter(reads_parts(user, "measure__plan__"))


class PromoterQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> PromoterQuerySet:
        """Return who promotes the actions that `user` may open, for who sees the group's people."""
        people = groups_with(user, GroupPermission.VIEW_PEOPLE)
        return self.filter(reads_parts(user, "measure__plan__"), measure__plan__group__in=people)

    def with_presence(self) -> PromoterQuerySet:
        """Return them with `is_there`: whether the person still belongs to the plan's group."""
        return self.annotate(is_there=is_of_group(user="user", group="measure__plan__group"))

    def waiting(self) -> PromoterQuerySet:
        """Return those of actions of approved plans that are neither done nor stopped."""
        rows = self.filter(measure__plan__state="approved", measure__status__in=OPEN_STATUSES)
        return rows.select_related("measure__plan__group")


class ProgressQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> ProgressQuerySet:
        """Return the reports for those who read plans of the group; the world sees a status."""
        plan = "measure__plan__"
        readers = groups_with(user, GroupPermission.VIEW_PLANS)
        return self.filter(reads_parts(user, plan), measure__plan__group__in=readers)

    def latest_first(self) -> ProgressQuerySet:
        """Return the reports, the latest first."""
        return self.order_by("-at", "-pk")


class OfferQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> OfferQuerySet:
        """Return the offers in groups where `user` takes part in plans."""
        return self.filter(reads_drafts(user, "measure__plan__"))

    def editable_by(self, user: User | AnonymousUser) -> OfferQuerySet:
        """Return the offers that `user` may make, settle and withdraw."""
        return self.filter(measure__plan__group__in=groups_with(user, GroupPermission.EDIT_PLANS))

    def for_act(self, pk: int) -> OfferQuerySet:
        """Return the offer that a signed one-act link names; the link says who may answer."""
        return self.filter(pk=pk).with_terms()

    def with_terms(self) -> OfferQuerySet:
        """Return the offers with all that their pages and mails say."""
        rows = self.select_related(
            "measure__plan__group", "measure__goal", "organisation", "offered_by", "answered_by"
        )
        return rows.prefetch_related("measure__partners")

    def unanswered(self) -> OfferQuerySet:
        """Return the offers that wait for the organisation."""
        return self.filter(state="offered")
