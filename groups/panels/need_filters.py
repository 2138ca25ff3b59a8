"""What a list of needs can be chosen by, in words."""

from functools import lru_cache
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from elo_platform.lib.tags import options
from elo_platform.lib.text import current_language
from groups.kinds import GuidanceArea, NodeKind, Transition
from groups.panels.needs import source_names


class Filter(NamedTuple):
    """One select over the list."""

    name: str
    label: str
    options: SafeString


def need_filters(asked: dict[str, str]) -> tuple[Filter, ...]:
    """Return the selects over the list, each with the choice that holds."""
    return _filters(tuple(asked.items()), current_language())


@lru_cache(maxsize=256)
def _filters(asked: tuple[tuple[str, str], ...], _language: str) -> tuple[Filter, ...]:
    chosen = dict(asked)
    names = source_names()
    states = {
        "": gettext("All states"),
        "open": gettext("Open"),
        "lifted": gettext("Lifted to the leading group"),
        "answered": gettext("Answered by an action"),
        "refused": gettext("Not taken up"),
        "merged": gettext("Merged with another"),
    }
    sources = {"": gettext("All sources"), "theme": names[NodeKind.THEME]}
    sources |= {"topic": names[NodeKind.TOPIC], "note": names["note"], "member": names[""]}
    transitions = {"": gettext("All transitions"), **dict(Transition.choices)}
    areas = {"": gettext("All areas"), **dict(GuidanceArea.choices)}
    sorts = {
        "newest": gettext("Newest first"),
        "oldest": gettext("Oldest first"),
        "support": gettext("Most support first"),
        "weight": gettext("Importance × influence"),
    }
    return tuple(
        Filter(name, label, options(choices.items(), chosen[name]))
        for name, label, choices in (
            ("transition", gettext("Transition"), transitions),
            ("area", gettext("Area"), areas),
            ("state", gettext("State"), states),
            ("source", gettext("Source"), sources),
            ("sort", gettext("Order"), sorts),
        )
    )
