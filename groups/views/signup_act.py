"""The page behind a mail about a sign-up: confirm it, or give the place back."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from elo_platform.audit.receipts import once
from elo_platform.lib.access import public
from elo_platform.lib.acting import by_link, form_page, undone
from elo_platform.lib.decisions import Decision
from elo_platform.notifications.acts import Act
from groups.forms.events import WithdrawForm
from groups.models import SignUp
from groups.panels.events import signup_status
from groups.policies.events import can_confirm, can_withdraw, is_of
from groups.services.places import must_wait
from groups.services.signups import confirm_signup, withdraw_by_link
from groups.states import SignUpState


@public("one-act link")
@once
def answer_signup(request: HttpRequest, act: Act) -> HttpResponse:
    """Ask for the one press that changes something; what no longer holds is said kindly."""
    row = SignUp.objects.for_act(act.object_id).first()
    if row is None or not is_of(act.subject, row):
        return _closed(request)
    decision = _may(row, act)
    if not decision:
        return _closed(request, row, str(decision.reason))
    form = WithdrawForm(request.POST or None)
    is_new = row.state == SignUpState.UNCONFIRMED
    context = {"row": row, "event": row.event, "own_status": signup_status(row)}
    context |= {"is_new": is_new, "is_saved": "saved" in request.GET}
    context["is_waiting"] = row.state == SignUpState.WAITING
    context["is_full"] = is_new and must_wait(event=row.event)
    page = partial(form_page, request, "groups/signup_act.html", **context)
    service = partial(confirm_signup, subject=act.subject) if is_new else withdraw_by_link
    press = partial(undone, form, page, service, signup_id=row.pk, now=timezone.now())
    return by_link(request, partial(_closed, request, None), press)


def _may(row: SignUp, act: Act) -> Decision:
    if row.state == SignUpState.UNCONFIRMED:
        return can_confirm(act.subject, row, timezone.now())
    return can_withdraw(row, timezone.now())


def _closed(request: HttpRequest, row: SignUp | None = None, reason: str = "") -> HttpResponse:
    """Say why there is nothing to press; who has withdrawn just now is thanked."""
    is_saved = row is not None and "saved" in request.GET
    is_saved = is_saved and row is not None and row.state == SignUpState.WITHDRAWN
    event = row.event if row else None
    context = {"event": event, "reason": reason, "is_saved": is_saved}
    return render(request, "groups/signup_closed.html", context, status=200 if is_saved else 410)
