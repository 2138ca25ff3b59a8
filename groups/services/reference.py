"""Loading the reference data that comes with the product."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, connection, models, transaction

from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from groups.models.authority import (
    Authority,
    AuthorityKind,
    AuthorityName,
    AuthorityRegion,
    AuthoritySuccession,
    Coverage,
    SuccessionRelation,
)
from groups.models.category import Category, CategoryName, Frequency, RequiredCategory, Sector
from groups.models.goal import GoalFramework, NationalGoal
from groups.models.place import Region
from groups.models.term import Term, TermMark
from groups.services.reference_files import ReferenceError, Row, read_rows
from groups.services.reference_places import load_municipalities
from groups.services.reference_upsert import Entry, Key, LoadReport, upsert

if TYPE_CHECKING:
    from elo_platform.accounts.models import User

REFERENCE = Path(__file__).resolve().parents[1] / "reference"
ONE_DAY = timedelta(days=1)
LANGUAGES = ("sv", "fi", "en")

# What the rows are called in memory: by the words that the files use for them.
Known = dict[str, Any]


@transaction.atomic
def load_reference(
    *, folder: Path = REFERENCE, now: datetime, by: User | None = None
) -> LoadReport:
    """Bring regions, authorities, categories, goals and words into line with the files.

    Rows are found by key and keep their ids. Loading twice changes nothing the second
    time. Rows edited by hand are left as they are, and so are rows that no file has any
    more; the report names both. It is all or nothing.

    Raises:
        ReferenceError: a file, a line or a cell cannot be used.
    """
    report = LoadReport()
    regions = _load_regions(folder, report)
    authorities = _load_authorities(folder, report)
    _load_successions(folder, report, authorities, regions)
    _load_territories(folder, report, authorities, regions)
    load_municipalities(folder=folder, report=report, regions=regions, authorities=authorities)
    _load_composition(folder, report, _load_categories(folder, report))
    _load_goals(folder, report)
    _load_terms(folder, report)
    _refuse_overlaps()
    record(
        kind=AuditKind.REFERENCE_LOADED,
        target=None,
        by=by,
        at=now,
        data={
            **{name: list(counts) for name, counts in report.counts.items()},
            "kept": len(report.kept),
            "gone": len(report.gone),
        },
    )
    return report


def _refuse_overlaps() -> None:
    try:
        connection.check_constraints()
    except IntegrityError as fault:
        # Only rows that were made by hand can do this: the files have been compared line by line.
        raise ReferenceError(f"A row of the files overlaps a stored one. {fault}") from fault


def _load_regions(folder: Path, report: LoadReport) -> Known:
    columns = "code name_fi name_sv name_en iso3166_2 languages municipalities verify note"
    entries = [
        Entry(
            row,
            (row.required("code"),),
            {
                **_names(row),
                "iso3166_2": row.text("iso3166_2"),
                "languages": " ".join(row.words("languages")),
                "municipality_count": row.number("municipalities"),
                **_marks(row),
            },
            {"municipality_count": "municipalities"},
        )
        for row in read_rows(folder=folder, file="regions.csv", columns=columns)
    ]
    return _by_key(upsert(model=Region, key=["code"], entries=entries, report=report))


def _load_authorities(folder: Path, report: LoadReport) -> Known:
    columns = "key kind name_fi name_sv name_en seat valid_from valid_to verify note"
    rows = read_rows(folder=folder, file="authorities.csv", columns=columns)
    entries = [
        Entry(
            row,
            (row.required("key"),),
            {
                "kind": row.choice("kind", AuthorityKind),
                "seat_town": row.text("seat"),
                **row.period(),
                **_marks(row),
            },
            {"seat_town": "seat"},
        )
        for row in rows
    ]
    authorities = _by_key(upsert(model=Authority, key=["key"], entries=entries, report=report))
    names = [
        Entry(
            row,
            (authorities[row.text("key")].pk, row.day("valid_from")),
            {"valid_to": row.day("valid_to"), **_names(row)},
        )
        for row in rows
    ]
    _upsert_dated(AuthorityName, ["authority_id"], names, report)
    return authorities


def _load_successions(folder: Path, report: LoadReport, authorities: Known, regions: Known) -> None:
    columns = "predecessor successor date relation regions verify note"
    entries = [
        Entry(
            row,
            (row.found("predecessor", authorities).pk, row.found("successor", authorities).pk),
            {"on": row.day("date"), "relation": row.choice("relation", SuccessionRelation)}
            | _marks(row),
            {"on": "date"},
            {"regions": {row.found("regions", regions, code).pk for code in row.words("regions")}},
        )
        for row in read_rows(folder=folder, file="succession.csv", columns=columns)
    ]
    upsert(
        model=AuthoritySuccession,
        key=["predecessor_id", "successor_id"],
        entries=entries,
        report=report,
    )


def _load_territories(folder: Path, report: LoadReport, authorities: Known, regions: Known) -> None:
    columns = "authority region valid_from valid_to coverage verify"
    entries = [
        Entry(
            row,
            (
                row.found("authority", authorities).pk,
                row.found("region", regions).pk,
                row.period()["valid_from"],
            ),
            {
                "valid_to": row.day("valid_to"),
                "coverage": row.choice("coverage", Coverage),
                "verify": row.verify(),
            },
        )
        for row in read_rows(folder=folder, file="authority_regions.csv", columns=columns)
    ]
    _upsert_dated(AuthorityRegion, ["authority_id", "region_id"], entries, report)


def _load_categories(folder: Path, report: LoadReport) -> Known:
    columns = (
        "key name_fi name_sv name_en frequency required_by_agreement sector counts_as"
        " former_name_fi former_name_sv former_name_en former_until verify note"
    )
    rows = read_rows(folder=folder, file="representation_categories.csv", columns=columns)
    plain = {row.text("key"): (row.text("key"),) for row in rows if not row.text("counts_as")}
    entries = [_category(row, order, plain) for order, row in enumerate(rows, start=1)]
    # Whatever others count as goes first, so that it can be pointed at.
    entries.sort(key=lambda entry: bool(entry.own))
    categories = _by_key(upsert(model=Category, key=["key"], entries=entries, report=report))
    names = [name for row in rows for name in _category_names(row, categories)]
    _upsert_dated(CategoryName, ["category_id"], names, report)
    return categories


def _category(row: Row, order: int, plain: dict[str, Key]) -> Entry:
    frequency = row.choice("frequency", Frequency) if row.text("frequency") else ""
    values = {"frequency": frequency, "sector": row.choice("sector", Sector), "order": order}
    if not row.text("counts_as"):
        return Entry(row, (row.required("key"),), {**values, "counts_as_id": None, **_marks(row)})
    own = {"counts_as_id": row.found("counts_as", plain)}
    return Entry(row, (row.required("key"),), {**values, **_marks(row)}, own=own)


def _category_names(row: Row, categories: Known) -> list[Entry]:
    category = categories[row.text("key")].pk
    until = row.day("former_until")
    since = until + ONE_DAY if until else None
    present = Entry(row, (category, since), {"valid_to": None, **_names(row)})
    if not until:
        return [present]
    former = {f"name_{code}": row.text(f"former_name_{code}") for code in LANGUAGES}
    columns = {name: f"former_{name}" for name in former}
    return [Entry(row, (category, None), {"valid_to": until, **former}, columns), present]


def _load_composition(folder: Path, report: LoadReport, categories: Known) -> None:
    columns = "category valid_from valid_to source verify note"
    entries = [
        Entry(
            row,
            (row.found("category", categories).pk, row.period()["valid_from"]),
            {"valid_to": row.day("valid_to"), "source": row.required("source"), **_marks(row)},
        )
        for row in read_rows(folder=folder, file="composition.csv", columns=columns)
    ]
    _upsert_dated(RequiredCategory, ["category_id"], entries, report)


def _load_goals(folder: Path, report: LoadReport) -> None:
    columns = "key name_fi name_sv name_en year_from year_to verify note"
    entries = [
        Entry(
            row,
            (row.required("key"),),
            {
                **_names(row),
                "year_from": row.number("year_from"),
                "year_to": row.number("year_to"),
                **_marks(row),
            },
        )
        for row in read_rows(folder=folder, file="goal_frameworks.csv", columns=columns)
    ]
    frameworks = _by_key(upsert(model=GoalFramework, key=["key"], entries=entries, report=report))
    columns = "framework number name_fi name_sv name_en verify note"
    goals = [
        Entry(
            row,
            (row.found("framework", frameworks).pk, row.number("number")),
            {**_names(row), **_marks(row)},
        )
        for row in read_rows(folder=folder, file="goals.csv", columns=columns)
    ]
    upsert(model=NationalGoal, key=["framework_id", "number"], entries=goals, report=report)


def _load_terms(folder: Path, report: LoadReport) -> None:
    columns = "sv fi en note synonyms mark"
    entries = [
        Entry(
            row,
            (row.required("sv"),),
            {"fi": row.required("fi"), "en": row.required("en")}
            | {"synonyms": row.text("synonyms"), "note": row.text("note"), **_origin(row)},
            {"verify": "mark"},
        )
        for row in read_rows(folder=folder, file="vocabulary.csv", columns=columns)
    ]
    upsert(model=Term, key=["sv"], entries=entries, report=report)


def _origin(row: Row) -> dict[str, object]:
    """Read a mark such as `source: fi, en`: the languages in which the word has been seen."""
    word, _colon, seen = row.required("mark").partition(":")
    if word not in TermMark.values:
        raise row.error("mark", f"“{word}” is none of {', '.join(TermMark.values)}.")
    languages = [code.strip() for code in seen.split(",")] if seen else LANGUAGES
    if not set(languages) <= set(LANGUAGES):
        raise row.error("mark", f"“{seen.strip()}” is not a list of {', '.join(LANGUAGES)}.")
    doubtful = [code for code in LANGUAGES if word != TermMark.SOURCE or code not in languages]
    return {"mark": word, "verify": ";".join(doubtful)}


def _names(row: Row) -> dict[str, object]:
    return {f"name_{code}": row.required(f"name_{code}") for code in LANGUAGES}


def _marks(row: Row) -> dict[str, object]:
    return {"verify": row.verify(), "note": row.text("note")}


def _by_key(rows: dict[Key, Any]) -> Known:
    return {str(key[0]): row for key, row in rows.items()}


def _upsert_dated(
    model: type[models.Model], owner: list[str], entries: list[Entry], report: LoadReport
) -> None:
    upsert(model=model, key=[*owner, "valid_from"], entries=entries, report=report, loose=True)
