from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page
from elo_platform.lib.decisions import require
from elo_platform.lib.http import address
from elo_platform.lib.text import whole_number
from groups.forms.targets import EndTargetForm, TargetForm
from groups.models import Category, EloGroup, Target
from groups.page import group_crumbs
from groups.policies.people import can_manage_seats
from groups.services.targets import TargetValues, end_target, set_target
from groups.views.frame import seen_group, today


@members_only
@once
def target_new(request: HttpRequest, pk: int) -> HttpResponse:
    group = seen_group(request, pk)
    require(can_manage_seats(request.user, group))
    initial = {"starts_on": today(), "body": whole_number(request.GET.get("body"))}
    form = TargetForm(request.POST or None, group=group, on=today(), initial=initial)
    if request.method == "POST" and form.is_valid():
        clean = {name: form.cleaned_data[name] for name in TargetValues.__dataclass_fields__}
        given = {"values": TargetValues(**clean), "by": request.user, "now": timezone.now()}
        if done(form, set_target, **given):
            messages.success(request, gettext("The target is set."))
            page = address("groups:group_representation", pk)
            return redirect(f"{page}?body={clean['body'].pk}")
    crumbs = representation_crumbs(group)
    return form_page(request, "groups/target_new.html", form, group=group, crumbs=crumbs)


@members_only
@once
def target_end(request: HttpRequest, pk: int) -> HttpResponse:
    targets = Target.objects.visible_to(request.user).select_related("body__group")
    target = get_object_or_404(targets, pk=pk)
    group = target.body.group
    request.elo_group_id = group.pk
    require(can_manage_seats(request.user, group))
    form = EndTargetForm(request.POST or None, initial={"last_day": today()})
    if request.method == "POST" and form.is_valid():
        given = {"target_id": pk, "last_day": form.cleaned_data["last_day"]}
        if done(form, end_target, **given, by=request.user, now=timezone.now()):
            messages.success(request, gettext("The target is ended."))
            return redirect("groups:group_representation", pk=group.pk)
    kind = Category.objects.visible_to(request.user).named(today()).get(pk=target.category_id)
    context = {"target": target, "kind": kind, "group": group}
    crumbs = representation_crumbs(group)
    return form_page(request, "groups/target_end.html", form, crumbs=crumbs, **context)


def representation_crumbs(group: EloGroup) -> list[dict[str, str]]:
    """Return the way to a page under a group's representation."""
    url = address("groups:group_representation", group.pk)
    return [*group_crumbs(group), {"url": url, "label": gettext("Representation")}]
