"""How needs, agenda items, outcomes and what became of them show in the chain."""

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from elo_platform.accounts.models import User
from groups.kinds import outcome_words
from groups.models import AgendaItem, Echo, Need, Outcome
from groups.panels.needs import need_status
from groups.panels.outcomes import progress
from groups.querysets.chain import NodeText


def chain_needs(ids: Sequence[int], reader: User | AnonymousUser) -> dict[int, NodeText]:
    """Return the needs among `ids` that `reader` may see."""
    rows = Need.objects.visible_to(reader).with_answers().filter(pk__in=ids)
    return {need.pk: need_node(need) for need in rows}


def need_node(need: Need) -> NodeText:
    """Return a need `with_answers` as the chain shows it."""
    tone, _icon, state = need_status(need, need.read_on)
    return NodeText(
        title=need.title,
        url=reverse("groups:need_detail", args=[need.pk]),
        detail=need.where,
        state=state,
        tone=tone,
    )


def chain_items(ids: Sequence[int], reader: User | AnonymousUser) -> dict[int, NodeText]:
    """Return the agenda items among `ids` that `reader` may see."""
    rows = AgendaItem.objects.visible_to(reader).filter(pk__in=ids).select_related("meeting__body")
    return {
        item.pk: NodeText(
            title=item.title,
            url=f"{reverse('groups:meeting_detail', args=[item.meeting_id])}#item-{item.pk}",
            detail=gettext("%(body)s %(day)s, item %(number)s")
            % {
                "body": item.meeting.body.name,
                "day": date_format(item.meeting.day, "SHORT_DATE_FORMAT"),
                "number": item.number,
            },
        )
        for item in rows
    }


def chain_outcomes(ids: Sequence[int], reader: User | AnonymousUser) -> dict[int, NodeText]:
    """Return the outcomes among `ids` that `reader` may see."""
    rows = Outcome.objects.visible_to(reader).filter(pk__in=ids)
    return {row.pk: outcome_node(row) for row in rows.select_related("body", "decided_by")}


def outcome_node(outcome: Outcome) -> NodeText:
    """Return an outcome as the chain shows it."""
    decider = outcome.decided_by.name if outcome.decided_by else ""
    return NodeText(
        title=outcome.title,
        url=reverse("groups:outcome_detail", args=[outcome.pk]),
        detail=gettext("%(body)s %(day)s")
        % {
            "body": outcome.body.name,
            "day": date_format(outcome.decided_on, "SHORT_DATE_FORMAT"),
        },
        state=outcome_words(outcome.kind, decider),
        tone="info",
    )


def chain_echoes(ids: Sequence[int], reader: User | AnonymousUser) -> dict[int, NodeText]:
    """Return what became of the outcomes among `ids` whose answers `reader` may see."""
    rows = Echo.objects.visible_to(reader).filter(outcome__in=ids).progress_by_outcome()
    return {
        row["outcome"]: NodeText(
            title=progress(row["answered"], row["asked"]),
            url=f"{reverse('groups:outcome_detail', args=[row['outcome']])}#answers",
            detail=ngettext(
                "%(number)s has done something", "%(number)s have done something", row["done"]
            )
            % {"number": row["done"]},
        )
        for row in rows
    }
