"""What was put on an agenda from elsewhere, and what can be done there with it."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser

from elo_platform.accounts.models import User
from elo_platform.ports import entries
from groups.querysets.chain import ChainNode, lifted_to, named

Row = dict[str, Any]


def item_links(item_ids: Sequence[int], reader: User | AnonymousUser) -> dict[int, Row]:
    """Return for each item what it was made from, as far as `reader` may see, and the acts of it.

    `nodes` are those things, `acts` what their rooms offer on this item (port ITEM_ACTS).
    """
    lifted = lifted_to(item_ids)
    texts = named({ref for refs in lifted.values() for ref in refs}, reader)
    found: dict[int, Row] = {
        item_id: {
            "nodes": [ChainNode(ref, texts[ref]) for ref in refs if ref in texts],
            "acts": [],
        }
        for item_id, refs in lifted.items()
    }
    for kind, answer in entries("ITEM_ACTS").items():
        ids = {
            item_id: [node.ref.id for node in row["nodes"] if node.ref.kind == kind]
            for item_id, row in found.items()
        }
        asked = {item_id: nodes for item_id, nodes in ids.items() if nodes}
        for item_id, acts in (answer(asked, reader) if asked else {}).items():
            found[item_id]["acts"] += acts
    return found
