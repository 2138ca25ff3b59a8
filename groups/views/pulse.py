"""How the work feels, once a year: on the page, or from a mail's link."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only, public
from elo_platform.lib.acting import by_link, done, form_page, undone
from elo_platform.lib.decisions import require
from elo_platform.lib.text import day
from elo_platform.notifications.acts import Act
from groups.forms.mandate import PulseForm
from groups.models import EloGroup
from groups.policies.mandate import can_give_pulse, can_give_pulse_by_link, can_keep_mandate
from groups.querysets.pulse import closes_on, own_pulse
from groups.services.pulse import ask_for_pulse, give_pulse, give_pulse_by_link
from groups.views.frame import link_closed, today
from groups.views.mandate import keep_context, mandate_group


@members_only
@once
def pulse_give(request: HttpRequest, pk: int) -> HttpResponse:
    group = mandate_group(request, pk)
    require(can_give_pulse(request.user, group, today()))
    own = own_pulse(request.user.pk, pk, today().year)
    form = PulseForm(request.POST or None, initial=own)
    given = {"group_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and done(form, give_pulse, **given, **form.given()):
        messages.success(request, gettext("Your answer is saved."))
        return redirect("groups:group_mandate", pk=pk)
    context = keep_context(group, gettext("How does the work feel this year?"))
    return form_page(request, "groups/pulse_give.html", form, until=_until(), **context)


@members_only
@require_POST
@once
def pulse_ask(request: HttpRequest, pk: int) -> HttpResponse:
    group = mandate_group(request, pk)
    require(can_keep_mandate(request.user, group))
    try:
        asked = ask_for_pulse(group_id=pk, by=request.user, now=timezone.now())
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
        return redirect("groups:group_mandate", pk=pk)
    if asked:
        text = ngettext("One person is asked by mail.", "%(n)s people are asked by mail.", asked)
        messages.success(request, text % {"n": asked})
    else:
        messages.info(request, gettext("Everybody has answered or been asked this year."))
    return redirect("groups:group_mandate", pk=pk)


@public("one-act link")
@once
def answer_pulse(request: HttpRequest, act: Act) -> HttpResponse:
    """Show the three questions, or store the answer; what no longer holds is said kindly."""
    group = EloGroup.objects.visible_to(request.user).filter(pk=act.object_id).first()
    if group is None:
        return link_closed(request, gettext("The group is no longer there."))
    decision = can_give_pulse_by_link(act.subject, group, today())
    if not decision:
        return link_closed(request, str(decision.reason))
    own = own_pulse(int(act.subject), group.pk, today().year)
    form = PulseForm(request.POST or None, initial=own)
    given = {"group_id": group.pk, "subject": act.subject, "now": timezone.now()}
    is_saved = bool(own) and "saved" in request.GET
    context = {"group": group, "is_saved": is_saved, "until": _until()}
    page = partial(form_page, request, "groups/pulse_act.html", **context)
    press = partial(undone, form, page, give_pulse_by_link, **given)
    return by_link(request, partial(link_closed, request), press)


def _until() -> str:
    """Return the last day of this year's question, in words."""
    return day(closes_on(today().year))
