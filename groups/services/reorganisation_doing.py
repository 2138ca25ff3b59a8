"""What the acts of a reorganisation have in common: its days, and who the heirs are by now."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import models

from groups.kinds import SuccessionOf
from groups.models import (
    Authority,
    Organisation,
    Reorganisation,
    ReorganisationPart,
    Succession,
)


@dataclass(slots=True)
class Doing:
    """A reorganisation while it is carried out."""

    reorganisation: Reorganisation
    now: datetime
    parts: dict[int, ReorganisationPart]
    organisations: dict[tuple[str, int], Organisation] = field(default_factory=dict)

    @property
    def on(self) -> date:
        return self.reorganisation.on

    @property
    def last_day(self) -> date:
        """The last day of the old order."""
        return self.on - timedelta(days=1)

    def thing(self, part: int) -> int:
        """Return the id of the thing that a part is, or has become."""
        found = self.parts[part].object_id
        if found is None:
            raise LookupError(f"part {part} has not been made yet")
        return found

    def became(self, part: int, row: models.Model) -> None:
        """Remember what a part with names only has become."""
        self.parts[part].object_id = row.pk
        self.parts[part].save(update_fields=["object_id"])

    def organisation(self, part: int, like: int) -> Organisation:
        """Return the organisation that an heir is, made after the organisation `like` if need be.

        Of an authority it is the living organisation that is the authority; of a part with
        names a new one.
        """
        row = self.parts[part]
        kind = row.step.kind
        key = (kind, row.object_id or -part)
        if key not in self.organisations:
            self.organisations[key] = self._organisation(row, like)
        return self.organisations[key]

    def _organisation(self, part: ReorganisationPart, like: int) -> Organisation:
        if part.step.kind == SuccessionOf.ORGANISATION:
            if part.object_id is not None:
                return Organisation.objects.get(pk=part.object_id)
            made = self._make_organisation(like, part.name_sv, part.name_fi)
            self.became(part.pk, made)
            return made
        authority = self.thing(part.pk)
        there = Organisation.objects.filter(authority=authority, ended_on=None).order_by("pk")
        if found := there.first():
            return found
        names = Authority.objects.get(pk=authority).names.nearest_first(self.on).first()
        made = self._make_organisation(
            like, names.name_sv if names else "", names.name_fi if names else part.name
        )
        Organisation.objects.filter(pk=made.pk).update(authority=authority)
        return made

    def _make_organisation(self, like: int, name_sv: str, name_fi: str) -> Organisation:
        old = Organisation.objects.get(pk=like)
        made = Organisation.objects.create(
            name_sv=name_sv[:160],
            name_fi=name_fi[:160],
            category=old.category,
            region=old.region,
            is_provider=old.is_provider,
        )
        made.names.create(name_sv=made.name_sv, name_fi=made.name_fi, starts_on=self.on)
        return made

    def succeed(self, kind: str, predecessor: int, successor: int, relation: str) -> None:
        """Say that one thing followed another, once."""
        Succession.objects.get_or_create(
            kind=kind,
            predecessor_id=predecessor,
            successor_id=successor,
            defaults={"on": self.on, "relation": relation},
        )
