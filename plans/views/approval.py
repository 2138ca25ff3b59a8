from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, override
from django.views.decorators.http import require_POST

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only, public
from elo_platform.lib.acting import done
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import ConfirmForm, StaleEdit
from elo_platform.lib.text import whole_number
from groups.models import AgendaItem, Body
from groups.models.group import BodyKind
from groups.permissions import BodyPermission
from plans.forms.approval import ApproveForm, PlaceForm
from plans.models import Plan, PlanVersion
from plans.panels.kept import changed, drift, sections
from plans.policies.approval import can_approve, can_place
from plans.policies.plans import can_move
from plans.querysets.approval import changes, items_of, meetings_for
from plans.querysets.completeness import left_empty
from plans.querysets.content import content_of, fingerprint
from plans.services.approval import approve_plan, place_plan, take_back_plan
from plans.states import PlanAction
from plans.views.editing import edited, under_plan
from plans.views.frame import plan_crumbs, seen_plan

MEETINGS_SHOWN = 12


@members_only
@once
def plan_place(request: HttpRequest, pk: int) -> HttpResponse:
    plan = seen_plan(request, pk)
    require(can_place(request.user, plan))
    found = meetings_for(request.user, plan.group_id, timezone.now())
    meetings = list(found[:MEETINGS_SHOWN])
    led = Body.objects.permitted(request.user, BodyPermission.EDIT_MEETINGS).current()
    context = {
        "missing": [capfirst(kind.label) for kind in left_empty(plan.positions.all())],
        "meetings": meetings,
        "bodies": led.filter(group=plan.group_id, kind=BodyKind.LEADING).in_order(),
    }
    page = under_plan(
        plan,
        template="plans/plan_place.html",
        message=gettext("The plan is on the agenda."),
        form=lambda data: PlaceForm(data, meetings=meetings),
        context=context,
    )
    return edited(request, page, place_plan, plan_id=pk)


@require_POST
@members_only
@once
def plan_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    plan = seen_plan(request, pk)
    require(can_move(request.user, plan, PlanAction.WITHDRAW))
    if ConfirmForm(request.POST).is_valid():
        take_back_plan(plan_id=plan.pk, by=request.user, now=timezone.now())
        messages.success(request, gettext("The plan is taken back. It can be written on."))
    return redirect("plans:plan_detail", pk=plan.pk)


@members_only
@once
def plan_approve(request: HttpRequest, pk: int) -> HttpResponse:
    plan = seen_plan(request, pk)
    item = _item(request, plan)
    now = timezone.now()
    if item is None:
        raise PermissionDenied(gettext("The plan is not on the agenda of a meeting that you lead."))
    require(can_approve(request.user, plan, item.meeting, now))
    content = content_of(plan)
    form = ApproveForm(
        request.POST or None, meeting=item.meeting, initial=_proposed(plan, fingerprint(content))
    )
    given: dict[str, Any] = {"plan_id": plan.pk, "item_id": item.pk, "by": request.user}
    try:
        if form.is_valid():
            given |= {"now": now, "sha256": form.cleaned_data["sha256"], "values": form.values()}
            if done(form, approve_plan, **given):
                messages.success(request, gettext("The approval is recorded. The plan is frozen."))
                return redirect("plans:plan_version", pk=plan.pk, edition=plan.edition)
    except StaleEdit:
        return _approve_page(request, plan, item, _again(request, item, plan), status=409)
    return _approve_page(request, plan, item, form, status=422 if form.errors else 200)


@public("an approved version is as open as its plan; visible_to decides")
def plan_version(request: HttpRequest, pk: int, edition: int) -> HttpResponse:
    rows = PlanVersion.objects.visible_to(request.user).with_body(request.user)
    version = get_object_or_404(rows.select_related("plan__group"), plan=pk, edition=edition)
    request.elo_group_id = version.plan.group_id
    others = list(PlanVersion.objects.visible_to(request.user).filter(plan=pk).order_by("edition"))
    earlier = next((each for each in reversed(others) if each.edition < edition), None)
    is_latest = others[-1].edition == edition
    compared = changes(earlier.content, version.content) if earlier else []
    text = sections(version.content)
    context = {
        "plan": version.plan,
        "version": version,
        "text": text,
        "crumbs": plan_crumbs(version.plan, text["title"]),
        "others": reversed(others),
        "latest": others[-1],
        "is_latest": is_latest,
        "drift": drift(version, request.user) if is_latest else [],
        "earlier": earlier,
        "changes": changed(compared, version.content),
        "is_whole": fingerprint(version.content) == version.sha256,
        "outcome_url": _outcome_url(request, version),
    }
    return render(request, "plans/plan_version.html", context)


def _approve_page(
    request: HttpRequest, plan: Plan, item: AgendaItem, form: ApproveForm, *, status: int
) -> HttpResponse:
    content = content_of(plan)
    earlier = PlanVersion.objects.visible_to(request.user).filter(plan=plan)
    before = earlier.order_by("-edition").first()
    compared = changes(before.content, content) if before else []
    context = {
        "plan": plan,
        "item": item,
        "meeting": item.meeting,
        "form": form,
        "crumbs": plan_crumbs(plan),
        "text": sections(content),
        "sha256": fingerprint(content),
        "before": before,
        "changes": changed(compared, content),
        "is_stale": status == 409,
    }
    return render(request, "plans/plan_approve.html", context, status=status)


def _again(request: HttpRequest, item: AgendaItem, plan: Plan) -> ApproveForm:
    """Return the form as typed, on top of the text as it stands now."""
    typed = {name: request.POST.get(name, "") for name in ApproveForm.base_fields}
    typed.pop("form_key")
    fresh = {"sha256": fingerprint(content_of(plan))}
    return ApproveForm(meeting=item.meeting, initial=typed | fresh)


def _proposed(plan: Plan, sha256: str) -> dict[str, Any]:
    """Return the wording as it is usually recorded, in each language; it can be changed."""
    initial: dict[str, Any] = {"sha256": sha256}
    for code in ("sv", "fi"):
        title = getattr(plan, f"title_{code}")
        if title:
            with override(code):
                words = {"title": title, "edition": plan.edition}
                text = gettext("The leading group stands behind %(title)s, version %(edition)s.")
                initial |= {f"title_{code}": title, f"text_{code}": text % words}
    return initial


def _item(request: HttpRequest, plan: Plan) -> AgendaItem | None:
    """Return the agenda item that the reader comes from, else the latest that has the plan."""
    led = Body.objects.permitted(request.user, BodyPermission.RECORD_OUTCOMES)
    items = items_of(plan.pk).filter(meeting__body__in=led.values("pk"))
    asked = whole_number(request.GET.get("item", ""))
    found = items.filter(pk=asked).first() if asked else None
    return found or items.filter(meeting__starts_at__lte=timezone.now()).first() or items.first()


def _outcome_url(request: HttpRequest, version: PlanVersion) -> str:
    outcomes = type(version.outcome).objects.visible_to(request.user)
    is_seen = outcomes.filter(pk=version.outcome_id).exists()
    return reverse("groups:outcome_detail", args=[version.outcome_id]) if is_seen else ""
