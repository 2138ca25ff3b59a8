"""You said, we did: each theme with what became of it, in words."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext

from groups.kinds import NodeKind
from groups.querysets.chain import NodeText
from surveys.models import Survey, Theme
from surveys.panels.results import quote_row, said, weight_in_words
from surveys.querysets.said import Effect
from surveys.querysets.themes import Quote, Weight

DONE, ACTION, WAITING, REFUSED = "done", "action", "waiting", "refused"
Row = dict[str, Any]


def said_rows(
    themes: Sequence[Theme],
    weights: Mapping[int, Weight],
    quotes: Sequence[Quote],
    effects: Mapping[int, Effect],
    names: Mapping,
) -> list[Row]:
    """Return the themes that gather answers, the heaviest first."""
    quoted = {quote.theme: quote for quote in reversed(quotes)}
    rows = []
    for theme in themes:
        weight = weights.get(theme.pk, Weight())
        if not weight.answers:
            continue
        quote = None if weight.is_few else quoted.get(theme.pk)
        rows.append(
            {
                "id": theme.pk,
                "weight": 0 if weight.is_few else weight.answers,
                "name": said(theme, "name"),
                "answers": weight_in_words(weight),
                "quote": quote_row(quote, names) if quote else None,
                **_fate(effects.get(theme.pk, Effect())),
            }
        )
    return sorted(rows, key=lambda row: (-row["weight"], row["id"]))


def figures_of(rows: Sequence[Row]) -> list[Row]:
    """Return the counts on top: what became of how many themes."""
    fates = Counter(row["fate"] for row in rows)
    words = [
        (gettext("themes in the answers"), len(rows)),
        (gettext("became actions"), fates[ACTION] + fates[DONE]),
        (gettext("of them done"), fates[DONE]),
        (gettext("are being dealt with"), fates[WAITING]),
        (gettext("not taken up, with the reason"), fates[REFUSED]),
    ]
    return [{"label": label, "value": value} for label, value in words]


def lead_of(survey: Survey) -> str:
    """Return who answered, in one sentence."""
    words = {"number": survey.answers_count, "group": survey.group.name}
    sentence = gettext(
        "%(number)s people answered the survey of %(group)s. This is what came of it."
    )
    return sentence % words


def _fate(effect: Effect) -> Row:
    """Return what became of a theme, as far as the reader sees it."""
    measures = effect.of(NodeKind.MEASURE)
    outcomes = effect.of(NodeKind.OUTCOME)
    needs = effect.of(NodeKind.NEED)
    if measures:
        is_done = all(text.tone == "success" for text in measures)
        return _row(DONE if is_done else ACTION, [*_plain(needs), *measures, *outcomes])
    if effect.is_refused:
        tone, icon, label = "neutral", "circle-slash", gettext("Not taken up, with the reason")
        return _row(REFUSED, _plain(needs), note=effect.refusal, status=(tone, icon, label))
    steps = [*needs, *effect.of(NodeKind.ITEM), *outcomes]
    if steps and not effect.has_hidden:
        waiting = ("hjortron", "hourglass", gettext("Waiting for an answer"))
        return _row(WAITING, steps, status=waiting)
    dealt = ("info", "circle-dot", gettext("Being dealt with"))
    return _row(WAITING, steps, note=gettext("The group is dealing with it."), status=dealt)


def _plain(needs: Iterable[NodeText]) -> list[NodeText]:
    """Return needs named as such, without their state: what follows says how it went."""
    return [replace(text, detail=gettext("Raised as a need"), state="") for text in needs]


def _row(
    fate: str,
    steps: Sequence[NodeText],
    *,
    note: str = "",
    status: tuple[str, str, str] | None = None,
) -> Row:
    look = {"tone": status[0], "icon": status[1], "text": status[2]} if status else None
    return {"fate": fate, "steps": steps, "note": note, "status": look}
