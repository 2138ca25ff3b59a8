"""The registers as they leave: organisations, other networks, the parties of an agreement."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from elo_platform.lib.tables import Cell, Table
from elo_platform.lib.text import alphabetical, from_columns
from groups.models import Network, Party, Reorganisation
from groups.models.category import Sector
from groups.panels.networks import KINDS, RELATIONS
from groups.panels.reorganisations import status_of
from groups.querysets.coverage import Kind


def organisations_table(rows: Iterable[dict[str, Any]], kinds: Iterable[Kind]) -> Table:
    """Return lines of the register, both names in columns of their own."""
    headers = [
        *(gettext("Organisation in Swedish"), gettext("Organisation in Finnish")),
        *(gettext("Represents"), gettext("Sector"), gettext("Region")),
        *(gettext("Provides guidance"), gettext("Ended")),
    ]
    names = {kind.id: kind.name for kind in kinds}
    found: list[list[Cell]] = [
        [
            row["name_sv"],
            row["name_fi"],
            names[row["category"]],
            str(Sector(row["category__sector"]).label),
            from_columns(row, "region__name"),
            gettext("Yes") if row["is_provider"] else "",
            row["ended_on"],
        ]
        for row in rows
    ]
    return Table("elo-organisations", gettext("Organisations"), headers, found)


def networks_table(networks: Iterable[Network]) -> Table:
    """Return other networks; municipalities and who leads have been fetched."""
    headers = [
        *(gettext("Network"), gettext("Kind"), gettext("Relation"), gettext("Led by")),
        *(gettext("Municipalities"), gettext("Organisations"), gettext("From"), gettext("To")),
    ]
    rows: list[list[Cell]] = [
        [
            each.name,
            str(KINDS[each.kind]),
            str(RELATIONS[each.relation]),
            each.home.name if each.home else "",
            ", ".join(sorted((town.name for town in each.municipalities.all()), key=alphabetical)),
            each.organisations,
            each.starts_on,
            each.ends_on,
        ]
        for each in networks
    ]
    return Table("elo-networks", gettext("Networks"), headers, rows)


def parties_table(parties: Iterable[Party]) -> Table:
    """Return the parties of an agreement by name, and how far each has come."""
    headers = [
        *(gettext("Organisation"), gettext("State"), gettext("Signs")),
        *(gettext("Asked"), gettext("Signed")),
    ]
    rows: list[list[Cell]] = [
        [
            party.organisation.name,
            str(party.get_state_display()),
            party.signer,
            party.asked_at,
            party.signed_on,
        ]
        for party in sorted(parties, key=lambda party: alphabetical(party.organisation.name))
    ]
    return Table("elo-parties", gettext("Parties"), headers, rows)


def reorganisations_table(rows: Iterable[Reorganisation]) -> Table:
    """Return reorganisations with their day, and how far they have come."""
    headers = [gettext("Reorganisation"), gettext("Takes effect"), gettext("State")]
    cells: list[list[Cell]] = [[row.title, row.on, status_of(row)["text"]] for row in rows]
    return Table("elo-reorganisations", gettext("Reorganisations"), headers, cells)
