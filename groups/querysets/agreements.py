"""Reads of partnership agreements, their parties and what the parties promise."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import BigIntegerField, Exists, F, IntegerField, OuterRef, Q
from django.db.models.expressions import RawSQL

from elo_platform.lib.conditions import Condition, Written, among
from groups.permissions import GroupPermission, Role
from groups.querysets.answerers import is_answered_by
from groups.querysets.permitted import groups_with, holds_today, today_in_helsinki
from groups.querysets.reach import grants_reached, is_reader

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

_COUNT = "SELECT count(*) FROM groups_party party WHERE party.agreement_id = {{pk}} {more}"
_PARTNERS = """
    SELECT party.agreement_id FROM groups_party party
      JOIN groups_rolegrant held ON held.organisation_id = party.organisation_id
    WHERE held.id {among}
"""
_SIGNED = ["signed", "on_behalf"]
# A party can sign as long as the agreement is being signed or holds.
_OPEN = ["signing", "in_force"]


def _is_open_to(user: User | AnonymousUser, agreement: str = "") -> Condition:
    """Return the condition that `user` may read an agreement.

    Drafts open to who manages the group. What has been sent opens to the people of the group,
    and to the contact persons of the parties, who need not sit in it.
    """
    manages = among(f"{agreement}group", groups_with(user, GroupPermission.MANAGE_GROUP))
    inside = among(f"{agreement}group", groups_with(user, GroupPermission.VIEW_PEOPLE))
    partner = among("agreement" if agreement else "pk", _as_contact(user))
    return manages | Condition(f"{{{agreement}state}} <> 'draft'") & (inside | partner)


def _as_contact(user: User | AnonymousUser) -> RawSQL | list[int]:
    """Return the ids of the agreements of organisations whose contact person `user` is."""
    grants = grants_reached(user, [Role.CONTACT])
    if isinstance(grants, RawSQL):
        sql, values = _PARTNERS.format(among=f"IN ({grants.sql})"), tuple(grants.params)
    elif grants:
        sql, values = _PARTNERS.format(among="= ANY(%s::bigint[])"), (grants,)
    else:
        return []
    return RawSQL(sql, values, BigIntegerField())  # noqa: S611 - values are bound


def candidates_for(
    agreement: models.Model,
    user: User | AnonymousUser,
    *,
    name: str = "",
    also: Iterable[int] = (),
) -> models.QuerySet:
    """Return the organisations that can be chosen as parties of an agreement.

    Those that sit in the group or lie in its territory, those that are parties, those called
    `name` in part, and `also`, by id; living ones, but for what has been chosen.
    """
    rows = apps.get_model("groups", "Organisation").objects.visible_to(user)
    members = rows.members_of(group_id=agreement.group_id)
    land = apps.get_model("groups", "GroupRegion").objects.filter(
        holds_today(), group=agreement.group_id
    )
    called = Q(name_sv__icontains=name) | Q(name_fi__icontains=name) if name else Q(pk__in=[])
    near = Q(pk__in=members.values("pk")) | Q(region__in=land.values("region")) | called
    chosen = Q(agreement_parts__agreement=agreement.pk) | Q(pk__in=list(also))
    return rows.filter(near & Q(ended_on=None) | chosen).distinct()


class AgreementQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> AgreementQuerySet:
        """Return the agreements that `user` may read; drafts, for who manages the group."""
        return self.filter(_is_open_to(user))

    def editable_by(self, user: User | AnonymousUser) -> AgreementQuerySet:
        """Return the agreements of groups that `user` manages."""
        return self.filter(group__in=groups_with(user, GroupPermission.MANAGE_GROUP))

    def with_progress(self) -> AgreementQuerySet:
        """Return the agreements with `asked`, `signed` and `declined`: how many parties each."""
        signed = _COUNT.format(more="AND party.state IN ('signed', 'on_behalf')")
        declined = _COUNT.format(more="AND party.state = 'declined'")
        return self.annotate(
            asked=Written(_COUNT.format(more=""), (), IntegerField()),
            signed=Written(signed, (), IntegerField()),
            declined=Written(declined, (), IntegerField()),
        )

    def with_renewal(self) -> AgreementQuerySet:
        """Return the agreements with what they renew, and with what renews them."""
        return self.select_related("group", "renews", "renewal")

    def latest_first(self) -> AgreementQuerySet:
        """Return the agreements as a list shows them: the latest period first."""
        return self.order_by("-starts_on", "-pk")

    def in_force(self, day: date) -> AgreementQuerySet:
        """Return the agreements that hold on `day`."""
        return self.filter(
            Q(ends_on=None) | Q(ends_on__gte=day), state="in_force", starts_on__lte=day
        )

    def unrenewed(self) -> AgreementQuerySet:
        """Return what holds and ends one day, with no renewal signed or being signed."""
        later = self.model._default_manager.filter(renews=OuterRef("pk"), state__in=_OPEN)
        return self.filter(~Exists(later), state="in_force").exclude(ends_on=None)


class AgreementPartQuerySet(models.QuerySet):
    """Parts of an agreement, as visible as the agreement."""

    def visible_to(self, user: User | AnonymousUser) -> AgreementPartQuerySet:
        """Return the parts of the agreements that `user` may read."""
        return self.filter(_is_open_to(user, "agreement__"))

    def editable_by(self, user: User | AnonymousUser) -> AgreementPartQuerySet:
        """Return the parts of the agreements of groups that `user` manages."""
        return self.filter(
            agreement__group__in=groups_with(user, GroupPermission.MANAGE_GROUP)
        ).select_related("agreement__group")


class PartyQuerySet(AgreementPartQuerySet):
    def own(self, user: User | AnonymousUser) -> PartyQuerySet:
        """Return the parts of the organisations that `user` answers for in the group today."""
        if not is_reader(user):
            return self.none()
        return self.filter(
            is_answered_by(user, organisation="organisation", group="agreement__group")
        )

    def for_act(self, pk: int) -> PartyQuerySet:
        """Return the row that a signed one-act link names; the link says who may answer."""
        return self.filter(pk=pk).with_agreement()

    def with_agreement(self) -> PartyQuerySet:
        """Return the rows with all that a page about one of them reads."""
        return self.select_related("agreement__group", "organisation", "answered_by")

    def signed(self) -> PartyQuerySet:
        """Return the parties that are bound: signed, or entered on their behalf."""
        return self.filter(state__in=_SIGNED)

    def waiting(self) -> PartyQuerySet:
        """Return the parties that have been asked and have not answered, late or not."""
        return self.filter(state="asked", agreement__state__in=_OPEN)

    def in_time(self) -> PartyQuerySet:
        """Return the parties whose day to sign by has not passed."""
        return self.filter(agreement__answer_by__gte=today_in_helsinki())


class CommitmentQuerySet(AgreementPartQuerySet):
    def of_organisations(self, ids: Iterable[int], *, on: date) -> CommitmentQuerySet:
        """Return what organisations have promised in agreements that hold `on` that day.

        A row for each promise and organisation, which `organisation_id` names; with the
        agreement and its group. Only of parties that have signed.
        """
        held = apps.get_model("groups", "Agreement").objects.in_force(on)
        rows = self.filter(
            agreement__in=held,
            agreement__parties__organisation__in=list(ids),
            agreement__parties__state__in=_SIGNED,
        )
        rows = rows.annotate(organisation_id=F("agreement__parties__organisation"))
        return rows.select_related("agreement__group").order_by(
            "organisation_id", "-agreement__starts_on", "number"
        )
