"""A network is put in the register and changed, and so are its members."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import form_page, made, unsaved
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import VersionedForm
from groups.forms.networks import (
    MemberForm,
    NetworkForm,
    NewNetworkForm,
    RemoveMemberForm,
)
from groups.models import EloGroup, Network
from groups.policies.networks import can_keep
from groups.services.networks import add_member, add_network, change_member, change_network
from groups.views.frame import today
from groups.views.network_frame import group_inside
from groups.views.networks import member_or_404, network_or_404, networks_crumbs


@members_only
@once
def network_new(request: HttpRequest, pk: int) -> HttpResponse:
    group, rights = group_inside(request, pk)
    require(can_keep(request.user, pk, rights))
    form = NewNetworkForm(
        request.POST or None, use_required_attribute=False, **_register(request, group)
    )
    given = {"group_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and (network := made(form, add_network, **given, values=form.values())):
        messages.success(request, gettext("The network is in the register."))
        return redirect("groups:network_detail", pk=network.pk)
    url = reverse("groups:group_networks", args=[pk])
    context = {"crumbs": networks_crumbs(group), "group": group, "back_url": url}
    return form_page(request, "groups/network_form.html", form, **context)


@members_only
@once
def network_edit(request: HttpRequest, pk: int) -> HttpResponse:
    network = network_or_404(request, pk)
    require(can_keep(request.user, network.group_id))
    page = partial(form_page, request, "groups/network_form.html", **_around(network))
    given = {"network_id": pk, "now": timezone.now()}
    given["made_with"] = _register(request, network.group)
    if answer := unsaved(request, NetworkForm, network, page, change_network, **given):
        return answer
    messages.success(request, gettext("The network is saved."))
    return redirect("groups:network_detail", pk=pk)


@members_only
@once
def network_member_new(request: HttpRequest, pk: int) -> HttpResponse:
    network = network_or_404(request, pk)
    require(can_keep(request.user, network.group_id))
    page = partial(form_page, request, "groups/network_member.html", **_around(network))
    given = {"network_id": pk, "now": timezone.now(), "initial_of": VersionedForm.initial_of}
    given["made_with"] = _register(request, network.group)
    if answer := unsaved(request, MemberForm, network, page, add_member, **given):
        return answer
    messages.success(request, gettext("The member is added to the network."))
    return redirect("groups:network_detail", pk=pk)


@members_only
@once
def network_member_edit(request: HttpRequest, pk: int) -> HttpResponse:
    member = member_or_404(request, pk)
    network = member.network
    require(can_keep(request.user, network.group_id))
    context = {"member": member, "remove_form": RemoveMemberForm(auto_id="remove_%s")}
    context |= _around(network)
    page = partial(form_page, request, "groups/network_member.html", **context)
    given = {"member_id": pk, "now": timezone.now()}
    given["made_with"] = _register(request, network.group)
    # The version of a network is that of its members too: a stale edit names the network.
    given["initial_of"] = lambda _row: MemberForm.initial_of(member_or_404(request, pk))
    if answer := unsaved(request, MemberForm, member, page, change_member, **given):
        return answer
    messages.success(request, gettext("The member is saved."))
    return redirect("groups:network_detail", pk=network.pk)


def _register(request: HttpRequest, group: EloGroup) -> dict[str, Any]:
    """Return what decides which organisations a form offers."""
    return {"group": group, "reader": request.user, "on": today()}


def _around(network: Network) -> dict[str, Any]:
    url = reverse("groups:network_detail", args=[network.pk])
    crumbs = [*networks_crumbs(network.group), {"url": url, "label": network.name}]
    return {"network": network, "group": network.group, "crumbs": crumbs, "back_url": url}
