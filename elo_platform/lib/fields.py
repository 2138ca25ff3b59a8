"""Columns that several apps share."""

from collections.abc import Sequence
from typing import Any

from django.db import models


class KindField(models.CharField):
    """A code out of a list that grows with the product: migrations do not keep the list.

    Forms, the admin and validation know the choices; a new one needs no migration.
    """

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, "django.db.models.CharField", args, kwargs
