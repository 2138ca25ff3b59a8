"""What people say of needs: how much they weigh, comments, and the group's answer."""

from collections.abc import Iterable
from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page, unsaved
from elo_platform.lib.decisions import require
from groups.forms.need_words import (
    AnswerDaysForm,
    AnswerForm,
    CommentForm,
    RemoveCommentForm,
    VotesForm,
)
from groups.models import Need, NeedComment, NeedVote
from groups.permissions import GroupPermission
from groups.policies.needs import (
    can_answer,
    can_comment,
    can_remove_comment,
    can_set_answer_days,
    can_vote,
)
from groups.services.need_answers import (
    answer_need,
    comment_on_need,
    remove_need_comment,
    set_answer_days,
)
from groups.services.need_votes import vote_on_needs
from groups.views.frame import group_with, seen_group
from groups.views.needs import need_or_404, needs_crumbs, page_of, stepped

VOTED_PER_PAGE = 15


@members_only
@once
def needs_vote(request: HttpRequest, pk: int) -> HttpResponse:
    group = group_with(request, pk, GroupPermission.SUPPORT_NEEDS)
    live = Need.objects.visible_to(request.user).filter(group=group).live()
    rows = live.with_vote_of(request.user).order_by("is_voted", "-raised_on", "-pk")
    page = Paginator(rows, VOTED_PER_PAGE).get_page(request.GET.get("page"))
    shown = live.filter(pk__in=VotesForm.asked(request.POST)) if request.POST else page.object_list
    form = _votes_form(request, shown)
    if form.is_valid() and _voted(request, form, pk):
        return redirect("groups:group_needs", pk=pk)
    context = {"group": group, "crumbs": needs_crumbs(group), "page_obj": page}
    return form_page(request, "groups/needs_vote.html", form, **context)


@members_only
@once
def need_vote(request: HttpRequest, pk: int) -> HttpResponse:
    need = need_or_404(request, pk)
    require(can_vote(request.user, need))
    form = _votes_form(request, [need])
    if form.is_valid() and _voted(request, form, need.group_id):
        return redirect("groups:need_detail", pk=pk)
    return form_page(request, "groups/need_vote.html", form, **page_of(need))


@require_POST
@members_only
@once
def need_comment(request: HttpRequest, pk: int) -> HttpResponse:
    need = need_or_404(request, pk)
    require(can_comment(request.user, need))
    form = CommentForm(request.POST)
    text = gettext("The comment is added.")
    spoken = partial(comment_on_need, language=get_language())
    answer = stepped(request, need, form, spoken, text, text="text")
    return answer or form_page(request, "groups/need_comment.html", form, **page_of(need))


@require_POST
@members_only
@once
def need_comment_remove(request: HttpRequest, pk: int) -> HttpResponse:
    rows = NeedComment.objects.visible_to(request.user).select_related("need")
    comment = get_object_or_404(rows, pk=pk)
    request.elo_group_id = comment.need.group_id
    require(can_remove_comment(request.user, comment))
    form = RemoveCommentForm(request.POST)
    given = {"comment_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and done(form, remove_need_comment, **given):
        messages.success(request, gettext("The comment is removed."))
    return redirect("groups:need_detail", pk=comment.need_id)


@members_only
@once
def need_answer(request: HttpRequest, pk: int) -> HttpResponse:
    need = need_or_404(request, pk)
    require(can_answer(request.user, need))
    page = partial(form_page, request, "groups/need_answer.html", **page_of(need))
    given = {"need_id": pk, "now": timezone.now()}
    if answer := unsaved(request, AnswerForm, need, page, answer_need, **given):
        return answer
    messages.success(request, gettext("The answer is sent to those behind the need."))
    return redirect("groups:need_detail", pk=pk)


@members_only
@once
def needs_terms(request: HttpRequest, pk: int) -> HttpResponse:
    group = seen_group(request, pk)
    require(can_set_answer_days(request.user, pk))
    context = {"group": group, "crumbs": needs_crumbs(group)}
    page = partial(form_page, request, "groups/needs_terms.html", **context)
    given = {"group_id": pk, "now": timezone.now()}
    if answer := unsaved(request, AnswerDaysForm, group, page, set_answer_days, **given):
        return answer
    messages.success(request, gettext("The time for answers is saved."))
    return redirect("groups:group_needs", pk=pk)


def _votes_form(request: HttpRequest, needs: Iterable[Need]) -> VotesForm:
    rows = list(needs)
    own = NeedVote.objects.visible_to(request.user).filter(need__in=[each.pk for each in rows])
    votes = {vote.need_id: vote for vote in own}
    return VotesForm(request.POST or None, needs=rows, votes=votes)


def _voted(request: HttpRequest, form: VotesForm, group_id: int) -> bool:
    given = {"group_id": group_id, "by": request.user, "now": timezone.now()}
    if not done(form, vote_on_needs, votes=form.votes(), **given):
        return False
    messages.success(request, gettext("Your vote is saved."))
    return True
