"""Which of the two languages of a text is behind: it has not followed the other's last change."""

from collections.abc import Iterable
from typing import Any

OTHER = {"sv": "fi", "fi": "sv"}


def behind_after(*, row: Any, changed: Iterable[str], in_step: bool) -> str:
    """Return the language of `row` that is behind once the columns `changed` have been set.

    A language without any text is missing, not behind. `in_step` says that a person has
    compared both.
    """
    if in_step:
        return ""
    touched = {name[-2:] for name in changed} & OTHER.keys()
    if len(touched) == 1:
        stems = {name[:-3] for name in changed if name[-2:] in touched}
        other = OTHER[touched.pop()]
        return other if any(getattr(row, f"{stem}_{other}") for stem in stems) else ""
    return "" if touched else row.behind
