from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import ConfirmForm
from elo_platform.lib.text import whole_number
from groups.forms.invitations import InviteForm
from groups.models import Category, EloGroup, Invitation, Organisation, Seat
from groups.notices.preview import Preview, preview_of
from groups.panels.people import invitation_row, invite_url
from groups.policies.people import (
    can_invite_suggested,
    can_manage_seats,
    can_resend,
    can_revoke,
)
from groups.services.invitations import (
    INVITATION_DAYS,
    Invitee,
    SeatAsked,
    expiry,
    invite_to_seat,
    resend_invitation,
    revoke_invitation,
)
from groups.views.frame import seen_group, today
from groups.views.people import people_crumbs

RECENT = 5


@members_only
@once
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    group = seen_group(request, pk)
    require(can_manage_seats(request.user, group))
    declined = _declined(request, group)
    initial = _named(declined) if declined else _asked(request)
    form = InviteForm(
        request.POST or None, group=group, reader=request.user, on=today(), initial=initial
    )
    form.choose_only()
    preview = None
    if request.method == "POST" and form.is_valid():
        given = _given(request, form.cleaned_data) | {"instead_of": declined}
        if "preview" in request.POST:
            preview = _preview(request, form.cleaned_data)
        elif done(form, invite_to_seat, **given):
            messages.success(request, gettext("The invitation is sent."))
            return redirect("groups:group_people", pk=pk)
    recent = Invitation.objects.visible_to(request.user).filter(seat__body__group=group)
    rows = recent.with_seat(today()).order_by("-invited_at", "-pk")[:RECENT]
    context = {"group": group, "preview": preview, "days": INVITATION_DAYS}
    context["recent"] = [invitation_row(each, timezone.now()) for each in rows]
    return form_page(request, "groups/invite.html", form, crumbs=people_crumbs(group), **context)


def _asked(request: HttpRequest) -> dict[str, object]:
    """Return what the link to the form has filled in; nonsense is left out."""
    given: dict[str, object] = {"language": request.user.language}
    for name in ("body", "organisation"):
        if number := whole_number(request.GET.get(name)):
            given[name] = number
    category = Category.objects.visible_to(request.user).filter(key=request.GET.get("category"))
    given["category"] = category.values_list("pk", flat=True).first()
    if request.GET.get("kind") == "deputy":
        given["kind"] = "deputy"
    return given


def _declined(request: HttpRequest, group: EloGroup) -> Invitation | None:
    """Return the invitation whose invitee named somebody else; the address holds its id alone."""
    number = whole_number(request.GET.get("instead_of"))
    rows = Invitation.objects.visible_to(request.user).filter(seat__body__group=group)
    named = rows.exclude(suggested_address="").select_related("seat")
    return named.filter(pk=number).first() if number else None


def _named(declined: Invitation) -> dict[str, object]:
    seat = declined.seat
    place = {"body": seat.body_id, "category": seat.category_id, "kind": declined.kind}
    person = {"name": declined.suggested_name, "address": declined.suggested_address}
    rest = {"organisation": seat.organisation_id, "language": declined.language}
    return place | person | rest


def _given(request: HttpRequest, clean: dict[str, Any]) -> dict[str, object]:
    place = ("body", "category", "kind", "organisation", "name_sv", "name_fi", "region")
    person = ("address", "name", "language", "greeting")
    return {
        "seat": SeatAsked(**{name: clean[name] for name in place}),
        "person": Invitee(**{name: clean[name] for name in person}),
        "by": request.user,
        "now": timezone.now(),
    }


def _preview(request: HttpRequest, clean: dict[str, Any]) -> Preview:
    organisation = clean["organisation"] or Organisation(
        name_sv=clean["name_sv"], name_fi=clean["name_fi"]
    )
    return preview_of(
        seat=Seat(body=clean["body"], organisation=organisation, category=clean["category"]),
        **{name: clean[name] for name in ("kind", "name", "language", "greeting")},
        inviter=request.user,
        expires_at=expiry(now=timezone.now()),
    )


@members_only
def invitation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return invitation_page(request, found_invitation(request, pk), ConfirmForm())


@require_POST
@members_only
@once
def invitation_resend(request: HttpRequest, pk: int) -> HttpResponse:
    asked = found_invitation(request, pk)
    form = ConfirmForm(request.POST)
    given = {"invitation_id": asked.pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and done(form, resend_invitation, **given):
        messages.success(request, gettext("The invitation is sent again."))
        return redirect("groups:invitation_detail", pk=pk)
    return invitation_page(request, asked, form)


@require_POST
@members_only
@once
def invitation_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    asked = found_invitation(request, pk)
    form = ConfirmForm(request.POST)
    given = {"invitation_id": asked.pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and done(form, revoke_invitation, **given):
        messages.success(request, gettext("The invitation is withdrawn."))
        return redirect("groups:invitation_detail", pk=pk)
    return invitation_page(request, asked, form)


def found_invitation(request: HttpRequest, pk: int) -> Invitation:
    """Return an invitation of a group whose seats the reader manages."""
    invitations = Invitation.objects.visible_to(request.user).with_seat(today())
    asked = get_object_or_404(invitations, pk=pk)
    request.elo_group_id = asked.seat.body.group_id
    return asked


def invitation_page(request: HttpRequest, asked: Invitation, form: ConfirmForm) -> HttpResponse:
    """Show one invitation or suggestion, with what can be done with it."""
    group = asked.seat.body.group
    decisions = {"revoke": can_revoke, "resend": can_resend, "invite": can_invite_suggested}
    moves = {name: decide(request.user, asked) for name, decide in decisions.items()}
    row = invitation_row(asked, timezone.now())
    context = {"row": row, "asked": asked, "moves": moves, "crumbs": people_crumbs(group)}
    if asked.suggested_address:
        context["substitute_url"] = invite_url(group.pk, instead_of=asked.pk)
    return form_page(request, "groups/invitation_detail.html", form, **context)
