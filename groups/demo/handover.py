"""Notes of two coordinators, and one of them who hands over on the first of February."""

from datetime import date, timedelta

from elo_platform.accounts.models import User
from groups.demo.stage import Stage
from groups.models import EloGroup, RoleGrant
from groups.permissions import GroupPermission, Role
from groups.querysets.readers import people_permitted_in_group
from groups.services.handover import NoteValues, Passed, hand_over, write_handover_note
from groups.services.responsibilities import ResponsibilityValues, add_responsibility

NOTES = {
    "satakunta": NoteValues(
        people=(
            "Maakuntaliitto vastaa nopeimmin puhelimella. Yrittäjät ovat kiinnostuneita, mutta"
            " heillä on aikaa vasta maaliskuussa."
        ),
        promises="Lupasin ammattiopistolle, että nivelvaiheen kortti käydään läpi keväällä.",
        differently="Kutsuisin sote-puolen mukaan heti alussa enkä vasta suunnitelman jälkeen.",
    ),
    "pohjanmaa": NoteValues(
        people=(
            "Landskapsförbundet svarar snabbast per telefon. Ordföranden läser e-post om kvällen."
        ),
        promises="",
        differently="",
    ),
}


def hand_on(stage: Stage, groups: dict[str, tuple[EloGroup, User]]) -> None:
    """Let coordinators write notes, and the one of Satakunta name who comes after."""
    for key, values in NOTES.items():
        group, coordinator = groups[key]
        write_handover_note(
            group_id=group.pk,
            version=0,
            values=values,
            by=coordinator,
            now=stage.now - timedelta(days=20),
        )
    group, coordinator = groups["satakunta"]
    people = people_permitted_in_group(group.pk, GroupPermission.TAKE_PART)
    successor = people.exclude(pk=coordinator.pk).order_by("pk").first()
    area = add_responsibility(
        group_id=group.pk,
        values=ResponsibilityValues(
            area_sv="Utbildningar för handledare",
            area_fi="Ohjaajien koulutukset",
            user=coordinator,
            deputy=None,
            starts_on=date(stage.today.year, 1, 1),
        ),
        by=coordinator,
        now=stage.now - timedelta(days=21),
    )
    grant = RoleGrant.objects.get(user=coordinator, role=Role.COORDINATOR, group=group)
    hand_over(
        grant_id=grant.pk,
        successor=successor,
        day=date(stage.today.year + 1, 2, 1),
        passed=Passed(responsibilities=(area.pk,)),
        by=coordinator,
        now=stage.now - timedelta(days=19),
    )
