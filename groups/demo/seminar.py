"""The yearly seminar of coordinators: last year's with what came of it at home, and the next."""

from datetime import date, time, timedelta
from typing import Any

from elo_platform.accounts.models import User
from groups.demo.cast import account
from groups.demo.events import opened, signed_up, suggested
from groups.demo.stage import Stage
from groups.models import EloGroup, Event, EventSeries
from groups.models.event import EventKind
from groups.models.professions import Profession
from groups.permissions import Visibility
from groups.services.event_after import follow_up, write_notes
from groups.services.event_feedback import FeedbackValues, give_feedback
from groups.services.event_parts import ProgrammeValues, add_programme
from groups.services.event_series import SeriesValues, start_series
from groups.services.event_themes import choose_theme
from groups.services.events import EventValues, open_event, show_event
from groups.services.signups import mark_presence

# The groups that took the last seminar home, and after how many days their own event is drafted:
# it lies two months later, so one has been and one is to come.
AT_HOME = {"pohjois-karjala": 68, "pohjanmaa": 30}
HELD, ASKED, OPENED = 80, 120, 140
THEMES = (
    ("Vägledning för vuxna som byter yrke", "sv"),
    ("Miten kokeilun tulos leviää maakuntaan?", "fi"),
    ("Ohjaus uusilla työllisyysalueilla", "fi"),
)
NEXT_THEMES = (
    ("Yhteinen kieli nuorten ohjaukseen", "fi"),
    ("Vad lönar det sig att fråga i den årliga enkäten?", "sv"),
)
TEXTS = {
    "notes_sv": "Tretton regioner jämförde hur de följer upp det som ledningsgrupperna kommer"
    " överens om. Den nationella gruppen berättade om nästa års strategiarbete.",
    "notes_fi": "Kolmetoista maakuntaa vertaili, miten johtoryhmien sopimaa seurataan."
    " Kansallinen ryhmä kertoi ensi vuoden strategiatyöstä.",
    "take_home_sv": "1. Vuxna som byter yrke behöver en väg in i varje kommun.\n"
    "2. Varje försök får en organisation som svarar för att det sprids.\n"
    "3. Behov som gäller hela landet lyfts till den nationella gruppen före hösten.",
    "take_home_fi": "1. Ammattia vaihtava aikuinen tarvitsee ovensa jokaiseen kuntaan.\n"
    "2. Jokaisella kokeilulla on organisaatio, joka vastaa levittämisestä.\n"
    "3. Koko maata koskevat tarpeet nostetaan kansalliseen ryhmään ennen syksyä.",
}
RESULT = {
    "notes_sv": "Fyra kommuner, arbetskraftsmyndigheten och yrkeshögskolan gick igenom listan.",
    "notes_fi": "Neljä kuntaa, työllisyysalue ja ammattikorkeakoulu kävivät listan läpi.",
    "take_home_sv": "Joensuu provar en gemensam väg in från årsskiftet.",
    "take_home_fi": "Joensuu kokeilee yhteistä ovea vuodenvaihteesta alkaen.",
}
SAID = (
    (5, "Tid att prata med grannregionerna."),
    (4, ""),
    (5, "Lisää tällaista."),
    (4, ""),
    (3, ""),
)


def hold_seminars(stage: Stage, groups: dict[str, tuple[EloGroup, User]]) -> None:
    """Let the national coordinator arrange the seminar, coordinators come, regions go on."""
    by = User.objects.with_address(account("national")).get()
    people = [coordinator for _group, coordinator in groups.values()]
    made_at = stage.now - timedelta(days=OPENED)
    names = SeriesValues(
        title_sv="Samordnarnas seminarium",
        title_fi="Koordinaattorien seminaari",
        about_sv="En gång om året går alla samordnare och den nationella gruppen igenom vart"
        " vägledningen är på väg, och vad regionerna behöver.",
        about_fi="Kerran vuodessa kaikki koordinaattorit ja kansallinen ryhmä käyvät läpi, mihin"
        " ohjaus on menossa ja mitä maakunnat tarvitsevat.",
        owner=by,
    )
    series = start_series(group_id=None, values=names, by=by, now=made_at)
    event = _held(stage, series, by, people)
    _taken_home(stage, event, groups)
    _next(stage, series, by, people)


def _values(series: EventSeries, day: date, **own: Any) -> EventValues:
    """Return what every seminar is, with what is its own."""
    return EventValues(
        kind=EventKind.NATIONAL,
        title_sv=f"Samordnarnas seminarium {day.year}",
        title_fi=f"Koordinaattorien seminaari {day.year}",
        day=day,
        begins=time(9, 30),
        ends=time(16),
        series=series,
        capacity=40,
        **own,
    )


def _held(stage: Stage, series: EventSeries, by: User, people: list[User]) -> Event:
    values = _values(
        series,
        stage.in_days(-HELD, weekday=3),
        place="Helsingfors",
        wants_suggestions_until=stage.in_days(-ASKED + 30),
        professions=(Profession.EMPLOYMENT,),
    )
    event = opened(stage, None, by, values, days=OPENED)
    themes = suggested(event, people, THEMES, stage.now - timedelta(days=ASKED))
    at = stage.now - timedelta(days=ASKED - 32)
    for theme in themes[:2]:
        choose_theme(theme_id=theme, is_chosen=True, by=by, now=at)
    rows = signed_up(event, [by, *people[:13]], stage.now - timedelta(days=ASKED - 10))
    at = stage.now - timedelta(days=HELD - 10)
    mark_presence(event_id=event.pk, came=frozenset(rows[:-1]), by=by, now=at)
    event.refresh_from_db()
    write_notes(event_id=event.pk, version=event.version, texts=TEXTS, by=by, now=at)
    for signup, (useful, text) in zip(rows, SAID, strict=False):
        said = FeedbackValues(useful, text)
        give_feedback(signup_id=signup, values=said, language="sv", now=at)
    return event


def _taken_home(stage: Stage, event: Event, groups: dict[str, tuple[EloGroup, User]]) -> None:
    """Let two regions go on with the list: one has come to something, one invites."""
    for key, days in AT_HOME.items():
        group, by = groups[key]
        now = stage.now - timedelta(days=days)
        draft = follow_up(event_id=event.pk, group_id=group.pk, by=by, now=now)
        seen = {"version": draft.version, "visibility": Visibility.ALL_REGIONS}
        show_event(event_id=draft.pk, by=by, now=now, **seen)
        own = open_event(event_id=draft.pk, by=by, now=now)
        if own.ends_at < stage.now:
            given = {"version": own.version, "texts": RESULT, "by": by}
            write_notes(event_id=own.pk, now=stage.now - timedelta(days=2), **given)


def _next(stage: Stage, series: EventSeries, by: User, people: list[User]) -> None:
    values = _values(
        series,
        stage.in_days(285, weekday=3),
        place="Tammerfors",
        wants_suggestions_until=stage.in_days(60),
        about_sv="Temana väljer vi tillsammans: föreslå och rösta.",
        about_fi="Teemat valitaan yhdessä: ehdota ja äänestä.",
    )
    event = opened(stage, None, by, values, days=9)
    point = ProgrammeValues(time(9, 30), "Välkommen och kaffe", "Tervetuloa ja kahvit")
    add_programme(event_id=event.pk, values=point, by=by, now=stage.now - timedelta(days=9))
    suggested(event, people, NEXT_THEMES, stage.now - timedelta(days=7))
    signed_up(event, [by, *people[:6]], stage.now - timedelta(days=8))
