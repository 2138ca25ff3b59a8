"""What a survey looks like to those who build it and to those who read about it."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.http import absolute
from elo_platform.lib.text import day, foreign, language_used
from surveys.kinds import FEWEST_SHOWN
from surveys.models import Survey
from surveys.services.answers import Questionnaire
from surveys.services.completeness import LANGUAGES, Completeness, Missing, completeness_of
from surveys.states import SurveyState

COLUMNS = (
    "pk", "title_sv", "title_fi", "state", "closes_on", "opened_at", "closed_at", "made_at",
    "answers_count", "group",
)  # fmt: skip
_LOOKS = {
    SurveyState.DRAFT: ("neutral", "circle-dashed"),
    SurveyState.OPEN: ("info", "circle-dot"),
    SurveyState.CLOSED: ("success", "circle-check"),
}


def survey_status(survey: Survey) -> dict[str, str]:
    """Return the word, the colour and the icon of a survey's state."""
    tone, icon = _LOOKS[SurveyState(survey.state)]
    return {"tone": tone, "icon": icon, "text": str(SurveyState(survey.state).label)}


def answers_in_words(survey: Survey) -> str:
    """Return how many have answered; nothing exact below five, and nothing of a draft.

    While it is open the number follows in steps of five or more, as answers are mixed.
    """
    if survey.state == SurveyState.DRAFT:
        return ""
    if survey.answers_count < FEWEST_SHOWN:
        return gettext("fewer than five answers")
    count = survey.answers_count
    return ngettext("%(number)s answer", "%(number)s answers", count) % {"number": count}


def period_in_words(survey: Survey) -> str:
    """Return since when and until when people can or could answer; empty of a draft."""
    if survey.opened_at is None:
        return ""
    opened = day(helsinki_day(survey.opened_at))
    if survey.closed_at:
        closed = day(helsinki_day(survey.closed_at))
        return gettext("%(opened)s–%(closed)s") % {"opened": opened, "closed": closed}
    if survey.closes_on:
        return gettext("open until %(day)s") % {"day": day(survey.closes_on)}
    return gettext("open since %(day)s") % {"day": opened}


def list_rows(surveys: list[Survey]) -> list[dict[str, Any]]:
    """Return the lines of a list, formatted here."""
    rows = []
    for survey in surveys:
        language, title = language_used(survey, "title")
        rows.append(
            {
                "url": f"/surveys/{survey.pk}/",
                "title": title,
                "language": foreign(language),
                "status": survey_status(survey),
                "period": period_in_words(survey),
                "answers": answers_in_words(survey),
            }
        )
    return rows


def public_address(survey: Survey) -> str:
    """Return the whole address at which people answer."""
    return absolute(reverse("surveys:survey_answer", args=[survey.token]))


def completeness_panel(questionnaire: Questionnaire) -> dict[str, Any]:
    """Return how complete the languages are, and each thing that is missing with its place."""
    found = completeness_of(questionnaire=questionnaire)
    return {
        "is_whole": bool(found),
        "languages": [_language(code, found) for code in LANGUAGES],
        "missing": [_missing(each, questionnaire.survey) for each in found.missing],
    }


def _language(code: str, found: Completeness) -> dict[str, Any]:
    filled = found.filled[code]
    words = {"filled": filled, "all": found.texts}
    return {
        "name": settings.LANGUAGE_NAMES[code],
        "percent": 100 * filled // found.texts if found.texts else 0,
        "text": gettext("%(filled)s of %(all)s texts") % words,
    }


def _missing(missing: Missing, survey: Survey) -> dict[str, str]:
    place = missing.place
    if place.section_id is None:
        url = reverse("surveys:survey_edit", args=[survey.pk])
        where = gettext("The survey")
    else:
        url = reverse("surveys:section_edit", args=[place.section_id])
        where = _where(place.position, place.number)
    if not missing.language:
        return {"url": url, "text": gettext("%(where)s: %(what)s") % _words(where, missing)}
    sentence = {
        "sv": gettext("%(where)s: %(what)s is missing in Swedish"),
        "fi": gettext("%(where)s: %(what)s is missing in Finnish"),
    }[missing.language]
    return {"url": url, "text": sentence % _words(where, missing)}


def _words(where: str, missing: Missing) -> dict[str, str]:
    return {"where": where, "what": str(missing.what)}


def _where(position: int, number: int) -> str:
    if not position:
        return gettext("Section %(number)s") % {"number": number}
    if number:
        words = {"position": position, "number": number}
        return gettext("Question %(position)s, choice %(number)s") % words
    return gettext("Question %(position)s") % {"position": position}
