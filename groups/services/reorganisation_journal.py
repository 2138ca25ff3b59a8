"""The journal: what the rows were before and after, so that all can be restored.

It compares whole tables, so that nothing that a service does on the way is missed.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext_lazy as _

from groups.models import Reorganisation, ReorganisationChange

Values = dict[str, Any]
_CHANGED = _("Something has been changed since, and would be lost. Prepare a new one.")

# A table's rows by id.
Picture = dict[str, dict[int, Values]]


def picture() -> Picture:
    """Return all rows of the tables that a reorganisation may change: one query for each."""
    return {label: _rows(apps.get_model(label)) for label in settings.REORGANISED}


def write_journal(*, reorganisation: Reorganisation, before: Picture) -> int:
    """Store what has changed since `before`; return how many rows."""
    changes = _differences(before, picture())
    ReorganisationChange.objects.bulk_create(
        ReorganisationChange(
            reorganisation=reorganisation,
            number=number,
            model=label,
            object_id=pk,
            before=old,
            after=new,
        )
        for number, (label, pk, old, new) in enumerate(changes, start=1)
    )
    return len(changes)


def restore(*, reorganisation: Reorganisation) -> int:
    """Give every row of the journal its former values; return how many.

    Raises:
        ValidationError: a row has been changed since.
    """
    changes = list(reorganisation.changes.order_by("-number"))
    now = picture()
    for change in changes:
        if now[change.model].get(change.object_id) != change.after:
            raise ValidationError(_CHANGED)
    try:
        with transaction.atomic():
            _restore(changes)
    except IntegrityError as error:
        # Something that was made since points at what would go.
        raise ValidationError(_CHANGED) from error
    return len(changes)


def _restore(changes: list[ReorganisationChange]) -> None:
    """Take away what was made, then give back what was; the database checks at the end."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for change in changes:
            if change.before is None:
                _take_away(apps.get_model(change.model), change.object_id)
        for change in changes:
            if change.before is not None:
                _write(apps.get_model(change.model), change.object_id, change.before)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _take_away(model: type[models.Model], pk: int) -> None:
    # Past the collector: what still points at the row is given back after this, or refuses.
    rows = model._base_manager.filter(pk=pk)
    for field in model._meta.many_to_many:
        getattr(rows.get(), field.name).clear()
    rows._raw_delete(rows.db)


def _rows(model: type[models.Model]) -> dict[int, Values]:
    many = [column.name for column in model._meta.many_to_many]
    rows = model._base_manager.order_by("pk").prefetch_related(*many)
    plain = serializers.serialize("python", rows)
    # Through JSON and back, so that what is stored compares equal to what is read.
    return {row["pk"]: _plain(row["fields"]) for row in plain}


def _plain(fields: Values) -> Values:
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in fields.items()
    }


def _differences(
    before: Picture, after: Picture
) -> list[tuple[str, int, Values | None, Values | None]]:
    """Return what differs, in the order of the tables: what others point at comes first."""
    found = []
    for label, rows in after.items():
        old = before[label]
        for pk in sorted(old.keys() | rows.keys()):
            if old.get(pk) != rows.get(pk):
                found.append((label, pk, old.get(pk), rows.get(pk)))
    return found


def _write(model: type[models.Model], pk: int, values: Values) -> None:
    """Bring a row back to its values, whether it is there or was taken away."""
    row = {"model": model._meta.label_lower, "pk": pk, "fields": values}
    for found in serializers.deserialize("python", [row]):
        found.save()
