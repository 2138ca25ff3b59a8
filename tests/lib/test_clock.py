"""The year as a clock."""

from datetime import date

from bs4 import BeautifulSoup

from elo_platform.lib.clock import Mark, year_clock

MONTHS = [str(month) for month in range(1, 13)]


def drawn(*marks, title="Year", today=None):
    made = year_clock(2027, marks, title=title, months=MONTHS, today=today)
    return BeautifulSoup(made, "html.parser").svg


def test_days_are_dots_and_stretches_are_arcs():
    day, week = date(2027, 4, 2), date(2027, 10, 4)
    svg = drawn(
        Mark(0, day, day),
        Mark(3, day, day, is_open=True),
        Mark(2, week, date(2027, 10, 29)),
        Mark(1, date(2026, 12, 1), date(2028, 1, 31)),
    )

    assert [dot["class"] for dot in svg.select("circle.c1, circle.c4")] == [["c1", "pt"], ["c4"]]
    # A quarter of a turn from the top lies to the right.
    assert abs(float(svg.select_one("circle.c1")["cx"]) - (190 + 138)) < 1
    assert len(svg.select("path.c3")) == 1
    # What reaches beyond the year is cut at its ends, and goes the long way round.
    assert "A116 116 0 1 1" in svg.select_one("path.c2")["d"]
    assert svg.select(".now") == []


def test_words_are_escaped_and_today_has_a_hand():
    svg = drawn(title='"><script>', today=date(2027, 7, 1))

    assert svg["aria-label"] == '"><script>'
    assert svg.script is None
    assert len(svg.select(".now")) == 1
    assert drawn(today=date(2026, 7, 1)).select(".now") == []
