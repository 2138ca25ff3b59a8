"""Surveys and how they stand, for the standing items of agendas: port STANDING."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from elo_platform.accounts.models import User
from elo_platform.lib.http import address
from groups.querysets.standing import Asked, Line
from surveys.models import Survey
from surveys.panels.building import answers_in_words, period_in_words, survey_status
from surveys.states import SurveyState

KIND = "surveys"
MOST = 20


def survey_lines(asked: Asked, reader: User | AnonymousUser) -> dict[str, list[Line]]:
    """Return the surveys of a group that are open, or have closed since the last meeting."""
    if not asked.wants(KIND):
        return {}
    rows = Survey.objects.visible_to(reader).filter(
        Q(state=SurveyState.OPEN) | Q(closed_at__date__gte=asked.since),
        group=asked.group_id,
        visibility__in=asked.open_to,
    )
    rows = rows.exclude(state=SurveyState.DRAFT).order_by("opened_at", "pk")
    return {KIND: [_line(survey) for survey in rows[:MOST]]}


def _line(survey: Survey) -> Line:
    facts = (survey_status(survey)["text"], period_in_words(survey), answers_in_words(survey))
    url = address("surveys:survey_detail", survey.pk)
    return Line(survey.title, url, ", ".join(filter(None, facts)))
