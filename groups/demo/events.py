"""Events of the demo: a seminar to come, a full training that answers a need, a visit gone by."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from elo_platform.accounts.models import User
from groups.demo.stage import Stage
from groups.models import EloGroup, Event, Need
from groups.models.event import EventKind, TrainingKind
from groups.models.professions import Profession
from groups.permissions import Visibility
from groups.querysets.events import organisations_of
from groups.querysets.readers import people_of
from groups.services.event_after import write_notes
from groups.services.event_parts import ProgrammeValues, add_programme
from groups.services.event_series import SeriesValues, start_series
from groups.services.event_themes import suggest_theme, vote_for_theme
from groups.services.events import EventValues, draft_event, open_event, show_event
from groups.services.signups import SignUpValues, mark_presence, sign_up

THEMES = (
    ("Vägledning när yrken ändras", "sv"),
    ("Nivelvaiheet ja nuorten jaksaminen", "fi"),
    ("Gemensam vägledning på distans", "sv"),
)
PROGRAMME = (
    (time(9), "Välkommen och kaffe", "Tervetuloa ja kahvit", ""),
    (
        time(9, 30),
        "Vuxnas vägledning i Österbotten",
        "Aikuisten ohjaus Pohjanmaalla",
        "Alva Strand",
    ),
    (time(11), "Verkstäder", "Työpajat", ""),
    (time(14), "Vad tar vi hem?", "Mitä viemme kotiin?", "Onni Lehtola"),
)


def arrange_events(stage: Stage, groups: dict[str, tuple[EloGroup, User]]) -> None:
    """Let the leading group of Ostrobothnia arrange events and its people sign up."""
    group, by = groups["pohjanmaa"]
    people = list(people_of(group.pk).exclude(pk=by.pk).order_by("pk")[:16])
    _seminar(stage, group, by, people)
    _training(stage, group, by, people)
    _visit(stage, group, by, people)


def _seminar(stage: Stage, group: EloGroup, by: User, people: list[User]) -> None:
    names = SeriesValues(
        title_sv="Österbottens vägledningsseminarier",
        title_fi="Pohjanmaan ohjausseminaarit",
        owner=by,
    )
    made_at = stage.now - timedelta(days=21)
    series = start_series(group_id=group.pk, values=names, by=by, now=made_at)
    values = EventValues(
        kind=EventKind.REGIONAL_SEMINAR,
        series=series,
        title_sv="Österbottens vägledningsseminarium",
        title_fi="Pohjanmaan ohjausseminaari",
        about_sv="Årets gemensamma dag för alla som ger vägledning i landskapet.",
        about_fi="Vuoden yhteinen päivä kaikille, jotka tekevät ohjaustyötä maakunnassa.",
        day=stage.in_days(50, weekday=3),
        begins=time(9),
        ends=time(15),
        place="Vasa",
        capacity=60,
        is_open_signup=True,
        wants_suggestions_until=stage.in_days(30),
        professions=(Profession.COUNSELLOR, Profession.YOUTH, Profession.EMPLOYMENT),
    )
    event = opened(stage, group, by, values, days=20, visibility=Visibility.PUBLIC)
    for begins, title_sv, title_fi, speaker in PROGRAMME:
        point = ProgrammeValues(begins, title_sv, title_fi, speaker)
        add_programme(event_id=event.pk, values=point, by=by, now=stage.now)
    signed_up(event, people[:9], stage.now - timedelta(days=12))
    suggested(event, people, THEMES, stage.now - timedelta(days=6))


def _training(stage: Stage, group: EloGroup, by: User, people: list[User]) -> None:
    need = (
        Need.objects.filter(group=group, visibility=Visibility.GROUP)
        .live()
        .order_by("made_at", "pk")
        .first()
    )
    values = EventValues(
        kind=EventKind.TRAINING,
        training=TrainingKind.CONTINUING,
        title_sv="Att möta vuxna som byter yrke",
        title_fi="Ammatin vaihtajan ohjaaminen",
        day=stage.in_days(24, weekday=1),
        begins=time(12),
        ends=time(16),
        place="Jakobstad",
        capacity=5,
        signup_until=stage.in_days(17),
        professions=(Profession.COUNSELLOR, Profession.PSYCHOLOGIST),
    )
    event = opened(stage, group, by, values, days=15, need_id=need.pk if need else None)
    signed_up(event, people[:8], stage.now - timedelta(days=9))


def _visit(stage: Stage, group: EloGroup, by: User, people: list[User]) -> None:
    values = EventValues(
        kind=EventKind.VISIT,
        title_sv="Besök hos Ohjaamo i Karleby",
        title_fi="Vierailu Kokkolan Ohjaamossa",
        day=stage.in_days(-30, weekday=2),
        begins=time(13),
        ends=time(15),
        place="Karleby",
    )
    event = opened(stage, group, by, values, days=60)
    rows = signed_up(event, people[:6], stage.now - timedelta(days=45))
    came = frozenset(rows[:5])
    mark_presence(event_id=event.pk, came=came, by=by, now=stage.now - timedelta(days=20))
    texts = {
        "notes_sv": "Vi såg hur fyra organisationer delar lokal och kalender.",
        "notes_fi": "Näimme, miten neljä organisaatiota jakaa tilat ja kalenterin.",
        "take_home_sv": "En gemensam tidsbokning provas i Vasa till våren.",
        "take_home_fi": "Yhteistä ajanvarausta kokeillaan Vaasassa keväällä.",
    }
    given = {"version": event.version, "texts": texts, "by": by}
    write_notes(event_id=event.pk, now=stage.now - timedelta(days=19), **given)


def opened(
    stage: Stage,
    group: EloGroup | None,
    by: User,
    values: EventValues,
    *,
    days: int,
    visibility: Visibility = Visibility.GROUP,
    need_id: int | None = None,
) -> Event:
    """Return an event that was drafted and opened so many days ago."""
    now = stage.now - timedelta(days=days)
    event = draft_event(group_id=group and group.pk, values=values, need_id=need_id, by=by, now=now)
    given = {"event_id": event.pk, "by": by, "now": now}
    if visibility != Visibility.GROUP:
        show_event(version=event.version, visibility=visibility, **given)
    return open_event(**given)


def signed_up(event: Event, people: list[User], since: datetime) -> list[int]:
    """Let people sign up one after the other; return the ids of the sign-ups."""
    made = []
    for place, person in enumerate(people):
        values = SignUpValues(
            organisation=organisations_of(person).first(), shows_name=place % 2 == 0
        )
        at = since + timedelta(hours=3 * place)
        made.append(sign_up(event_id=event.pk, values=values, by=person, now=at).pk)
    return made


def suggested(
    event: Event, people: list[User], themes: Sequence[tuple[str, str]], at: datetime
) -> list[int]:
    """Let people suggest themes, each voted for by fewer than the one before; return their ids."""
    made = []
    for place, (text, language) in enumerate(themes):
        given = {"text": text, "language": language, "by": people[place], "now": at}
        theme = suggest_theme(event_id=event.pk, **given)
        for voter in people[place + 1 : 7 - place]:
            vote_for_theme(theme_id=theme.pk, by=voter, now=at)
        made.append(theme.pk)
    return made
