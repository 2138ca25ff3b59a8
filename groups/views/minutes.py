"""The minutes of a meeting: read, begun, written part by part, as PDF and in revisions."""

import json
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only, public
from elo_platform.lib.acting import form_page, unsaved
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from elo_platform.lib.http import with_query
from elo_platform.lib.text import whole_number
from groups.forms.minutes import (
    ApproveMinutesForm,
    AskCheckersForm,
    BeginMinutesForm,
    CheckForm,
    PartForm,
    TakeBackForm,
    TakeInForm,
)
from groups.models import (
    Attendance,
    Meeting,
    Minutes,
    MinutesChecker,
    MinutesPart,
    MinutesRevision,
    Outcome,
)
from groups.panels.meeting_life import life_steps
from groups.panels.minutes import (
    by_organisation,
    changes_between,
    checker_rows,
    document_of,
    open_points,
    outcome_ids,
    outcome_rows,
    part_rows,
    people_rows,
    presence_figures,
)
from groups.permissions import BodyPermission
from groups.policies.meetings import Rights
from groups.policies.minutes import can_begin_minutes, can_check, can_step, can_write, state_of
from groups.querysets.minutes import items_left_out
from groups.querysets.minutes_content import Content, content_of, seen_in
from groups.querysets.permitted import rights_in_body
from groups.services.minutes import begin_minutes, change_part, take_in_items
from groups.states import MinutesAction, MinutesState
from groups.views.meeting_life import meeting_or_404
from groups.views.meetings import meeting_crumbs
from groups.views.paper_out import document_paper


@public("minutes are open as their meeting is; visible_to decides")
def minutes_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return minutes_page(request, meeting_or_404(request, pk))


@require_POST
@members_only
@once
def minutes_begin(request: HttpRequest, pk: int) -> HttpResponse:
    meeting, now = meeting_or_404(request, pk), timezone.now()
    require(can_begin_minutes(request.user, meeting, now))
    if BeginMinutesForm(request.POST).is_valid():
        begin_minutes(meeting_id=pk, by=request.user, now=now)
        text = gettext("The minutes are begun. Each part is written and saved on its own.")
        messages.success(request, text)
    return redirect("groups:minutes_detail", pk=pk)


@members_only
@once
def minutes_part(request: HttpRequest, pk: int) -> HttpResponse:
    rows = MinutesPart.objects.visible_to(request.user)
    rows = rows.select_related("minutes__meeting__body__group", "item", "changed_by")
    part = get_object_or_404(rows, pk=pk)
    meeting = part.minutes.meeting
    request.elo_group_id = meeting.body.group_id
    require(can_write(request.user, part.minutes))
    order = list(part.minutes.parts.values_list("pk", flat=True))
    place = order.index(pk) + 1
    context = {
        "part": part,
        "meeting": meeting,
        "crumbs": minutes_crumbs(meeting),
        "place": place,
        "total": len(order),
    }
    page = partial(form_page, request, "groups/minutes_part.html", **context)
    given = {"part_id": pk, "now": timezone.now()}
    if answer := unsaved(request, PartForm, part, page, change_part, **given):
        return answer
    messages.success(request, gettext("The part is saved."))
    if "next" in request.POST and place < len(order):
        return redirect("groups:minutes_part", pk=order[place])
    return redirect(f"{reverse('groups:minutes_detail', args=[meeting.pk])}#part-{pk}")


@require_POST
@members_only
@once
def minutes_items(request: HttpRequest, pk: int) -> HttpResponse:
    minutes = minutes_or_404(request, pk)
    require(can_write(request.user, minutes))
    if TakeInForm(request.POST).is_valid():
        new = take_in_items(minutes_id=minutes.pk, by=request.user, now=timezone.now())
        text = ngettext("%(number)s part is added.", "%(number)s parts are added.", new)
        messages.success(request, text % {"number": new})
    return redirect("groups:minutes_detail", pk=pk)


@public("minutes are open as their meeting is; visible_to decides")
def minutes_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = meeting_or_404(request, pk)
    revision = _revision(request, meeting)
    minutes = Minutes.objects.visible_to(request.user).of_meeting().filter(meeting=meeting).first()
    if revision is None and minutes is None:
        raise Http404
    content = revision.content if revision else content_of(minutes)
    names = _knows_names(request, meeting, rights_in_body(request.user, meeting.body))

    def document() -> dict[str, Any]:
        return document_of(content, _kept(revision), _shown(request, content), names=names)

    return document_paper(request, f"elo-minutes-{pk}", document)


