"""What pages of discussions have around them, and how they are found."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from forums.models import Post, Space, Topic
from groups.models import EloGroup
from groups.page import group_crumbs

Crumbs = list[dict[str, str]]


def found_space(request: HttpRequest, pk: int) -> Space:
    """Return a space that the reader may read."""
    rows = Space.objects.visible_to(request.user).select_related("group", "body")
    space = get_object_or_404(rows.followed_by(request.user), pk=pk)
    request.elo_group_id = space.group_id
    return space


def found_topic(request: HttpRequest, pk: int) -> Topic:
    """Return a discussion that the reader may read, with how far they have read it."""
    rows = Topic.objects.visible_to(request.user).for_page(request.user)
    topic = get_object_or_404(rows.select_related("space__group", "space__body"), pk=pk)
    request.elo_group_id = topic.space.group_id
    return topic


def found_post(request: HttpRequest, pk: int) -> Post:
    """Return a post that the reader may read."""
    rows = Post.objects.visible_to(request.user)
    post = get_object_or_404(
        rows.select_related("topic__space__group", "topic__space__body"), pk=pk
    )
    request.elo_group_id = post.topic.space.group_id
    return post


def spaces_crumbs(group: EloGroup) -> Crumbs:
    """Return the way to the pages under a group's discussions."""
    url = reverse("forums:group_spaces", args=[group.pk])
    return [*group_crumbs(group), {"url": url, "label": gettext("Discussions")}]


def space_crumbs(space: Space) -> Crumbs:
    """Return the way to the pages under a space."""
    url = reverse("forums:space_detail", args=[space.pk])
    return [*spaces_crumbs(space.group), {"url": url, "label": space.name}]


def topic_crumbs(topic: Topic) -> Crumbs:
    """Return the way to the pages under a discussion."""
    url = reverse("forums:topic_detail", args=[topic.pk])
    return [*space_crumbs(topic.space), {"url": url, "label": topic.title}]
