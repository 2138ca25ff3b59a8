"""The groups that the demo shows in depth: leading and working groups come through services."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from elo_platform.accounts.models import User
from elo_platform.lib.dates import wall_to_utc
from groups.demo.cast import account
from groups.demo.stage import REFORMS, Stage, rows
from groups.models import Body, EloGroup, Organisation, RoleGrant, SeatHolder
from groups.permissions import Role
from groups.services.load_sets import NewSeat, Sitting, load_seats
from groups.services.roles import appoint
from groups.services.seats import close_seat, fill_seat, open_seat
from groups.states import HolderKind

ONE_DAY = timedelta(days=1)
WORKING = {
    "pohjois-karjala": (
        "working",
        "Arbetsgrupp: övergångar",
        "Työryhmä: nivelvaiheet",
        "Working group: transitions",
    ),
    "keski-suomi": (
        "working",
        "Arbetsgrupp: smärtpunkter",
        "Työryhmä: kipupisteet",
        "Working group: pain points",
    ),
    "pohjanmaa": (
        "working",
        "Arbetsgrupp: seminariet",
        "Työryhmä: seminaari",
        "Working group: the seminar",
    ),
}


class DeepGroup:
    """Fills one group's bodies as the rows of seats.csv say."""

    def __init__(
        self, stage: Stage, key: str, code: str, group: EloGroup, bodies: dict[str, Body]
    ) -> None:
        self.stage, self.group, self.bodies = stage, group, bodies
        self.key, self.code = key, code
        self.rows = [row for row in rows("seats.csv") if row["group"] == key]
        self.known: dict[tuple[str, str], Organisation] = {}
        self.members: dict[str, list[User]] = defaultdict(list)
        spoken = group.languages.split()
        self.free = iter(stage.hire(sum(_heads(row) for row in self.rows), spoken))

    def fill(self) -> None:
        """Open and fill the seats; networks in bulk, the rest as a coordinator would."""
        self._register()
        bulk = []
        for row in self.rows:
            if row["body"] == "network":
                bulk += self._loaded(row)
            else:
                self._through_services(row)
        load_seats(rows=bulk)

    def _register(self) -> None:
        """Enter the invented organisations; those that are authorities come as needed."""
        wanted = {(row["category"], row["org"]) for row in self.rows}
        keys = sorted(pair for pair in wanted if pair[0] not in REFORMS)
        made = self.stage.organisations([key for key, _number in keys], self.code)
        self.known |= dict(zip(keys, made, strict=True))

    def _organisation(self, row: dict[str, str], on: date) -> Organisation:
        key = row["category"]
        if key not in REFORMS:
            return self.known[key, row["org"]]
        era = "old" if on <= REFORMS[key][0] else "new"
        if (key, era) not in self.known:
            self.known[key, era] = self.stage.office(key, self.code, on)
        return self.known[key, era]

    def _person(self, row: dict[str, str]) -> User:
        if not row["account"]:
            return next(self.free)
        return User.objects.with_address(account(row["account"])).get()

    def _through_services(self, row: dict[str, str]) -> None:
        since, state = date.fromisoformat(row["since"]), row["state"]
        person = self._person(row) if state[0] in "FBV" else None
        if row["category"] in REFORMS and since <= REFORMS[row["category"]][0]:
            last_day = REFORMS[row["category"]][0]
            self._seat(row, person, since, last_day)
            since, person = last_day + ONE_DAY, None if state[0] == "V" else person
        self._seat(row, person, since, None)

    def _seat(
        self, row: dict[str, str], person: User | None, since: date, last_day: date | None
    ) -> None:
        at, state = _noon(since), row["state"]
        seat = open_seat(
            body=self.bodies[row["body"]],
            organisation=self._organisation(row, since),
            category=self.stage.categories[row["category"]],
            opened_on=since,
            by=None,
            now=at,
        )
        mandate = {"seat": seat, "by": None, "now": at, "starts_on": since}
        if person:
            ends_on = _left_on(state) if last_day is None else None
            fill_seat(user=person, kind=HolderKind.PRINCIPAL, ends_on=ends_on, **mandate)
            if ends_on is None and last_day is None:
                self.members[row["body"]].append(person)
        if last_day:
            close_seat(seat_id=seat.pk, closed_on=last_day, by=None, now=_noon(last_day))
        elif state in "BD":
            deputy = self._person(row) if state == "D" else next(self.free)
            fill_seat(user=deputy, kind=HolderKind.DEPUTY, **mandate)

    def _loaded(self, row: dict[str, str]) -> list[NewSeat]:
        since, state = date.fromisoformat(row["since"]), row["state"]
        if row["category"] in REFORMS:
            since = max(since, REFORMS[row["category"]][0] + ONE_DAY)
        sittings = []
        if state[0] in "FBV":
            ends_on = _left_on(state)
            person = self._person(row)
            sittings.append(Sitting(person, HolderKind.PRINCIPAL, since, ends_on))
            if ends_on is None:
                self.members["network"].append(person)
        if state[0] in "BD":
            sittings.append(Sitting(next(self.free), HolderKind.DEPUTY, since))
        return [
            NewSeat(
                body=self.bodies["network"],
                organisation=self._organisation(row, since),
                category=self.stage.categories[row["category"]],
                opened_on=since,
                sittings=tuple(sittings),
            )
        ]


def appoint_others(stage: Stage, deep: DeepGroup) -> None:
    """Give chair, contact person, staff and the national roles to the demo's accounts."""
    organisation = deep.known["VET", "1"]
    posts = (
        ("chair", Role.CHAIR, deep.bodies["leading"]),
        ("contact", Role.CONTACT, organisation),
        ("staff", Role.STAFF, organisation),
        ("national", Role.NATIONAL, None),
        ("researcher", Role.RESEARCHER, None),
    )
    for key, role, held_in in posts:
        appoint(
            user=User.objects.with_address(account(key)).get(),
            role=role,
            held_in=held_in,
            starts_on=date(2026, 1, 1),
            by=None,
            now=_noon(date(2026, 1, 1)),
        )


def appoint_chairs(deep: DeepGroup) -> None:
    """Let the first member of each body that nobody leads lead it from the beginning of 2026."""
    begun = date(2026, 1, 1)
    led = RoleGrant.objects.filter(role=Role.CHAIR).values("body")
    for body in Body.objects.filter(group=deep.group).exclude(pk__in=led).order_by("pk"):
        members = SeatHolder.objects.on(begun).filter(seat__body=body, kind=HolderKind.PRINCIPAL)
        first = members.select_related("user").order_by("pk").first()
        if first:
            given = {"starts_on": begun, "by": None, "now": _noon(begun)}
            appoint(user=first.user, role=Role.CHAIR, held_in=body, **given)


def _heads(row: dict[str, str]) -> int:
    """Return how many invented people a row needs at most."""
    return {"B": 2, "N": 0}.get(row["state"], 1)


def _left_on(state: str) -> date | None:
    """Return the last day of a mandate that has ended: the state holds the first day without."""
    return date.fromisoformat(state[1:]) - ONE_DAY if state[0] == "V" else None


def _noon(day: date) -> datetime:
    return wall_to_utc(day=day, at=time(12))
