"""The rest of the country: fewer seats, loaded in bulk, each group in some state of its own."""

from datetime import date, timedelta

from elo_platform.accounts.models import User
from groups.demo.stage import REFORMS, Stage
from groups.models import Body, EloGroup
from groups.services.load_sets import (
    NewMeeting,
    NewSeat,
    Sitting,
    load_meetings,
    load_seats,
)
from groups.states import HolderKind

# Which kinds sit in a group of each shape; a group leaves out some, by its place in the list.
SHAPES = {
    "small": ("CENTRE", "EMPL", "MUN", "VET", "HE", "LIBED", "MUNYOUTH", "STATE"),
    "wide": (
        *("CENTRE", "EMPL", "STATE", "MUN", "VET", "HE", "REGCO", "LIBED"),
        *("MUNYOUTH", "OUTREACH", "INTEREST", "MUNSOC"),
    ),
}
TUESDAY = 1


def seat_members(
    stage: Stage, group: EloGroup, bodies: dict[str, Body], *, code: str, shape: str, place: int
) -> list[User]:
    """Seat a lesser group's members; return those who sit today.

    One seat is vacant since a while and one has a deputy only, at a different place in each
    group; every third group lacks a kind.
    """
    kinds = [key for n, key in enumerate(SHAPES[shape]) if n != place % 11 or place % 3]
    people = iter(stage.hire(len(kinds) + 2, group.languages.split()))
    since = date(2023, 1 + place % 9, 1)
    invented = iter(stage.organisations([key for key in kinds if key not in REFORMS], code))
    rows, members = [], []
    for number, key in enumerate(kinds):
        person = next(people)
        organisation = stage.office(key, code, stage.today) if key in REFORMS else next(invented)
        sitting = _sitting(person, number - place % len(kinds), since, stage.today)
        if sitting.ends_on is None and sitting.kind is HolderKind.PRINCIPAL:
            members.append(person)
        rows += _before(stage, bodies["leading"], key, code, person, since)
        opened_on = max(since, _reformed(key)) if key in REFORMS else since
        sitting = Sitting(person, sitting.kind, max(opened_on, sitting.starts_on), sitting.ends_on)
        rows.append(
            NewSeat(
                body=bodies["leading"],
                organisation=organisation,
                category=stage.categories[key],
                opened_on=opened_on,
                sittings=(sitting,),
            )
        )
    load_seats(rows=rows)
    return members


def _reformed(key: str) -> date:
    return REFORMS[key][0] + timedelta(days=1)


def _sitting(person: User, turn: int, since: date, today: date) -> Sitting:
    if turn == 1:
        return Sitting(person, HolderKind.PRINCIPAL, since, today - timedelta(days=150))
    return Sitting(person, HolderKind.DEPUTY if turn == 2 else HolderKind.PRINCIPAL, since)


def _before(
    stage: Stage, body: Body, key: str, code: str, person: User, since: date
) -> list[NewSeat]:
    """Return the seat of the authority that was there before the reform, closed that day."""
    if key not in REFORMS:
        return []
    last_day = REFORMS[key][0]
    return [
        NewSeat(
            body=body,
            organisation=stage.office(key, code, last_day),
            category=stage.categories[key],
            opened_on=since,
            closed_on=last_day,
            sittings=(Sitting(person, HolderKind.PRINCIPAL, since, last_day),),
        )
    ]


def hold_meetings(
    stage: Stage, bodies: dict[str, Body], members: list[User], coordinator: User, place: int
) -> None:
    """Load two meetings gone by and, for two groups in three, one to come."""
    days = [-240 - place, -70 - place] + ([20 + place] if place % 3 else [])
    rows = []
    for each in days:
        day = stage.in_days(each, weekday=TUESDAY)
        number = f"{(day.month + 2) // 3}/{day.year}"
        rows.append(
            NewMeeting(
                body=bodies["leading"],
                day=day,
                title_sv=f"Ledningsgruppen {number}",
                title_fi=f"Johtoryhmä {number}",
                place="På distans",
                made_by=coordinator,
                called=tuple(members),
            )
        )
    load_meetings(rows=rows, now=stage.now)
