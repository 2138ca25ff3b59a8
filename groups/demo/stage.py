"""What the demo is built on: places, reference data, and names that nobody else has."""

import csv
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from elo_platform.accounts.models import User
from elo_platform.accounts.services.load_sets import Person, make_people
from elo_platform.lib.dates import helsinki_day
from groups.demo.cast import DOMAIN, TITLES
from groups.demo.names import Namer, Place, address_of
from groups.models import Authority, AuthorityRegion, Category, Organisation, Region
from groups.services.load_sets import NewOrganisation, load_organisations

HERE = Path(__file__).parent
# The last days of the old authorities, and which kind stands for a category then and now.
REFORMS = {
    "CENTRE": (date(2025, 12, 31), "ely_centre", "economic_development_centre"),
    "EMPL": (date(2024, 12, 31), "te_office", "employment_authority"),
    "STATE": (date(2025, 12, 31), "regional_state_agency", "national_agency"),
}
LONG_AGO = date(2015, 1, 1)


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of one of the demo's own files."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass
class Stage:
    """Looks things up once, and gives out people and organisations."""

    now: datetime
    namer: Namer = field(default_factory=Namer)
    people: list[User] = field(default_factory=list)
    _by_authority: dict[tuple[int, str], Organisation] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.regions = {region.code: region for region in Region.objects.all()}
        self.categories = {each.key: each for each in Category.objects.all()}
        self.places = {
            row["code"]: Place(row["code"], row["of_sv"], row["of_fi"], row["town"], row["town_fi"])
            for row in rows("places.csv")
        }
        self._territories = list(
            AuthorityRegion.objects.select_related("authority", "region")
            .prefetch_related("authority__names")
            .order_by("authority__key")
        )

    @property
    def today(self) -> date:
        return helsinki_day(self.now)

    def in_days(self, days: int, *, weekday: int | None = None) -> date:
        """Return a day counted from today, moved on to a weekday (Monday is 0)."""
        day = self.today + timedelta(days=days)
        return day if weekday is None else day + timedelta(days=(weekday - day.weekday()) % 7)

    def authority(self, kind: str, code: str, on: date) -> Authority | None:
        """Return the authority of a kind that had a region in its territory on a day."""
        for row in self._territories:
            begun = row.valid_from is None or row.valid_from <= on
            holds = begun and (row.valid_to is None or on <= row.valid_to)
            if row.authority.kind == kind and row.region.code == code and holds:
                return row.authority
        return None

    def hire(self, number: int, languages: list[str], *, public: bool = False) -> list[User]:
        """Return so many new people, who speak the languages in turn, the first most."""
        made = []
        for place in range(number):
            language = languages[0] if place % 3 < 2 else languages[-1]
            name = self.namer.person()
            title = TITLES[language][self.namer.people % len(TITLES[language])]
            address = address_of(name, DOMAIN)
            made.append(Person(address, name, language, title, is_name_public=public))
        return list(make_people(people=made, now=self.now).values())

    def organisations(self, keys: list[str], code: str) -> list[Organisation]:
        """Return a new organisation for each category, named after the region."""
        named = [(key, *self.namer.organisation(key, self.places[code])) for key in keys]
        return load_organisations(
            rows=[
                NewOrganisation(self.categories[key], self.regions[code], sv, fi, LONG_AGO)
                for key, sv, fi in named
            ]
        )

    def office(self, key: str, code: str, on: date) -> Organisation:
        """Return the organisation that is the authority of a category in a region on a day.

        One for each authority, however many groups it sits in; an invented one where the
        reference data knows none.
        """
        last_day, old, new = REFORMS[key]
        authority = self.authority(old if on <= last_day else new, code, on)
        if authority is None:
            return self.organisations([key], code)[0]
        known = (authority.pk, key)
        if known not in self._by_authority:
            names = authority.names.all()[0]
            self._by_authority[known] = load_organisations(
                rows=[
                    NewOrganisation(
                        self.categories[key],
                        self.regions[code],
                        names.name_sv,
                        names.name_fi,
                        authority.valid_from or LONG_AGO,
                        authority,
                    )
                ]
            )[0]
        return self._by_authority[known]
