"""What of a group a matter on an agenda may build on: port LINKABLE, and all of it by kind."""

from django.contrib.auth.models import AnonymousUser

from elo_platform.accounts.models import User
from elo_platform.lib.text import day
from elo_platform.ports import entries
from groups.kinds import NodeKind
from groups.models import Need, Outcome
from groups.permissions import GroupPermission
from groups.querysets.permitted import rights_in

# The newest of each kind; older ones are found by lifting them from their own page.
MOST = 60
Choice = tuple[str, int, str]


def own_things(group_id: int, reader: User | AnonymousUser) -> list[Choice]:
    """Return the needs that `reader` may lift and the latest outcomes that they may see."""
    seen = Need.objects.visible_to(reader)
    needs = seen.none()
    if GroupPermission.MANAGE_NEEDS in rights_in(reader, group_id):
        needs = seen.live().filter(group=group_id).order_by("-pk")
    outcomes = Outcome.objects.visible_to(reader).filter(body__group=group_id).latest_first()
    return [
        *((NodeKind.NEED.value, need.pk, need.title) for need in needs[:MOST]),
        *(
            (NodeKind.OUTCOME.value, row.pk, f"{row.reference} {row.title}, {day(row.decided_on)}")
            for row in outcomes[:MOST]
        ),
    ]


def choices_of(
    group_id: int, reader: User | AnonymousUser
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what can be chosen, under the name of its kind, in the order of the chain."""
    found: dict[str, list[tuple[str, str]]] = {kind: [] for kind in NodeKind.values}
    for answer in entries("LINKABLE").values():
        for kind, pk, title in answer(group_id, reader):
            found[kind].append((f"{kind}-{pk}", title))
    return [(str(NodeKind(kind).label), rows) for kind, rows in found.items() if rows]
