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
from elo_platform.lib.acting import form_page, made
from elo_platform.lib.decisions import require
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
from groups.views.network_frame import Edit, group_inside
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
    edit = Edit(
        template="groups/network_form.html",
        form=partial(NetworkForm, **_register(request, network.group)),
        initial_of=NetworkForm.initial_of,
        save=partial(change_network, network_id=pk),
        saved=gettext("The network is saved."),
        url=reverse("groups:network_detail", args=[pk]),
    )
    return edit.answer(request, network, **_around(network))


@members_only
@once
def network_member_new(request: HttpRequest, pk: int) -> HttpResponse:
    network = network_or_404(request, pk)
    require(can_keep(request.user, network.group_id))
    edit = Edit(
        template="groups/network_member.html",
        form=partial(MemberForm, **_register(request, network.group)),
        initial_of=lambda row: {"version": row.version},
        save=partial(add_member, network_id=pk),
        saved=gettext("The member is added to the network."),
        url=reverse("groups:network_detail", args=[pk]),
    )
    return edit.answer(request, network, **_around(network))


@members_only
@once
def network_member_edit(request: HttpRequest, pk: int) -> HttpResponse:
    member = member_or_404(request, pk)
    network = member.network
    require(can_keep(request.user, network.group_id))
    edit = Edit(
        template="groups/network_member.html",
        form=partial(MemberForm, **_register(request, network.group)),
        initial_of=lambda row: MemberForm.initial_of(member_or_404(request, pk), row.version),
        save=partial(change_member, member_id=pk),
        saved=gettext("The member is saved."),
        url=reverse("groups:network_detail", args=[network.pk]),
    )
    more = {"member": member, "remove_form": RemoveMemberForm(auto_id="remove_%s")}
    return edit.answer(request, network, **more, **_around(network))


def _register(request: HttpRequest, group: EloGroup) -> dict[str, Any]:
    """Return what decides which organisations a form offers."""
    return {"group": group, "reader": request.user, "on": today()}


def _around(network: Network) -> dict[str, Any]:
    url = reverse("groups:network_detail", args=[network.pk])
    crumbs = [*networks_crumbs(network.group), {"url": url, "label": network.name}]
    return {"network": network, "group": network.group, "crumbs": crumbs}
