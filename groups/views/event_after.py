"""Themes before an event; notes, feedback and what follows after it."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only, public
from elo_platform.lib.acting import done, form_page, made, unsaved
from elo_platform.lib.decisions import require
from elo_platform.lib.text import current_language
from groups.forms.events import (
    ChooseForm,
    FeedbackForm,
    FollowUpForm,
    NotesForm,
    ThemeForm,
    VoteForm,
)
from groups.models import EloGroup, SignUp, ThemeSuggestion
from groups.permissions import GroupPermission
from groups.policies.events import can_arrange, can_draft, can_say, can_send, can_suggest
from groups.services.event_after import follow_up, send_list, write_notes
from groups.services.event_feedback import give_feedback, signup_of_token
from groups.services.event_themes import choose_theme, suggest_theme, vote_for_theme
from groups.views.event_edit import page_of
from groups.views.events import event_or_404
from groups.views.frame import today


@members_only
@once
def event_theme_new(request: HttpRequest, pk: int) -> HttpResponse:
    event = event_or_404(request, pk)
    require(can_suggest(request.user, event, today()))
    form = ThemeForm(request.POST or None)
    given = {"event_id": pk, "language": current_language(), "now": timezone.now()}
    if form.is_valid() and done(form, suggest_theme, by=request.user, **given, **form.given()):
        messages.success(request, gettext("Your theme is suggested."))
        return redirect("groups:event_detail", pk=pk)
    return form_page(request, "groups/event_theme.html", form, **page_of(event))


@members_only
@require_POST
@once
def theme_vote(request: HttpRequest, pk: int) -> HttpResponse:
    theme = get_object_or_404(ThemeSuggestion.objects.visible_to(request.user), pk=pk)
    if VoteForm(request.POST).is_valid():
        is_given = vote_for_theme(theme_id=pk, by=request.user, now=timezone.now())
        text = gettext("Your vote is given.") if is_given else gettext("Your vote is taken back.")
        messages.success(request, text)
    return redirect("groups:event_detail", pk=theme.event_id)


@members_only
@require_POST
@once
def theme_choose(request: HttpRequest, pk: int) -> HttpResponse:
    theme = get_object_or_404(ThemeSuggestion.objects.visible_to(request.user), pk=pk)
    form = ChooseForm(request.POST)
    if form.is_valid():
        choose_theme(theme_id=pk, by=request.user, now=timezone.now(), **form.given())
        messages.success(request, gettext("The choice of themes is saved."))
    return redirect("groups:event_detail", pk=theme.event_id)


@members_only
@once
def event_notes(request: HttpRequest, pk: int) -> HttpResponse:
    event = event_or_404(request, pk)
    require(can_arrange(request.user, event))
    page = partial(form_page, request, "groups/event_notes.html", **page_of(event))
    given = {"event_id": pk, "now": timezone.now()}
    if answer := unsaved(request, NotesForm, event, page, write_notes, **given):
        return answer
    messages.success(request, gettext("It is saved what came of the event."))
    return redirect("groups:event_detail", pk=pk)


@public("a signed link from a mail, which says nothing of who follows it")
def event_feedback(request: HttpRequest, token: str) -> HttpResponse:
    pk, now = signup_of_token(token=token), timezone.now()
    row = SignUp.objects.for_act(pk or 0).first()
    if row is None:
        return render(request, "groups/feedback_closed.html", {"reason": ""}, status=404)
    if not (decision := can_say(row, now)):
        context = {"reason": decision.reason, "event": row.event}
        return render(request, "groups/feedback_closed.html", context, status=410)
    form = FeedbackForm(request.POST or None, use_required_attribute=False)
    given = {"signup_id": row.pk, "language": current_language(), "now": now}
    try:
        if form.is_valid() and done(form, give_feedback, **given, **form.given()):
            return redirect("groups:feedback_thanks")
    except PermissionDenied as refusal:
        context = {"reason": str(refusal), "event": row.event}
        return render(request, "groups/feedback_closed.html", context, status=410)
    return form_page(request, "groups/feedback.html", form, event=row.event)


# A receipt keeps who and when; the sign-up's own mark makes the answer count once.
event_feedback.takes_form_key = True  # type: ignore[attr-defined]


@public("thanks whoever has given feedback")
def feedback_thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "groups/feedback_thanks.html")


@members_only
@once
def event_follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    event = event_or_404(request, pk)
    groups = EloGroup.objects.permitted(request.user, GroupPermission.MANAGE_GROUP)
    form = FollowUpForm(request.POST or None, groups=groups.order_by("pk"))
    given = {"event_id": pk, "by": request.user, "now": timezone.now()}
    require(can_draft(request.user, next(iter(groups.values_list("pk", flat=True)), None)))
    if form.is_valid() and (draft := made(form, follow_up, **given, **form.given())):
        messages.success(request, gettext("The draft is saved."))
        return redirect("groups:event_detail", pk=draft.pk)
    return form_page(request, "groups/event_follow_up.html", form, **page_of(event))


@members_only
@once
def event_send(request: HttpRequest, pk: int) -> HttpResponse:
    event, now = event_or_404(request, pk), timezone.now()
    require(can_send(request.user, event, now))
    form = VoteForm(request.POST or None)
    given = {"event_id": pk, "by": request.user, "now": now}
    if form.is_valid() and (number := made(form, send_list, **given)) is not None:
        text = ngettext("One region has a draft now.", "%(n)d regions have a draft now.", number)
        none = gettext("Every region has its draft already.")
        messages.success(request, text % {"n": number} if number else none)
        return redirect("groups:event_detail", pk=pk)
    return form_page(request, "groups/event_send.html", form, **page_of(event))
