"""Reads of what the people of a group can do: who covers which kind of its work."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q

from elo_platform.lib.dates import start_of_day
from groups.kinds import SkillLevel
from groups.permissions import GroupPermission, roles_allowing
from groups.querysets.permitted import groups_with, holds_today

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

# A year after it was said, everybody is asked again.
ASKED_AGAIN = timedelta(days=365)
# So far ahead the end of a seat is shown.
SOON = timedelta(days=183)


class SkillQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return what those who hold a seat today have said, for those who hold one too."""
        shared = groups_with(user, GroupPermission.SHARE_SKILLS)
        held = _grants(Q(group=OuterRef("group")) | Q(body__group=OuterRef("group")))
        return self.filter(Exists(held.filter(user=OuterRef("user"))), group__in=shared)

    def said_since(self, on: date) -> Self:
        """Return what was said within a year before `on`."""
        return self.filter(at__gte=start_of_day(on - ASKED_AGAIN))


@dataclass(slots=True)
class Person:
    """Who holds a seat in a group, or coordinates it: until when, and who is their deputy."""

    name: str
    ends_on: date | None
    deputies: list[str] = field(default_factory=list)
    has_said: bool = False


@dataclass(frozen=True, slots=True)
class Skills:
    """The people of a group by id, and who said what of each kind of work."""

    people: dict[int, Person]
    said: dict[tuple[str, str], list[int]]

    def names(self, task: str, level: SkillLevel) -> list[str]:
        """Return the names of those who said `level` of a kind of work."""
        return [self.people[pk].name for pk in self.said.get((task, level), ())]


def read_skills(user: User, group_id: int, on: date) -> Skills:
    """Return who covers which kind of a group's work, as `user` may see it: three queries."""
    model = apps.get_model("groups", "Skill")
    people = _people(group_id)
    said: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in model.objects.visible_to(user).filter(group=group_id):
        if row.user_id in people:
            said[row.task, row.level].append(row.user_id)
            people[row.user_id].has_said |= row.at >= start_of_day(on - ASKED_AGAIN)
    for member, deputy in _deputies(user, group_id):
        if member in people and deputy in people:
            people[member].deputies.append(people[deputy].name)
    return Skills(people, dict(said))


def own_skills(user_id: int, group_id: int) -> dict[str, str]:
    """Return what a person has said in a group, by kind of work."""
    rows = apps.get_model("groups", "Skill").objects.filter(group=group_id, user=user_id)
    return dict(rows.values_list("task", "level"))


def _grants(where: Q) -> models.QuerySet:
    roles = roles_allowing(GroupPermission.SHARE_SKILLS)
    return apps.get_model("groups", "RoleGrant").objects.filter(
        where, holds_today(), role__in=roles
    )


def _people(group_id: int) -> dict[int, Person]:
    found: dict[int, Person] = {}
    rows = _grants(Q(group=group_id) | Q(body__group=group_id)).filter(user__is_active=True)
    for pk, name, ends_on in rows.values_list("user", "user__name", "ends_on").order_by("user"):
        person = found.setdefault(pk, Person(name, ends_on))
        if ends_on is None or person.ends_on and person.ends_on < ends_on:
            person.ends_on = ends_on
    return found


def _deputies(user: User, group_id: int) -> list[tuple[int, int]]:
    """Return the members of seats, each with a deputy, as far as `user` sees who sits."""
    holders = apps.get_model("groups", "SeatHolder").objects
    rows = holders.visible_to(user).current().filter(seat__body__group=group_id)
    seats: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for seat, kind, person in rows.order_by("pk").values_list("seat", "kind", "user"):
        seats[seat][kind].append(person)
    return [
        (member, deputy)
        for kinds in seats.values()
        for member in kinds["principal"]
        for deputy in kinds["deputy"]
    ]
