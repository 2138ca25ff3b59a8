"""A party signs or declines: from a mail's link, signed in, or entered on its behalf."""

from functools import partial

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only, public
from elo_platform.lib.acting import by_link, form_page, undone, unsaved
from elo_platform.lib.decisions import require
from elo_platform.lib.text import day, whole_number
from elo_platform.notifications.acts import Act
from groups.forms.agreements import DeclineForm, EnterForm, SignForm
from groups.kinds import agreed_period, signed_words
from groups.models import Party
from groups.panels.agreements import annex_rows, promise_rows
from groups.policies.agreements import can_answer, can_answer_by_link, can_enter
from groups.querysets.answerers import answers_for
from groups.services.agreement_signing import (
    answer_party,
    answer_party_by_link,
    enter_signature,
)
from groups.states import SIGNED_STATES, PartyAction
from groups.views.agreements import agreement_crumbs
from groups.views.papers import download

_FORMS: dict[str, type[SignForm] | type[DeclineForm]] = {
    PartyAction.SIGN: SignForm,
    PartyAction.DECLINE: DeclineForm,
}


@public("one-act link")
@once
def answer_by_mail(request: HttpRequest, act: Act) -> HttpResponse:
    """Show the whole agreement, or record the answer; what no longer holds is said kindly."""
    party = Party.objects.for_act(act.object_id).first()
    person = User.objects.for_act(act.user_id).first()
    if party is None or person is None:
        return _closed(request)
    if not (decision := can_answer_by_link(act.subject, party, _asked(request), timezone.now())):
        return _closed(request, party, person, str(decision.reason))
    if annex := request.GET.get("annex"):
        return _annex(party, annex)
    page = partial(_ask, request, party, annexes_at=request.path)
    if (form := _sent(request)) is None:
        return page(None)
    given = {"party_id": party.pk, "subject": act.subject, "now": timezone.now()}
    press = partial(undone, form, page, answer_party_by_link, **given)
    again = Party.objects.for_act(party.pk)
    return by_link(request, lambda reason: _closed(request, again.first(), person, reason), press)


@members_only
@once
def party_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign or decline for one's own organisation, signed in."""
    party = get_object_or_404(Party.objects.own(request.user).with_agreement(), pk=pk)
    request.elo_group_id = party.agreement.group_id
    require(can_answer(request.user, party, _asked(request), timezone.now()))
    page = partial(_ask, request, party)
    if (form := _sent(request)) is None:
        return page(None)
    given = {"party_id": pk, "by": request.user, "now": timezone.now()}
    if answer := undone(form, page, answer_party, **given):
        return answer
    messages.success(request, _thanks(form))
    return redirect("groups:agreement_detail", pk=party.agreement_id)


@members_only
@once
def party_enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a signature that the organisation gave elsewhere."""
    rows = Party.objects.editable_by(request.user).with_agreement()
    party = get_object_or_404(rows, pk=pk)
    request.elo_group_id = party.agreement.group_id
    require(can_enter(request.user, party))
    context = {"party": party, "crumbs": agreement_crumbs(party.agreement, with_page=True)}
    page = partial(form_page, request, "groups/agreement_enter.html", **context)
    given = {"party_id": pk, "now": timezone.now()}
    if answer := unsaved(request, EnterForm, party, page, enter_signature, **given):
        return answer
    messages.success(request, gettext("The signature is entered."))
    return redirect("groups:agreement_detail", pk=party.agreement_id)


def _asked(request: HttpRequest) -> PartyAction:
    """Return the answer that the button named; signing, where none did."""
    asked = request.POST.get("answer", "")
    return PartyAction(asked) if asked in _FORMS else PartyAction.SIGN


def _sent(request: HttpRequest) -> SignForm | DeclineForm | None:
    return _FORMS[_asked(request)](request.POST) if request.method == "POST" else None


def _thanks(form: SignForm | DeclineForm) -> str:
    if isinstance(form, SignForm):
        return gettext("Thank you, the agreement is signed.")
    return gettext("Your answer is recorded.")


def _ask(
    request: HttpRequest,
    party: Party,
    form: SignForm | DeclineForm | None,
    *,
    status: int | None = None,
    annexes_at: str = "",
) -> HttpResponse:
    """Show the whole text above both answers; each has its form."""
    if status == 409:
        party = Party.objects.for_act(party.pk).get()
    agreement = party.agreement
    initial = {"version": party.version}
    annexes = annex_rows(agreement.annexes.select_related("document"))
    if annexes_at:
        annexes = [row | {"url": f"{annexes_at}?annex={row['pk']}"} for row in annexes]
    parties = agreement.parties.select_related("organisation").order_by("pk")
    context = {
        "party": party,
        "agreement": agreement,
        "period": agreed_period(agreement.starts_on, agreement.ends_on),
        "answer_by": day(agreement.answer_by) if agreement.answer_by else "",
        "promises": promise_rows(agreement.commitments.all(), {}),
        "annexes": annexes,
        "others": [each.organisation.name for each in parties],
        "signed": signed_words(sum(each.state in SIGNED_STATES for each in parties), len(parties)),
        "sign": form if isinstance(form, SignForm) else SignForm(initial=initial),
        "decline": form if isinstance(form, DeclineForm) else DeclineForm(initial=initial),
        "declines": isinstance(form, DeclineForm) or request.GET.get("answer") == "decline",
        "has_declined": party.state == "declined",
        "is_saved": "saved" in request.GET and party.state == "declined",
        "is_stale": status == 409,
        "is_link": bool(annexes_at),
    }
    status = status or (422 if form is not None else 200)
    template = "groups/agreement_act.html" if annexes_at else "groups/agreement_sign.html"
    return render(request, template, context, status=status)


def _annex(party: Party, number: str) -> FileResponse:
    """Serve a file that belongs to the text: who is asked to sign may read it first."""
    annexes = party.agreement.annexes.select_related("document")
    annex = annexes.filter(pk=whole_number(number) or 0).first()
    if annex is None:
        raise Http404
    return download(annex.document)


def _closed(
    request: HttpRequest,
    party: Party | None = None,
    person: User | None = None,
    reason: str = "",
) -> HttpResponse:
    """Say kindly what the answer was, or why none can be given; named to its own people only."""
    is_named = (
        party is not None
        and person is not None
        and answers_for(person, party.organisation_id, party.agreement.group_id)
    )
    has_signed = is_named and party is not None and party.state in SIGNED_STATES
    is_thanks = has_signed and "saved" in request.GET and request.method == "GET"
    context = {
        "party": party if is_named else None,
        "has_signed": has_signed,
        "signed_on": day(party.signed_on) if has_signed and party and party.signed_on else "",
        "reason": reason,
        "is_thanks": is_thanks,
    }
    template = "groups/agreement_closed.html"
    return render(request, template, context, status=200 if is_thanks else 410)
