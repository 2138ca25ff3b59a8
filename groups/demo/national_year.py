"""What fills the years of the load set: agendas and minutes, events, the year, two registers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from elo_platform.accounts.models import User
from elo_platform.lib.dates import wall_to_utc
from groups.demo.stage import Stage
from groups.models import (
    Acknowledgement,
    AgendaItem,
    Body,
    Event,
    Guideline,
    GuidelineEdition,
    Meeting,
    Minutes,
    MinutesChecker,
    MinutesPart,
    Organisation,
    ProgrammeItem,
    SignUp,
    Statement,
    YearEntry,
)
from groups.models.event import EventKind
from groups.models.statement import Effect, StatementKind
from groups.models.year import YearKind
from groups.services.load_rows import load_rows
from groups.states import EventState, GuidelineState, MinutesState, SignUpState, YearState

# So many of each in a group; agendas and minutes of the meetings of these last years.
EVENTS, GUIDELINES, STATEMENTS, ENTRIES = 60, 60, 60, 40
LATELY = timedelta(days=2 * 365)
ITEMS, POINTS, SIGNED, CAPACITY, ASKED = 8, 6, 15, 12, 8
APART = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Share:
    """A group of the load set: its leading group, who coordinates it, who else belongs to it."""

    leading: Body
    coordinator: User
    people: list[User]
    organisations: list[Organisation]

    def made(self, at: datetime) -> dict[str, Any]:
        """Return the columns of what the coordinator made for the leading group."""
        own = {"group_id": self.leading.group_id, "body": self.leading}
        return own | {"made_by": self.coordinator, "made_at": at, "changed_at": at}


def fill_years(stage: Stage, meetings: Iterable[Meeting], shares: Iterable[Share]) -> None:
    """Add what the groups prepare, write down, arrange and lay down."""
    shares = list(shares)
    _agendas(stage, [each for each in meetings if each.day > stage.today - LATELY])
    _events(stage, shares)
    _guidelines(stage, shares)
    load_rows(rows=(row for share in shares for row in _statements(stage, share)))
    load_rows(rows=(row for share in shares for row in _entries(stage, share)))


def _agendas(stage: Stage, meetings: list[Meeting]) -> None:
    """Give each meeting an agenda, and those gone by minutes that are being checked."""
    items = load_rows(rows=(item for meeting in meetings for item in _items(meeting)))
    past = [each for each in meetings if each.ends_at < stage.now]
    minutes = load_rows(
        rows=(
            Minutes(
                meeting=each,
                state=MinutesState.REVIEW,
                begun_by_id=each.made_by_id,
                begun_at=each.ends_at,
                sent_at=each.ends_at,
            )
            for each in past
        )
    )
    kept = {each.meeting_id: each for each in minutes}
    minuted = (item for item in items if item.meeting_id in kept)
    load_rows(rows=(_part(kept[item.meeting_id], item) for item in minuted))
    load_rows(
        rows=(
            MinutesChecker(minutes=each, user_id=each.begun_by_id, asked_at=each.sent_at)
            for each in minutes
        )
    )


def _items(meeting: Meeting) -> Iterator[AgendaItem]:
    for number in range(1, ITEMS + 1):
        yield AgendaItem(
            meeting=meeting,
            number=number,
            title_sv=f"Ärende {number}: smidigare övergångar",
            title_fi=f"Asia {number}: sujuvammat nivelvaiheet",
            text_sv="Arbetsgruppen föreslår två gemensamma träffar i höst.",
            text_fi="Työryhmä ehdottaa kahta yhteistä tapaamista syksyllä.",
            minutes=15,
        )


def _part(minutes: Minutes, item: AgendaItem) -> MinutesPart:
    return MinutesPart(
        minutes=minutes,
        item=item,
        number=item.number,
        heading_sv=item.title_sv,
        heading_fi=item.title_fi,
        text_sv="Ledningsgruppen enades om fortsättningen och återkommer på nästa möte.",
        text_fi="Johtoryhmä sopi jatkosta ja palaa asiaan seuraavassa kokouksessa.",
    )


def _events(stage: Stage, shares: list[Share]) -> None:
    arranged = [(share, event) for share in shares for event in _arranged(stage, share)]
    load_rows(rows=(event for _share, event in arranged))
    load_rows(
        rows=(
            ProgrammeItem(event=event, number=number, begins=time(8 + number), title_sv="Verkstad")
            for _share, event in arranged
            for number in range(1, POINTS + 1)
        )
    )
    load_rows(
        rows=(
            SignUp(
                event=event,
                user=user,
                organisation=share.organisations[number % len(share.organisations)],
                language="sv",
                number=number,
                state=SignUpState.COMING if number <= CAPACITY else SignUpState.WAITING,
                shows_name=number % 2 == 0,
                at=event.opened_at,
                changed_at=event.opened_at,
            )
            for share, event in arranged
            for number, user in enumerate(share.people[-SIGNED:], start=1)
        )
    )


def _arranged(stage: Stage, share: Share) -> Iterator[Event]:
    """Yield the events of a group: one a month, a dozen of them to come."""
    for place in range(EVENTS):
        day = stage.today + APART * (12 - place)
        starts_at = wall_to_utc(day=day, at=time(9))
        told_at = starts_at - 2 * APART
        yield Event(
            **share.made(told_at),
            kind=list(EventKind)[place % 5],
            title_sv=f"Seminarium {place}: vägledning i förändring",
            title_fi=f"Seminaari {place}: ohjaus muutoksessa",
            about_sv="En gemensam dag för alla som ger vägledning i landskapet.",
            day=day,
            begins=time(9),
            ends=time(15),
            starts_at=starts_at,
            ends_at=wall_to_utc(day=day, at=time(15)),
            place="På distans",
            capacity=CAPACITY,
            wants_suggestions_until=day - APART,
            state=EventState.OPEN,
            opened_at=told_at,
        )


def _guidelines(stage: Stage, shares: list[Share]) -> None:
    """Lay down what is published, with the answers of some organisations."""
    laid = [(share, each) for share in shares for each in _laid(stage, share)]
    load_rows(rows=(each for _share, each in laid))
    load_rows(rows=(_edition(each) for _share, each in laid))
    load_rows(
        rows=(
            Acknowledgement(
                guideline=each,
                organisation=organisation,
                edition=1,
                asked_at=each.published_at,
                answered_at=each.published_at if place % 2 else None,
            )
            for share, each in laid
            for place, organisation in enumerate(share.organisations[:ASKED])
        )
    )


def _laid(stage: Stage, share: Share) -> Iterator[Guideline]:
    for place, day, at in _monthly(stage, GUIDELINES):
        yield Guideline(
            **share.made(at),
            year=day.year,
            number=place + 1,
            **_texts(place),
            starts_on=day,
            state=GuidelineState.PUBLISHED,
            edition=1,
            published_edition=1,
            settled_at=at,
            published_at=at,
            answer_by=day + APART,
        )


def _texts(place: int) -> dict[str, str]:
    return {
        "title_sv": f"Riktlinje {place}: en dörr in",
        "title_fi": f"Linjaus {place}: yksi ovi",
        "text_sv": "Den som söker vägledning får den på ett ställe, utan att slussas vidare.",
        "text_fi": "Ohjausta hakeva saa sitä yhdestä paikasta ilman luukulta toiselle siirtämistä.",
    }


def _edition(guideline: Guideline) -> GuidelineEdition:
    return GuidelineEdition(
        guideline=guideline,
        number=1,
        **{name: getattr(guideline, name) for name in _texts(0)},
        starts_on=guideline.starts_on,
        approved_at=guideline.settled_at,
    )


def _statements(stage: Stage, share: Share) -> Iterator[Statement]:
    for place, sent_on, at in _monthly(stage, STATEMENTS):
        yield Statement(
            **share.made(at),
            kind=list(StatementKind)[place % 4],
            title_sv=f"Utlåtande {place} om vägledningens resurser",
            title_fi=f"Lausunto {place} ohjauksen resursseista",
            addressee="Utbildningsnämnden",
            sent_on=sent_on,
            effect=list(Effect)[place % 4],
        )


def _monthly(stage: Stage, count: int) -> Iterator[tuple[int, date, datetime]]:
    """Yield places with a day and its noon: today first, then a month earlier each time."""
    for place in range(count):
        day = stage.today - APART * place
        yield place, day, wall_to_utc(day=day, at=time(12))


def _entries(stage: Stage, share: Share) -> Iterator[YearEntry]:
    """Yield a year's entries, spread over all of it."""
    first = date(stage.today.year, 1, 7)
    for place in range(ENTRIES):
        yield YearEntry(
            group_id=share.leading.group_id,
            body=share.leading,
            year=first.year,
            kind=list(YearKind)[place % len(YearKind)],
            title_sv=f"Uppgift {place}",
            title_fi=f"Tehtävä {place}",
            day=first + timedelta(days=place * 350 // ENTRIES),
            state=YearState.PLANNED,
            made_at=stage.now,
            changed_at=stage.now,
        )
