"""The usual year of a group: what an empty template begins with. Texts in their own languages."""

from dataclasses import dataclass, field
from datetime import time
from typing import Any

from groups.models.group import BodyKind
from groups.models.year import RuleKind, YearKind

_AFTERNOON = {"begins": time(13), "ends": time(15)}
TUESDAY, WEDNESDAY, MONDAY = 1, 2, 0


@dataclass(frozen=True, slots=True)
class UsualLine:
    """A line: its fields, the kind of body that meets, and what it counts from (a key)."""

    key: str
    values: dict[str, Any] = field(repr=False)
    body: str = ""
    anchor: str = ""


def _line(
    key: str, kind: str, sv: str, fi: str, *, body: str = "", anchor: str = "", **values: Any
) -> UsualLine:
    texts = {"kind": kind, "title_sv": sv, "title_fi": fi}
    return UsualLine(key, texts | values, body, anchor)


def _weekday(month: int, ordinal: int, weekday: int) -> dict[str, Any]:
    return {"rule": RuleKind.WEEKDAY, "month": month, "ordinal": ordinal, "weekday": weekday}


def _after(offset: int) -> dict[str, Any]:
    return {"rule": RuleKind.RELATIVE, "offset": offset}


_LEADING = {"body": BodyKind.LEADING} | _AFTERNOON
_NETWORK = {"body": BodyKind.NETWORK} | _AFTERNOON
USUAL = (
    _line(
        *("network_1", YearKind.NETWORK, "Nätverket 1", "Verkosto 1"),
        **(_NETWORK | _weekday(1, -1, TUESDAY)),
    ),
    _line(
        *("leading_1", YearKind.LEADING, "Ledningsgruppen 1", "Johtoryhmä 1"),
        **(_LEADING | _weekday(2, 2, TUESDAY)),
    ),
    _line(
        *("seminar", YearKind.SEMINAR, "Årligt regionalt seminarium", "Vuosittainen alueseminaari"),
        **_weekday(5, 2, WEDNESDAY),
        begins=time(9),
        ends=time(15),
        is_required=True,
    ),
    _line(
        *("leading_2", YearKind.LEADING, "Ledningsgruppen 2", "Johtoryhmä 2"),
        anchor="seminar",
        **(_LEADING | _after(-29)),
    ),
    _line(
        *("feedback", YearKind.SURVEY, "Respons på seminariet", "Palaute seminaarista"),
        anchor="seminar",
        length=14,
        **_after(1),
    ),
    _line(
        *("renewal", YearKind.RENEWAL, "Årlig förnyelserunda", "Vuosittainen uudistamiskierros"),
        **_weekday(9, 1, MONDAY),
        length=26,
        is_required=True,
    ),
    _line(
        *("leading_3", YearKind.LEADING, "Ledningsgruppen 3", "Johtoryhmä 3"),
        **(_LEADING | _weekday(9, 3, TUESDAY)),
    ),
    _line(
        *("plan", YearKind.PLAN, "Planen ses över", "Suunnitelman tarkistus"),
        anchor="leading_3",
        **_after(-14),
    ),
    _line(
        *("survey", YearKind.SURVEY, "Enkät till medlemmarna", "Kysely jäsenille"),
        **_weekday(10, 1, MONDAY),
        length=26,
    ),
    _line(
        *("network_2", YearKind.NETWORK, "Nätverket 2", "Verkosto 2"),
        **(_NETWORK | _weekday(10, 3, TUESDAY)),
    ),
    _line(
        *("agreements", YearKind.AGREEMENTS, "Avtalen ses över", "Sopimusten tarkistus"),
        rule=RuleKind.DATE,
        month=11,
        month_day=2,
        length=19,
    ),
    _line(
        *("leading_4", YearKind.LEADING, "Ledningsgruppen 4", "Johtoryhmä 4"),
        **(_LEADING | _weekday(12, 2, TUESDAY)),
    ),
    _line(
        *("report", YearKind.REPORT, "Årsrapport", "Vuosiraportti"),
        rule=RuleKind.DATE,
        month=12,
        month_day=15,
    ),
)
