"""Who may read, write and moderate where: kind of space x person x act, and when it ends."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from forums.models import Follow, Post, Space, Topic
from forums.policies import (
    can_carry_on,
    can_close,
    can_edit,
    can_moderate,
    can_remove,
    can_reply,
    can_start,
)
from forums.querysets import audience_of, readers_of
from forums.services.following import follow_space, follow_topic
from forums.services.posts import PostValues, edit_post, remove_post
from forums.services.spaces import change_space, heal_spaces
from forums.services.topics import close_topic
from groups.permissions import GroupPermission
from groups.querysets.readers import people_permitted_in_group
from groups.services.seats import end_mandate
from tests.factories import make_mandate, make_user, today
from tests.forums.helpers import answer, start
from tests.world import ACTORS, STATES

pytestmark = pytest.mark.django_db

# Of the whole group's space, and of the leading group's: who reads and writes, who moderates.
GROUP = {"member", "deputy", "working", "contact", "leading", "chair", "coordinator"}
LEADING = {"deputy", "leading", "chair", "coordinator"}
TAKE_PART = {"group": GROUP, "leading": LEADING}
MODERATE = {"group": {"coordinator"}, "leading": {"chair", "coordinator"}}
EVERYBODY = [actor for actor in (*ACTORS, *STATES) if actor != "anonymous"]
# The second factor is asked of at the door; it gives and takes no role.
SAME = {"no_second_factor": "coordinator"}


def _space(world, kind):
    heal_spaces()
    body = world.leading if kind == "leading" else None
    return Space.objects.select_related("body").get(group=world.group, body=body)


def _expected(actor, people):
    return SAME.get(actor, actor) in people


@pytest.mark.parametrize("kind", ["group", "leading"])
@pytest.mark.parametrize("actor", EVERYBODY)
def test_every_act_in_every_kind_of_space(world, kind, actor):
    user, space = world.people[actor], _space(world, kind)
    topic = start(space, world.people["leading"])
    post = topic.posts.get()
    takes_part = _expected(actor, TAKE_PART[kind])
    moderates = _expected(actor, MODERATE[kind])
    is_author = actor == "leading"

    assert Space.objects.visible_to(user).filter(pk=space.pk).exists() == takes_part
    assert Topic.objects.visible_to(user).filter(pk=topic.pk).exists() == takes_part
    assert Post.objects.visible_to(user).filter(pk=post.pk).exists() == takes_part
    assert bool(can_start(user, space)) == takes_part
    assert bool(can_reply(user, topic)) == takes_part
    assert bool(can_carry_on(user, topic)) == takes_part
    assert bool(can_edit(user, post)) == is_author
    assert bool(can_remove(user, post)) == (is_author or moderates)
    assert bool(can_close(user, topic)) == (is_author or moderates)
    assert bool(can_moderate(user, space)) == moderates
    assert readers_of(space).filter(pk=user.pk).exists() == takes_part


@pytest.mark.parametrize("permission", GroupPermission)
def test_people_of_a_group_are_the_rule_of_permitted_read_backwards(world, permission):
    forwards = {
        user.pk
        for actor, user in world.people.items()
        if user and type(world.group).objects.permitted(user, permission).filter(pk=world.group.pk)
    }

    backwards = set(
        people_permitted_in_group(world.group.pk, permission).values_list("pk", flat=True)
    )

    assert backwards & {user.pk for user in world.people.values() if user} == forwards


def test_nobody_signed_out_sees_anything(world):
    start(_space(world, "group"), world.people["leading"])

    for model in (Space, Topic, Post, Follow):
        assert not model.objects.visible_to(AnonymousUser()).exists()


@pytest.mark.parametrize("what", ["closed", "archived"])
def test_what_is_closed_or_archived_is_read_and_not_written(world, what):
    space, author, leads = _space(world, "leading"), world.people["leading"], world.people["chair"]
    topic = start(space, author)
    now = timezone.now()
    if what == "closed":
        close_topic(topic_id=topic.pk, is_closed=True, by=author, now=now)
    else:
        given = {"about_sv": "", "about_fi": "", "is_archived": True}
        change_space(space_id=space.pk, version=0, by=leads, now=now, **given)

    with pytest.raises(PermissionDenied):
        answer(topic, author)
    with pytest.raises(PermissionDenied):
        edit_post(
            post_id=topic.posts.get().pk,
            version=0,
            values=PostValues("x", "sv", "y"),
            by=author,
            now=now,
        )

    assert Topic.objects.visible_to(author).filter(pk=topic.pk).exists()
    if what == "closed":
        close_topic(topic_id=topic.pk, is_closed=False, by=leads, now=now)
    else:
        with pytest.raises(PermissionDenied):
            start(space, author)
        given["is_archived"] = False
        change_space(space_id=space.pk, version=1, by=leads, now=now, **given)
    assert answer(topic, author).number == 2


def test_following_ends_with_the_mandate_in_the_same_transaction(world):
    holder = make_mandate(body=world.leading)
    other_seat = make_mandate(body=world.network, user=holder.user)
    leading, group = _space(world, "leading"), _space(world, "group")
    topic = start(leading, world.people["leading"])
    kept = start(group, world.people["leading"])
    for space in (leading, group):
        follow_space(space=space, is_followed=True, by=holder.user)
    for each in (topic, kept):
        follow_topic(topic=each, is_followed=True, by=holder.user)

    end_mandate(holder_id=holder.pk, by=None, now=timezone.now())

    left = Follow.objects.filter(user=holder.user)
    assert {(row.space_id, row.topic_id) for row in left} == {(group.pk, None), (None, kept.pk)}
    assert not Space.objects.visible_to(holder.user).filter(pk=leading.pk).exists()
    end_mandate(holder_id=other_seat.pk, by=None, now=timezone.now())
    assert not Follow.objects.filter(user=holder.user).exists()


def test_a_mandate_that_ends_later_ends_nothing_yet(world):
    holder = make_mandate(body=world.leading)
    follow_space(space=_space(world, "leading"), is_followed=True, by=holder.user)

    last_day = today() + timedelta(days=10)
    end_mandate(holder_id=holder.pk, last_day=last_day, by=None, now=timezone.now())

    assert Follow.objects.filter(user=holder.user).count() == 1


def test_who_will_see_it_is_counted_before_it_is_written(world):
    space, author = _space(world, "leading"), world.people["leading"]
    for actor in ("chair", "deputy", "leading"):
        follow_space(space=space, is_followed=True, by=world.people[actor])
    follow_space(space=space, is_followed=True, by=make_user())

    counts = audience_of(space, less=author)

    # Deputy, leading member, chair and the two coordinators, whatever their second factor.
    assert counts == {"readers": 5, "mailed": 2}


def test_a_moderator_gives_a_reason_and_an_author_need_not(world):
    space, author, chair = _space(world, "leading"), world.people["leading"], world.people["chair"]
    topic = start(space, author)
    answer(topic, author)
    first, second = topic.posts.order_by("number")
    now = timezone.now()

    with pytest.raises(ValidationError) as refusal:
        remove_post(post_id=first.pk, reason=" \u200b", by=chair, now=now)
    assert list(refusal.value.message_dict) == ["reason"]
    remove_post(post_id=first.pk, reason="Namn på en klient", by=chair, now=now)
    remove_post(post_id=second.pk, reason="", by=author, now=now)

    first.refresh_from_db()
    topic.refresh_from_db()
    assert (first.text, first.html, first.number, first.removed_by) == ("", "", 1, chair)
    assert (topic.last_number, topic.posts_count) == (2, 0)
    with pytest.raises(PermissionDenied):
        remove_post(post_id=first.pk, reason="x", by=chair, now=now)
