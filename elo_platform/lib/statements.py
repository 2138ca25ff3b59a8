"""Statements of the busiest lists, as text.

Django composes each statement anew, and for a list out of a dozen values that costs more than
PostgreSQL needs to answer it. These are put together out of the same pieces of SQL as the
querysets' (`elo_platform.lib.conditions`), so that a rule still stands in one place.
"""

from collections import namedtuple
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model

from elo_platform.lib.conditions import PATH, Condition, Written

Found = TypeVar("Found", bound=Model)


def weighed_alike(where: Condition) -> Condition:
    """Return `where` so that PostgreSQL guesses the same of it whatever its values are.

    It then finds a plan for all values as cheap as one for these, and plans a statement that
    comes again no more. For rules over rows that another condition finds: no index helps here.
    """
    return Condition(f"CASE WHEN {where.sql} THEN TRUE ELSE FALSE END", where.values)


@lru_cache(maxsize=1024)
def written_for(model: type[Model], sql: str) -> str:
    """Return `sql` with the columns of `model` for its `{paths}`.

    The statement must join the tables that a path leads through, each under its own name.
    Nothing but the code's own words may stand in `sql`.

    Raises:
        FieldDoesNotExist: a path is no field of `model`.
    """
    return sql.format(**{path: _column(model, path) for path in PATH.findall(sql)})


def _column(model: type[Model], path: str) -> str:
    first, leads_on, rest = path.partition("__")
    field: Any = model._meta.pk if first == "pk" else model._meta.get_field(first)
    if leads_on:
        return _column(field.related_model, rest)
    return f'"{model._meta.db_table}"."{field.column}"'


@cache
def _row_of(*names: str) -> Any:
    return namedtuple("_Row", names)  # type: ignore[misc] # the columns of a statement


def read_rows(model: type[Model], sql: str, values: Sequence[object]) -> list[Any]:
    """Return the rows of a statement over `model`, each with its columns as attributes."""
    with connection.cursor() as cursor:
        cursor.execute(written_for(model, sql), values)
        made = _row_of(*(column.name for column in cursor.description))._make
        return [made(row) for row in cursor.fetchall()]


def read_one(
    model: type[Found], where: Condition, *related: str, **values: Written
) -> Found | None:
    """Return the one row of `model` for which `where` holds; None where there is none.

    With what the paths in `related` lead to, from near to far and no table twice, as after
    `select_related`; and with `values` as attributes. For models whose columns need no
    converting from the database.
    """
    parts = {path: _model_at(model, path) for path in ("", *related)}
    names = {path: _names_of(part) for path, part in parts.items()}
    columns = [_at(path, name) for path, each in names.items() for name in each]
    asked = ", ".join(
        [*(f"{{{each}}}" for each in columns), *(f"({v.sql})" for v in values.values())]
    )
    joins = " ".join(_join(model, path) for path in related)
    sql = f"SELECT {asked} FROM {model._meta.db_table} {joins} WHERE {where.sql}"  # noqa: S608 - own words
    bound = (*(value for each in values.values() for value in each.values), *where.values)
    with connection.cursor() as cursor:
        cursor.execute(written_for(model, sql), bound)
        row = cursor.fetchone()
    if row is None:
        return None
    cells = iter(row)
    made = {path: _made(part, names[path], cells) for path, part in parts.items()}
    for path in related:
        _tie(made, path)
    for name, value in zip(values, cells, strict=True):
        setattr(made[""], name, value)
    return made[""]


def _at(path: str, name: str) -> str:
    return f"{path}__{name}" if path else name


def _names_of(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _step(model: type[Model], path: str) -> Any:
    """Return the last field of a path."""
    before, _sign, name = path.rpartition("__")
    return _model_at(model, before)._meta.get_field(name)


def _model_at(model: type[Model], path: str) -> Any:
    return _step(model, path).related_model if path else model


@cache
def _join(model: type[Model], path: str) -> str:
    field, before = _step(model, path), path.rpartition("__")[0]
    table = field.related_model._meta.db_table
    near, far = (field.name, "pk") if field.concrete else ("pk", field.field.name)
    return f"LEFT JOIN {table} ON {{{_at(before, near)}}} = {{{_at(path, far)}}}"


def _made(model: Any, names: list[str], cells: Iterator[Any]) -> Any:
    """Return the row that the next cells make; None where an outer join found none."""
    values = list(islice(cells, len(names)))
    is_there = values[names.index(model._meta.pk.attname)] is not None
    return model.from_db(DEFAULT_DB_ALIAS, names, values) if is_there else None


def _tie(made: dict[str, Any], path: str) -> None:
    """Let the row before a path know the row that the path leads to."""
    before = made[path.rpartition("__")[0]]
    if before is None:
        return
    field = before._meta.get_field(path.rpartition("__")[2])
    field.set_cached_value(before, made[path])
    if made[path] is not None and not field.concrete:
        field.field.set_cached_value(made[path], before)
