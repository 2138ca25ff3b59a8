"""A date poll as tables: each time, who can come, by person and by organisation."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.text import alphabetical
from elo_platform.lib.text import day as short_day
from groups.models import DatePoll, Organisation, PollAsked, PollSlot, SeatHolder, SlotVote
from groups.policies.series import can_remind_poll
from groups.querysets.waiting import nothing_waits
from groups.services.poll_reminders import REST
from groups.states import PollState, SlotAnswer

STATES = {
    PollState.OPEN: ("info", "hourglass"),
    PollState.MADE: ("success", "circle-check"),
    PollState.WITHDRAWN: ("neutral", "circle-slash"),
}
TONES = {
    SlotAnswer.YES: ("success", "check"),
    SlotAnswer.IF_NEEDED: ("hjortron", "circle-dashed"),
    SlotAnswer.NO: ("neutral", "x"),
}
# Of several people of one organisation, the one who can come decides for it.
_BEST_FIRST = (SlotAnswer.YES, SlotAnswer.IF_NEEDED, SlotAnswer.NO)


@dataclass(frozen=True, slots=True)
class TimeRow:
    """A proposed time with how many it suits, and for how many organisations somebody comes."""

    pk: int
    when: str
    short: str
    yes: int
    if_needed: int
    no: int
    organisations: int
    is_best: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What is said of one time; empty where nothing is."""

    time: str
    tone: str = ""
    icon: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class VoteRow:
    """Somebody, or an organisation, with an answer for each time."""

    name: str
    note: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class PollTables:
    """All that the page of a poll shows of its answers."""

    times: list[TimeRow]
    people: list[VoteRow]
    organisations: list[VoteRow]
    answered: int
    asked: int


def poll_status(poll: DatePoll, now: datetime) -> dict[str, str]:
    """Return a poll's state as colour, icon and words."""
    tone, icon = STATES[PollState(poll.state)]
    if poll.state == PollState.OPEN and poll.closes_on < helsinki_day(now):
        return {"tone": "hjortron", "icon": "hourglass", "text": gettext("Answers are in")}
    return {"tone": tone, "icon": icon, "text": str(poll.get_state_display())}


def poll_tables(poll: DatePoll, reader: User) -> PollTables:
    """Return the answers of those who still hold a seat, by person and by organisation."""
    slots = list(poll.slots.all())
    asked = list(
        PollAsked.objects.visible_to(reader)
        .filter(poll=poll)
        .standing()
        .select_related("user")
        .order_by("user__name", "pk")
    )
    votes: dict[int, dict[int, str]] = {row.pk: {} for row in asked}
    said = SlotVote.objects.visible_to(reader).filter(asked__in=list(votes))
    for row, slot, answer in said.values_list("asked", "slot", "answer"):
        votes[row][slot] = answer
    homes = _organisations(poll, reader)
    sent: dict[Organisation, list[dict[int, str]]] = {}
    for row in asked:
        if home := homes.get(row.user_id):
            sent.setdefault(home, []).append(votes[row.pk])
    together = {home: _together(rows, slots) for home, rows in sent.items()}
    return PollTables(
        _times(slots, list(votes.values()), list(together.values())),
        [_person(row, homes.get(row.user_id), votes[row.pk], slots) for row in asked],
        [
            VoteRow(home.name, "", _cells(together[home], slots))
            for home in sorted(together, key=lambda home: alphabetical(home.name))
        ],
        sum(row.answered_at is not None for row in asked),
        len(asked),
    )


def remindable(poll: DatePoll, reader: User, now: datetime) -> int:
    """Return how many people `reader` may remind now; none for who does not lead the body."""
    if not can_remind_poll(reader, poll, now):
        return 0
    rows = PollAsked.objects.visible_to(reader).filter(poll=poll).standing().silent()
    return rows.rested(since=now - REST).count()


def choices_of(times: Iterable[TimeRow]) -> list[tuple[int, str]]:
    """Return the times to choose from, each with how many it suits."""
    return [(time.pk, _choice(time)) for time in times]


