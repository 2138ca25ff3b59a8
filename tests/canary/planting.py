"""Unique words in every text of every row, so that one seen by the wrong reader is known."""

import re
from dataclasses import dataclass
from itertools import count

import pgtrigger
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, models, transaction

APPS = ("accounts", "groups", "plans", "surveys", "forums")
TOKEN = re.compile(r"zq[a-z0-9]{16}zq")
LENGTH = 20

# What is no text of anybody's: keys, hashes, codes, names of time zones.
TECHNICAL = {
    "accounts.User": {"password"},
    "accounts.FeedToken": {"token_hash"},
    "groups.Region": {"code", "iso3166_2", "languages"},
    "groups.Authority": {"key"},
    "groups.EloGroup": {"languages"},
    "groups.Meeting": {"zone"},
    "groups.Event": {"zone"},
    "groups.Series": {"zone"},
    "groups.DatePoll": {"zone"},
    "groups.Category": {"key"},
    "groups.Organisation": {"business_id"},
    "groups.ImportDraft": {"sha256"},
    "groups.OnboardingMark": {"key"},
    "groups.Paper": {"content_type", "sha256"},
    "groups.GoalFramework": {"key"},
    "groups.Evidence": {"node_kind"},
    "groups.StudyUse": {"node_kind"},
    "groups.CaptureSpot": {"key"},
    "groups.Commitment": {"goal_kind"},
    "plans.PlanVersion": {"sha256"},
    "surveys.Survey": {"token"},
    "surveys.UsedKey": {"key_hash"},
}


@dataclass(frozen=True)
class Planted:
    """Where a token stands."""

    model: str
    pk: object
    field: str


def text_fields(model: type[models.Model]) -> list[models.Field]:
    """Return the fields of `model` that hold what somebody wrote."""
    kinds = (models.CharField, models.TextField, models.FileField, models.JSONField, ArrayField)
    technical = TECHNICAL.get(model._meta.label, set())
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, kinds) and not field.choices and field.name not in technical
        # What kind of event made an earlier state.
        if field.name != "pgh_label"
    ]


def models_with_text() -> list[type[models.Model]]:
    """Return every model of ours that holds text."""
    return [
        model for model in apps.get_models() if model._meta.app_label in APPS and text_fields(model)
    ]


def plant() -> dict[str, Planted]:
    """Put a token in each text of each row, past services and triggers; return where they are.

    A text that this row may not have, by a constraint, stays as it is.
    """
    planted: dict[str, Planted] = {}
    numbers = count()
    _pass_triggers()
    for model in models_with_text():
        fields = text_fields(model)
        for row in model._base_manager.order_by("pk"):
            tokens = {field: f"zq{next(numbers):016x}zq" for field in fields}
            for field in _stored(row, tokens):
                planted[tokens[field]] = Planted(model._meta.label, row.pk, field.name)
    return planted


def _pass_triggers() -> None:
    """Let this transaction pass every trigger: what is frozen holds texts too."""
    names = ",".join(trigger.get_pgid(model) for model, trigger in pgtrigger.registered())
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [f"{{{names}}}"])


def _stored(row: models.Model, tokens: dict[models.Field, str]) -> list[models.Field]:
    """Store tokens in a row, all at once where it may have them all; return the fields."""
    values = {}
    for field, token in tokens.items():
        if isinstance(field, models.FileField):
            file = getattr(row, field.name)
            file.storage.delete(file.name)
            file.storage.save(file.name, ContentFile(f"%PDF {token}".encode()))
        else:
            values[field] = _value(field, row, token)
    files = tokens.keys() - values.keys()
    if not values or _updated(row, values):
        return list(tokens)
    return [*files, *(field for field, value in values.items() if _updated(row, {field: value}))]


def _updated(row: models.Model, values: dict[models.Field, object]) -> bool:
    rows = type(row)._base_manager.filter(pk=row.pk)
    try:
        with transaction.atomic():
            return rows.update(**{field.name: value for field, value in values.items()}) == 1
    except IntegrityError:
        return False


def _value(field: models.Field, row: models.Model, token: str) -> object:
    """Return what to store so that `token` stands in `field`."""
    if isinstance(field, models.EmailField):
        return f"{token}@elo.example"
    if isinstance(field, models.URLField):
        return f"https://elo.example/{token}"
    if isinstance(field, ArrayField):
        return [token]
    if isinstance(field, models.JSONField):
        return _in_texts(getattr(row, field.name), token)
    assert field.max_length is None or field.max_length >= LENGTH, field
    return token


def _in_texts(value: object, token: str, key: str = "") -> object:
    """Return `value`, a kept document, with `token` for each text in one of the languages."""
    if isinstance(value, dict):
        return {name: _in_texts(each, token, name) for name, each in value.items()}
    if isinstance(value, list):
        return [_in_texts(each, token, key) for each in value]
    return token if isinstance(value, str) and key.endswith(("_sv", "_fi")) else value


def found(body: bytes) -> set[str]:
    """Return the tokens in `body`, also where a calendar or a mail breaks its lines."""
    text = body.decode("utf-8", "replace")
    unfolded = text.replace("\r\n ", "").replace("=\r\n", "").replace("=\n", "")
    return set(TOKEN.findall(text)) | set(TOKEN.findall(unfolded))
