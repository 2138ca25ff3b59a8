"""People who are called to meetings and have not answered: what there is to remind of."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day
from groups.models import Attendance, Body, Category, EloGroup
from groups.services.load_sets import (
    NewMeeting,
    NewOrganisation,
    NewSeat,
    Sitting,
    load_meetings,
    load_organisations,
    load_seats,
)
from groups.services.meeting_reminders import remind_of_meetings
from groups.states import HolderKind

PER_BODY = 100
LANGUAGES = ("sv", "fi", "en")


def owe_reminders(*, count: int, now: datetime) -> int:
    """Make `count` people with meetings in five days, and owe their reminders; return how many.

    The stage of seven days has been reached and its hour is past, so all are due.
    """
    group = EloGroup.objects.create(name_sv="Prövningens ELO-grupp", name_fi="Koetuksen ELO-ryhmä")
    people = _people(count)
    parts = [people[start : start + PER_BODY] for start in range(0, count, PER_BODY)]
    bodies = _bodies(group, len(parts), now)
    _seat(list(zip(bodies, parts, strict=True)), now)
    day = helsinki_day(now) + timedelta(days=5)
    load_meetings(
        rows=[
            NewMeeting(
                body=body,
                day=day,
                title_sv="Nätverksmöte",
                title_fi="Verkostokokous",
                place="Vasa",
                made_by=part[0],
                called=tuple(part),
            )
            for body, part in zip(bodies, parts, strict=True)
        ],
        now=now,
    )
    Attendance.objects.update(answer="none", answered_at=None, called_at=now - timedelta(days=20))
    return remind_of_meetings(now=now)


def _people(count: int) -> list[User]:
    first = User.objects.count()
    people = [
        User(
            email=f"person{number}@elo.example",
            name=f"Person {number}",
            language=LANGUAGES[number % len(LANGUAGES)],
            password=make_password(None),
        )
        for number in range(first, first + count)
    ]
    return User.objects.bulk_create(people, batch_size=2000)


def _bodies(group: EloGroup, count: int, now: datetime) -> list[Body]:
    starts_on = helsinki_day(now) - timedelta(days=400)
    return Body.objects.bulk_create(
        [
            Body(
                group=group,
                kind="network",
                name_sv=f"Nätverk {number}",
                name_fi=f"Verkosto {number}",
                starts_on=starts_on,
            )
            for number in range(count)
        ]
    )


def _seat(parts: list[tuple[Body, list[User]]], now: datetime) -> None:
    since = helsinki_day(now) - timedelta(days=300)
    category, _made = Category.objects.get_or_create(
        key="PROVE", defaults={"order": 9999, "sector": "education"}
    )
    name = {"name_sv": "Prövningens institut", "name_fi": "Koetuksen opisto"}
    [organisation] = load_organisations(
        rows=[NewOrganisation(category=category, region=None, starts_on=since, **name)]
    )
    load_seats(
        rows=[
            NewSeat(
                body=body,
                organisation=organisation,
                category=category,
                opened_on=since,
                sittings=(Sitting(user=person, kind=HolderKind.PRINCIPAL, starts_on=since),),
            )
            for body, people in parts
            for person in people
        ]
    )
