"""Reads of needs and of what speaks for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db import models
from django.db.models import (
    BigIntegerField,
    DateField,
    Exists,
    F,
    FloatField,
    IntegerField,
    Min,
    OuterRef,
    Q,
    Subquery,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from elo_platform.audit.kinds import AuditKind
from elo_platform.lib.conditions import Condition, Written, among
from groups.kinds import NodeKind, Relation
from groups.permissions import GroupPermission, Role, Visibility
from groups.querysets.answerers import own_organisations
from groups.querysets.permitted import groups_with, holds_today, is_open_in_body
from groups.querysets.reach import TODAY, is_reader

if TYPE_CHECKING:
    from elo_platform.accounts.models import User
    from groups.models import Need
    from groups.querysets.chain import Ref


def need_open_to(user: User | AnonymousUser, need: str = "") -> Condition:
    """Return the condition that `user` may open a need; `need` is the path to it."""
    seen = is_open_in_body(user, GroupPermission.VIEW_NEEDS, need, group="group")
    if not is_reader(user):
        return seen
    own = Condition(f"{{{need}raised_by}} = %s", (user.pk,))
    return seen | own & among(f"{need}group", groups_with(user, GroupPermission.VIEW_GROUP))


# What ends the wait for an answer beside the answer itself.
FINAL = (Relation.ANSWERED_BY, Relation.DECIDED_IN)
# Before so many votes a mean would say how one person voted.
VOTES_SHOWN = 3
STEM = 6
# What lists of needs show and order by, as text: a dozen subqueries stand in each statement.
SUPPORTERS = "(SELECT count(*) FROM groups_support support WHERE support.need_id = {pk})"
SAID = "(SELECT sum(evidence.answers) FROM groups_evidence evidence WHERE evidence.need_id = {pk})"
FEW = """EXISTS (
    SELECT FROM groups_evidence evidence WHERE evidence.need_id = {pk} AND evidence.is_few)"""
VOTED = "{pk} IN (SELECT vote.need_id FROM groups_needvote vote WHERE vote.user_id = %s)"
VOTERS = "(SELECT count(*) FROM groups_needvote vote WHERE vote.need_id = {pk})"
_MEAN = f"""(SELECT avg(vote.{{grade}})::float8 FROM groups_needvote vote
    WHERE vote.need_id = {{{{pk}}}} HAVING count(*) >= {VOTES_SHOWN})"""  # noqa: S608 - constants
IMPORTANCE, INFLUENCE = (_MEAN.format(grade=grade) for grade in ("importance", "influence"))
_LINKED = """EXISTS (SELECT FROM groups_link link WHERE link.from_kind = 'need'
    AND link.from_id = {{pk}} AND link.relation = '{relation}' AND link.retired_at IS NULL)"""
ANSWERED = _LINKED.format(relation=Relation.ANSWERED_BY.value)
TOLD = f"({{answered_at}} IS NOT NULL OR {_LINKED.format(relation=Relation.DECIDED_IN.value)})"
_STEPS = [
    AuditKind.NEED_CHANGED,
    AuditKind.NEED_OPENED,
    AuditKind.NEED_LIFTED,
    AuditKind.NEED_REFUSED,
    AuditKind.NEED_REOPENED,
    AuditKind.NEED_MERGED,
    AuditKind.NEED_ANSWERED,
    AuditKind.EVIDENCE_ADDED,
]


def speaks_for(user: User | AnonymousUser, group_id: int) -> set[int]:
    """Return the ids of the organisations in whose name `user` speaks in a group today.

    Those that they answer for, and the one whose guidance they belong to.
    """
    if not is_reader(user):
        return set()
    staff = apps.get_model("groups", "RoleGrant").objects.filter(
        holds_today(), role=Role.STAFF, user=user.pk
    )
    seats = apps.get_model("groups", "Seat").objects.filter(
        holds_today("opened_on", "closed_on"),
        body__group=group_id,
        organisation__in=staff.values("organisation"),
    )
    works_for = set(seats.values_list("organisation", flat=True))
    return works_for | own_organisations(user, group_id)


class NeedQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> NeedQuerySet:
        """Return the needs that `user` may open: as far as they are open, and the own ones.

        Who raised a need sees each step of it, as long as they belong to the group.
        """
        return self.filter(need_open_to(user))

    def editable_by(self, user: User | AnonymousUser) -> NeedQuerySet:
        """Return the needs that `user` may reword, merge and settle."""
        return self.filter(group__in=groups_with(user, GroupPermission.MANAGE_NEEDS))

    def live(self) -> NeedQuerySet:
        """Return the needs that are neither refused nor merged."""
        return self.filter(state__in=["open", "lifted"])

    def open_as(self, need: Need) -> NeedQuerySet:
        """Return the needs that the same people may read as `need`: it can be merged into them."""
        rows = self.filter(visibility=need.visibility)
        return rows.filter(body=need.body_id) if need.visibility == Visibility.BODY else rows

    def without_measure(self) -> NeedQuerySet:
        """Return the live needs that no measure answers."""
        return self.live().filter(~Exists(_answers()))

    def owed(self) -> NeedQuerySet:
        """Return the needs whose people have no answer yet: no word, agenda, action or outcome."""
        return self.filter(~Exists(_answers(*FINAL)), state="open", answered_at=None)

    def overdue(self, today: date) -> NeedQuerySet:
        """Return the needs that should have had an answer before `today`."""
        return self.owed().filter(answer_by__lt=today)

    def with_vote_of(self, user: User) -> NeedQuerySet:
        """Return the needs with `is_voted`: whether `user` has said how much it weighs."""
        return self.annotate(is_voted=Condition(VOTED, (user.pk,)))

    def with_answers(self) -> NeedQuerySet:
        """Return the needs with what their state in words reads: answers, and today's date.

        `is_answered`: a measure or an event answers it; `is_told`: its people have the group's
        answer or an outcome.
        """
        return self.annotate(
            is_answered=Condition(ANSWERED),
            is_told=Condition(TOLD),
            read_on=Written(TODAY, (), DateField()),
        )

    def with_backing(self) -> NeedQuerySet:
        """Return the needs with `supporters`, and with the `answers` of surveys or `is_few`."""
        return self.annotate(
            supporters=Written(SUPPORTERS, (), IntegerField()),
            answers=Written(SAID, (), IntegerField()),
            is_few=Condition(FEW),
        )

    def with_weight(self) -> NeedQuerySet:
        """Return the needs with the means of their votes, from three on, and `voters`.

        `importance`, `influence` and `weight`, their product, are None before.
        """
        found = self.annotate(
            importance=Written(IMPORTANCE, (), FloatField()),
            influence=Written(INFLUENCE, (), FloatField()),
            voters=Written(VOTERS, (), IntegerField()),
        )
        return found.annotate(weight=F("importance") * F("influence"))

    def alike(self, need: Need) -> NeedQuerySet:
        """Return the live needs of the same group that share words of the title, the most first.

        Words are cut to their first letters: inflected, Finnish ones share no more.
        """
        words = {word[:STEM].lower() for text in (need.title_sv, need.title_fi)
                 for word in re.findall(r"[^\W\d_]{4,}", text)}  # fmt: skip
        if not words:
            return self.none()
        query = SearchQuery(
            " | ".join(f"{word}:*" for word in sorted(words)), config="simple", search_type="raw"
        )
        vector = SearchVector("title_sv", "title_fi", config="simple")
        rows = self.live().filter(group=need.group_id).exclude(pk=need.pk)
        found = rows.annotate(vector=vector, likeness=SearchRank(vector, query))
        return found.filter(vector=query).order_by("-likeness", "pk")


def _answers(*relations: Relation) -> models.QuerySet:
    return apps.get_model("groups", "Link").objects.filter(
        from_kind=NodeKind.NEED,
        from_id=OuterRef("pk"),
        relation__in=relations or [Relation.ANSWERED_BY],
        retired_at=None,
    )


def steps_of(need: Need) -> models.QuerySet:
    """Return what people did to a need that the caller may see, oldest first, with `actor_name`.

    What put it on an agenda has `meeting_day`, of a meeting that stands.
    What was done to needs that were merged into it stays with those.
    """
    actor = get_user_model().objects.filter(pk=OuterRef("actor_id")).values("name")[:1]
    about = Q(target_id=need.pk) | Q(kind=AuditKind.NEED_MERGED, data__into=need.pk)
    events = apps.get_model("audit", "AuditEvent").objects.filter(about, kind__in=_STEPS)
    events = events.filter(group_id=need.group_id, target_kind="groups.need")
    meeting = Cast(KeyTextTransform("meeting", OuterRef("data")), BigIntegerField())
    held = apps.get_model("groups", "Meeting").objects.filter(pk=meeting)
    day = held.exclude(state="cancelled").values("day")[:1]
    events = events.annotate(actor_name=Subquery(actor), meeting_day=Subquery(day))
    return events.order_by("at", "pk")


class NeedPartQuerySet(models.QuerySet):
    """What belongs to a need is as visible as the need."""

    def visible_to(self, user: User | AnonymousUser) -> NeedPartQuerySet:
        """Return the rows of the needs that `user` may open."""
        return self.filter(need_open_to(user, "need__"))


def linked_since(refs: Iterable[Ref]) -> dict[Ref, datetime]:
    """Return since when each of `refs` has stood in the chain: one query."""
    wanted = list(refs)
    links = apps.get_model("groups", "Link").objects.filter(
        retired_at=None, to_id__in={ref.id for ref in wanted}, to_kind__in={r.kind for r in wanted}
    )
    found = links.values_list("to_kind", "to_id").annotate(since=Min("at")).order_by()
    since = {(kind, pk): at for kind, pk, at in found}
    return {ref: since[ref.kind, ref.id] for ref in wanted if (ref.kind, ref.id) in since}
