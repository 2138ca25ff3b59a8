"""Loading municipalities: which region each was in, what it merged into, whose area it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from groups.kinds import StepRelation, SuccessionOf
from groups.models.authority import AuthorityMunicipality
from groups.models.place import Municipality, MunicipalityRegion
from groups.models.succession import Succession
from groups.services.reference_files import Row, read_rows
from groups.services.reference_upsert import Entry, LoadReport, upsert

Known = dict[str, Any]


def load_municipalities(
    *, folder: Path, report: LoadReport, regions: Known, authorities: Known
) -> None:
    """Bring municipalities into line with the files: one line for each region they were in.

    Raises:
        ReferenceError: a file, a line or a cell cannot be used.
    """
    columns = "code name_fi name_sv region valid_from valid_to verify"
    rows = read_rows(folder=folder, file="municipalities.csv", columns=columns)
    places = upsert(
        model=Municipality, key=["code"], entries=list(_places(rows).values()), report=report
    )
    known = {str(key[0]): row for key, row in places.items()}
    entries = [
        Entry(
            row,
            (known[row.text("code")].pk, row.period()["valid_from"]),
            {
                "valid_to": row.day("valid_to"),
                "region_id": row.found("region", regions).pk,
                "verify": _days(row),
            },
        )
        for row in rows
    ]
    upsert(
        model=MunicipalityRegion,
        key=["municipality_id", "valid_from"],
        entries=entries,
        report=report,
        loose=True,
    )
    _load_mergers(folder, report, known)
    _load_areas(folder, report, known, authorities)


def _places(rows: list[Row]) -> dict[str, Entry]:
    """Return one entry for each municipality: it exists from its first line to its last."""
    found: dict[str, Entry] = {}
    for row in sorted(rows, key=lambda row: row.day("valid_from") or date.min):
        code = row.required("code")
        before = found.get(code)
        values = {
            "name_fi": row.required("name_fi"),
            "name_sv": row.required("name_sv"),
            "valid_from": before.values["valid_from"] if before else row.day("valid_from"),
            "valid_to": row.day("valid_to"),
            "verify": ";".join(word for word in row.words("verify") if word.startswith("name")),
        }
        found[code] = Entry(row, (code,), values)
    return found


def _days(row: Row) -> str:
    row.verify()
    return ";".join(word for word in row.words("verify") if not word.startswith("name"))


def _load_mergers(folder: Path, report: LoadReport, known: Known) -> None:
    columns = "predecessor successor date relation verify note"
    entries = [
        Entry(
            row,
            (
                SuccessionOf.MUNICIPALITY.value,
                row.found("predecessor", known).pk,
                row.found("successor", known).pk,
            ),
            {
                "on": row.day("date"),
                "relation": row.choice("relation", StepRelation),
                "verify": row.verify(),
                "note": row.text("note"),
            },
            {"on": "date"},
        )
        for row in read_rows(folder=folder, file="municipality_succession.csv", columns=columns)
    ]
    upsert(
        model=Succession,
        key=["kind", "predecessor_id", "successor_id"],
        entries=entries,
        report=report,
    )


def _load_areas(folder: Path, report: LoadReport, known: Known, authorities: Known) -> None:
    columns = "authority municipality valid_from valid_to verify"
    entries = [
        Entry(
            row,
            (
                row.found("authority", authorities).pk,
                row.found("municipality", known).pk,
                row.period()["valid_from"],
            ),
            {"valid_to": row.day("valid_to"), "verify": row.verify()},
        )
        for row in read_rows(folder=folder, file="authority_municipalities.csv", columns=columns)
    ]
    upsert(
        model=AuthorityMunicipality,
        key=["authority_id", "municipality_id", "valid_from"],
        entries=entries,
        report=report,
        loose=True,
    )
