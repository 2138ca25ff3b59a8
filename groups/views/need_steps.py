"""What becomes of a need: lifted to an agenda, refused, taken up again, merged."""

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
from groups.forms.needs import IntoForm, LiftForm, MergeForm, RefuseForm, ReopenForm
from groups.models import Body, Meeting, Need, Support
from groups.models.group import BodyKind
from groups.permissions import BodyPermission
from groups.policies.needs import can_move
from groups.services.need_steps import (
    let_need_wait,
    lift_need,
    merge_needs,
    refuse_need,
    reopen_need,
)
from groups.states import NeedAction, NeedState
from groups.views.needs import need_or_404, page_of, stepped

MEETINGS_SHOWN = 12


@members_only
@once
def need_lift(request: HttpRequest, pk: int) -> HttpResponse:
    need = need_or_404(request, pk)
    require(can_move(request.user, need, NeedAction.LIFT))
    led = Body.objects.permitted(request.user, BodyPermission.EDIT_MEETINGS).current()
    led = led.filter(group=need.group_id, kind=BodyKind.LEADING)
    meetings = (
        Meeting.objects.editable_by(request.user).to_come(timezone.now()).filter(body__in=led)
    )
    form = LiftForm(request.POST or None, meetings=meetings.select_related("body")[:MEETINGS_SHOWN])
    if answer := _lifted(request, need, form):
        return answer
    context = page_of(need) | {
        "bodies": led.in_order(),
        "has_meetings": bool(form.fields["meeting"].choices),
        "may_wait": need.state == NeedState.OPEN,
    }
    return form_page(request, "groups/need_lift.html", form, **context)


def _lifted(request: HttpRequest, need: Need, form: LiftForm) -> HttpResponse | None:
    """Lift the need as the pressed button says; None, with the reasons in `form`, if refused."""
    if form.waits:
        text = gettext("The need waits for a meeting of the leading group.")
        return stepped(request, need, form, let_need_wait, text)
    text = gettext("The need is on the agenda.")
    return stepped(request, need, form, lift_need, text, meeting_id="meeting")


@members_only
@once
def need_refuse(request: HttpRequest, pk: int) -> HttpResponse:
    need = need_or_404(request, pk)
    require(can_move(request.user, need, NeedAction.REFUSE))
    form = RefuseForm(request.POST or None)
    text = gettext("The reason is recorded. Those behind the need are told.")
    answer = stepped(request, need, form, refuse_need, text, reason="reason")
    return answer or form_page(request, "groups/need_refuse.html", form, **page_of(need))


@require_POST
@members_only
@once
def need_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    need = need_or_404(request, pk)
    require(can_move(request.user, need, NeedAction.REOPEN))
    text = gettext("The need is taken up again.")
    answer = stepped(request, need, ReopenForm(request.POST), reopen_need, text)
    return answer or redirect("groups:need_detail", pk=pk)


@members_only
@once
def need_merge(request: HttpRequest, pk: int) -> HttpResponse:
    need = need_or_404(request, pk)
    require(can_move(request.user, need, NeedAction.MERGE))
    form = MergeForm(request.POST or None)
    if form.is_valid():
        given = {"need_id": pk, "into_id": form.cleaned_data["into"], "by": request.user}
        if done(form, merge_needs, **given, now=timezone.now()):
            messages.success(request, gettext("The needs are merged."))
            return redirect("groups:need_detail", pk=form.cleaned_data["into"])
    seen = Need.objects.visible_to(request.user).live().filter(group=need.group_id).exclude(pk=pk)
    others = seen.open_as(need)
    asked = request.GET if "into" in request.GET else None
    chosen = IntoForm(asked, needs=others)
    valid = chosen.is_valid()
    into = get_object_or_404(others, pk=chosen.cleaned_data["into"]) if valid else None
    if into and not form.is_bound:
        form = MergeForm(initial={"into": into.pk})
    both = [_side(request, each) for each in (need, into) if each]
    context = page_of(need) | {"chosen": chosen, "into": into, "both": both}
    context["elsewhere"] = seen.exclude(pk__in=others.values("pk")).count()
    return form_page(request, "groups/need_merge.html", form, **context)


def _side(request: HttpRequest, need: Need) -> dict[str, object]:
    """Return one of two needs as they stand side by side."""
    supports = Support.objects.visible_to(request.user).filter(need=need)
    return {"need": need, "supporters": supports.count()}
