"""All rows of all tables, and what one request changed in them."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models
from django.utils import timezone

ROOMS = ("groups", "plans", "surveys", "forums")
OURS = (*ROOMS, "accounts", "notifications", "audit", "account", "mfa", "usersessions")
# Sessions and their traces follow from signing in, not from the form.
LEFT_OUT = {"usersessions.UserSession", "account.EmailConfirmation"}
Rows = dict[str, dict[Any, dict[str, Any]]]


def tables() -> list[type[models.Model]]:
    """Return the models whose rows are compared, those of many-to-many included."""
    found = apps.get_models(include_auto_created=True)
    return [
        model
        for model in found
        if model._meta.app_label in OURS and model._meta.label not in LEFT_OUT
    ]


@dataclass(frozen=True)
class Reading:
    """All rows by table and key."""

    rows: Rows


def read() -> Reading:
    """Read every table."""
    return Reading({model._meta.label: _rows(model) for model in tables()})


def _rows(model: type[models.Model]) -> dict[Any, dict[str, Any]]:
    names = [field.attname for field in model._meta.concrete_fields]
    return {row[model._meta.pk.attname]: row for row in model._base_manager.values(*names)}


def written() -> dict[str, int]:
    """Return how much has been written to each table so far, undone or not."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
        )
        return dict(cursor.fetchall())


@dataclass(frozen=True)
class Change:
    """One row that is new, gone or different: its table, its key and its present values."""

    table: str
    key: Any
    kind: str
    values: dict[str, Any]


def changes(before: Reading, since: dict[str, int]) -> list[Change]:
    """Return what differs from `before`; only tables written to since `since` are read."""
    found, by_now = [], written()
    for model in tables():
        table, name = model._meta.label, model._meta.db_table
        if by_now.get(name) == since.get(name):
            continue
        then, now = before.rows[table], _rows(model)
        found += [Change(table, key, "gone", then[key]) for key in then.keys() - now.keys()]
        found += [Change(table, key, "new", now[key]) for key in now.keys() - then.keys()]
        for key in then.keys() & now.keys():
            values = {name: value for name, value in now[key].items() if value != then[key][name]}
            if values:
                found.append(Change(table, key, "changed", values))
    return found


# Keys that are drawn by lot when a row is made.
DRAWN = {("groups.CaptureSpot", "key")}


def comparable(found: list[Change], before: Reading) -> list[str]:
    """Return the changes as text that is equal for two equal requests.

    Moments, random keys and the numbers of new rows differ each time and are written alike.
    """
    return sorted(
        " ".join(
            [
                each.table,
                each.kind,
                "" if each.kind == "new" else str(each.key),
                *(f"{name}={_plain(each, name, before)}" for name in sorted(each.values)),
            ]
        )
        for each in found
    )


def _plain(change: Change, name: str, before: Reading) -> str:
    value = change.values[name]
    if change.kind == "new" and (change.table, name) in DRAWN:
        return "drawn"
    field = {each.attname: each for each in apps.get_model(change.table)._meta.concrete_fields}[
        name
    ]
    if isinstance(value, datetime | UUID):
        return "moment" if isinstance(value, datetime) else "key"
    if field.primary_key and change.kind == "new":
        return "new"
    if field.is_relation:
        known = before.rows.get(field.related_model._meta.label, {})
        return str(value) if value in known or value is None else "new"
    if change.kind == "new" and name in {"target_id", "from_id", "to_id"}:
        return "row"
    if isinstance(value, str | dict | list):
        return re.sub(r"[\w-]*\d[\w-]*|[\w-]{20,}", "#", str(value))
    return str(value)


def hostile() -> dict[str, list[str]]:
    """Return values for every field name of every model: those of one name want different ones."""
    found: dict[str, list[str]] = {}
    for model in tables():
        for field in model._meta.get_fields():
            if not getattr(field, "concrete", False):
                continue
            for name in {field.name, getattr(field, "attname", field.name)}:
                found.setdefault(name, []).extend(_values(field))
    for name in ("by", "now", "actor", "password1", "is_admin", "permissions"):
        found.setdefault(name, ["1"])
    return found


def _values(field: models.Field) -> list[str]:
    if field.is_relation:
        last = field.related_model._base_manager.order_by("-pk").values_list("pk", flat=True)
        return [str(last.first() or 1)]
    if isinstance(field, models.BooleanField):
        return ["on"]
    if field.choices:
        return [str(field.choices[-1][0]), str(field.choices[0][0])]
    if isinstance(field, models.DateTimeField | models.DateField):
        return [timezone.localdate().isoformat()]
    if isinstance(field, models.EmailField):
        return ["mallory@elo.example"]
    return ["7"] if isinstance(field, models.IntegerField) else ["mallory"]
