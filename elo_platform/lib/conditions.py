"""Conditions and values written as SQL over columns of a row.

A rule of who reads what stands in most statements of a page, and as Django lookups it costs
more to compose than PostgreSQL needs to answer it.
"""

from __future__ import annotations

import re
from typing import Any

from django.db.models import BooleanField, Field, Func
from django.db.models.expressions import RawSQL

_PATH = re.compile(r"\{(\w+)\}")


class Written(Func):
    """A value in SQL: `{path}` stands for a column, named as in a filter; `%s` for a value.

    Nothing but the code's own words may stand in `sql`.
    """

    def __init__(
        self, sql: str, values: tuple[object, ...] = (), output_field: Field | None = None
    ) -> None:
        self.sql, self.values = sql, values
        self.paths = list(dict.fromkeys(_PATH.findall(sql)))
        super().__init__(*self.paths, output_field=output_field)

    def as_sql(self, compiler: Any, connection: Any, **_extra: Any) -> tuple[str, Any]:
        names = [compiler.compile(column)[0] for column in self.source_expressions]
        return f"({self.sql.format(**dict(zip(self.paths, names, strict=True)))})", self.values


class Condition(Written):
    """A condition in SQL. It filters, annotates and joins with Q; two of them join as text."""

    output_field = BooleanField()

    def __or__(self, other: Any) -> Any:
        if isinstance(other, Condition):
            return Condition(f"({self.sql}) OR ({other.sql})", (*self.values, *other.values))
        return super().__or__(other)

    def __and__(self, other: Any) -> Any:
        if isinstance(other, Condition):
            return Condition(f"({self.sql}) AND ({other.sql})", (*self.values, *other.values))
        return super().__and__(other)


def among(path: str, ids: RawSQL | list[int]) -> Condition:
    """Return the condition that a column is one of `ids`, or one of what they select."""
    if isinstance(ids, RawSQL):
        return Condition(f"{{{path}}} IN ({ids.sql})", tuple(ids.params))
    return Condition(f"{{{path}}} = ANY(%s::bigint[])", (ids,))
