"""Who may do what, and where: the only role matrix of the platform."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """How far an object is open. Closed by default; raising it is an act of its own."""

    BODY = "body", _("Its body only")
    GROUP = "group", _("The whole group")
    ALL_REGIONS = "all_regions", _("All regions")
    PUBLIC = "public", _("Everyone")


class GroupPermission(StrEnum):
    """What may be allowed in one ELO group."""

    VIEW_GROUP = "view_group"
    VIEW_PEOPLE = "view_people"
    VIEW_COVERAGE = "view_coverage"
    MANAGE_GROUP = "manage_group"
    MANAGE_SEATS = "manage_seats"
    SEND_MESSAGES = "send_messages"
    VIEW_NEEDS = "view_needs"
    RAISE_NEEDS = "raise_needs"
    SUPPORT_NEEDS = "support_needs"
    MANAGE_NEEDS = "manage_needs"
    VIEW_PLANS = "view_plans"
    VIEW_PLAN_DRAFTS = "view_plan_drafts"
    EDIT_PLANS = "edit_plans"
    VIEW_SURVEYS = "view_surveys"
    MANAGE_SURVEYS = "manage_surveys"
    VIEW_DISCUSSIONS = "view_discussions"
    TAKE_PART = "take_part"
    MODERATE = "moderate"
    GIVE_PULSE = "give_pulse"
    SHARE_SKILLS = "share_skills"


class BodyPermission(StrEnum):
    """What may be allowed in one body of a group, such as its leading group."""

    VIEW_MEETINGS = "view_meetings"
    EDIT_MEETINGS = "edit_meetings"
    ANSWER_FOR_OTHERS = "answer_for_others"
    RECORD_OUTCOMES = "record_outcomes"
    VIEW_BODY_DISCUSSIONS = "view_body_discussions"
    TAKE_PART_IN_BODY = "take_part_in_body"
    MODERATE_BODY = "moderate_body"


class Scope(StrEnum):
    """The kind of thing that a role is held in. Values are RoleGrant's fields."""

    NATIONAL = "national"
    GROUP = "group"
    BODY = "body"
    ORGANISATION = "organisation"


class Role(models.TextChoices):
    NETWORK_MEMBER = "network_member", _("Network member")
    LEADING_MEMBER = "leading_member", _("Leading-group member")
    WORKING_MEMBER = "working_member", _("Working-group member")
    DEPUTY = "deputy", _("Deputy member")
    CHAIR = "chair", _("Chair")
    COORDINATOR = "coordinator", _("Coordinator")
    CONTACT = "contact", _("Organisation's contact person")
    STAFF = "staff", _("Guidance staff")
    NATIONAL = "national", _("National coordinator")
    RESEARCHER = "researcher", _("Researcher")


ROLE_SCOPE: dict[Role, Scope] = {
    Role.NETWORK_MEMBER: Scope.BODY,
    Role.LEADING_MEMBER: Scope.BODY,
    Role.WORKING_MEMBER: Scope.BODY,
    Role.DEPUTY: Scope.BODY,
    Role.CHAIR: Scope.BODY,
    Role.COORDINATOR: Scope.GROUP,
    Role.CONTACT: Scope.ORGANISATION,
    Role.STAFF: Scope.ORGANISATION,
    Role.NATIONAL: Scope.NATIONAL,
    Role.RESEARCHER: Scope.NATIONAL,
}

_READER: frozenset[GroupPermission | BodyPermission] = frozenset(
    {
        GroupPermission.VIEW_GROUP,
        GroupPermission.VIEW_PEOPLE,
        GroupPermission.VIEW_COVERAGE,
        GroupPermission.VIEW_PLANS,
    }
)
_CONTACT: frozenset[GroupPermission | BodyPermission] = _READER | {
    GroupPermission.VIEW_NEEDS,
    GroupPermission.RAISE_NEEDS,
    GroupPermission.SUPPORT_NEEDS,
    GroupPermission.VIEW_PLAN_DRAFTS,
    GroupPermission.VIEW_DISCUSSIONS,
    GroupPermission.TAKE_PART,
}
_MEMBER: frozenset[GroupPermission | BodyPermission] = _CONTACT | {
    GroupPermission.VIEW_SURVEYS,
    GroupPermission.GIVE_PULSE,
    GroupPermission.SHARE_SKILLS,
    BodyPermission.VIEW_MEETINGS,
    BodyPermission.VIEW_BODY_DISCUSSIONS,
    BodyPermission.TAKE_PART_IN_BODY,
}

# A role's group permissions hold in its group, and its body permissions in its body, or in
# every body of the group when it is held in the group. Held in an organisation, group
# permissions hold in the groups where that organisation has a seat. A national role holds
# in all groups, for what stands here.
ROLE_PERMISSIONS: dict[Role, frozenset[GroupPermission | BodyPermission]] = {
    Role.NETWORK_MEMBER: _MEMBER,
    Role.LEADING_MEMBER: _MEMBER,
    Role.WORKING_MEMBER: _MEMBER,
    Role.DEPUTY: _MEMBER,
    Role.CHAIR: _MEMBER
    | {
        BodyPermission.EDIT_MEETINGS,
        BodyPermission.ANSWER_FOR_OTHERS,
        BodyPermission.RECORD_OUTCOMES,
        BodyPermission.MODERATE_BODY,
    },
    Role.COORDINATOR: frozenset({*GroupPermission, *BodyPermission}),
    Role.CONTACT: _CONTACT,
    Role.STAFF: _READER | {GroupPermission.RAISE_NEEDS},
    # What a group has published; never its discussions, nor needs one by one.
    Role.NATIONAL: _READER | {GroupPermission.VIEW_SURVEYS},
    Role.RESEARCHER: frozenset(
        {
            GroupPermission.VIEW_GROUP,
            GroupPermission.VIEW_COVERAGE,
            GroupPermission.VIEW_PLANS,
            GroupPermission.VIEW_SURVEYS,
        }
    ),
}

# These open what others may not; without a second factor they open nothing.
SECOND_FACTOR_ROLES = frozenset({Role.COORDINATOR, Role.NATIONAL})


def roles_allowing(permission: GroupPermission | BodyPermission) -> list[Role]:
    """Return the roles that hold `permission`."""
    return [role for role, allowed in ROLE_PERMISSIONS.items() if permission in allowed]
