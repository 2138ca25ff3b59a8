"""The load set: a country's worth of groups, for measuring. It adds to what is there."""

from datetime import date, datetime, timedelta
from itertools import cycle, islice

from django.db import transaction

from elo_platform.accounts.models import User
from elo_platform.accounts.services.load_sets import Person, make_people
from groups.demo.foundation import LEADING, NETWORK, USUAL_LEVELS, found, set_up
from groups.demo.national_outcomes import outcomes_of
from groups.demo.national_year import Share, fill_years
from groups.demo.stage import Stage
from groups.models import Body, EloGroup, Organisation
from groups.permissions import Visibility
from groups.services.group_settings import BodyValues, create_body
from groups.services.load_outcomes import load_outcomes
from groups.services.load_sets import (
    NewMeeting,
    NewNeed,
    NewOrganisation,
    NewSeat,
    Sitting,
    load_meetings,
    load_needs,
    load_organisations,
    load_seats,
)
from groups.states import HolderKind, NeedState

GROUPS, PEOPLE, ORGANISATIONS, MEETINGS = 21, 2_000, 600, 4_000
NEEDS = 2_100
# Of fifteen needs one is refused, one lifted, and one opened to all regions.
REFUSED, LIFTED, OPENED = 3, 8, 12
YEARS = 10
WORKING_GROUPS = 3
LEADING_SEATS, WORKING_SEATS = 15, 6
CALLED_MOST = 12
NAME = "Lastprovets ELO-grupp"
SINCE = date(2016, 1, 1)


def is_loaded() -> bool:
    """Tell whether the load set is there."""
    return EloGroup.objects.filter(name_sv__startswith=NAME).exists()


@transaction.atomic
def load_national(*, now: datetime) -> int:
    """Add the load set to a database with reference data; return how many groups it made.

    It is all or nothing, and nothing where it has been loaded before.
    """
    if is_loaded():
        return 0
    stage = Stage(now=now)
    people = _people(stage)
    organisations = _organisations(stage)
    seats: list[NewSeat] = []
    meetings: list[NewMeeting] = []
    needs: list[NewNeed] = []
    registers: dict[int, list[Organisation]] = {}
    shares: list[Share] = []
    for number in range(GROUPS):
        coordinator, *others = people[number::GROUPS]
        bodies = _group(stage, number, coordinator)
        own = registers[bodies[0].group_id] = organisations[number::GROUPS]
        shares.append(Share(bodies[0], coordinator, others, own))
        members = _seat(stage, bodies, own, others, seats)
        _meet(stage, number, bodies, members, coordinator, meetings)
        _lack(stage, number, bodies[0].group_id, others, own, needs)
    load_seats(rows=seats)
    held = load_meetings(rows=meetings, now=now)
    load_outcomes(rows=outcomes_of(held, registers, now))
    load_needs(rows=needs)
    fill_years(stage, held, shares)
    return GROUPS


def _people(stage: Stage) -> list[User]:
    """Return the people; their addresses are numbered, since names come round again."""
    listed = [
        Person(
            email=f"person{number:04}@load.elo.example",
            name=stage.namer.person(),
            language="sv" if number % 3 == 0 else "fi",
            title="sakkunnig",
        )
        for number in range(PEOPLE)
    ]
    return list(make_people(people=listed, now=stage.now).values())


def _organisations(stage: Stage) -> list[Organisation]:
    kinds = cycle(category for key, category in stage.categories.items() if key != "OTHER")
    regions = cycle(region for code, region in stage.regions.items() if code != "21")
    return load_organisations(
        rows=[
            NewOrganisation(
                category,
                region,
                f"Organisation {number:03}",
                f"Organisaatio {number:03}",
                SINCE,
            )
            for number, category, region in zip(range(ORGANISATIONS), kinds, regions, strict=False)
        ]
    )


