"""Somebody saved in between: what differs, and the same form on top of what stands now."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.template.defaultfilters import yesno
from django.utils.formats import date_format

from elo_platform.lib.forms import VersionedForm


def renewed_data(data: QueryDict, version: int) -> QueryDict:
    """Return what was typed, based on `version`, with a key of its own."""
    again = data.copy()
    again["version"], again["form_key"] = str(version), str(uuid.uuid4())
    return again


def differences(form: VersionedForm, current: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the fields of `current` in which a checked form differs from it, both in words."""
    rows = []
    for bound in (each for each in form.visible_fields() if each.name in current):
        mine = _words(bound.field, form.cleaned_data.get(bound.name))
        theirs = _words(bound.field, current[bound.name])
        if mine != theirs:
            rows.append({"label": str(bound.label), "mine": mine, "theirs": theirs})
    return rows


def _words(field: forms.Field, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_words(field, each) for each in value)
    if isinstance(value, bool):
        return yesno(value)
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return str(dict(field.choices).get(value, value))
    return "" if value is None else str(value)
