from datetime import date

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils import timezone

from elo_platform.accounts.services.invited import owner_of
from elo_platform.lib.acting import show_refusal
from elo_platform.lib.text import language_used
from elo_platform.notifications.acts import Act
from groups.forms.invitations import AcceptForm, DeclineForm, SubstituteForm
from groups.models import Invitation
from groups.services.invitations import (
    Acceptance,
    Substitute,
    accept_invitation,
    decline_invitation,
)
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
    answers = _answers(request, asked)
    if request.method != "POST":
        return _page(request, asked, answers)
    form = answers[_chosen(request.POST.get("answer"))]
    if not form.is_valid():
        return _page(request, asked, answers)
    try:
        _answer(act, asked, form)
    except (PermissionDenied, ValidationError) as refusal:
        if isinstance(form, SubstituteForm) and isinstance(refusal, ValidationError):
            show_refusal(form, refusal)
            return _page(request, asked, answers)
        # Somebody was quicker, or the account of the address has been closed.
        asked = _found(act) or asked
        return _closed(request, asked, _why_closed(asked) or "account")
    return HttpResponseRedirect(request.get_full_path())


def _chosen(answer: str | None) -> str:
    return answer if answer in {"no", "other"} else "yes"


def _answers(request: HttpRequest, asked: Invitation) -> dict[str, forms.Form]:
    """Return the three forms of the page; what was sent belongs to the one that was chosen."""
    sent = {_chosen(request.POST.get("answer")): request.POST} if request.POST else {}
    return {
        "yes": _accept_form(asked, sent.get("yes")),
        "no": DeclineForm(sent.get("no")),
        "other": SubstituteForm(sent.get("other")),
    }


def _found(act: Act) -> Invitation | None:
    invitations = Invitation.objects.for_act(act.subject).with_seat(today())
    return invitations.filter(pk=act.object_id).first()


def _answer(act: Act, asked: Invitation, form: forms.Form) -> None:
    given = {"invitation_id": act.object_id, "address": act.subject, "now": timezone.now()}
    clean = form.cleaned_data
    if isinstance(form, DeclineForm):
        decline_invitation(**given, reason=clean["reason"])
        return
    if isinstance(form, SubstituteForm):
        instead = Substitute(name=clean["suggested_name"], address=clean["suggested_address"])
        decline_invitation(**given, reason="", instead=instead)
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
    if _first_day(asked):
        return ""
    # Between both reads the seat may have gone to this very invitation.
    asked.refresh_from_db(fields=["state", "holder"])
    return "taken" if asked.state == InvitationState.PENDING else asked.state


def _first_day(asked: Invitation) -> date | None:
    earliest = max(today(), asked.starts_on or today())
    return first_free_day(seat=asked.seat, kind=HolderKind(asked.kind), today=earliest)


def _accept_form(asked: Invitation, sent: QueryDict | None = None) -> AcceptForm:
    initial = {"name": asked.name, "language": asked.language}
    has_account = owner_of(address=asked.address) is not None
    return AcceptForm(sent, initial=initial, has_account=has_account)


def _page(request: HttpRequest, asked: Invitation, answers: dict[str, forms.Form]) -> HttpResponse:
    group = asked.seat.body.group
    begins_on = _first_day(asked)
    context = {
        "asked": asked,
        "group": group,
        "about": language_used(group, "about"),
        "languages": language_names(group.languages),
        "begins_on": begins_on if begins_on and begins_on > today() else None,
        "accept": answers["yes"],
        "decline": answers["no"],
        "substitute": answers["other"],
        "chosen": _chosen((request.POST or request.GET).get("answer")),
    }
    status = 422 if any(form.errors for form in answers.values()) else 200
    return render(request, "groups/invitation.html", context, status=status)


def _closed(request: HttpRequest, asked: Invitation, why: str) -> HttpResponse:
    context = {"asked": asked, "group": asked.seat.body.group, "why": str(why)}
    return render(request, "groups/invitation_closed.html", context, status=CLOSED[why])
