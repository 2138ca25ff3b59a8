"""A matter on one screen: what is proposed, why, what it costs, and what others said of it."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day
from elo_platform.ports import entries
from groups.kinds import NodeKind
from groups.models import AgendaItem, Evidence, FollowUp, Support
from groups.panels.agenda import came_from
from groups.panels.follow_ups import follow_up_rows
from groups.policies.backlog import can_arrange, can_carry, can_follow_up
from groups.policies.meetings import Rights, can_edit, can_keep_papers
from groups.querysets.chain import ChainNode, Ref, chain_of

EVIDENCE_SHOWN = 8
# What the network said stands in discussions and in surveys and their themes.
VOICES = (NodeKind.SURVEY, NodeKind.THEME, NodeKind.TOPIC)


def item_page(
    item: AgendaItem, reader: User | AnonymousUser, rights: Rights, now: datetime
) -> dict[str, Any]:
    """Return all that the page of a matter shows beside its own words, as `reader` may see it."""
    nodes = chain_of(Ref(NodeKind.ITEM, item.pk), reader)
    needs = [node.ref.id for node in nodes if node.ref.kind == NodeKind.NEED]
    follow_ups = FollowUp.objects.visible_to(reader).filter(item=item).with_item()
    leads = bool(can_arrange(reader, item.meeting.body, rights))
    return {
        "chain": nodes,
        "carried": came_from({item.pk: item.carried_from_id}, item.meeting.body_id, reader).get(
            item.pk, ""
        ),
        "goals": _goals(nodes, reader),
        "voices": [node for node in nodes if node.ref.kind in VOICES],
        "supporters": _supporters(needs, reader),
        "evidence": _evidence(needs, reader),
        "follow_ups": follow_up_rows(
            follow_ups.order_by("due_on", "pk"), may_finish=leads, today=helsinki_day(now)
        ),
        "moves": {
            "link": can_edit(reader, item.meeting, now, rights),
            "papers": can_keep_papers(reader, item.meeting, rights),
            "carry": can_carry(reader, item, now, rights),
            "follow_up": can_follow_up(reader, item.meeting, rights),
        },
    }


def _goals(nodes: list[ChainNode], reader: User | AnonymousUser) -> list[str]:
    refs = [node.ref for node in nodes if not node.is_here]
    if not refs:
        return []
    return [goal for answer in entries("SERVES").values() for goal in answer(refs, reader)]


def _supporters(needs: list[int], reader: User | AnonymousUser) -> int:
    """Return how many people support the needs behind a matter."""
    if not needs:
        return 0
    rows = Support.objects.visible_to(reader).filter(need__in=needs)
    return rows.aggregate(number=Count("user", distinct=True))["number"]


def _evidence(needs: list[int], reader: User | AnonymousUser) -> list[Evidence]:
    if not needs:
        return []
    rows = Evidence.objects.visible_to(reader).filter(need__in=needs)
    return list(rows.order_by("-answers", "pk")[:EVIDENCE_SHOWN])
