"""Needs gathered by transition, each with what speaks for it."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from elo_platform.lib.http import address
from groups.kinds import Transition
from groups.models import Need
from groups.panels.needs import evidence_rows, grade_text


def targets_of(needs: Iterable[Need]) -> list[str]:
    """Return the target groups that the needs name, in the reader's language, by name."""
    return sorted({need.target for need in needs if need.target}, key=str.casefold)


def sections(needs: Iterable[Need], target: str) -> list[dict[str, Any]]:
    """Return the needs (`with_backing`, `with_weight`) of a target group, of all without one.

    One section for each transition, in the order of a life; those of none come last.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for need in needs:
        if not target or need.target == target:
            found.setdefault(need.transition, []).append(_entry(need))
    names = [*((key, str(label)) for key, label in Transition.choices), ("", gettext("Others"))]
    return [{"name": name, "needs": found[key]} for key, name in names if key in found]


def _entry(need: Need) -> dict[str, Any]:
    return {
        "url": address("groups:need_detail", need.pk),
        "title": need.title,
        "text": need.text,
        "target": need.target,
        "supporters": need.supporters,  # type: ignore[attr-defined]
        "importance": grade_text(need.importance),  # type: ignore[attr-defined]
        "influence": grade_text(need.influence),  # type: ignore[attr-defined]
        "evidence": evidence_rows(need),
    }
