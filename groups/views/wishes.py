"""What groups wish of the national level: sent by a coordinator, answered nationally."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page, unsaved
from elo_platform.lib.decisions import require
from elo_platform.lib.text import current_language
from groups.forms.mandate import WishAnswerForm, WishForm
from groups.models import Wish
from groups.panels.mandate import wish_rows
from groups.policies.mandate import can_answer_wishes, can_keep_mandate
from groups.services.wishes import answer_wish, send_wish
from groups.views.mandate import keep_context, mandate_group

PER_PAGE = 25


@members_only
@once
def wish_new(request: HttpRequest, pk: int) -> HttpResponse:
    group = mandate_group(request, pk)
    require(can_keep_mandate(request.user, group))
    form = WishForm(request.POST or None, use_required_attribute=False)
    given = {"group_id": pk, "language": current_language(), "by": request.user}
    if form.is_valid() and done(
        form, send_wish, text=form.cleaned_data["text"], now=timezone.now(), **given
    ):
        messages.success(request, gettext("The wish is sent."))
        return redirect("groups:group_mandate", pk=pk)
    context = keep_context(group, gettext("Send a wish to the national level"))
    return form_page(request, "groups/wish_new.html", form, **context)


@members_only
def wish_list(request: HttpRequest) -> HttpResponse:
    require(can_answer_wishes(request.user))
    rows = Wish.objects.visible_to(request.user)
    is_waiting = request.GET.get("show") == "waiting"
    found = rows.waiting() if is_waiting else rows
    page = Paginator(found.newest_first(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": wish_rows(page.object_list, may_answer=True),
        "is_waiting": is_waiting,
        "waiting": rows.waiting().count(),
    }
    return render(request, "groups/wish_list.html", context)


@members_only
@once
def wish_answer(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Wish.objects.visible_to(request.user).newest_first()
    wish = get_object_or_404(rows, pk=pk)
    request.elo_group_id = wish.group_id
    require(can_answer_wishes(request.user))
    context = {"row": wish_rows([wish], may_answer=True)[0]}
    context |= keep_context(wish.group, gettext("Answer the wish"))
    page = partial(form_page, request, "groups/wish_answer.html", **context)
    given = {"wish_id": pk, "now": timezone.now()}
    if answer := unsaved(request, WishAnswerForm, wish, page, answer_wish, **given):
        return answer
    messages.success(request, gettext("The answer is sent."))
    return redirect("groups:wish_list")
