"""The demo's surveys: built, opened, answered, moved and closed as in earnest, on days gone by."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from elo_platform.accounts.models import User
from groups.demo.cast import account
from groups.demo.stage import rows
from groups.models import EloGroup
from surveys.demo.respondents import respondents
from surveys.models import Survey
from surveys.services.building import make_survey
from surveys.services.intake import take_in
from surveys.services.life import close_survey, open_survey
from surveys.services.moving import move_answers
from surveys.services.starters import GUIDANCE_STAFF, GUIDANCE_STAFF_TEXTS
from surveys.services.values import SurveyTexts

# Norra Karelen: 214 answers, among the sectors one of seven, one of five and one of three.
KARELIA = (58, 31, 46, 17, 9, 28, 10, 7, 5, 3)
KARELIA_SWEDISH = 43
OSTROBOTHNIA = (6, 4, 5, 2, 1, 3, 1, 1, 0, 0)
OSTROBOTHNIA_SWEDISH = 14
OPENED_DAYS, CLOSED_DAYS = 48, 10

KARELIA_TEXTS = replace(
    GUIDANCE_STAFF_TEXTS,
    title_sv="Öppen enkät till vägledarna i Norra Karelen",
    title_fi="Avoin kysely Pohjois-Karjalan ohjaajille",
)
OSTROBOTHNIA_TEXTS = replace(
    GUIDANCE_STAFF_TEXTS,
    title_sv="Enkät till vägledare i Österbotten",
    title_fi="Kysely Pohjanmaan ohjaajille",
)


def is_loaded() -> bool:
    """Tell whether the demo's surveys are there."""
    return Survey.objects.filter(title_sv=KARELIA_TEXTS.title_sv).exists()


@transaction.atomic
def load_surveys(*, now: datetime) -> int:
    """Let the demo's groups ask and be answered; return how many surveys. Nothing where they did.

    One is closed with its answers, one is open, one is a draft that lacks texts.
    """
    if is_loaded():
        return 0
    group, by = _group("pohjois-karjala", "coordinator")
    opened_at = now - timedelta(days=OPENED_DAYS)
    survey = _open(group, KARELIA_TEXTS, by, opened_at)
    _answer(survey, KARELIA, KARELIA_SWEDISH, seed=12)
    close_survey(survey_id=survey.pk, by=by, now=now - timedelta(days=CLOSED_DAYS))
    group, by = _group("pohjanmaa", "coordinator.osterbotten")
    closes_on = (now + timedelta(days=19)).date()
    survey = _open(group, OSTROBOTHNIA_TEXTS, by, now - timedelta(days=9), closes_on)
    _answer(survey, OSTROBOTHNIA, OSTROBOTHNIA_SWEDISH, seed=15)
    move_answers(survey_id=survey.pk)
    titles = SurveyTexts(title_sv="Hur gick vårens övergångar?", title_fi="Miten kevään siirtymät?")
    make_survey(group=group, texts=titles, by=by, now=now - timedelta(days=2))
    return 3


def _group(key: str, name: str) -> tuple[EloGroup, User]:
    listed = next(row for row in rows("groups.csv") if row["key"] == key)
    group = EloGroup.objects.get(name_sv=listed["name_sv"])
    return group, User.objects.with_address(account(name)).get()


def _open(
    group: EloGroup, texts: SurveyTexts, by: User, at: datetime, closes_on: date | None = None
) -> Survey:
    drafted_at = at - timedelta(days=3)
    draft = make_survey(group=group, texts=texts, sections=GUIDANCE_STAFF, by=by, now=drafted_at)
    return open_survey(survey_id=draft.pk, closes_on=closes_on, by=by, now=at)


def _answer(survey: Survey, sectors: Sequence[int], swedish: int, *, seed: int) -> None:
    found = respondents(survey, sectors=sectors, swedish=swedish, seed=seed)
    for number, (language, typed) in enumerate(found):
        take_in(
            survey_id=survey.pk,
            edition=survey.edition,
            form_key=UUID(int=seed << 64 | number),
            language=language,
            typed=typed,
        )
