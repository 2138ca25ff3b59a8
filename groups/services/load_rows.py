"""Rows of any one model in bulk, for the load set: no audit, no mail."""

from collections.abc import Iterable
from typing import TypeVar

from django.db import models, transaction

Row = TypeVar("Row", bound=models.Model)

BATCH = 2000


@transaction.atomic
def load_rows(*, rows: Iterable[Row]) -> list[Row]:
    """Store rows of one model as they are, as if somebody had made them in time."""
    rows = list(rows)
    return type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH) if rows else []
