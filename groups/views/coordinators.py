from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page
from elo_platform.lib.decisions import require
from groups.forms.people import EndMandateForm, SomebodyForm
from groups.models import EloGroup, RoleGrant
from groups.permissions import GroupPermission, Role
from groups.policies.people import can_appoint, can_dismiss
from groups.querysets.permitted import rights_in
from groups.querysets.readers import people_of
from groups.services.appointing import Appointee, appoint_by_address
from groups.services.roles import appoint, dismiss
from groups.views.frame import seen_group, today
from groups.views.people import people_crumbs


@members_only
@once
def coordinator_new(request: HttpRequest, pk: int) -> HttpResponse:
    group = seen_group(request, pk)
    require(can_appoint(request.user, Role.COORDINATOR, group))
    coordinating = RoleGrant.objects.visible_to(request.user).coordinating(pk)
    people = people_of(pk).exclude(pk__in=coordinating.values("user"))
    # An administrator who is not of the group appoints by address.
    if GroupPermission.VIEW_PEOPLE not in rights_in(request.user, pk):
        people = people.none()
    initial = {"language": request.user.language}
    form = SomebodyForm(request.POST or None, people=people, initial=initial)
    if request.method == "POST" and form.is_valid() and _appointed(request, group, form):
        messages.success(request, gettext("The coordinator is appointed."))
        return redirect("groups:group_people", pk=pk)
    context = {"group": group, "crumbs": people_crumbs(group)}
    return form_page(request, "groups/coordinator_new.html", form, **context)


def _appointed(request: HttpRequest, group: EloGroup, form: SomebodyForm) -> bool:
    given = {"role": Role.COORDINATOR, "held_in": group, "by": request.user}
    given["now"] = timezone.now()
    clean = form.cleaned_data
    if clean["user"]:
        return done(form, appoint, user=clean["user"], starts_on=today(), **given)
    person = Appointee(clean["address"], clean["name"], clean["language"])
    return done(form, appoint_by_address, person=person, **given)


@members_only
@once
def coordinator_end(request: HttpRequest, pk: int) -> HttpResponse:
    grants = RoleGrant.objects.visible_to(request.user).filter(role=Role.COORDINATOR)
    grant = get_object_or_404(grants.current().select_related("group", "user"), pk=pk)
    request.elo_group_id = grant.group_id
    require(can_dismiss(request.user, grant))
    form = EndMandateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"grant_id": pk, "last_day": form.cleaned_data["last_day"]}
        if done(form, dismiss, **given, by=request.user, now=timezone.now()):
            messages.success(request, gettext("The appointment is ended."))
            return redirect("groups:group_detail", pk=grant.group_id)
    context = {"grant": grant, "is_own": grant.user_id == request.user.pk}
    context["crumbs"] = people_crumbs(grant.group)
    return form_page(request, "groups/coordinator_end.html", form, **context)
