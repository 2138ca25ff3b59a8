"""Reads of earlier states: as visible as the row of which they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, Exists, F, Max, OuterRef, QuerySet, Value
from django.db.models.functions import Cast
from pghistory.models import EventQuerySet

from elo_platform.lib.dates import wall_to_utc
from groups.permissions import GroupPermission
from groups.querysets.permitted import groups_with

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

# The path from a row to its group, where it is another than `group`.
GROUP_OF = {
    "elogroup": "pk",
    "organisation": "seats__body__group",
    "commitment": "agreement__group",
}
# States that were not for the whole group.
CLOSED: dict[str, dict[str, object]] = {
    "body": {"visibility": "body"},
    "agreement": {"state": "draft"},
    "operatingmodel": {"published_on": None},
}


class KeptQuerySet(EventQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return what `user` may read: of rows that they see, in groups whose people they see.

        What was a draft, or open to its body alone, stays with who manages the group.
        """
        model = self.model.pgh_tracked_model
        path = _group_path(model)
        rows = model.objects.visible_to(user).filter(pk=OuterRef("pgh_obj"))
        inside = groups_with(user, GroupPermission.VIEW_PEOPLE)
        found = self.filter(Exists(rows.filter(**{f"{path}__in": inside})))
        closed = CLOSED.get(model._meta.model_name)
        if closed is None:
            return found
        manages = groups_with(user, GroupPermission.MANAGE_GROUP)
        own = Exists(rows.filter(**{f"{path}__in": manages}))
        return found.exclude(~own, **closed)


def call_as_then(rows: Sequence[Any], on: date) -> None:
    """Give groups or bodies the names that stood at the end of a day: one query, nothing saved.

    A name from when a body was for its own people alone is left out.
    """
    if not rows:
        return
    kind = rows[0]._meta.model_name
    after = wall_to_utc(day=on + timedelta(days=1), at=time())
    model = apps.get_model("groups", f"{rows[0]._meta.object_name}Version")
    kept = model.objects.filter(pgh_obj__in=[row.pk for row in rows], pgh_created_at__gte=after)
    order = kept.order_by("pgh_obj", "pgh_created_at", "pgh_id").distinct("pgh_obj")
    closed = CLOSED.get(kind, {})
    found = {each.pgh_obj_id: each for each in order}
    for row in rows:
        then = found.get(row.pk)
        if then and not (closed and all(getattr(then, k) == v for k, v in closed.items())):
            row.name_sv, row.name_fi, row.name_en = then.name_sv, then.name_fi, then.name_en


def _group_path(model: Any) -> str:
    return GROUP_OF.get(model._meta.model_name, "group")


# Each kind by the word of its address, and the field that a row of it is called by.
VERSIONS = {
    word: partial(apps.get_model, "groups", name)
    for word, name in {
        "group": "EloGroupVersion",
        "body": "BodyVersion",
        "organisation": "OrganisationVersion",
        "basis": "BasisVersion",
        "clause": "ClauseVersion",
        "agreement": "AgreementVersion",
        "commitment": "CommitmentVersion",
        "duty": "DutyVersion",
        "operating-model": "OperatingModelVersion",
        "network": "NetworkVersion",
    }.items()
}
TITLES = {
    "group": "name",
    "body": "name",
    "organisation": "name",
    "basis": "powers",
    "clause": "text",
    "agreement": "title",
    "commitment": "text",
    "duty": "task",
    "operating-model": "",
    "network": "name",
}


def of_group(rows: QuerySet, group_id: int) -> QuerySet:
    """Return the rows of a kind that belong to a group."""
    path = _group_path(rows.model)
    own = rows.model._base_manager.filter(**{path: group_id})
    return rows.filter(pk__in=own.values("pk"))


class Changed(NamedTuple):
    """A text that said something else until a moment: its kind, its row and what it is called."""

    kind: str
    id: int
    at: datetime
    called_sv: str
    called_fi: str


def changed_texts(user: User | AnonymousUser, group_id: int) -> list[Changed]:
    """Return the texts of a group with earlier states, the last changed first: one query."""
    parts = [_changed(user, group_id, kind) for kind in VERSIONS]
    found = parts[0].union(*parts[1:], all=True).order_by("-at", "kind", "row")
    return [Changed(*row) for row in found]


def _changed(user: User | AnonymousUser, group_id: int, kind: str) -> QuerySet:
    model = VERSIONS[kind]()
    rows = of_group(model.pgh_tracked_model.objects.all(), group_id)
    field = TITLES[kind]
    called = {
        f"called_{code}": Cast(F(f"pgh_obj__{field}_{code}"), CharField()) if field else Value("")
        for code in ("sv", "fi")
    }
    found = model.objects.visible_to(user).filter(pgh_obj__in=rows.values("pk")).order_by()
    found = found.values(row=F("pgh_obj_id"), **called).annotate(
        kind=Value(kind, CharField()), at=Max("pgh_created_at")
    )
    return found.values_list("kind", "row", "at", "called_sv", "called_fi")
