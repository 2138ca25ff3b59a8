"""Days in the lives of the demo's groups, and a text that said something else earlier."""

from dataclasses import fields
from datetime import date, timedelta

from elo_platform.accounts.models import User
from groups.demo.stage import Stage
from groups.models import EloGroup, LifeEvent
from groups.services.group_settings import GroupValues, change_group
from groups.services.timeline import LifeValues, add_life_event

Kind = LifeEvent.Kind
FOUNDED_SV = "Gruppen tillsattes av närings-, trafik- och miljöcentralen."
FOUNDED_FI = "Ryhmän asetti elinkeino-, liikenne- ja ympäristökeskus."
LIVES = {
    "pohjanmaa": (
        LifeValues(Kind.PLANNED, date(2012, 9, 1)),
        LifeValues(Kind.FOUNDED, date(2013, 3, 1), FOUNDED_SV, FOUNDED_FI),
        LifeValues(Kind.ACTIVE, date(2013, 4, 15)),
    ),
    "pohjois-karjala": (
        LifeValues(Kind.FOUNDED, date(2011, 3, 1), FOUNDED_SV, FOUNDED_FI),
        LifeValues(Kind.ACTIVE, date(2011, 3, 1)),
    ),
    "satakunta": (
        LifeValues(Kind.FOUNDED, date(2013, 3, 1), FOUNDED_SV, FOUNDED_FI),
        LifeValues(Kind.ACTIVE, date(2013, 3, 1)),
        LifeValues(
            Kind.DORMANT,
            date(2020, 4, 1),
            "Möten ställdes in under pandemin.",
            "Kokoukset olivat tauolla pandemian aikana.",
        ),
        LifeValues(Kind.ACTIVE, date(2021, 9, 1)),
    ),
    "kainuu": (LifeValues(Kind.DORMANT, date(2023, 1, 1)),),
}
# What the coordinator of Ostrobothnia added to the text about the group.
ADDED_SV = " Arbetet är tvåspråkigt."
ADDED_FI = " Työ on kaksikielistä."


def tell_lives(stage: Stage, groups: dict[str, tuple[EloGroup, User]]) -> None:
    """Record the days of the groups that have some, and let one group change its text."""
    at = stage.now - timedelta(days=200)
    for key, days in LIVES.items():
        group, by = groups[key]
        for values in days:
            add_life_event(
                group_id=group.pk, version=_fresh(group).version, values=values, by=by, now=at
            )
    group, by = groups["pohjanmaa"]
    _fresh(group)
    told = {field.name: getattr(group, field.name) for field in fields(GroupValues)}
    told |= {"about_sv": group.about_sv + ADDED_SV, "about_fi": group.about_fi + ADDED_FI}
    given = {"version": group.version, "by": by, "now": at}
    change_group(group_id=group.pk, values=GroupValues(**told), **given)


def _fresh(group: EloGroup) -> EloGroup:
    group.refresh_from_db()
    return group
