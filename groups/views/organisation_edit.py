"""What is said of an organisation, what it is called, and who speaks for it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page, unsaved
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import ConfirmForm
from groups.forms.organisations import (
    ContactForm,
    FactsForm,
    OpenProfileForm,
    ProfileForm,
    RenameForm,
)
from groups.models import Category, Municipality, Organisation, RoleGrant
from groups.permissions import Role
from groups.policies.organisations import can_edit_profile
from groups.policies.people import can_appoint, can_keep_organisation
from groups.querysets.organisations import people_to_name
from groups.services.appointing import appoint_by_address
from groups.services.organisation_profiles import change_profile, open_profile
from groups.services.organisations import change_organisation, rename_organisation
from groups.services.roles import dismiss
from groups.views.frame import today
from groups.views.organisations import organisation_crumbs, organisation_or_404


@members_only
@once
def organisation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = organisation_or_404(request, pk)
    require(can_edit_profile(request.user, organisation))
    page = partial(_page, request, organisation, "organisation_edit")
    if answer := unsaved(request, ProfileForm, organisation, page, change_profile, **_at(pk)):
        return answer
    return _saved(request, pk, gettext("The profile is saved."))


@members_only
@once
def organisation_open(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = organisation_or_404(request, pk)
    require(can_edit_profile(request.user, organisation))
    page = partial(_page, request, organisation, "organisation_open")
    if answer := unsaved(request, OpenProfileForm, organisation, page, open_profile, **_at(pk)):
        return answer
    return _saved(request, pk, gettext("The change of who may read the profile is saved."))


@members_only
@once
def organisation_rename(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = organisation_or_404(request, pk)
    require(can_keep_organisation(request.user, organisation))
    names = {"name_sv": organisation.name_sv, "name_fi": organisation.name_fi}
    form = RenameForm(request.POST or None, initial={**names, "starts_on": today()})
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in (*names, "starts_on")}
        if done(form, rename_organisation, **given, by=request.user, **_at(pk)):
            return _saved(request, pk, gettext("The name is saved."))
    return _page(request, organisation, "organisation_rename", form)


@members_only
@once
def organisation_facts(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = organisation_or_404(request, pk)
    require(can_keep_organisation(request.user, organisation))
    page = partial(_page, request, organisation, "organisation_facts")
    given = {"made_with": _choices(request, organisation), **_at(pk)}
    if answer := unsaved(request, FactsForm, organisation, page, change_organisation, **given):
        return answer
    return _saved(request, pk, gettext("The facts are saved."))


def _choices(request: HttpRequest, organisation: Organisation) -> dict[str, Any]:
    # What stands now can be kept, though it has ended.
    parents = Organisation.objects.visible_to(request.user).exclude(pk=organisation.pk)
    places = Municipality.objects.visible_to(request.user)
    living = Q(pk__in=places.current(today()).values("pk"))
    return {
        "organisation": organisation,
        "categories": Category.objects.visible_to(request.user).named(today()).order_by("order"),
        "municipalities": places.filter(living | Q(pk=organisation.municipality_id)).order_by(
            "name_fi", "pk"
        ),
        "parents": parents.filter(Q(ended_on=None) | Q(pk=organisation.parent_id)).order_by(
            "name_fi", "name_sv", "pk"
        ),
    }


@members_only
@once
def organisation_contacts(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = organisation_or_404(request, pk)
    require(can_appoint(request.user, Role.CONTACT, organisation))
    contacts = _contacts(request, pk).select_related("user").order_by("starts_on", "pk")
    form = ContactForm(request.POST or None, people=people_to_name(request.user, pk))
    if request.method == "POST" and form.is_valid():
        given = {"person": form.appointee(), "role": Role.CONTACT, "held_in": organisation}
        given |= {"by": request.user, "now": timezone.now()}
        if done(form, appoint_by_address, **given):
            messages.success(request, gettext("The contact person is appointed and gets a mail."))
            return redirect("groups:organisation_contacts", pk=pk)
    return _page(request, organisation, "organisation_contacts", form, contacts=contacts)


@members_only
@once
def contact_end(request: HttpRequest, pk: int, grant: int) -> HttpResponse:
    organisation = organisation_or_404(request, pk)
    require(can_appoint(request.user, Role.CONTACT, organisation))
    row = get_object_or_404(_contacts(request, pk).select_related("user"), pk=grant)
    own = row.user_id == request.user.pk
    form = ConfirmForm(request.POST or None)
    if form.is_valid():
        dismiss(grant_id=row.pk, by=request.user, now=timezone.now())
        text = gettext("%(name)s is no longer contact person.") % {"name": row.user.name}
        messages.success(request, text)
        # Who laid the task down may no longer see the organisation.
        if own:
            return redirect("groups:organisation_list")
        return redirect("groups:organisation_contacts", pk=pk)
    return _page(request, organisation, "contact_end", form, grant=row, is_own=own)


def _contacts(request: HttpRequest, pk: int) -> Any:
    return RoleGrant.objects.contacts(request.user, pk)


def _at(pk: int) -> dict[str, Any]:
    return {"organisation_id": pk, "now": timezone.now()}


def _saved(request: HttpRequest, pk: int, text: str) -> HttpResponse:
    messages.success(request, text)
    return redirect("groups:organisation_detail", pk=pk)


def _page(
    request: HttpRequest,
    organisation: Organisation,
    page: str,
    form: Any,
    **context: Any,
) -> HttpResponse:
    context |= {
        "organisation": organisation,
        "crumbs": organisation_crumbs(organisation),
        "back_url": reverse("groups:organisation_detail", args=[organisation.pk]),
    }
    return form_page(request, f"groups/{page}.html", form, **context)
