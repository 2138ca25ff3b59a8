"""Reads of the chain from an answer to its effect: what led to a thing, and what it led to.

Links are walked whole; what the reader may not see is dropped when the nodes are named, by
the rooms that own them (port CHAIN_NODES). A hidden step neither shows nor breaks the chain.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import connection, models

from elo_platform.ports import entries
from groups.kinds import NodeKind, Relation
from groups.permissions import GroupPermission
from groups.querysets.permitted import groups_with

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

# From a survey to what came of its answers is seven steps; a loop ends here.
MAX_STEPS = 8
MAX_NODES = 200

_ICONS = {
    NodeKind.SURVEY: "chart-column",
    NodeKind.THEME: "message-square",
    NodeKind.TOPIC: "messages-square",
    NodeKind.NEED: "hand-heart",
    NodeKind.GOAL: "target",
    NodeKind.MEASURE: "list-checks",
    NodeKind.PLAN: "file-text",
    NodeKind.EVENT: "graduation-cap",
    NodeKind.ITEM: "calendar-days",
    NodeKind.OUTCOME: "gavel",
    NodeKind.ECHO: "reply",
}

# `origin` is the node that a walk began at. UNION drops what was found before.
_WALK = """
    WITH RECURSIVE walk(origin, kind, id, steps) AS (
        SELECT id, %(kind)s::text, id, 0 FROM unnest(%(ids)s::bigint[]) AS start(id)
        UNION
        SELECT walk.origin, link.{far}_kind, link.{far}_id, walk.steps + 1
        FROM walk JOIN groups_link link
          ON link.{near}_kind = walk.kind AND link.{near}_id = walk.id
        WHERE link.retired_at IS NULL AND walk.steps < %(steps)s
    )
    SELECT DISTINCT origin, kind, id, '{far}' FROM walk WHERE steps > 0 LIMIT %(most)s
"""
_LATER = _WALK.format(near="from", far="to")
_EARLIER = _WALK.format(near="to", far="from")
_BOTH_WAYS = f"({_EARLIER}) UNION ALL ({_LATER})"


class Ref(NamedTuple):
    """A thing in the chain: its kind and its id."""

    kind: NodeKind
    id: int


@dataclass(frozen=True, slots=True)
class NodeText:
    """What a reader may read of a node. `state` is a short word with its `tone`, or empty.

    `at` is when what it says last changed, where a room knows it.
    """

    title: str
    url: str
    detail: str = ""
    state: str = ""
    tone: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChainNode:
    """A node as it is drawn; `is_here` marks the page's own."""

    ref: Ref
    text: NodeText
    is_here: bool = False

    @property
    def label(self) -> str:
        return str(NodeKind(self.ref.kind).label)

    @property
    def icon(self) -> str:
        return _ICONS[NodeKind(self.ref.kind)]


class LinkQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> LinkQuerySet:
        """Return the links of groups whose needs `user` may read; pages read `chain_of`."""
        return self.filter(group__in=groups_with(user, GroupPermission.VIEW_NEEDS))

    def standing(self) -> LinkQuerySet:
        """Return the links that have not been retired."""
        return self.filter(retired_at=None)


def later(kind: NodeKind, ids: Sequence[int]) -> dict[int, list[Ref]]:
    """Return for each of `ids` what it led to, near and far: one query."""
    return _walk(_LATER, kind, ids)


def earlier(kind: NodeKind, ids: Sequence[int]) -> dict[int, list[Ref]]:
    """Return for each of `ids` what led to it, near and far: one query."""
    return _walk(_EARLIER, kind, ids)


def lifted_to(item_ids: Sequence[int]) -> dict[int, list[Ref]]:
    """Return for each agenda item what was put on the agenda as that item: one query."""
    if not item_ids:
        return {}
    links = apps.get_model("groups", "Link").objects.standing()
    links = links.filter(
        relation=Relation.LIFTED_TO, to_kind=NodeKind.ITEM, to_id__in=list(item_ids)
    )
    found: dict[int, list[Ref]] = {}
    rows = links.order_by("pk").values_list("to_id", "from_kind", "from_id")
    for item_id, kind, pk in rows:
        found.setdefault(item_id, []).append(Ref(NodeKind(kind), pk))
    return found


def named(refs: Iterable[Ref], reader: User | AnonymousUser) -> dict[Ref, NodeText]:
    """Return the texts of those of `refs` that `reader` may see: one call for each kind."""
    wanted = list(refs)
    texts: dict[Ref, NodeText] = {}
    for kind, answer in entries("CHAIN_NODES").items():
        ids = [ref.id for ref in wanted if ref.kind == kind]
        if ids:
            found = answer(ids, reader)
            texts |= {Ref(NodeKind(kind), pk): text for pk, text in found.items()}
    return texts


def chain_of(
    here: Ref, reader: User | AnonymousUser, own: NodeText | None = None
) -> list[ChainNode]:
    """Return the chain that runs through `here`: what led to it, itself, and what it led to.

    Each side is in the order of `NodeKind`. An outcome brings what became of it. Empty where
    `reader` sees nothing but the page's own node. `own` is its text, for a page that has read it.
    """
    places = {ref: far == "to" for _origin, ref, far in _rows(_BOTH_WAYS, here.kind, [here.id])}
    places |= {
        Ref(NodeKind.ECHO, ref.id): is_later
        for ref, is_later in [*places.items(), (here, True)]
        if ref.kind == NodeKind.OUTCOME
    }
    if not places:
        return []
    texts = named(places, reader) | {here: own} if own else named([here, *places], reader)
    nodes = [ChainNode(ref, text, is_here=ref == here) for ref, text in texts.items()]
    if all(node.is_here for node in nodes):
        return []
    order, sides = list(NodeKind), {ref: 2 * side for ref, side in places.items()} | {here: 1}
    return sorted(
        nodes, key=lambda node: (sides[node.ref], order.index(node.ref.kind), node.ref.id)
    )


def _walk(sql: str, kind: NodeKind, ids: Sequence[int]) -> dict[int, list[Ref]]:
    found: dict[int, list[Ref]] = {}
    for origin, ref, _far in _rows(sql, kind, ids):
        found.setdefault(origin, []).append(ref)
    return found


def _rows(sql: str, kind: NodeKind, ids: Sequence[int]) -> list[tuple[int, Ref, str]]:
    """Return of each of `ids` what was found, and whether to the `to` or the `from` side."""
    if not ids:
        return []
    most = MAX_NODES * len(ids)
    values = {"kind": kind.value, "ids": list(ids), "steps": MAX_STEPS, "most": most}
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    return [(origin, Ref(NodeKind(far_kind), pk), far) for origin, far_kind, pk, far in rows]
