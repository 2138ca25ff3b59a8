from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils import timezone

from elo_platform.accounts.services.invited import owner_of
from elo_platform.lib.text import language_used
from elo_platform.notifications.acts import Act
from groups.forms.invitations import AcceptForm, DeclineForm
from groups.models import Invitation
from groups.services.invitations import Acceptance, accept_invitation, decline_invitation
from groups.services.seats import first_free_day
from groups.states import HolderKind, InvitationState
from groups.views.frame import language_names, today

# Why an invitation cannot be answered, and what the page of it is answered with: the first
# two are what the link led to, the others mean that it leads nowhere any more.
CLOSED = {
    InvitationState.ACCEPTED: 200,
    InvitationState.DECLINED: 200,
    InvitationState.REVOKED: 410,
    "expired": 410,
    "taken": 410,
    "account": 410,
}


def answer_invitation(request: HttpRequest, act: Act) -> HttpResponse:
    """Return the page of one invitation, or answer it: the entry of the port ACTS."""
    asked = _found(act)
    if asked is None:
        return render(request, "notifications/act_unknown.html", status=404)
    closed = _why_closed(asked)
    if closed:
        return _closed(request, asked, closed)
    if request.method != "POST":
        return _page(request, asked, _accept_form(asked), DeclineForm())
    is_no = request.POST.get("answer") == "no"
    accept = _accept_form(asked, None if is_no else request.POST)
    decline = DeclineForm(request.POST if is_no else None)
    form = decline if is_no else accept
    if not form.is_valid():
        return _page(request, asked, accept, decline)
    try:
        _answer(act, asked, form)
    except (PermissionDenied, ValidationError):
        # Somebody was quicker, or the account of the address has been closed.
        asked = _found(act) or asked
        return _closed(request, asked, _why_closed(asked) or "account")
    return HttpResponseRedirect(request.get_full_path())


def _found(act: Act) -> Invitation | None:
    invitations = Invitation.objects.for_act(act.subject).with_seat(today())
    return invitations.filter(pk=act.object_id).first()


def _answer(act: Act, asked: Invitation, form: AcceptForm | DeclineForm) -> None:
    given = {"invitation_id": act.object_id, "address": act.subject, "now": timezone.now()}
    clean = form.cleaned_data
    if isinstance(form, DeclineForm):
        decline_invitation(**given, reason=clean["reason"])
        return
    answer = Acceptance(
        name=clean.get("name", asked.name),
        title=clean.get("title", ""),
        language=clean.get("language", asked.language),
        is_name_public=clean.get("is_name_public", False),
    )
    accept_invitation(**given, answer=answer)


def _why_closed(asked: Invitation) -> str:
    """Return a key of CLOSED, or an empty text while the invitation can be answered."""
    if asked.state != InvitationState.PENDING:
        return asked.state
    if timezone.now() >= asked.expires_at:
        return "expired"
    free = first_free_day(seat=asked.seat, kind=HolderKind(asked.kind), today=today())
    if free:
        return ""
    # Between both reads the seat may have gone to this very invitation.
    asked.refresh_from_db(fields=["state", "holder"])
    return "taken" if asked.state == InvitationState.PENDING else asked.state


def _accept_form(asked: Invitation, sent: QueryDict | None = None) -> AcceptForm:
    initial = {"name": asked.name, "language": asked.language}
    has_account = owner_of(address=asked.address) is not None
    return AcceptForm(sent, initial=initial, has_account=has_account)


def _page(
    request: HttpRequest, asked: Invitation, accept: AcceptForm, decline: DeclineForm
) -> HttpResponse:
    group = asked.seat.body.group
    begins_on = first_free_day(seat=asked.seat, kind=HolderKind(asked.kind), today=today())
    context = {
        "asked": asked,
        "group": group,
        "about": language_used(group, "about"),
        "languages": language_names(group.languages),
        "begins_on": begins_on if begins_on and begins_on > today() else None,
        "accept": accept,
        "decline": decline,
        "is_no": decline.is_bound or request.GET.get("answer") == "no",
    }
    status = 422 if accept.errors or decline.errors else 200
    return render(request, "groups/invitation.html", context, status=status)


def _closed(request: HttpRequest, asked: Invitation, why: str) -> HttpResponse:
    context = {"asked": asked, "group": asked.seat.body.group, "why": str(why)}
    return render(request, "groups/invitation_closed.html", context, status=CLOSED[why])
