"""The registers as files: organisations, other networks, and who has signed an agreement."""

from django.http import Http404, HttpRequest, HttpResponse

from elo_platform.lib.access import members_only, public
from elo_platform.lib.http import table_file
from groups.forms.organisations import RegisterForm
from groups.models import Network, Organisation, Party, Region, Reorganisation
from groups.panels.export_registers import (
    networks_table,
    organisations_table,
    parties_table,
    reorganisations_table,
)
from groups.policies.reorganisation import can_reorganise
from groups.querysets.coverage import read_kinds
from groups.querysets.organisations import found, listed
from groups.views.agreements import agreement_or_404
from groups.views.frame import today
from groups.views.network_frame import group_inside
from groups.views.networks import listed_networks


@public("organisations with a public profile are open to everyone; visible_to decides")
def organisations_export(request: HttpRequest, ending: str) -> HttpResponse:
    kinds = read_kinds(today())
    regions = Region.objects.visible_to(request.user)
    asked = RegisterForm(request.GET, kinds=kinds, regions=regions).asked()
    rows = listed(found(Organisation.objects.visible_to(request.user), asked), asked)
    return table_file(organisations_table(rows, kinds), ending)


@members_only
def networks_export(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    group, _rights = group_inside(request, pk)
    networks = Network.objects.visible_to(request.user).filter(group=group)
    return table_file(networks_table(listed_networks(request, networks)), ending)


@members_only
def parties_export(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    agreement = agreement_or_404(request, pk)
    parties = Party.objects.visible_to(request.user).filter(agreement=agreement)
    return table_file(parties_table(parties.select_related("organisation")), ending)


@members_only
def reorganisations_export(request: HttpRequest, ending: str) -> HttpResponse:
    if not can_reorganise(request.user):
        raise Http404
    found = Reorganisation.objects.visible_to(request.user).order_by("-on", "-pk")
    return table_file(reorganisations_table(found), ending)