def _choice(time: TimeRow) -> str:
    words = {"when": capfirst(time.when), "yes": time.yes, "if": time.if_needed, "no": time.no}
    sentence = gettext("%(when)s – suits %(yes)s, if need be %(if)s, does not suit %(no)s") % words
    return f"{sentence} · {gettext('Suits best so far')}" if time.is_best else sentence


def due_polls(user: User, now: datetime) -> list[dict[str, object]]:
    """Return the polls that `user` is asked in and has not answered."""
    if nothing_waits(user, "polls", now):
        return []
    polls = DatePoll.objects.visible_to(user).open_on(helsinki_day(now))
    rows = PollAsked.objects.own(user).silent().select_related("poll__body")
    rows = rows.filter(poll__in=polls.values("pk"))
    return [
        {
            "title": gettext("Which day suits? %(meeting)s") % {"meeting": row.poll.title},
            "why": gettext("%(body)s asks for an answer by %(day)s.")
            % {"body": row.poll.body.name, "day": short_day(row.poll.closes_on)},
            "due_at": row.poll.open_until,
            "url": f"/polls/{row.poll_id}/answer/",
            "label": gettext("Say which times suit"),
        }
        for row in rows.order_by("poll__closes_on", "pk")
    ]


def _organisations(poll: DatePoll, reader: User) -> dict[int, Organisation]:
    """Return the organisation for which each member of the body sits, by person."""
    rows = SeatHolder.objects.visible_to(reader).current().filter(seat__body=poll.body_id)
    rows = rows.select_related("seat__organisation").order_by("kind", "-pk")
    return {row.user_id: row.seat.organisation for row in rows if row.seat.organisation}


def _together(rows: Iterable[dict[int, str]], slots: list[PollSlot]) -> dict[int, str]:
    """Return what an organisation says of each time: the best of what its people say."""
    best = {}
    for slot in slots:
        said = {row[slot.pk] for row in rows if slot.pk in row}
        if answer := next((each for each in _BEST_FIRST if each in said), None):
            best[slot.pk] = answer
    return best


def _times(
    slots: list[PollSlot], people: list[dict[int, str]], organisations: list[dict[int, str]]
) -> list[TimeRow]:
    counts = {slot.pk: Counter(row.get(slot.pk) for row in people) for slot in slots}
    homes = {slot.pk: Counter(row.get(slot.pk) for row in organisations) for slot in slots}
    keys = {
        slot.pk: (
            homes[slot.pk][SlotAnswer.YES] + homes[slot.pk][SlotAnswer.IF_NEEDED],
            homes[slot.pk][SlotAnswer.YES],
            counts[slot.pk][SlotAnswer.YES],
        )
        for slot in slots
    }
    best = max(keys.values(), default=(0, 0, 0))
    return [
        TimeRow(
            slot.pk,
            slot.when,
            _short(slot),
            counts[slot.pk][SlotAnswer.YES],
            counts[slot.pk][SlotAnswer.IF_NEEDED],
            counts[slot.pk][SlotAnswer.NO],
            keys[slot.pk][0],
            keys[slot.pk] == best and best[0] > 0,
        )
        for slot in slots
    ]


def _person(
    row: PollAsked, home: Organisation | None, said: dict[int, str], slots: list[PollSlot]
) -> VoteRow:
    notes = [home.name if home else "", row.comment]
    return VoteRow(row.user.name, " · ".join(filter(None, notes)), _cells(said, slots))


def _cells(said: dict[int, str], slots: list[PollSlot]) -> list[Cell]:
    return [
        Cell(_short(slot), *TONES[SlotAnswer(answer)], str(SlotAnswer(answer).label))
        if (answer := said.get(slot.pk))
        else Cell(_short(slot))
        for slot in slots
    ]


def _short(slot: PollSlot) -> str:
    words = {"date": date_format(slot.day, "MONTH_DAY_FORMAT"), "begins": time_format(slot.begins)}
    return gettext("%(date)s %(begins)s") % words


def best_first(times: list[TimeRow]) -> int | None:
    """Return the time that suits best, the earliest of several; None where nobody answered."""
    return next((row.pk for row in times if row.is_best), None)
