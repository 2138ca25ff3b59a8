from datetime import date
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from elo_platform.accounts.models import User
from elo_platform.lib.access import members_only
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import ConfirmForm
from groups.models import EloGroup
from groups.page import group_crumbs, group_tabs, working_crumbs
from groups.panels.continuity import CHECKS, check_rows, national_rows
from groups.panels.skills import silent, skill_rows
from groups.permissions import GroupPermission
from groups.policies.handover import can_compare_continuity
from groups.policies.networks import can_keep
from groups.policies.skills import can_share_skills
from groups.querysets.continuity import continuity_of
from groups.querysets.permitted import rights_in
from groups.querysets.skills import read_skills
from groups.states import GroupState
from groups.views.frame import group_with, today


@members_only
def group_continuity(request: HttpRequest, pk: int) -> HttpResponse:
    group = group_with(request, pk, GroupPermission.VIEW_PEOPLE)
    rights, on = rights_in(request.user, pk), today()
    context = {
        "group": group,
        "on": on,
        "rows": check_rows(continuity_of([pk], on)[pk], pk, rights, on),
        "skills": _skills(request, pk, rights, on),
        "crumbs": working_crumbs(group),
        "tabs": group_tabs(group, rights, "group_working"),
    }
    return render(request, "groups/group_continuity.html", context)


def _skills(
    request: HttpRequest, pk: int, rights: frozenset[GroupPermission], on: date
) -> dict[str, Any] | None:
    """Return who covers which kind of work; None for who has no seat in the group."""
    if not can_share_skills(request.user, pk, rights):
        return None
    user = cast(User, request.user)
    skills = read_skills(user, pk, on)
    may_ask = bool(can_keep(request.user, pk, rights))
    return {
        "rows": skill_rows(skills, on),
        "has_own": skills.people[user.pk].has_said,
        "silent": silent(skills) if may_ask else "",
        "ask_form": ConfirmForm() if may_ask else None,
    }


@members_only
def national_continuity(request: HttpRequest) -> HttpResponse:
    require(can_compare_continuity(request.user))
    on = today()
    groups = list(
        EloGroup.objects.permitted(request.user, GroupPermission.VIEW_PEOPLE).exclude(
            state=GroupState.ENDED
        )
    )
    rows = national_rows(groups, continuity_of([group.pk for group in groups], on), on)
    context = {"rows": rows, "checks": CHECKS, "on": on, "crumbs": group_crumbs()}
    return render(request, "groups/national_continuity.html", context)
