"""Date polls: asked by who leads a body, answered by its members, closed into a meeting."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page, made
from elo_platform.lib.decisions import require
from elo_platform.lib.text import day
from groups.forms.polls import (
    PollAnswerForm,
    PollEditor,
    PollMakeForm,
    RemindPollForm,
    WithdrawPollForm,
)
from groups.models import Body, DatePoll, Meeting, PollAsked
from groups.panels.polls import best_first, choices_of, poll_status, poll_tables, remindable
from groups.policies.series import can_answer_poll, can_ask_poll, can_move_poll, can_remind_poll
from groups.services.poll_reminders import remind_poll_now
from groups.services.polls import answer_poll, ask_poll, make_meeting_of_poll, withdraw_poll
from groups.states import PollAction
from groups.views.arranging import arranging_crumbs
from groups.views.frame import reminded_words, seen_body


@members_only
@once
def poll_new(request: HttpRequest, pk: int) -> HttpResponse:
    body = seen_body(request, pk)
    require(can_ask_poll(request.user, body))
    if request.method != "POST":
        return _editor_page(request, body, PollEditor.blank())
    editor, is_sent = PollEditor.posted(request.POST)
    if not is_sent:
        return _editor_page(request, body, editor)
    if editor.is_valid():
        given = {"values": editor.values(), "by": request.user, "now": timezone.now()}
        if poll := made(editor.form, ask_poll, body=body, **given):
            messages.success(request, gettext("The question is sent."))
            return redirect("groups:poll_detail", pk=poll.pk)
    return _editor_page(request, body, editor, status=422)


@members_only
def poll_detail(request: HttpRequest, pk: int) -> HttpResponse:
    poll, now = _poll(request, pk), timezone.now()
    own = _own(request, poll)
    tables = poll_tables(poll, request.user)
    context = {
        "poll": poll,
        "crumbs": arranging_crumbs(poll.body),
        "status": poll_status(poll, now),
        "closes_on": day(poll.closes_on),
        "tables": tables,
        "own": own,
        "may_answer": bool(own and can_answer_poll(request.user, own, now)),
        "may_open": Meeting.objects.visible_to(request.user).filter(pk=poll.meeting_id).exists(),
        "may_make": bool(can_move_poll(request.user, poll, PollAction.MAKE)),
        "to_remind": remindable(poll, request.user, now),
        "remind_form": RemindPollForm(),
    }
    return render(request, "groups/poll_detail.html", context)


@members_only
@once
def poll_answer(request: HttpRequest, pk: int) -> HttpResponse:
    poll, now = _poll(request, pk), timezone.now()
    own = _own(request, poll) or PollAsked(poll=poll)
    require(can_answer_poll(request.user, own, now))
    form = PollAnswerForm(request.POST or None, asked=own)
    if form.is_valid() and done(
        form, answer_poll, asked_id=own.pk, by=request.user, now=now, **form.given()
    ):
        messages.success(request, gettext("The answer is recorded."))
        return redirect("groups:poll_detail", pk=pk)
    context = {"poll": poll, "closes_on": day(poll.closes_on), "crumbs": _crumbs(poll)}
    return form_page(request, "groups/poll_answer.html", form, **context)


@members_only
@once
def poll_make(request: HttpRequest, pk: int) -> HttpResponse:
    poll, now = _poll(request, pk), timezone.now()
    require(can_move_poll(request.user, poll, PollAction.MAKE))
    times = poll_tables(poll, request.user).times
    begun = {"slot": request.GET.get("slot") or best_first(times)}
    form = PollMakeForm(request.POST or None, slots=choices_of(times), initial=begun)
    if form.is_valid():
        typed = form.cleaned_data
        given = {"poll_id": pk, "slot_id": typed["slot"], "is_called": typed["is_called"]}
        meeting = made(form, make_meeting_of_poll, **given, by=request.user, now=now)
        if meeting:
            messages.success(request, _made(typed["is_called"]))
            return redirect("groups:meeting_detail", pk=meeting.pk)
    context = {"poll": poll, "times": times, "crumbs": _crumbs(poll)}
    return form_page(request, "groups/poll_make.html", form, **context)


@members_only
@once
def poll_remind(request: HttpRequest, pk: int) -> HttpResponse:
    poll, now = _poll(request, pk), timezone.now()
    require(can_remind_poll(request.user, poll, now))
    form = RemindPollForm(request.POST)
    if form.is_valid():
        try:
            number = remind_poll_now(poll_id=pk, by=request.user, now=now)
            messages.success(request, reminded_words(number))
        except ValidationError as refusal:
            messages.info(request, " ".join(refusal.messages))
    return redirect("groups:poll_detail", pk=pk)


@members_only
@once
def poll_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    poll = _poll(request, pk)
    require(can_move_poll(request.user, poll, PollAction.WITHDRAW))
    form = WithdrawPollForm(request.POST or None)
    if form.is_valid():
        withdraw_poll(poll_id=pk, by=request.user, now=timezone.now())
        messages.success(request, gettext("The poll is withdrawn. Those who were asked are told."))
        return redirect("groups:poll_detail", pk=pk)
    context = {"poll": poll, "crumbs": _crumbs(poll)}
    return form_page(request, "groups/poll_withdraw.html", form, **context)


def _made(is_called: bool) -> str:
    if is_called:
        return gettext("The meeting is called. The invitations go out now.")
    return gettext("The draft is made. Those who were asked are told which time it is.")


def _poll(request: HttpRequest, pk: int) -> DatePoll:
    rows = DatePoll.objects.visible_to(request.user)
    poll = get_object_or_404(rows.select_related("body__group", "meeting", "made_by"), pk=pk)
    request.elo_group_id = poll.body.group_id
    return poll


def _own(request: HttpRequest, poll: DatePoll) -> PollAsked | None:
    own = PollAsked.objects.own(request.user).filter(poll=poll).first()
    if own:
        own.poll = poll
    return own


def _crumbs(poll: DatePoll) -> list[dict[str, str]]:
    return [*arranging_crumbs(poll.body), {"url": f"/polls/{poll.pk}/", "label": poll.title}]


def _editor_page(
    request: HttpRequest, body: Body, editor: PollEditor, *, status: int = 200
) -> HttpResponse:
    context = {
        "body": body,
        "editor": editor,
        "form": editor.form,
        "crumbs": arranging_crumbs(body),
    }
    return render(request, "groups/poll_new.html", context, status=status)
