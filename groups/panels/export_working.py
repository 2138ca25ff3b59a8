"""How a group works, as lists that leave: agreements, who does what, who answers for what."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.models import AuditEvent
from elo_platform.lib.tables import Cell, Table
from elo_platform.lib.text import chosen
from groups.models import Agreement, Duty, EloGroup, Responsibility
from groups.panels.activity import who_did
from groups.panels.duties import responsible


def groups_table(groups: Iterable[EloGroup]) -> Table:
    """Return groups with their territory and who coordinates them."""
    headers = [
        *(gettext("ELO group"), gettext("State"), gettext("Founded")),
        *(gettext("Regions"), gettext("Coordinated by")),
    ]
    rows: list[list[Cell]] = [
        [
            group.name,
            str(group.get_state_display()),
            group.founded_on,
            ", ".join(row.region.name for row in group.regions_then),
            chosen(group.coordinator) if group.coordinator else "",
        ]
        for group in groups
    ]
    return Table("elo-groups", gettext("Groups"), headers, rows)


def agreements_table(agreements: Iterable[Agreement]) -> Table:
    """Return agreements with how far they have come."""
    headers = [
        *(gettext("Agreement"), gettext("State"), gettext("From"), gettext("To")),
        *(gettext("Sign by"), gettext("Parties"), gettext("Signed")),
    ]
    rows: list[list[Cell]] = [
        [
            each.title,
            str(each.get_state_display()),
            each.starts_on,
            each.ends_on,
            each.answer_by,
            each.asked,
            each.signed,
        ]
        for each in agreements
    ]
    return Table("elo-agreements", gettext("Partnership agreements"), headers, rows)


def duties_table(duties: Iterable[Duty]) -> Table:
    """Return who does what, of duties marked for the reader."""
    headers = [
        *(gettext("Task"), gettext("Answers for it"), gettext("Agreed")),
        *(gettext("Where it was agreed"), gettext("To")),
    ]
    rows: list[list[Cell]] = [
        [each.task, responsible(each), each.agreed_on, _where(each), each.ends_on]
        for each in duties
    ]
    return Table("elo-duties", gettext("Who does what"), headers, rows)


def responsibilities_table(responsibilities: Iterable[Responsibility]) -> Table:
    """Return who answers for which area; people have been fetched."""
    headers = [
        *(gettext("Area"), gettext("Person"), gettext("Deputy")),
        *(gettext("From"), gettext("To")),
    ]
    rows: list[list[Cell]] = [
        [
            each.area,
            each.user.name if each.user else "",
            each.deputy.name if each.deputy else "",
            each.starts_on,
            each.ends_on,
        ]
        for each in responsibilities
    ]
    return Table("elo-responsibilities", gettext("Responsibilities"), headers, rows)


def _where(duty: Duty) -> str:
    return duty.outcome.title if duty.outcome and duty.sees_outcome else duty.agreed_where


def activity_table(events: Iterable[AuditEvent]) -> Table:
    """Return what was done in a group, each act in a line of its own."""
    headers = [gettext("Day"), gettext("Time"), gettext("Who"), gettext("What")]
    rows: list[list[Cell]] = []
    for event in events:
        at = timezone.localtime(event.at)
        rows.append([at.date(), f"{at:%H.%M}", who_did(event), str(AuditKind(event.kind).label)])
    return Table("elo-history", gettext("History"), headers, rows)
