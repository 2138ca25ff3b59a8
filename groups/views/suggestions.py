"""An organisation suggests a person for its vacant seat, and a coordinator invites them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page, made
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import ConfirmForm
from groups.forms.invitations import SuggestForm
from groups.models import Seat
from groups.policies.people import can_suggest
from groups.services.invitations import Invitee
from groups.services.suggestions import invite_suggested, suggest_member
from groups.views.frame import today
from groups.views.invitations import found_invitation, invitation_page
from groups.views.organisations import organisation_crumbs


@members_only
@once
def seat_suggest(request: HttpRequest, pk: int) -> HttpResponse:
    seats = Seat.objects.visible_to(request.user).select_related("body__group", "organisation")
    seat = get_object_or_404(seats, pk=pk)
    request.elo_group_id = seat.body.group_id
    require(can_suggest(request.user, seat, today()))
    form = SuggestForm(request.POST or None, initial={"language": request.user.language})
    if form.is_valid():
        names = ("address", "name", "language")
        person = Invitee(**{name: form.cleaned_data[name] for name in names})
        given = {"seat_id": pk, "by": request.user, "now": timezone.now()}
        if done(form, suggest_member, person=person, **given):
            messages.success(request, gettext("The suggestion is sent to the coordinators."))
            return redirect("groups:organisation_ours", pk=seat.organisation_id)
    context = {"seat": seat, "crumbs": organisation_crumbs(seat.organisation)}
    return form_page(request, "groups/seat_suggest.html", form, **context)


@require_POST
@members_only
@once
def suggestion_invite(request: HttpRequest, pk: int) -> HttpResponse:
    suggestion = found_invitation(request, pk)
    form = ConfirmForm(request.POST)
    given = {"invitation_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and (invitation := made(form, invite_suggested, **given)):
        messages.success(request, gettext("The invitation is sent."))
        return redirect("groups:invitation_detail", pk=invitation.pk)
    return invitation_page(request, suggestion, form)
