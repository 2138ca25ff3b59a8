"""Themes of the demo's closed survey, the needs that they raised, and who may read of it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day
from groups.demo.cast import account
from groups.permissions import Visibility
from groups.services.need_steps import refuse_need
from groups.services.needs import NeedValues, open_need
from surveys.demo.load import KARELIA_TEXTS
from surveys.demo.texts import STORIES
from surveys.models import Answer, Survey, Theme
from surveys.services.sharing import share_said
from surveys.services.themes import ThemeValues, make_theme, mark_passage, raise_theme_need

MADE_DAYS, SHARED_DAYS = 8, 6
# Of six answers one has not been sorted yet.
LEFT_EVERY = 6


@dataclass(frozen=True, slots=True)
class Told:
    """A theme with the number of its stories in each language, and the need that it raises."""

    theme: ThemeValues
    stories: dict[str, int]
    need: dict[str, str] = field(default_factory=dict)
    refusal: str = ""


DATA_LOST = {
    "title_sv": "Uppgifterna följer inte med till nästa skola",
    "title_fi": "Tiedot eivät siirry seuraavaan oppilaitokseen",
    "text_sv": "Vägledare i alla sektorer berättar att stödet börjar om från noll i augusti.",
    "text_fi": "Ohjaajat kaikilta toimialoilta kertovat, että tuki alkaa elokuussa alusta.",
}
ADULTS_LOST = {
    "title_sv": "Den som byter yrke vet inte vem man ringer",
    "title_fi": "Alan vaihtaja ei tiedä, kenelle soittaa",
    "text_sv": "Det finns vägledning för vuxna, men ingen gemensam första kontakt.",
    "text_fi": "Aikuisille on ohjausta, mutta yhteinen ensimmäinen yhteydenotto puuttuu.",
}
LONG_WAIT = {
    "title_sv": "Väntetiden till psykolog och kurator är för lång",
    "title_fi": "Psykologin ja kuraattorin ajat ovat liian kaukana",
    "text_sv": "Studierna hinner avbrytas medan den unga väntar.",
    "text_fi": "Opinnot ehtivät keskeytyä odottaessa.",
}
TOLD = (
    Told(
        ThemeValues(
            "Uppgifterna följer inte med",
            "Tiedot eivät siirry",
            "Det som hade avtalats eller prövats når inte nästa skola eller tjänst.",
            "Sovittu tai jo kokeiltu ei tule seuraavan oppilaitoksen tai palvelun tietoon.",
        ),
        {"fi": 0, "sv": 0},
        DATA_LOST,
    ),
    Told(
        ThemeValues("Lång väntan på psykolog och kurator", "Pitkä odotus psykologille"),
        {"fi": 1, "sv": 1},
        LONG_WAIT,
        "Tjänsterna ordnas av välfärdsområdet. Vi har lämnat svaren dit och följer upp dem i mars. "
        "– Palvelut järjestää hyvinvointialue. Veimme vastaukset sinne ja palaamme asiaan "
        "maaliskuussa.",
    ),
    Told(
        ThemeValues("Vuxna vet inte vart de ska vända sig", "Aikuinen ei löydä ohjaukseen"),
        {"fi": 2, "sv": 2},
        ADULTS_LOST,
    ),
    Told(
        ThemeValues("Ingen hinner handleda på arbetsplatsen", "Työpaikalla ei ehditä ohjata"),
        {"fi": 3, "sv": 3},
    ),
    Told(
        ThemeValues("Vägledning på ett språk som man kan", "Ohjausta ymmärrettävällä kielellä"),
        {"fi": 4},
    ),
)


@transaction.atomic
def load_themes(*, now: datetime) -> int:
    """Sort most answers of the closed survey into themes; return how many. Nothing where done."""
    survey = Survey.objects.filter(title_sv=KARELIA_TEXTS.title_sv).first()
    if survey is None or Theme.objects.filter(survey=survey).exists():
        return 0
    by = User.objects.with_address(account("coordinator")).get()
    at = now - timedelta(days=MADE_DAYS)
    answers = list(Answer.objects.filter(question__survey=survey).exclude(text="").order_by("text"))
    for told in TOLD:
        theme = make_theme(survey_id=survey.pk, values=told.theme, by=by, now=at)
        _mark(survey, theme, told, answers, by, at)
        if told.need:
            _raise(theme, told, by, at)
    survey.refresh_from_db()
    share_said(
        survey_id=survey.pk,
        version=survey.version,
        visibility=Visibility.PUBLIC,
        by=by,
        now=now - timedelta(days=SHARED_DAYS),
    )
    return len(TOLD)


def _mark(
    survey: Survey, theme: Theme, told: Told, answers: list[Answer], by: User, at: datetime
) -> None:
    """Put how the stories of a matter begin into its theme."""
    firsts = [first for code, at in told.stories.items() for first in STORIES[code][at][0]]
    given = {"survey_id": survey.pk, "theme_id": theme.pk, "by": by, "now": at}
    for number, answer in enumerate(answers):
        passage = next((first for first in firsts if answer.text.startswith(first)), "")
        if passage and number % LEFT_EVERY:
            mark_passage(answer_id=answer.pk, passage=passage, **given)


def _raise(theme: Theme, told: Told, by: User, at: datetime) -> None:
    """Raise a theme's need and open it to all, or say why it is not taken up."""
    values = NeedValues(raised_on=helsinki_day(at), **told.need)
    need = raise_theme_need(theme_id=theme.pk, values=values, by=by, now=at)
    later = at + timedelta(days=1)
    need = open_need(
        need_id=need.pk, version=need.version, visibility=Visibility.PUBLIC, by=by, now=later
    )
    if told.refusal:
        refuse_need(need_id=need.pk, reason=told.refusal, by=by, now=later)
