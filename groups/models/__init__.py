"""From the ground up: a lower module never imports a higher one."""

from groups.models.agenda import AgendaItem, Attendance, Paper
from groups.models.authority import (
    Authority,
    AuthorityName,
    AuthorityRegion,
    AuthoritySuccession,
)
from groups.models.category import Category, CategoryName, RequiredCategory
from groups.models.goal import GoalFramework, NationalGoal
from groups.models.group import Body, Coordination, EloGroup, GroupRegion, Level
from groups.models.link import Link
from groups.models.meeting import Meeting, MeetingUserObjectPermission
from groups.models.message import BodyMessage
from groups.models.need import Evidence, Need, Support
from groups.models.organisation import Organisation, OrganisationName
from groups.models.outcome import Echo, Outcome
from groups.models.place import Region
from groups.models.role import RoleGrant
from groups.models.seat import Invitation, Seat, SeatHolder
from groups.models.term import Term

__all__ = [
    "AgendaItem",
    "Attendance",
    "Authority",
    "AuthorityName",
    "AuthorityRegion",
    "AuthoritySuccession",
    "Body",
    "BodyMessage",
    "Category",
    "CategoryName",
    "Coordination",
    "Echo",
    "EloGroup",
    "Evidence",
    "GoalFramework",
    "GroupRegion",
    "Invitation",
    "Level",
    "Link",
    "Meeting",
    "MeetingUserObjectPermission",
    "NationalGoal",
    "Need",
    "Organisation",
    "OrganisationName",
    "Outcome",
    "Paper",
    "Region",
    "RequiredCategory",
    "RoleGrant",
    "Seat",
    "SeatHolder",
    "Support",
    "Term",
]
