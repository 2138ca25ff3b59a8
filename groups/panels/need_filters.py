"""What a list of needs can be chosen by, in words."""

from typing import Any

from django.utils.translation import gettext

from groups.kinds import GuidanceArea, NodeKind, Transition
from groups.panels.needs import source_names


def need_filters(asked: dict[str, str]) -> list[dict[str, Any]]:
    """Return the selects over the list, each with the choice that holds."""
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
    sources |= {"topic": names[NodeKind.TOPIC], "member": names[""]}
    transitions = {"": gettext("All transitions"), **dict(Transition.choices)}
    areas = {"": gettext("All areas"), **dict(GuidanceArea.choices)}
    sorts = {
        "newest": gettext("Newest first"),
        "oldest": gettext("Oldest first"),
        "support": gettext("Most support first"),
        "weight": gettext("Importance × influence"),
    }
    return [
        {"name": name, "label": label, "choices": choices.items(), "chosen": asked[name]}
        for name, label, choices in (
            ("transition", gettext("Transition"), transitions),
            ("area", gettext("Area"), areas),
            ("state", gettext("State"), states),
            ("source", gettext("Source"), sources),
            ("sort", gettext("Order"), sorts),
        )
    ]
