"""Bringing rows of reference data into line with a file, by key, without losing an id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import translation

from groups.services.reference_files import ReferenceError, Row

Key = tuple[object, ...]


class Counts(NamedTuple):
    """How many rows of a model a loading touched; rows kept by hand are unchanged."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass
class LoadReport:
    """What a loading did.

    `kept` are rows that somebody has edited by hand and that differ from the files; `gone`
    are rows that came from a file once and are in no file now. Both stay as they are.
    """

    counts: dict[str, Counts] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Entry:
    """What one line of a file says about one row of a table.

    `columns` gives the file's word for a field where it differs, `links` the ids of
    many-to-many fields, `own` the keys of earlier entries that foreign keys point at.
    """

    row: Row
    key: Key
    values: dict[str, object]
    columns: dict[str, str] = field(default_factory=dict)
    links: dict[str, set[int]] = field(default_factory=dict)
    own: dict[str, Key] = field(default_factory=dict)

    def fault(self, name: str, complaint: str) -> ReferenceError:
        """Return the error about the field `name`, under the name of its column."""
        return self.row.error(self.columns.get(name, name), complaint)


class _Outcome(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KEPT = "kept"


def upsert(
    *,
    model: type[models.Model],
    key: Sequence[str],
    entries: Sequence[Entry],
    report: LoadReport,
    loose: bool = False,
) -> dict[Key, Any]:
    """Create and change rows of `model` after `entries`; return them by the entries' keys.

    `key` names the attributes that make up an entry's key. With `loose` the last one, the
    first day, may differ where no row fits exactly: a corrected day moves no row's id.

    Raises:
        ReferenceError: a line appears twice, or a value does not fit its column.
    """
    _refuse_doubles(entries)
    if loose:
        _refuse_overlaps(entries)
    stored = {tuple(getattr(row, name) for name in key): row for row in _in_order(model)}
    matches = _matched(entries, stored, loose=loose)
    rows: dict[Key, Any] = {} if stored else _created_at_once(model, key, entries)
    if rows:
        report.counts[model.__name__] = Counts(created=len(rows))
        return rows
    outcomes = []
    for entry in entries:
        wanted = {**dict(zip(key, entry.key, strict=True)), **entry.values}
        wanted |= {name: rows[other].pk for name, other in entry.own.items()}
        rows[entry.key], outcome = _bring_into_line(model, matches.get(entry.key), wanted, entry)
        outcomes.append(outcome)
    _report(model, report, rows, outcomes, stored)
    return rows


def _report(
    model: type[models.Model],
    report: LoadReport,
    rows: dict[Key, Any],
    outcomes: Sequence[_Outcome],
    stored: dict[Key, Any],
) -> None:
    kept = [row for row, outcome in zip(rows.values(), outcomes, strict=True) if outcome == "kept"]
    present = {row.pk for row in rows.values()}
    gone = [row for row in stored.values() if row.pk not in present and not row.is_edited]
    name = model.__name__
    report.counts[name] = Counts(
        outcomes.count(_Outcome.CREATED),
        outcomes.count(_Outcome.CHANGED),
        outcomes.count(_Outcome.UNCHANGED) + outcomes.count(_Outcome.KEPT),
    )
    report.kept += [f"{name} {row.pk}: {row}" for row in kept]
    report.gone += [f"{name} {row.pk}: {row}" for row in gone]


def _created_at_once(
    model: type[models.Model], key: Sequence[str], entries: Sequence[Entry]
) -> dict[Key, Any]:
    """Create the rows of an empty table in one statement; nothing where that is not possible.

    Then they are created one by one, so that a fault names its line.
    """
    if any(entry.own or entry.links for entry in entries):
        return {}
    rows = {
        entry.key: model(**dict(zip(key, entry.key, strict=True)), **entry.values)
        for entry in entries
    }
    try:
        for row in rows.values():
            row.clean_fields(exclude=_relations(row))
        with transaction.atomic():
            model._default_manager.bulk_create(rows.values())
    except (ValidationError, IntegrityError):
        return {}
    return rows


def _relations(row: models.Model) -> list[str]:
    return [column.name for column in row._meta.fields if column.is_relation]


def _in_order(model: type[models.Model]) -> models.QuerySet[Any]:
    dated = any(column.name == "valid_from" for column in model._meta.fields)
    many = [column.name for column in model._meta.many_to_many]
    rows = model._default_manager.order_by(*(["valid_from", "pk"] if dated else ["pk"]))
    return rows.prefetch_related(*many)


def _refuse_doubles(entries: Sequence[Entry]) -> None:
    lines: dict[Key, int] = {}
    for entry in entries:
        if entry.key in lines:
            column = next(iter(entry.row.cells))
            raise entry.fault(column, f"line {lines[entry.key]} has the same key.")
        lines[entry.key] = entry.row.line


def _refuse_overlaps(entries: Sequence[Entry]) -> None:
    ends: dict[Key, tuple[date, int]] = {}
    for entry in sorted(entries, key=lambda entry: (str(entry.key[:-1]), _first_day(entry))):
        end, line = ends.get(entry.key[:-1], (None, 0))
        if end and _first_day(entry) <= end:
            raise entry.fault("valid_from", f"the period overlaps that of line {line}.")
        last: Any = entry.values["valid_to"] or date.max
        ends[entry.key[:-1]] = (last, entry.row.line)


def _first_day(entry: Entry) -> date:
    first: Any = entry.key[-1]
    return first or date.min


def _matched(entries: Sequence[Entry], stored: dict[Key, Any], *, loose: bool) -> dict[Key, Any]:
    matches = {entry.key: stored[entry.key] for entry in entries if entry.key in stored}
    if not loose:
        return matches
    free = {key: row for key, row in stored.items() if key not in matches}
    for entry in entries:
        same_owner = next((key for key in free if key[:-1] == entry.key[:-1]), None)
        if entry.key not in matches and same_owner:
            matches[entry.key] = free.pop(same_owner)
    return matches


def _bring_into_line(
    model: type[models.Model],
    row: Any,
    wanted: dict[str, object],
    entry: Entry,
) -> tuple[Any, _Outcome]:
    if row is None:
        row = model(**wanted)
        _save(row, entry)
        _link(row, entry.links)
        return row, _Outcome.CREATED
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    moved = {name: ids for name, ids in entry.links.items() if _linked(row, name) != ids}
    if not (changed or moved):
        return row, _Outcome.UNCHANGED
    if row.is_edited:
        return row, _Outcome.KEPT
    for name, value in changed.items():
        setattr(row, name, value)
    _save(row, entry)
    _link(row, moved)
    return row, _Outcome.CHANGED


def _save(row: models.Model, entry: Entry) -> None:
    try:
        row.clean_fields(exclude=_relations(row))
        row.save()
    except ValidationError as fault:
        # Its messages are lazy, and the command speaks English.
        with translation.override("en"):
            name, complaints = next(iter(fault.message_dict.items()))
        raise entry.fault(name, " ".join(complaints)) from None
    except IntegrityError as fault:
        column = next(iter(entry.row.cells))
        raise entry.fault(column, f"the database refuses the line: {fault}") from fault


def _linked(row: models.Model, name: str) -> set[int]:
    return {linked.pk for linked in getattr(row, name).all()}


def _link(row: models.Model, links: dict[str, set[int]]) -> None:
    for name, ids in links.items():
        getattr(row, name).set(ids)
