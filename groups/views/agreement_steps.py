"""A partnership agreement goes its way: sent, taken back, concluded, ended, renewed."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import OnceForm
from groups.forms.agreements import SignByForm, StepForm
from groups.models import Agreement
from groups.policies.agreements import can_remind, can_renew, can_step
from groups.services.agreement_reminders import remind_unsigned
from groups.services.agreement_steps import (
    conclude_agreement,
    end_agreement,
    give_more_time,
    retract_agreement,
    send_agreement,
)
from groups.services.agreements import renew_agreement
from groups.states import AgreementAction, AgreementState
from groups.views.agreements import agreement_crumbs, agreement_or_404
from groups.views.frame import reminded_words


@members_only
@once
def agreement_send(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = agreement_or_404(request, pk)
    require(can_step(request.user, agreement, AgreementAction.SEND))
    form = SignByForm(request.POST or None, initial={"answer_by": agreement.answer_by})
    texts = {
        "title": gettext("Send the agreement for signing?"),
        "text": gettext(
            "Every party gets a mail with a link, reads the whole text and signs or declines "
            "without a password. From then on the text stands."
        ),
        "label": gettext("Send for signing"),
        "icon": "send",
    }
    told = gettext("The agreement is sent for signing.")
    return _stepped(request, agreement, form, send_agreement, texts, told)


@members_only
@once
def agreement_time(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = agreement_or_404(request, pk)
    require(can_remind(request.user, agreement))
    form = SignByForm(request.POST or None, initial={"answer_by": agreement.answer_by})
    texts = {
        "title": gettext("Give more time to sign"),
        "text": gettext("The links that have been sent work until the new day."),
        "label": gettext("Give more time"),
        "icon": "clock",
    }
    told = gettext("The parties have more time to sign.")
    return _stepped(request, agreement, form, give_more_time, texts, told)


@members_only
@once
def agreement_retract(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = agreement_or_404(request, pk)
    require(can_step(request.user, agreement, AgreementAction.RETRACT))
    form = StepForm(request.POST or None)
    texts = {
        "title": gettext("Take the agreement back to draft?"),
        "text": gettext(
            "Nobody has signed yet, so the text can still change. The links that have been sent "
            "open nothing any more; when you send it again, everybody is asked anew."
        ),
        "label": gettext("Take it back"),
        "icon": "undo-2",
    }
    told = gettext("The agreement is a draft again.")
    return _stepped(request, agreement, form, retract_agreement, texts, told)


@members_only
@once
def agreement_conclude(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = agreement_or_404(request, pk)
    require(can_step(request.user, agreement, AgreementAction.CONCLUDE))
    form = StepForm(request.POST or None)
    texts = {
        "title": gettext("Conclude the agreement?"),
        "text": gettext(
            "It binds those who have signed, and they are told. Those who have not can still "
            "join it until the day to sign by."
        ),
        "label": gettext("Conclude the agreement"),
        "icon": "circle-check",
    }
    told = gettext("The agreement is concluded.")
    return _stepped(request, agreement, form, conclude_agreement, texts, told)


@members_only
@once
def agreement_end(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = agreement_or_404(request, pk)
    require(can_step(request.user, agreement, AgreementAction.END))
    form = StepForm(request.POST or None)
    is_signing = agreement.state == AgreementState.SIGNING
    texts = _withdrawing() if is_signing else _ending()
    told = (
        gettext("The agreement is withdrawn.") if is_signing else gettext("The agreement is ended.")
    )
    texts |= {"tone": "danger", "icon": "circle-slash"}
    return _stepped(request, agreement, form, end_agreement, texts, told)


@require_POST
@members_only
@once
def agreement_renew(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = agreement_or_404(request, pk)
    require(can_renew(request.user, agreement))
    form = StepForm(request.POST)
    if form.is_valid():
        given = {"agreement_id": pk, "by": request.user, "now": timezone.now()}
        renewal = renew_agreement(**given)
        messages.success(
            request, gettext("The renewal is drafted. Look through it before you send it.")
        )
        return redirect("groups:agreement_detail", pk=renewal.pk)
    return redirect("groups:agreement_detail", pk=pk)


@require_POST
@members_only
@once
def agreement_remind(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = agreement_or_404(request, pk)
    require(can_remind(request.user, agreement))
    if StepForm(request.POST).is_valid():
        given = {"agreement_id": pk, "by": request.user, "now": timezone.now()}
        try:
            messages.success(request, reminded_words(remind_unsigned(**given)))
        except ValidationError as refusal:
            messages.info(request, " ".join(refusal.messages))
    return redirect("groups:agreement_detail", pk=pk)


def _stepped(
    request: HttpRequest,
    agreement: Agreement,
    form: OnceForm,
    act: Callable[..., object],
    texts: dict[str, str],
    told: str,
) -> HttpResponse:
    """Do the step and lead back, where the service agrees; else ask with `texts`."""
    given = {"agreement_id": agreement.pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and done(form, act, **given, **form.given()):
        messages.success(request, told)
        return redirect("groups:agreement_detail", pk=agreement.pk)
    crumbs = agreement_crumbs(agreement, with_page=True)
    context = {"agreement": agreement, "step": texts, "crumbs": crumbs}
    return form_page(request, "groups/agreement_step.html", form, **context)


def _withdrawing() -> dict[str, str]:
    return {
        "title": gettext("Withdraw the agreement?"),
        "text": gettext("Nobody can sign it any more, and the parties are told."),
        "label": gettext("Withdraw the agreement"),
    }


def _ending() -> dict[str, str]:
    return {
        "title": gettext("End the agreement today?"),
        "text": gettext("What was promised in it no longer holds, and the parties are told."),
        "label": gettext("End the agreement"),
    }
