from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import form_page, made
from elo_platform.lib.decisions import require
from elo_platform.lib.text import whole_number
from forums.forms import ReplyForm, SwitchForm, TopicForm, new_post_initial
from forums.models import Topic
from forums.panels.posts import PER_PAGE, last_page, page_links, page_of, post_rows, shown
from forums.policies import can_close, can_reply, can_start, rights_in_space
from forums.querysets import audience_of
from forums.services.following import follow_topic
from forums.services.markup import rendered
from forums.services.posts import reply
from forums.services.reading import mark_read
from forums.services.topics import close_topic, start_topic
from forums.services.words import topic_url
from forums.views.acting import is_preview, made_while_open, switch
from forums.views.frame import found_space, found_topic, space_crumbs
from groups.kinds import NodeKind
from groups.querysets.chain import Ref, chain_of


@require_safe
@members_only
def topic_detail(request: HttpRequest, pk: int) -> HttpResponse:
    topic = found_topic(request, pk)
    page = _asked_page(request, topic)
    context = _page(request, topic, page, ReplyForm(initial=new_post_initial()))
    last_shown = min(topic.last_number, page * PER_PAGE)
    if last_shown > (topic.read or 0):
        mark_read(topic=topic, number=last_shown, by=request.user)
    return render(request, "forums/topic_detail.html", context)


@require_POST
@members_only
@once
def topic_reply(request: HttpRequest, pk: int) -> HttpResponse:
    topic = found_topic(request, pk)
    form = ReplyForm(request.POST)
    if form.is_valid() and not is_preview(request):
        given = {"topic_id": pk, "values": form.values(), "by": request.user}
        given |= {"may_write": lambda: rights_in_space(request.user, topic.space).may_write}
        post = made_while_open(form, reply, **given, now=timezone.now())
        if post:
            messages.success(request, gettext("Your post is published."))
            return redirect(topic_url(pk=pk, number=post.number))
    context = _page(request, topic, last_page(topic), form)
    return form_page(request, "forums/topic_detail.html", **context)


@members_only
@once
def topic_new(request: HttpRequest, pk: int) -> HttpResponse:
    space = found_space(request, pk)
    require(can_start(request.user, space))
    form = TopicForm(request.POST or None, initial=new_post_initial())
    if request.method == "POST" and form.is_valid() and not is_preview(request):
        given = {"space_id": pk, "values": form.values(), "by": request.user}
        topic = made(form, start_topic, **given, now=timezone.now())
        if topic:
            messages.success(request, gettext("The discussion is started, and you follow it."))
            return redirect("forums:topic_detail", pk=topic.pk)
    context = {
        "space": space,
        "crumbs": space_crumbs(space),
        "audience": audience_of(space, less=request.user),
        "preview": _preview(request, form),
    }
    return form_page(request, "forums/topic_new.html", form, **context)


@require_POST
@members_only
@once
def topic_follow(request: HttpRequest, pk: int) -> HttpResponse:
    topic = found_topic(request, pk)
    switch(
        request,
        lambda on: follow_topic(topic=topic, is_followed=on, by=request.user),
        on=gettext("You follow the discussion: new posts come to you in a morning mail."),
        off=gettext("You get no more mail about this discussion."),
    )
    return redirect("forums:topic_detail", pk=pk)


@require_POST
@members_only
@once
def topic_close(request: HttpRequest, pk: int) -> HttpResponse:
    found_topic(request, pk)
    switch(
        request,
        lambda on: close_topic(topic_id=pk, is_closed=on, by=request.user, now=timezone.now()),
        on=gettext("The discussion is closed."),
        off=gettext("The discussion is open again."),
    )
    return redirect("forums:topic_detail", pk=pk)


def _asked_page(request: HttpRequest, topic: Topic) -> int:
    """Return the page of the post asked for, else the page asked for, else the first."""
    number = whole_number(request.GET.get("post", ""))
    page = whole_number(request.GET.get("page", "")) or 1
    return max(1, min(page_of(number) if number else page, last_page(topic)))


def _page(request: HttpRequest, topic: Topic, page: int, form: ReplyForm) -> dict[str, Any]:
    user, now = request.user, timezone.now()
    rights = rights_in_space(user, topic.space)
    unread = (topic.read or 0) + 1
    may_reply = can_reply(user, topic, rights)
    chain = chain_of(Ref(NodeKind.TOPIC, topic.pk), user) if topic.is_linked else []
    return {
        "topic": topic,
        "space": topic.space,
        "crumbs": space_crumbs(topic.space),
        "posts": post_rows(user, topic, page, rights, now),
        "pages": page_links(topic, page),
        "unread_url": topic_url(pk=topic.pk, number=unread)
        if unread <= topic.last_number and page_of(unread) != page
        else "",
        "form": form,
        "preview": _preview(request, form),
        "may_reply": may_reply,
        "may_raise": rights.may_write and not any(node.ref.kind == NodeKind.NEED for node in chain),
        "may_lift": rights.may_write and topic.may_lift,
        "may_close": can_close(user, topic, rights),
        # Counted where somebody has written something: reading alone need not pay for it.
        "audience": audience_of(topic.space, topic, less=user) if form.is_bound else None,
        "follow_form": SwitchForm.turning(topic.follows_topic is not False),
        "close_form": SwitchForm.turning(not topic.is_closed),
        "chain": chain,
    }


def _preview(request: HttpRequest, form: ReplyForm | TopicForm) -> str:
    """Return the text as it would be shown, where that was asked for."""
    if not (form.is_bound and is_preview(request) and "text" not in form.errors):
        return ""
    return shown(rendered(source=form.cleaned_data["text"]))
