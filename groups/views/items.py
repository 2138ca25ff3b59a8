"""One matter of an agenda: its page, what it builds on, carrying it over, what is done after it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only, public
from elo_platform.lib.acting import done, form_page
from elo_platform.lib.decisions import require
from groups.forms.backlog import CarryForm, DoneForm, FollowUpForm, LinkForm
from groups.kinds import NodeKind
from groups.models import AgendaItem, FollowUp, Meeting
from groups.panels.items import item_links
from groups.panels.items_detail import item_page
from groups.panels.linkable import choices_of
from groups.permissions import BodyPermission
from groups.policies.backlog import can_carry, can_finish, can_follow_up
from groups.policies.meetings import can_edit
from groups.querysets.chain import Ref
from groups.querysets.permitted import rights_in_body
from groups.services.backlog import carry_item
from groups.services.follow_ups import finish_follow_up, note_follow_up
from groups.services.item_links import link_item, unlink_item
from groups.views.meetings import meeting_crumbs

MEETINGS_SHOWN = 12


@public("a matter is as open as its meeting; visible_to decides")
def item_detail(request: HttpRequest, pk: int) -> HttpResponse:
    item = item_or_404(request, pk)
    rights = rights_in_body(request.user, item.meeting.body)
    context = {
        "item": item,
        "crumbs": meeting_crumbs(item.meeting, with_page=True),
        "papers": item.papers.order_by("pk"),
        **item_page(item, request.user, rights, timezone.now()),
    }
    return render(request, "groups/item_detail.html", context)


@members_only
@once
def item_link(request: HttpRequest, pk: int) -> HttpResponse:
    item = item_or_404(request, pk)
    require(can_edit(request.user, item.meeting, timezone.now()))
    choices = choices_of(item.meeting.body.group_id, request.user)
    form = LinkForm(request.POST or None, choices=choices)
    given = {"item_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and done(form, link_item, ref=_ref(form.cleaned_data["node"]), **given):
        messages.success(request, gettext("The matter builds on it now."))
        return redirect("groups:item_detail", pk=pk)
    return form_page(request, "groups/item_link.html", form, has_any=bool(choices), **page_of(item))


@members_only
@once
def item_unlink(request: HttpRequest, pk: int) -> HttpResponse:
    item = item_or_404(request, pk)
    require(can_edit(request.user, item.meeting, timezone.now()))
    choices = _linked(request, item)
    form = LinkForm(request.POST or None, choices=choices)
    given = {"item_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and done(form, unlink_item, ref=_ref(form.cleaned_data["node"]), **given):
        messages.success(request, gettext("The matter does not build on it any more."))
        return redirect("groups:item_detail", pk=pk)
    context = page_of(item) | {"has_any": bool(choices)}
    return form_page(request, "groups/item_unlink.html", form, **context)


@members_only
@once
def item_carry(request: HttpRequest, pk: int) -> HttpResponse:
    item = item_or_404(request, pk)
    now = timezone.now()
    require(can_carry(request.user, item, now))
    form = CarryForm(request.POST or None, meetings=coming_of(request, item.meeting.body_id))
    given = {"item_id": pk, "by": request.user, "now": now}
    if form.is_valid() and done(form, carry_item, **given, **form.given()):
        messages.success(request, gettext("The matter is carried over."))
        return redirect("groups:body_backlog", pk=item.meeting.body_id)
    return form_page(request, "groups/item_carry.html", form, **page_of(item))


@members_only
@once
def follow_up_new(request: HttpRequest, pk: int) -> HttpResponse:
    item = item_or_404(request, pk)
    require(can_follow_up(request.user, item.meeting))
    form = FollowUpForm(request.POST or None, group_id=item.meeting.body.group_id)
    given = {"item_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and done(form, note_follow_up, **given, **form.given()):
        messages.success(request, gettext("The follow-up is noted. Its organisation is told."))
        return redirect("groups:item_detail", pk=pk)
    return form_page(request, "groups/follow_up_new.html", form, **page_of(item))


@members_only
@once
def follow_up_done(request: HttpRequest, pk: int) -> HttpResponse:
    rows = FollowUp.objects.editable_by(request.user).with_item()
    follow_up = get_object_or_404(rows, pk=pk)
    request.elo_group_id = follow_up.item.meeting.body.group_id
    require(can_finish(request.user, follow_up))
    form = DoneForm(request.POST or None)
    given = {"follow_up_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and done(form, finish_follow_up, **given, **form.given()):
        messages.success(request, gettext("The follow-up is done."))
        return _after(request, follow_up)
    return form_page(request, "groups/follow_up_done.html", form, follow_up=follow_up)


def item_or_404(request: HttpRequest, pk: int) -> AgendaItem:
    """Return a matter that the reader may open."""
    rows = AgendaItem.objects.visible_to(request.user)
    rows = rows.select_related("meeting__body__group", "presented_by")
    item = get_object_or_404(rows, pk=pk)
    request.elo_group_id = item.meeting.body.group_id
    return item


def page_of(item: AgendaItem) -> dict[str, object]:
    """Return what the pages under a matter have in common."""
    return {"item": item, "crumbs": meeting_crumbs(item.meeting, with_page=True)}


def coming_of(request: HttpRequest, body_id: int) -> list[Meeting]:
    """Return the meetings to come of a body whose agendas the reader writes, soonest first."""
    rows = Meeting.objects.editable_by(request.user).to_come(timezone.now())
    return list(rows.filter(body=body_id)[:MEETINGS_SHOWN])


def _after(request: HttpRequest, follow_up: FollowUp) -> HttpResponse:
    """Lead on to the matter, or else to the own page of the organisation that has done it."""
    if BodyPermission.VIEW_MEETINGS in rights_in_body(request.user, follow_up.item.meeting.body):
        return redirect("groups:item_detail", pk=follow_up.item_id)
    return redirect("groups:organisation_ours", pk=follow_up.organisation_id)


def _ref(text: str) -> Ref:
    kind, _dash, pk = text.partition("-")
    return Ref(NodeKind(kind), int(pk))


def _linked(request: HttpRequest, item: AgendaItem) -> list[tuple[str, list[tuple[str, str]]]]:
    row = item_links([item.pk], request.user).get(item.pk, {"nodes": []})
    found = [(f"{node.ref.kind}-{node.ref.id}", node.text.title) for node in row["nodes"]]
    return [(gettext("Builds on"), found)] if found else []
