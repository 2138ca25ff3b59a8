"""Conditions and values written as SQL over columns of a row.

A rule of who reads what stands in most statements of a page, and as Django lookups it costs
more to compose than PostgreSQL needs to answer it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from django.db.models import BooleanField, Field, Func
from django.db.models.expressions import BaseExpression, RawSQL
from django.utils.functional import cached_property

PATH = re.compile(r"\{(\w+)\}")


@lru_cache(maxsize=1024)
def _paths(sql: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(PATH.findall(sql)))


class Written(Func):
    """A value in SQL: `{path}` stands for a column, named as in a filter; `%s` for a value.

    Nothing but the code's own words may stand in `sql`.
    """

    def __init__(
        self, sql: str, values: tuple[object, ...] = (), output_field: Field | None = None
    ) -> None:
        self.sql, self.values = sql, values
        self.extra: dict[str, Any] = {}
        BaseExpression.__init__(self, output_field=output_field)

    @property
    def paths(self) -> tuple[str, ...]:
        """The columns that stand in the SQL, each once."""
        return _paths(self.sql)

    @cached_property
    def source_expressions(self) -> list[Any]:
        # Not before Django asks: most conditions become a part of another one.
        return self._parse_expressions(*self.paths)

    def as_sql(self, compiler: Any, connection: Any, **_extra: Any) -> tuple[str, Any]:
        names = [compiler.compile(column)[0] for column in self.source_expressions]
        columns = dict(zip(self.paths, names, strict=True))
        return f"({self.sql.format(**columns)})", self.values


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