def _group(stage: Stage, number: int, coordinator: User) -> list[Body]:
    """Found a group with a leading group, a network and some working groups."""
    codes = [code for code in stage.regions if code != "21"]
    row = {
        "founded": "2016",
        "regions": codes[number % len(codes)],
        "name_sv": f"{NAME} {number + 1:02}",
        "name_fi": f"Kuormituskokeen ELO-ryhmä {number + 1:02}",
        "name_en": f"ELO group of the load set {number + 1:02}",
        "state": "active",
        "languages": "fi sv",
        "shape": "wide",
    }
    group = found(stage, row, coordinator)
    bodies = set_up(
        stage, group, coordinator, levels=USUAL_LEVELS, bodies=[LEADING, NETWORK], public=True
    )
    made = list(bodies.values())
    for place in range(WORKING_GROUPS):
        group.refresh_from_db(fields=["version"])
        names = (f"Arbetsgrupp {place + 1}", f"Työryhmä {place + 1}", f"Working group {place + 1}")
        made.append(
            create_body(
                group_id=group.pk,
                version=group.version,
                kind="working",
                values=BodyValues(*names, None, SINCE, None),
                by=coordinator,
                now=stage.now,
            )
        )
    return made


def _seat(
    stage: Stage,
    bodies: list[Body],
    organisations: list[Organisation],
    people: list[User],
    seats: list[NewSeat],
) -> dict[int, list[User]]:
    """Seat everybody: some in the leading group, all others in the network, some again."""
    members: dict[int, list[User]] = {body.pk: [] for body in bodies}
    leading, network, *working = bodies
    places = [(leading, user) for user in people[:LEADING_SEATS]]
    places += [(network, user) for user in people[LEADING_SEATS:]]
    for number, body in enumerate(working):
        first = LEADING_SEATS + number * WORKING_SEATS
        places += [(body, user) for user in people[first : first + WORKING_SEATS]]
    for number, (body, user) in enumerate(places):
        organisation = organisations[number % len(organisations)]
        kind = HolderKind.DEPUTY if number % 11 == 10 else HolderKind.PRINCIPAL
        starts_on = SINCE + timedelta(days=137 * (number % 20))
        seats.append(
            NewSeat(
                body=body,
                organisation=organisation,
                category=organisation.category,
                opened_on=SINCE,
                sittings=(Sitting(user, kind, starts_on),),
            )
        )
        members[body.pk].append(user)
    return members


def _meet(
    stage: Stage,
    number: int,
    bodies: list[Body],
    members: dict[int, list[User]],
    coordinator: User,
    meetings: list[NewMeeting],
) -> None:
    """Add the group's share of the meetings: ten years of them, the last ones to come."""
    share = MEETINGS // GROUPS + (number < MEETINGS % GROUPS)
    apart = YEARS * 365 / share
    for place, body in islice(enumerate(cycle(bodies)), share):
        day = stage.today + timedelta(days=60 - int(apart * place))
        meetings.append(
            NewMeeting(
                body=body,
                day=day,
                title_sv=f"Möte {share - place}",
                title_fi=f"Kokous {share - place}",
                place="På distans",
                made_by=coordinator,
                called=tuple(members[body.pk][:CALLED_MOST]),
            )
        )


def _lack(
    stage: Stage,
    number: int,
    group_id: int,
    people: list[User],
    organisations: list[Organisation],
    needs: list[NewNeed],
) -> None:
    """Add the group's share of the needs, the oldest three years ago, each with some support."""
    share = NEEDS // GROUPS + (number < NEEDS % GROUPS)
    states = {REFUSED: NeedState.REFUSED, LIFTED: NeedState.LIFTED}
    for place in range(share):
        backers = zip(people[place % len(people) :], organisations, strict=False)
        needs.append(
            NewNeed(
                group_id=group_id,
                title_sv=f"Behov {place}: övergången tar för lång tid",
                title_fi=f"Tarve {place}: siirtymä kestää liian kauan",
                raised_on=stage.today - timedelta(days=5 + place * 1_000 // share),
                raised_by=people[place % len(people)],
                state=states.get(place % 15, NeedState.OPEN),
                visibility=Visibility.ALL_REGIONS if place % 15 == OPENED else Visibility.GROUP,
                where="Workshop",
                answers=5 + place,
                supports=tuple(islice(backers, place % 9)),
            )
        )
