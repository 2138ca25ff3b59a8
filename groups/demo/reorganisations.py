"""A reorganisation that is being prepared: two colleges of Häme merge, a third gets a new name."""

from datetime import date

from elo_platform.accounts.models import User
from groups.demo.cast import account
from groups.demo.stage import Stage
from groups.kinds import StepRelation, SuccessionOf
from groups.models import EloGroup, Organisation, Reorganisation
from groups.models.category import Sector
from groups.services.reorganisation import (
    ReorganisationValues,
    StepValues,
    Successor,
    add_step,
    draft_reorganisation,
)

HALVES = ("kanta-hame", "paijat-hame")


def prepare_reorganisation(stage: Stage, groups: dict[str, tuple[EloGroup, User]]) -> None:
    """Draft, as an example, the merger of a college from each half of Häme on 1 January."""
    admin = User.objects.with_address(account("admin")).get()
    values = ReorganisationValues(
        "Yrkesinstituten i Tavastland går ihop (exempel)",
        "Hämeen ammattiopistot yhdistyvät (esimerkki)",
        date(stage.today.year + 1, 1, 1),
    )
    made = draft_reorganisation(values=values, by=admin, now=stage.now)
    colleges = [_school(groups[key][0]) for key in HALVES]
    merged = Successor(None, "Tavastlands yrkesinstitut", "Hämeen ammattiopisto")
    _step(made, StepRelation.MERGE, colleges, merged, admin, stage)
    school = _school(groups["satakunta"][0])
    renamed = Successor(None, "Satakunta kompetenscentrum", "Satakunnan osaamiskeskus")
    _step(made, StepRelation.RENAME, [school], renamed, admin, stage)


def _school(group: EloGroup) -> Organisation:
    """Return the first of a group's schools."""
    schools = Organisation.objects.filter(category__sector=Sector.EDUCATION)
    return schools.filter(seats__body__group=group).order_by("pk")[0]


def _step(
    made: Reorganisation,
    relation: StepRelation,
    before: list[Organisation],
    after: Successor,
    by: User,
    stage: Stage,
) -> None:
    made.refresh_from_db(fields=["version"])
    values = StepValues(
        SuccessionOf.ORGANISATION, relation, tuple(row.pk for row in before), (after,)
    )
    given = {"reorganisation_id": made.pk, "version": made.version, "by": by, "now": stage.now}
    add_step(values=values, **given)
