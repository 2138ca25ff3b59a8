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
from groups.models.backlog import BacklogItem
from groups.models.capture import Capture, CaptureSpot
from groups.models.category import Category, CategoryName, RequiredCategory
from groups.models.commission import Commission, Responsibility, Target
from groups.models.document import Document
from groups.models.event import Event, EventMaterial, EventOrganiser, EventSeries, ProgrammeItem
from groups.models.follow_up import FollowUp
from groups.models.goal import GoalFramework, NationalGoal
from groups.models.group import Body, Coordination, EloGroup, GroupRegion, Level
from groups.models.guideline import Acknowledgement, Guideline, GuidelineComment, GuidelineEdition
from groups.models.handover import Handover, HandoverNote
from groups.models.import_draft import ImportDraft
from groups.models.life import LifeEvent
from groups.models.link import Link
from groups.models.meeting import Meeting, MeetingUserObjectPermission
from groups.models.message import BodyMessage
from groups.models.minutes import Minutes, MinutesChecker, MinutesPart, MinutesRevision
from groups.models.need import Evidence, Need, Support
from groups.models.network import Acceptance, Duty, Network, NetworkMember, OperatingModel
from groups.models.organisation import Organisation, OrganisationName
from groups.models.outcome import Echo, Outcome
from groups.models.place import Municipality, MunicipalityRegion, Region
from groups.models.poll import DatePoll, PollAsked, PollSlot, SlotVote
from groups.models.priority import NeedComment, NeedVote
from groups.models.renewal import RenewalCheck
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
from groups.models.series import AgendaTemplate, Series, TemplateItem
from groups.models.signup import EventFeedback, SignUp, ThemeSuggestion, ThemeVote
from groups.models.skill import Skill
from groups.models.statement import Statement
from groups.models.study import Study, StudyUse
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
from groups.models.year import YearEntry, YearRule, YearTheme

__all__ = [
    "Acknowledgement",
    "AgendaTemplate",
    "BacklogItem",
    "Capture",
    "CaptureSpot",
    "DatePoll",
    "Event",
    "EventFeedback",
    "EventMaterial",
    "EventOrganiser",
    "EventSeries",
    "FollowUp",
    "Guideline",
    "GuidelineComment",
    "GuidelineEdition",
    "Minutes",
    "MinutesChecker",
    "MinutesPart",
    "MinutesRevision",
    "NeedComment",
    "NeedVote",
    "PollAsked",
    "PollSlot",
    "ProgrammeItem",
    "Series",
    "SignUp",
    "SlotVote",
    "Statement",
    "Study",
    "StudyUse",
    "TemplateItem",
    "ThemeSuggestion",
    "ThemeVote",
    "RenewalCheck",
    "YearEntry",
    "YearRule",
    "YearTheme",
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
