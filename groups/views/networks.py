"""The register of other networks of a region: the list, one with its members, what overlaps."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.decisions import require
from elo_platform.lib.text import period
from groups.forms.networks import RemoveMemberForm, ReviseForm, towns_of
from groups.kinds import NetworkKind, NetworkRelation
from groups.models import EloGroup, Network, NetworkMember, Organisation
from groups.page import working_crumbs
from groups.panels.networks import (
    KINDS,
    RELATIONS,
    is_overdue,
    network_rows,
    overlaps,
    revision,
    shared_contacts,
    tasks_side_by_side,
)
from groups.policies.networks import can_keep
from groups.querysets.networks import is_alive_on, is_overdue_on
from groups.querysets.permitted import rights_in
from groups.services.networks import remove_member, revise_network
from groups.views.frame import today
from groups.views.network_frame import frame, group_inside

PER_PAGE = 25
CONTACTS_PER_PAGE = 50
_MEMBERS = (
    "organisation", "organisation__name_sv", "organisation__name_fi", "network",
    "network__name_sv", "network__name_fi", "contact_name", "contact_address",
)  # fmt: skip


@members_only
def group_networks(request: HttpRequest, pk: int) -> HttpResponse:
    group, rights = group_inside(request, pk)
    on = today()
    networks = Network.objects.visible_to(request.user).filter(group=group)
    filters = _filters(request)
    chosen = _chosen(filters)
    counts = networks.aggregate(
        found=Count("pk", filter=chosen), overdue=Count("pk", filter=is_overdue_on(on))
    )
    pages = Paginator(listed_networks(request, networks), PER_PAGE)
    pages.count = counts["found"]
    page = pages.get_page(request.GET.get("page"))
    context = frame(group, rights) | {
        "rows": network_rows(page.object_list, on),
        "page_obj": page,
        "filters": filters,
        "is_filtered": any(each["chosen"] for each in filters),
        "overdue": counts["overdue"],
    }
    return render(request, "groups/network_list.html", context)


@members_only
def network_overlap(request: HttpRequest, pk: int) -> HttpResponse:
    group, rights = group_inside(request, pk)
    networks = Network.objects.visible_to(request.user).filter(group=group).alive(today())
    listed = list(networks.order_by("kind", "pk"))
    rows = NetworkMember.objects.visible_to(request.user).filter(network__in=listed)
    members = list(rows.values_list(*_MEMBERS, named=True))
    sitting = Organisation.objects.visible_to(request.user).members_of(group_id=pk)
    page = Paginator(
        overlaps(members, set(sitting.values_list("pk", flat=True))), PER_PAGE
    ).get_page(request.GET.get("page"))
    context = frame(group, rights) | {
        "crumbs": networks_crumbs(group),
        "rows": page.object_list,
        "page_obj": page,
        "contacts": shared_contacts(members) if can_keep(request.user, pk, rights) else [],
        "tasks": tasks_side_by_side(listed, members),
    }
    return render(request, "groups/network_overlap.html", context)


@members_only
def network_detail(request: HttpRequest, pk: int) -> HttpResponse:
    network = network_or_404(request, pk)
    rights = rights_in(request.user, network.group_id)
    members = NetworkMember.objects.visible_to(request.user).filter(network=network)
    found = members.select_related("organisation").order_by(
        "organisation__name_sv", "organisation__name_fi", "contact_name", "pk"
    )
    page = Paginator(found, CONTACTS_PER_PAGE).get_page(request.GET.get("page"))
    tone, icon, text = revision(network, today())
    context = frame(network.group, rights) | {
        "network": network,
        "crumbs": networks_crumbs(network.group),
        "kind": KINDS[network.kind],
        "relation": RELATIONS[network.relation],
        "is_youth": network.kind == NetworkKind.YOUTH,
        "status": {"tone": tone, "icon": icon, "text": text},
        "towns": towns_of(network.municipalities.all()),
        "period": period(network.starts_on, network.ends_on),
        "members": page.object_list,
        "page_obj": page,
        "is_overdue": is_overdue(network, today()),
        "revise_form": ReviseForm(),
    }
    return render(request, "groups/network_detail.html", context)


@require_POST
@members_only
@once
def network_revise(request: HttpRequest, pk: int) -> HttpResponse:
    network = network_or_404(request, pk)
    require(can_keep(request.user, network.group_id))
    if ReviseForm(request.POST).is_valid():
        revise_network(network_id=pk, by=request.user, now=timezone.now())
        messages.success(request, gettext("The network is marked as looked through today."))
    return redirect("groups:network_detail", pk=network.pk)


@require_POST
@members_only
@once
def network_member_remove(request: HttpRequest, pk: int) -> HttpResponse:
    member = member_or_404(request, pk)
    require(can_keep(request.user, member.network.group_id))
    if RemoveMemberForm(request.POST).is_valid():
        remove_member(member_id=pk, by=request.user, now=timezone.now())
        messages.success(request, gettext("The member is removed from the network."))
    return redirect("groups:network_detail", pk=member.network_id)


def network_or_404(request: HttpRequest, pk: int) -> Network:
    """Return a network that the reader may see, with what its pages show."""
    rows = Network.objects.visible_to(request.user).select_related("group", "home")
    network = get_object_or_404(rows, pk=pk)
    request.elo_group_id = network.group_id
    return network


def member_or_404(request: HttpRequest, pk: int) -> NetworkMember:
    """Return a member of a network that the reader may see."""
    rows = NetworkMember.objects.visible_to(request.user)
    member = get_object_or_404(rows.select_related("network__group", "organisation"), pk=pk)
    request.elo_group_id = member.network.group_id
    return member


def networks_crumbs(group: EloGroup) -> list[dict[str, str]]:
    """Return the way to what stands under a group's register of networks."""
    url = reverse("groups:group_networks", args=[group.pk])
    return [*working_crumbs(group), {"url": url, "label": gettext("Other networks")}]


def listed_networks(request: HttpRequest, networks: QuerySet) -> QuerySet:
    """Return all the networks that the list shows page by page, as the request has chosen them."""
    found = networks.filter(_chosen(_filters(request))).with_members().select_related("home")
    return found.prefetch_related("municipalities").order_by("kind", "pk")


def _filters(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the selects over the list, each with the choice that holds."""
    shown = {
        "overdue": gettext("To look through"),
        "unled": gettext("Nobody leads it"),
        "ended": gettext("Ended"),
    }
    tables = (
        ("kind", gettext("Kind"), gettext("All kinds"), dict(NetworkKind.choices)),
        ("relation", gettext("Relation"), gettext("All relations"), dict(NetworkRelation.choices)),
        ("show", gettext("Show"), gettext("All that work now"), shown),
    )
    return [
        {
            "name": name,
            "label": label,
            "all": everything,
            "choices": list(choices.items()),
            "chosen": asked if (asked := request.GET.get(name, "")) in choices else "",
        }
        for name, label, everything, choices in tables
    ]


def _chosen(filters: list[dict[str, Any]]) -> Q:
    """Return the condition that the filters ask for."""
    kind, relation, show = (each["chosen"] for each in filters)
    on = today()
    shown = {
        "ended": Q(ends_on__lt=on),
        "overdue": is_overdue_on(on),
        "unled": is_alive_on(on) & Q(home=None),
    }
    found = shown.get(show, is_alive_on(on))
    found &= Q(kind=kind) if kind else Q()
    return found & (Q(relation=relation) if relation else Q())
