"""From the ground up: a lower module never imports a higher one."""

from groups.models.agenda import AgendaItem, Attendance, Paper
from groups.models.agreement import Agreement, Annex, Commitment, Party
from groups.models.authority import (
    Authority,
    AuthorityMunicipality,
    AuthorityName,
    AuthorityRegion,
    AuthoritySuccession,
)
from groups.models.category import Category, CategoryName, RequiredCategory
from groups.models.commission import Commission, Responsibility, Target
from groups.models.document import Document
from groups.models.goal import GoalFramework, NationalGoal
from groups.models.group import Body, Coordination, EloGroup, GroupRegion, Level
from groups.models.handover import Handover, HandoverNote
from groups.models.import_draft import ImportDraft
from groups.models.life import LifeEvent
from groups.models.link import Link
from groups.models.meeting import Meeting, MeetingUserObjectPermission
from groups.models.message import BodyMessage
from groups.models.need import Evidence, Need, Support
from groups.models.network import Acceptance, Duty, Network, NetworkMember, OperatingModel
from groups.models.organisation import Organisation, OrganisationName
from groups.models.outcome import Echo, Outcome
from groups.models.place import Municipality, MunicipalityRegion, Region
from groups.models.reorganisation import (
    Reorganisation,
    ReorganisationChange,
    ReorganisationChoice,
    ReorganisationPart,
    ReorganisationStep,
)
from groups.models.resources import Basis, Clause, Funding, Pulse, Wish, WorkTime
from groups.models.role import RoleGrant
from groups.models.seat import Invitation, Seat, SeatHolder
from groups.models.skill import Skill
from groups.models.succession import Succession
from groups.models.term import Term
from groups.models.versions import (
    AgreementVersion,
    BasisVersion,
    BodyVersion,
    ClauseVersion,
    CommitmentVersion,
    DutyVersion,
    EloGroupVersion,
    NetworkVersion,
    OperatingModelVersion,
    OrganisationVersion,
)
from groups.models.welcome import OnboardingMark, Welcome

__all__ = [
    "Acceptance",
    "AgendaItem",
    "Agreement",
    "AgreementVersion",
    "Annex",
    "Attendance",
    "Authority",
    "AuthorityMunicipality",
    "AuthorityName",
    "AuthorityRegion",
    "AuthoritySuccession",
    "Basis",
    "BasisVersion",
    "Body",
    "BodyMessage",
    "BodyVersion",
    "Category",
    "CategoryName",
    "Clause",
    "ClauseVersion",
    "Commission",
    "Commitment",
    "CommitmentVersion",
    "Coordination",
    "Document",
    "Duty",
    "DutyVersion",
    "Echo",
    "EloGroup",
    "EloGroupVersion",
    "Evidence",
    "Funding",
    "GoalFramework",
    "GroupRegion",
    "Handover",
    "HandoverNote",
    "ImportDraft",
    "Invitation",
    "Level",
    "LifeEvent",
    "Link",
    "Meeting",
    "MeetingUserObjectPermission",
    "Municipality",
    "MunicipalityRegion",
    "NationalGoal",
    "Need",
    "Network",
    "NetworkMember",
    "NetworkVersion",
    "OnboardingMark",
    "OperatingModel",
    "OperatingModelVersion",
    "Organisation",
    "OrganisationName",
    "OrganisationVersion",
    "Outcome",
    "Paper",
    "Party",
    "Pulse",
    "Region",
    "Reorganisation",
    "ReorganisationChange",
    "ReorganisationChoice",
    "ReorganisationPart",
    "ReorganisationStep",
    "RequiredCategory",
    "Responsibility",
    "RoleGrant",
    "Seat",
    "SeatHolder",
    "Skill",
    "Succession",
    "Support",
    "Target",
    "Term",
    "Welcome",
    "Wish",
    "WorkTime",
]
