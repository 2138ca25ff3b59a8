"""How surveys and themes show in the chain from an answer to its effect."""

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from elo_platform.accounts.models import User
from groups.kinds import NodeKind
from groups.querysets.chain import ChainNode, NodeText, Ref, later, named
from surveys.models import Survey, Theme
from surveys.panels.building import answers_in_words, survey_status
from surveys.panels.results import weight_in_words
from surveys.querysets.themes import Weight, answers_by_theme


def chain_surveys(ids: Sequence[int], reader: User | AnonymousUser) -> dict[int, NodeText]:
    """Return the surveys among `ids` whose results or effects `reader` may read."""
    rows = Survey.objects.visible_to(reader).filter(pk__in=ids)
    read = {row.pk: survey_node(row) for row in rows}
    others = [pk for pk in ids if pk not in read]
    if not others:
        return read
    said = Survey.objects.said_to(reader).filter(pk__in=others)
    return read | {row.pk: survey_node(row, name="survey_said") for row in said}


def chain_themes(ids: Sequence[int], reader: User | AnonymousUser) -> dict[int, NodeText]:
    """Return the themes among `ids` that `reader` may see, with how many answers they gather."""
    themes = list(Theme.objects.said_to(reader).filter(pk__in=ids).select_related("survey"))
    answers = answers_by_theme([theme.pk for theme in themes])
    return {theme.pk: theme_node(theme, Weight(answers.get(theme.pk, 0))) for theme in themes}


def survey_node(survey: Survey, *, name: str = "") -> NodeText:
    """Return a survey as a step of the chain."""
    look = survey_status(survey)
    name = name or ("survey_results" if survey.shows_results else "survey_detail")
    return NodeText(
        title=survey.title,
        url=reverse(f"surveys:{name}", args=[survey.pk]),
        detail=answers_in_words(survey),
        state=look["text"],
        tone=look["tone"],
    )


def theme_node(theme: Theme, weight: Weight) -> NodeText:
    """Return a theme as a step of the chain: it is found where its effects are read."""
    url = reverse("surveys:survey_said", args=[theme.survey_id])
    return NodeText(title=theme.name, url=f"{url}#theme-{theme.pk}", detail=weight_in_words(weight))


def begun_chain(survey: Survey, reader: User | AnonymousUser) -> list[ChainNode]:
    """Return the first steps from a survey: its themes and the needs that they raised."""
    refs = later(NodeKind.SURVEY, [survey.pk]).get(survey.pk, [])
    texts = named([ref for ref in refs if ref.kind in {NodeKind.THEME, NodeKind.NEED}], reader)
    if not texts:
        return []
    here = ChainNode(Ref(NodeKind.SURVEY, survey.pk), survey_node(survey), is_here=True)
    order = list(NodeKind)
    steps = sorted(texts, key=lambda ref: (order.index(ref.kind), ref.id))
    return [here, *(ChainNode(ref, texts[ref]) for ref in steps)]
