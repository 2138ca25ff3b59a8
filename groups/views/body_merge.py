"""Two bodies become one: a coordinator's act."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from elo_platform.lib.stale import renewed_data
from groups.forms.merging import MergeForm
from groups.models import Body
from groups.policies.settings import can_manage_group
from groups.services.merging import merge_bodies, what_merges
from groups.views.bodies import body_crumbs
from groups.views.frame import today


@members_only
@once
def body_merge(request: HttpRequest, pk: int) -> HttpResponse:
    seen = Body.objects.visible_to(request.user)
    body = get_object_or_404(seen.select_related("group"), pk=pk)
    request.elo_group_id = body.group_id
    require(can_manage_group(request.user, body.group))
    others = list(seen.filter(group=body.group_id).on(today()).exclude(pk=pk).in_order())
    initial = {"version": body.group.version, "on": today()}
    form = MergeForm(request.POST or None, bodies=others, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            if _merged(request, form, body):
                messages.success(request, gettext("The bodies are merged. See who is missing now."))
                return redirect(_gaps(body, form.cleaned_data["target"]))
        except StaleEdit as stale:
            form = MergeForm(renewed_data(request.POST, stale.current.version), bodies=others)
            form.add_error(None, gettext("The group was changed meanwhile. Look once more."))
            return _page(request, form, body, others, status=409)
    return _page(request, form, body, others)


def _merged(request: HttpRequest, form: MergeForm, body: Body) -> bool:
    given = {"target_id": form.cleaned_data["target"], "old_id": body.pk}
    given |= {name: form.cleaned_data[name] for name in ("version", "on")}
    return done(form, merge_bodies, **given, by=request.user, now=timezone.now())


def _gaps(body: Body, target: int) -> str:
    return f"{reverse('groups:group_representation', args=[body.group_id])}?body={target}"


def _page(
    request: HttpRequest,
    form: MergeForm,
    body: Body,
    others: list[Body],
    status: int | None = None,
) -> HttpResponse:
    found = what_merges(old=body, on=today())
    twice = [
        {"body": each.name, "names": ", ".join(found.twice[each.pk])}
        for each in others
        if each.pk in found.twice
    ]
    context = {"body": body, "found": found, "twice": twice, "others": others}
    crumbs = body_crumbs(body)
    template = "groups/body_merge.html"
    return form_page(request, template, form, status=status, crumbs=crumbs, **context)
