from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from elo_platform.lib.stale import differences, renewed_data
from forums.forms import PostEditForm, PostRemoveForm
from forums.models import Post
from forums.panels.posts import shown
from forums.policies import can_edit, can_remove
from forums.services.markup import rendered
from forums.services.posts import edit_post, remove_post
from forums.services.words import topic_url
from forums.views.acting import is_preview
from forums.views.frame import found_post, topic_crumbs


@members_only
@once
def post_edit(request: HttpRequest, pk: int) -> HttpResponse:
    post = found_post(request, pk)
    require(can_edit(request.user, post))
    form = PostEditForm(request.POST or None, post=post, initial=PostEditForm.initial_of(post))
    if request.method != "POST" or not form.is_valid():
        return _page(request, post, form)
    if is_preview(request):
        preview = shown(rendered(source=form.cleaned_data["text"]))
        return _page(request, post, form, preview=preview)
    given = {"post_id": pk, "version": form.cleaned_data["version"], "values": form.values()}
    try:
        if not done(form, edit_post, **given, by=request.user, now=timezone.now()):
            return _page(request, post, form)
    except StaleEdit as stale:
        return _stale(request, stale.current, form)
    messages.success(request, gettext("Your change is saved."))
    return redirect(topic_url(pk=post.topic_id, number=post.number))


@members_only
@once
def post_remove(request: HttpRequest, pk: int) -> HttpResponse:
    post = found_post(request, pk)
    require(can_remove(request.user, post))
    form = PostRemoveForm(request.POST or None, post=post, by=request.user)
    if request.method == "POST" and form.is_valid():
        given = {"post_id": pk, "reason": form.cleaned_data["reason"], "by": request.user}
        if done(form, remove_post, **given, now=timezone.now()):
            messages.success(request, gettext("The post is removed."))
            return redirect(topic_url(pk=post.topic_id, number=post.number))
    context = _context(post) | {"html": shown(post.html), "is_own": post.by_id == request.user.pk}
    return form_page(request, "forums/post_remove.html", form, **context)


def _context(post: Post) -> dict[str, Any]:
    return {
        "post": post,
        "topic": post.topic,
        "crumbs": topic_crumbs(post.topic),
        "back_url": topic_url(pk=post.topic_id, number=post.number),
    }


def _page(
    request: HttpRequest,
    post: Post,
    form: PostEditForm,
    *,
    status: int | None = None,
    **context: object,
) -> HttpResponse:
    context |= _context(post)
    return form_page(request, "forums/post_edit.html", form, status=status, **context)


def _stale(request: HttpRequest, post: Post, form: PostEditForm) -> HttpResponse:
    """Show what was typed on top of what stands now, with both texts; nothing is lost."""
    again = PostEditForm(renewed_data(request.POST, post.version), post=post)
    found = differences(form, PostEditForm.initial_of(post))
    return _page(request, post, again, status=409, is_stale=True, differences=found)
