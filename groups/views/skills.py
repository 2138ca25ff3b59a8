"""What people can do in a group: the form, its withdrawal, and the question by mail."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import ConfirmForm
from elo_platform.lib.http import address
from groups.forms.skills import SkillsForm
from groups.page import working_crumbs
from groups.permissions import GroupPermission
from groups.policies.networks import can_keep
from groups.policies.skills import can_share_skills
from groups.querysets.skills import own_skills
from groups.services.skills import ask_for_skills, say_skills, withdraw_skills
from groups.views.frame import group_with


@members_only
@once
def skills_say(request: HttpRequest, pk: int) -> HttpResponse:
    group = group_with(request, pk, GroupPermission.VIEW_PEOPLE)
    require(can_share_skills(request.user, pk))
    own = own_skills(request.user.pk, pk)
    form = SkillsForm(request.POST or None, initial=own)
    given = {"group_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and done(form, say_skills, levels=form.levels(), **given):
        messages.success(request, gettext("Your answers are saved."))
        return redirect("groups:group_continuity", pk=pk)
    url = address("groups:group_continuity", pk)
    context: dict[str, Any] = {
        "group": group,
        "heading": gettext("What can you do in the group?"),
        "back_url": url,
        "crumbs": [*working_crumbs(group), {"url": url, "label": gettext("Continuity")}],
        "withdraw_form": ConfirmForm() if own else None,
    }
    return form_page(request, "groups/skills_say.html", form, **context)


@members_only
@require_POST
@once
def skills_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    group_with(request, pk, GroupPermission.VIEW_PEOPLE)
    require(can_share_skills(request.user, pk))
    withdraw_skills(group_id=pk, by=request.user)
    messages.success(request, gettext("Your answers are withdrawn and deleted."))
    return redirect("groups:group_continuity", pk=pk)


@members_only
@require_POST
@once
def skills_ask(request: HttpRequest, pk: int) -> HttpResponse:
    group_with(request, pk, GroupPermission.VIEW_PEOPLE)
    require(can_keep(request.user, pk))
    asked = ask_for_skills(group_id=pk, by=request.user, now=timezone.now())
    if asked:
        text = ngettext("One person is asked by mail.", "%(n)s people are asked by mail.", asked)
        messages.success(request, text % {"n": asked})
    else:
        messages.info(request, gettext("Everybody has answered or been asked this year."))
    return redirect("groups:group_continuity", pk=pk)
