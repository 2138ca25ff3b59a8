"""State machines written as tables."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of a state table. `permission` is the permission that the act needs."""

    sources: frozenset[str]
    target: str
    permission: str


class IllegalTransition(Exception):
    """The action is not in the table for the object's present state."""


def target_state(table: Mapping[str, Transition], action: str, state: str) -> str:
    """Return the state that `action` leads to from `state`.

    Raises:
        IllegalTransition: the table has no such row.
    """
    transition = table[action]
    if state not in transition.sources:
        raise IllegalTransition(f"{action} is not possible in state {state}")
    return transition.target


def mermaid(table: Mapping[str, Transition]) -> str:
    """Return the table as a Mermaid state diagram."""
    rows = [
        f"    {source} --> {transition.target}: {action}"
        for action, transition in table.items()
        for source in sorted(transition.sources)
    ]
    return "\n".join(["stateDiagram-v2", *rows]) + "\n"