@public("revisions are open as their meeting is; visible_to decides")
def minutes_revisions(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = meeting_or_404(request, pk)
    kept = MinutesRevision.objects.visible_to(request.user).filter(minutes__meeting=meeting)
    revisions = list(kept.order_by("-number"))
    if not revisions:
        raise Http404
    wanted = whole_number(request.GET.get("revision", ""))
    shown = next((each for each in revisions if each.number == wanted), revisions[0])
    before = next((each for each in revisions if each.number < shown.number), None)
    context = {
        "meeting": meeting,
        "crumbs": minutes_crumbs(meeting),
        "shown": shown,
        "pdf_url": f"{reverse('groups:minutes_pdf', args=[pk])}?revision={shown.number}",
        "before": before,
        "changes": changes_between(before.content if before else None, shown.content),
        "revisions": [
            {"row": each, "url": with_query(request, revision=str(each.number))}
            for each in revisions
        ],
    }
    return render(request, "groups/minutes_revisions.html", context)


def minutes_page(
    request: HttpRequest, meeting: Meeting, *, status: int = 200, **more: object
) -> HttpResponse:
    """Return the page of a meeting's minutes: as they stand, or as they were last approved.

    Where the reader may see neither, there is a page only for who may begin them.
    """
    rights = rights_in_body(request.user, meeting.body)
    minutes = Minutes.objects.visible_to(request.user).of_meeting().filter(meeting=meeting).first()
    revision = None if minutes else _latest(request, meeting)
    may_begin = can_begin_minutes(request.user, meeting, timezone.now(), rights)
    if not (minutes or revision or may_begin):
        raise Http404
    context = {
        "meeting": meeting,
        "minutes": minutes,
        "revision": revision,
        "crumbs": meeting_crumbs(meeting, with_page=True),
        "steps": life_steps(meeting, state_of(meeting), timezone.now()),
        "begin_form": BeginMinutesForm(),
    }
    if minutes:
        context |= _written(request, minutes, rights)
    elif revision:
        context |= _said(request, meeting, revision.content, rights, is_final=True)
    return render(request, "groups/minutes_detail.html", context | more, status=status)


def minutes_or_404(request: HttpRequest, meeting_id: int) -> Minutes:
    """Return the minutes of a meeting that the reader may read."""
    rows = Minutes.objects.visible_to(request.user).of_meeting()
    minutes = get_object_or_404(rows, meeting=meeting_id)
    request.elo_group_id = minutes.meeting.body.group_id
    return minutes


def minutes_crumbs(meeting: Meeting) -> list[dict[str, str]]:
    """Return the way to what stands under the minutes of a meeting."""
    url = reverse("groups:minutes_detail", args=[meeting.pk])
    return [
        *meeting_crumbs(meeting, with_page=True),
        {"url": url, "label": gettext("Minutes of the meeting")},
    ]


def _written(request: HttpRequest, minutes: Minutes, rights: Rights) -> dict[str, Any]:
    """Return what the page shows of minutes as they stand, and what can be done with them."""
    now, user = timezone.now(), request.user
    content = content_of(minutes)
    checkers = list(minutes.checkers.select_related("user").order_by("pk"))
    own = next((each for each in checkers if each.user_id == user.pk), None)
    writes = bool(can_write(user, minutes, rights))
    seen = json.dumps(seen_in(content))
    is_final = minutes.state == MinutesState.APPROVED
    return {
        **_said(request, minutes.meeting, content, rights, is_final=is_final),
        "may_write": writes,
        "left_out": items_left_out(minutes) if writes else [],
        "moves": {
            each.value: bool(can_step(user, minutes, each, now, rights)) for each in MinutesAction
        },
        "checkers": checker_rows(checkers, minutes.version),
        "left": open_points(content),
        "still_running": writes and not minutes.meeting.is_over(now),
        "checking": own if own and _is_asked(user, own, minutes, rights) else None,
        "check_form": CheckForm(initial={"version": minutes.version}, auto_id="check_%s"),
        "approve_form": ApproveMinutesForm(initial={"version": minutes.version, "seen": seen}),
        "take_in_form": TakeInForm(),
        "take_back_form": TakeBackForm(),
        "ask_form": AskCheckersForm(),
    }


def _is_asked(user: Any, checker: MinutesChecker, minutes: Minutes, rights: Rights) -> bool:
    checker.minutes = minutes
    return bool(can_check(user, checker, rights))


def _said(
    request: HttpRequest, meeting: Meeting, content: Content, rights: Rights, *, is_final: bool
) -> dict[str, Any]:
    shown = _shown(request, content)
    knows = _knows_names(request, meeting, rights)
    return {
        "parts": part_rows(content, shown, is_final=is_final),
        "other_outcomes": outcome_rows(content["outcomes"], shown),
        "people": people_rows(content) if knows else [],
        "organisations": by_organisation(content),
        "figures": presence_figures(content),
    }


def _shown(request: HttpRequest, content: Content) -> set[int]:
    """Return which of the outcomes that minutes quote the reader may see."""
    ids = outcome_ids(content)
    rows = Outcome.objects.visible_to(request.user).filter(pk__in=ids)
    return set(rows.values_list("pk", flat=True)) if ids else set()


def _knows_names(request: HttpRequest, meeting: Meeting, rights: Rights) -> bool:
    """Tell whether the reader may know who was there: of the body, or called to the meeting."""
    if BodyPermission.VIEW_MEETINGS in rights:
        return True
    return Attendance.objects.visible_to(request.user).filter(meeting=meeting).exists()


def _latest(request: HttpRequest, meeting: Meeting) -> MinutesRevision | None:
    rows = MinutesRevision.objects.visible_to(request.user).filter(minutes__meeting=meeting)
    return rows.order_by("-number").first()


def _revision(request: HttpRequest, meeting: Meeting) -> MinutesRevision | None:
    """Return the revision that was asked for, else the one in force; None while none is."""
    rows = MinutesRevision.objects.visible_to(request.user).filter(minutes__meeting=meeting)
    if number := whole_number(request.GET.get("revision", "")):
        return get_object_or_404(rows, number=number)
    is_locked = state_of(meeting) == MinutesState.APPROVED
    minutes = Minutes.objects.visible_to(request.user).filter(meeting=meeting)
    return rows.order_by("-number").first() if is_locked or not minutes.exists() else None


def _kept(revision: MinutesRevision | None) -> dict[str, Any]:
    if revision is None:
        return {"number": 0}
    return {"number": revision.number, "approved_on": helsinki_day(revision.approved_at)}
