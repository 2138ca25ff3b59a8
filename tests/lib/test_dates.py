from datetime import UTC, date, datetime, time

import pytest

from elo_platform.lib.dates import (
    HELSINKI,
    AmbiguousTime,
    NonexistentTime,
    days_before,
    helsinki_day,
    stage_reached,
    start_of_day,
    wall_to_utc,
)

DUE = date(2026, 12, 8)


@pytest.mark.parametrize(
    ("today", "stage"),
    [
        (date(2026, 11, 30), None),
        (date(2026, 12, 1), 7),
        (date(2026, 12, 5), 7),
        (date(2026, 12, 7), 1),
        (date(2026, 12, 8), 1),
        (date(2026, 12, 10), -1),
    ],
)
def test_stage_reached_is_the_latest_though_days_were_skipped(today, stage):
    assert stage_reached(due_on=DUE, today=today, stages=(7, 1, -1)) == stage


@pytest.mark.parametrize(
    ("day", "at", "utc"),
    [
        (date(2026, 10, 24), time(9), datetime(2026, 10, 24, 6, tzinfo=UTC)),
        (date(2026, 10, 25), time(9), datetime(2026, 10, 25, 7, tzinfo=UTC)),
        (date(2027, 3, 28), time(9), datetime(2027, 3, 28, 6, tzinfo=UTC)),
        (date(2028, 2, 29), time(9), datetime(2028, 2, 29, 7, tzinfo=UTC)),
        (date(2026, 12, 31), time(23, 30), datetime(2026, 12, 31, 21, 30, tzinfo=UTC)),
    ],
)
def test_wall_time_becomes_the_instant_that_clocks_show(day, at, utc):
    assert wall_to_utc(day=day, at=at) == utc
    assert utc.astimezone(HELSINKI).replace(tzinfo=None) == datetime.combine(day, at)


@pytest.mark.parametrize("at", [time(3), time(3, 30), time(3, 59)])
def test_a_time_that_clocks_skip_is_refused(at):
    with pytest.raises(NonexistentTime):
        wall_to_utc(day=date(2027, 3, 28), at=at)


@pytest.mark.parametrize("at", [time(3), time(3, 30), time(3, 59)])
def test_a_time_that_comes_twice_is_refused(at):
    with pytest.raises(AmbiguousTime):
        wall_to_utc(day=date(2026, 10, 25), at=at)


@pytest.mark.parametrize("at", [time(2, 59), time(4)])
@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2027, 3, 28)])
def test_times_beside_the_change_are_taken(day, at):
    assert wall_to_utc(day=day, at=at).astimezone(HELSINKI).time() == at


def test_a_day_before_is_the_same_wall_time_when_clocks_change():
    monday = wall_to_utc(day=date(2026, 10, 26), at=time(9))

    before = days_before(monday, 2)

    assert before.astimezone(HELSINKI).time() == time(9)
    assert (monday - before).total_seconds() == 49 * 3600


def test_the_day_in_finland_begins_at_its_own_midnight():
    assert start_of_day(date(2026, 7, 1)) == datetime(2026, 6, 30, 21, tzinfo=UTC)
    assert helsinki_day(datetime(2026, 6, 30, 21, tzinfo=UTC)) == date(2026, 7, 1)
