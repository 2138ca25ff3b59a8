"""What became of what people said: for each theme, what it led to as far as a reader sees it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max

from elo_platform.accounts.models import User
from groups.kinds import NodeKind
from groups.models import Link, Need
from groups.querysets.chain import NodeText, Ref, later, named
from groups.states import NeedState

# What is told of a theme; goals and plans stand on the pages of these.
TOLD = (NodeKind.NEED, NodeKind.MEASURE, NodeKind.ITEM, NodeKind.OUTCOME)


@dataclass(frozen=True, slots=True)
class Effect:
    """What one theme led to. `refusal` is the reason why a need was not taken up."""

    texts: Mapping[Ref, NodeText] = field(default_factory=dict)
    refusal: str = ""
    is_refused: bool = False
    has_hidden: bool = False

    def of(self, kind: NodeKind) -> list[NodeText]:
        """Return what it led to of a kind, in order."""
        return [text for ref, text in sorted(self.texts.items()) if ref.kind == kind]


def effects_of(
    theme_ids: Sequence[int], reader: User | AnonymousUser
) -> tuple[dict[int, Effect], datetime | None]:
    """Return the effect of each theme as `reader` sees it, and when it last changed.

    The day is of what the reader sees alone: a link, the words and the state of a need, or how
    an action goes.
    """
    walked = later(NodeKind.THEME, theme_ids)
    wanted = {pk: [ref for ref in refs if ref.kind in TOLD] for pk, refs in walked.items()}
    texts = named({ref for refs in wanted.values() for ref in refs}, reader)
    needs = _needs(ref.id for ref in texts if ref.kind == NodeKind.NEED)
    refused = {pk: row[1] for pk, row in needs.items() if row[0] == NeedState.REFUSED}
    effects = {pk: _effect(refs, texts, refused) for pk, refs in wanted.items()}
    days = [_linked(texts), *(text.at for text in texts.values())]
    days += [changed for _state, _reason, changed in needs.values()]
    return effects, max((day for day in days if day), default=None)


def _effect(
    refs: Iterable[Ref], texts: Mapping[Ref, NodeText], refused: Mapping[int, str]
) -> Effect:
    refs = list(refs)
    seen = {ref: texts[ref] for ref in refs if ref in texts}
    needs = [ref.id for ref in seen if ref.kind == NodeKind.NEED]
    reasons = [refused[pk] for pk in needs if pk in refused]
    return Effect(
        texts=seen,
        refusal=reasons[0] if reasons else "",
        is_refused=bool(needs) and len(reasons) == len(needs),
        has_hidden=len(seen) < len(refs),
    )


def _linked(refs: Iterable[Ref]) -> datetime | None:
    """Return when the latest of the links that lead to `refs` was made: one query."""
    ends = list(refs)
    kinds, ids = {ref.kind for ref in ends}, {ref.id for ref in ends}
    links = Link.objects.standing().filter(to_kind__in=kinds, to_id__in=ids)
    rows = links.values_list("to_kind", "to_id").annotate(Max("at")).order_by()
    return max((at for kind, pk, at in rows if (kind, pk) in ends), default=None)


def _needs(need_ids: Iterable[int]) -> dict[int, tuple[str, str, datetime]]:
    """Return state, reason and last change of needs that the caller may see."""
    rows = Need.objects.filter(pk__in=list(need_ids))
    found = rows.values_list("pk", "state", "refusal", "changed_at")
    return {pk: (state, refusal, changed_at) for pk, state, refusal, changed_at in found}
