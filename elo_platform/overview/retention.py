"""What is kept how long: reads retention.toml, for the nightly sweep and the privacy notice."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

FILE = Path(__file__).resolve().parent.parent / "retention.toml"

KEEP: dict[str, Promise] = {
    "always": _("Kept as the memory of the groups; your name goes when you ask for it"),
    "while_member": _("As long as you have a seat or a task, and 12 months after that"),
    "seat_history": _("Kept as the history of the seat; your name goes when you ask for it"),
    "year_after_end": _("One month after the link has expired"),
    "hours_12": _("12 hours"),
    "hours_24": _("24 hours"),
    "days_3": _("3 days"),
    "days_30": _("30 days"),
    "years_2": _("2 years"),
    "years_5": _("5 years"),
    "years_10": _("10 years"),
    "until_mixed": _("Until enough answers wait to be mixed, or the survey closes"),
    "until_closed": _("Until the survey closes"),
}
GROUNDS: dict[str, Promise | str] = {
    "public_task": _("A task in the public interest: coordinating the ELO group"),
    "legal_obligation": _("A legal obligation: keeping the service secure"),
    "none": "",
}
# What libraries name in English alone.
LABELS: dict[str, Promise] = {
    "mfa.Authenticator": _("second factors"),
    "usersessions.UserSession": _("sign-ins"),
}
FIELDS: dict[str, Promise] = {
    "user": _("person"),
    "data": _("technical data"),
    "created_at": _("added"),
    "last_used_at": _("last used"),
    "last_seen_at": _("last seen"),
    "ip": _("network address"),
    "user_agent": _("browser"),
}
ERASURES = frozenset({"blank", "former", "delete", "keep"})
KINDS = ("personal", "pseudonymous", "none")


@dataclass(frozen=True, slots=True)
class ModelPolicy:
    """What the file says of one model."""

    model: type[models.Model]
    keep: str
    ground: str
    erase: str
    since: str
    days: int | None
    personal: tuple[str, ...]
    pseudonymous: tuple[str, ...]
    none: tuple[str, ...]

    @property
    def label(self) -> str:
        meta = self.model._meta
        return capfirst(str(LABELS.get(meta.label, meta.verbose_name_plural)))

    @property
    def keep_sentence(self) -> Promise:
        return KEEP[self.keep]

    @property
    def ground_sentence(self) -> Promise | str:
        return GROUNDS[self.ground]

    @property
    def fields(self) -> list[str]:
        """Return the names, in the reader's language, of the fields that point at a person."""
        return [self._field(name) for name in (*self.personal, *self.pseudonymous)]

    def _field(self, name: str) -> str:
        own = self.model._meta.get_field(name).verbose_name
        return str(own if isinstance(own, Promise) else FIELDS.get(name, own))


@cache
def policy() -> tuple[ModelPolicy, ...]:
    """Return what is said of every model, in the order of the file.

    Raises:
        KeyError: a sentence or a ground is not known.
        LookupError: there is no such model.
    """
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(_policy(label, row) for label, row in rows.items())


def _policy(label: str, row: dict) -> ModelPolicy:
    KEEP[row["keep"]], GROUNDS[row["ground"]]
    return ModelPolicy(
        model=apps.get_model(label),
        keep=row["keep"],
        ground=row["ground"],
        erase=row.get("erase", "keep"),
        since=row.get("since", ""),
        days=row.get("days"),
        **{kind: tuple(row.get(kind, ())) for kind in KINDS},
    )
