"""What a plan lacks before it can go to a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plans.kinds import Completeness, PositionKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plans.models import Position


def left_empty(positions: Iterable[Position]) -> list[PositionKind]:
    """Return the mandatory positions that say nothing and give no reason why."""
    taken = {row.kind for row in positions if row.completeness is not Completeness.EMPTY}
    return [kind for kind in PositionKind if kind not in taken]
