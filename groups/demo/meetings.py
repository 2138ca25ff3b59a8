"""Meetings of the demo: what has been is loaded, what is to come is called as in earnest."""

from datetime import date, time, timedelta

from elo_platform.accounts.models import User
from groups.demo.cast import cast
from groups.demo.deep import DeepGroup
from groups.demo.stage import Stage
from groups.models import Attendance, SeatHolder
from groups.models.standing import Purpose, StandingKind
from groups.permissions import Visibility
from groups.services.agenda import ItemValues
from groups.services.attendance import answer_meeting
from groups.services.load_sets import NewMeeting, load_meetings
from groups.services.meetings import MeetingValues, call_meeting, draft_meeting
from groups.states import Answer

TUESDAY, WEDNESDAY, THURSDAY = 1, 2, 3
# In how many days, until what hour, and the titles.
OPEN_TO_ALL = {
    "pohjois-karjala": (
        *(52, 16),
        "Regionalt seminarium om livslång vägledning",
        "Alueellinen elinikäisen ohjauksen seminaari",
    ),
    "keski-suomi": (
        *(16, 15),
        "Kollegialt forum: smidiga övergångar efter grundskolan",
        "Vertaisfoorumi: sujuvat siirtymät perusopetuksen jälkeen",
    ),
    "pohjois-savo": (
        *(80, 12),
        "Workshop: det överenskomna i praktiken",
        "Työpaja: sovittu käytäntöön",
    ),
    "pohjanmaa": (
        *(4, 11),
        "Informationsmöte: nya tjänster i sysselsättningsområdet",
        "Tiedotustilaisuus: työllisyysalueen uudet palvelut",
    ),
}
PAST_DAYS = (-420, -300, -190, -75)
ITEMS = (
    ItemValues(
        title_sv="Läget sedan förra mötet",
        title_fi="Tilanne edellisen kokouksen jälkeen",
        purpose=Purpose.INFORM,
        presenter="Samordnaren",
        minutes=15,
        standing=StandingKind.SINCE,
    ),
    ItemValues(
        title_sv="Vem saknas i gruppen?",
        title_fi="Kuka ryhmästä puuttuu?",
        text_sv="Näringslivet har ingen medlem sedan i somras. Vi kommer överens om vem vi ber.",
        text_fi="Elinkeinoelämällä ei ole jäsentä viime kesän jälkeen. Sovimme, keneltä kysymme.",
        purpose=Purpose.DECIDE,
        presenter="Ordföranden",
        minutes=30,
        section_sv="Ärenden att komma överens om",
        section_fi="Sovittavat asiat",
        cost_sv="Ingenting utöver tiden för samtalen.",
        cost_fi="Ei muuta kuin keskusteluihin kuluva aika.",
    ),
    ItemValues(
        title_sv="Smidiga övergångar: arbetsgruppens mellanrapport",
        title_fi="Sujuvat nivelvaiheet: työryhmän väliraportti",
        purpose=Purpose.DISCUSS,
        presenter="Arbetsgruppen",
        minutes=45,
    ),
)


def hold_past_meetings(stage: Stage, deep: DeepGroup, coordinator: User) -> None:
    """Load the meetings gone by of the leading group and of the network."""
    rows = []
    for kind, sv, fi in (
        ("leading", "Ledningsgruppen", "Johtoryhmä"),
        ("network", "Nätverket", "Verkosto"),
    ):
        for days in PAST_DAYS:
            day = stage.in_days(days, weekday=TUESDAY)
            number = f"{(day.month + 2) // 3}/{day.year}"
            rows.append(
                NewMeeting(
                    body=deep.bodies[kind],
                    day=day,
                    title_sv=f"{sv} {number}",
                    title_fi=f"{fi} {number}",
                    place=_town(stage, deep),
                    made_by=coordinator,
                    visibility=Visibility.GROUP,
                    called=tuple(_seated_then(deep, kind, day)),
                )
            )
    load_meetings(rows=rows, now=stage.now)


def call_coming_meetings(stage: Stage, deep: DeepGroup, coordinator: User) -> None:
    """Call the leading group and an open seminar, and leave one meeting as a draft."""
    sent = stage.now - timedelta(days=3)
    leading = draft_meeting(
        body=deep.bodies["leading"],
        values=MeetingValues(
            day=stage.in_days(9, weekday=TUESDAY),
            begins=time(13),
            ends=time(15),
            title_sv="Ledningsgruppens höstmöte",
            title_fi="Johtoryhmän syyskokous",
            about_sv="Vi går igenom läget och kommer överens om vem vi bjuder in.",
            about_fi="Käymme läpi tilanteen ja sovimme, kenet kutsumme mukaan.",
            place=f"{_town(stage, deep)}, mötesrum Kvarken",
            link="https://moten.elo.example/hostmote",
            items=ITEMS,
        ),
        by=coordinator,
        now=sent,
    )
    call_meeting(meeting_id=leading.pk, by=coordinator, now=sent)
    _answer_some(stage, leading.pk)
    days, until, title_sv, title_fi = OPEN_TO_ALL[deep.key]
    seminar = draft_meeting(
        body=deep.bodies["network"],
        values=MeetingValues(
            day=stage.in_days(days, weekday=WEDNESDAY),
            begins=time(9),
            ends=time(until),
            title_sv=title_sv,
            title_fi=title_fi,
            place=_town(stage, deep),
            visibility=Visibility.PUBLIC,
            items=ITEMS[2:],
        ),
        by=coordinator,
        now=sent,
    )
    call_meeting(meeting_id=seminar.pk, by=coordinator, now=sent)
    _draft(stage, deep, coordinator)


def _draft(stage: Stage, deep: DeepGroup, coordinator: User) -> None:
    body = deep.bodies.get("working") or deep.bodies["network"]
    values = MeetingValues(
        day=stage.in_days(24, weekday=THURSDAY),
        begins=time(9, 30),
        ends=time(11),
        title_sv="Planering av vårens workshoppar",
        title_fi="Kevään työpajojen suunnittelu",
        items=ITEMS[:1],
    )
    draft_meeting(body=body, values=values, by=coordinator, now=stage.now)


def _answer_some(stage: Stage, meeting_id: int) -> None:
    """Let most of those called answer; every fourth has not yet, every seventh cannot come."""
    from_mail = {"comment": "", "now": stage.now - timedelta(hours=20)}
    for place, row in enumerate(_called(meeting_id)):
        if place % 4 != 3:
            answer = Answer.NO if place % 7 == 6 else Answer.YES
            answer_meeting(attendance_id=row.pk, answer=answer, by=row.user, **from_mail)


def _called(meeting_id: int) -> list[Attendance]:
    """Return who was called, but for the demo's own accounts: they answer by hand."""
    rows = Attendance.objects.filter(meeting=meeting_id, user__isnull=False).order_by("pk")
    own = {person.email for person in cast()}
    return [row for row in rows.select_related("user") if row.user.email not in own]


def _seated_then(deep: DeepGroup, kind: str, on: date) -> list[User]:
    rows = User.objects.filter(
        pk__in=SeatHolder.objects.on(on).filter(seat__body=deep.bodies[kind]).values("user")
    )
    return list(rows.order_by("pk"))


def _town(stage: Stage, deep: DeepGroup) -> str:
    return stage.places[deep.code].town
