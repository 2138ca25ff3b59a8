"""The register of organisations, the page of one, and its own people's page."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only, public
from elo_platform.lib.acting import form_page, made
from elo_platform.lib.decisions import require
from elo_platform.lib.http import address
from groups.forms.organisations import NewOrganisationForm, RegisterForm
from groups.models import Category, Organisation, Region, RoleGrant, Seat
from groups.panels.organisation_promises import briefs, deadlines, promised
from groups.panels.organisations import (
    filter_rows,
    holders_of,
    name_rows,
    organisation_facts,
    profile_status,
    profile_texts,
    register_rows,
    role_in_guidance,
    seat_rows,
    successor_rows,
    with_suggesting,
)
from groups.panels.participation import participation_rows
from groups.policies.organisations import can_add_organisation, can_edit_profile, can_open_own_page
from groups.policies.people import can_keep_organisation
from groups.querysets.answerers import is_contact
from groups.querysets.coverage import read_kinds
from groups.querysets.organisations import (
    LIVING,
    duties_of,
    followers,
    found,
    listed,
    seats_of,
)
from groups.querysets.reach import is_administrator
from groups.services.organisations import create_organisation
from groups.views.frame import as_of, today

PER_PAGE = 25


@public("organisations with a public profile are open to everyone; visible_to decides")
def organisation_list(request: HttpRequest) -> HttpResponse:
    kinds = read_kinds(today())
    regions = Region.objects.visible_to(request.user)
    form = RegisterForm(request.GET, kinds=kinds, regions=regions)
    asked = form.asked()
    rows = found(Organisation.objects.visible_to(request.user), asked)
    pages = Paginator(listed(rows, asked), PER_PAGE)
    pages.count = rows.count()
    page = pages.get_page(request.GET.get("page"))
    context = {
        "text": asked.text,
        "filters": filter_rows(form),
        "page_obj": page,
        "rows": register_rows(page.object_list, kinds),
        "shows_ended": asked.state != LIVING,
        "may_add": bool(can_add_organisation(request.user)),
    }
    return render(request, "groups/organisation_list.html", context)


@public("an organisation may open its profile to everyone; visible_to decides")
def organisation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    shown = as_of(request)
    organisation = organisation_or_404(request, pk)
    prefetch_related_objects([organisation], "names")
    kinds = read_kinds(shown.on)
    category = next(kind.name for kind in kinds if kind.id == organisation.category_id)
    seats = list(seats_of(request.user, pk, shown.on))
    rows = seat_rows(seats, kinds, shown.on)
    duties = duties_of(request.user, pk, shown.on)
    context = {
        "organisation": organisation,
        "as_of": shown,
        "name": organisation.name_on(shown.on),
        "category": category,
        "crumbs": register_crumbs(),
        "status": profile_status(organisation),
        "texts": profile_texts(organisation),
        "facts": organisation_facts(organisation, category),
        "names": name_rows(organisation, shown.on),
        **_relatives(request, organisation),
        "seats": rows,
        "role": role_in_guidance(organisation, category, rows, duties),
        "successors": successor_rows(followers(request.user, organisation)),
        **_people(request, organisation, seats),
    }
    return render(request, "groups/organisation_detail.html", context)


def _relatives(request: HttpRequest, organisation: Organisation) -> dict[str, Any]:
    """Return what the organisation belongs to and its living parts, where the reader sees them."""
    near = Q(parent=organisation.pk, ended_on=None) | Q(pk=organisation.parent_id)
    rows = list(Organisation.objects.visible_to(request.user).filter(near).order_by("pk"))
    return {
        "parent": next((row for row in rows if row.pk == organisation.parent_id), None),
        "parts": [row for row in rows if row.pk != organisation.parent_id],
    }


def _people(request: HttpRequest, organisation: Organisation, seats: list[Seat]) -> dict[str, Any]:
    """Return the contact persons, and what the reader may do here."""
    user = request.user
    found = RoleGrant.objects.contacts(user, organisation.pk).select_related("user")
    contacts = [] if organisation.ended_on else list(found.order_by("pk"))
    is_contact = any(grant.user_id == user.pk for grant in contacts)
    keeps = can_keep_organisation(user, organisation)
    is_own = is_contact or user in holders_of(seats, today())
    return {
        "contacts": contacts,
        "may_keep": bool(keeps),
        "may_edit": bool(can_edit_profile(user, organisation, is_contact, keeps)),
        # As can_appoint says; administrators see no seats, and name people all the same.
        "may_name": is_contact or bool(keeps) and (is_administrator(user) or bool(seats)),
        "tabs": organisation_tabs(organisation, "organisation_detail") if is_own else [],
    }


@members_only
def organisation_ours(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = organisation_or_404(request, pk)
    contact = is_contact(request.user, pk)
    require(can_open_own_page(request.user, organisation, contact))
    on = today()
    seats = seat_rows(seats_of(request.user, pk, on), read_kinds(on), on)
    rows = promised(pk, request.user, timezone.now())
    if contact:
        seats = with_suggesting(seats)
    waiting = [row for row in rows if row["label"]]
    promises = [row for row in rows if not row["label"]]
    context = {
        "organisation": organisation,
        "crumbs": organisation_crumbs(organisation),
        "tabs": organisation_tabs(organisation, "organisation_ours"),
        "seats": seats,
        "groups": len({row["group_id"] for row in seats}),
        "waiting": sorted(waiting, key=lambda row: row["due_on"] or on),
        "promises": promises,
        "participation": participation_rows(request.user, pk),
        "dates": deadlines(seats, rows, on),
        "briefs": briefs(pk, request.user),
    }
    return render(request, "groups/organisation_ours.html", context)


@members_only
@once
def organisation_new(request: HttpRequest) -> HttpResponse:
    require(can_add_organisation(request.user))
    categories = Category.objects.visible_to(request.user).named(today()).order_by("order", "pk")
    form = NewOrganisationForm(request.POST or None, categories=categories)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in NewOrganisationForm.VALUES}
        given |= {"by": request.user, "now": timezone.now()}
        if organisation := made(form, create_organisation, **given):
            messages.success(request, gettext("The organisation is added."))
            return redirect("groups:organisation_detail", pk=organisation.pk)
    context = {"crumbs": register_crumbs()}
    return form_page(request, "groups/organisation_new.html", form, **context)


def organisation_or_404(request: HttpRequest, pk: int) -> Organisation:
    """Return an organisation that the reader may see, with what its pages show."""
    rows = Organisation.objects.visible_to(request.user)
    rows = rows.select_related("category", "region", "municipality")
    return get_object_or_404(rows, pk=pk)


def register_crumbs() -> list[dict[str, str]]:
    """Return the way to the page of an organisation."""
    return [{"url": address("groups:organisation_list"), "label": gettext("Organisations")}]


def organisation_crumbs(organisation: Organisation) -> list[dict[str, str]]:
    """Return the way to what stands under an organisation."""
    url = address("groups:organisation_detail", organisation.pk)
    return [*register_crumbs(), {"url": url, "label": organisation.name}]


def organisation_tabs(organisation: Organisation, current: str) -> list[dict[str, object]]:
    """Return the pages of an organisation for its own people, with `current` marked."""
    labels = {"organisation_detail": gettext("Profile"), "organisation_ours": gettext("Our work")}
    return [
        {
            "url": address(f"groups:{name}", organisation.pk),
            "label": label,
            "current": name == current,
        }
        for name, label in labels.items()
    ]
