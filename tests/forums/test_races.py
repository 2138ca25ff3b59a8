"""Several people at the same moment: every post has its own number, and none is lost."""

import pytest
from django.utils import timezone

from elo_platform.overview.proofs.together import AT_ONCE, together
from forums.models import Post, ReadMark, Topic
from forums.services.posts import PostValues, edit_post
from forums.services.reading import mark_read
from forums.services.spaces import heal_spaces, make_body_space
from groups.models import Body
from groups.permissions import Role
from tests.factories import make_actor, make_body
from tests.forums.helpers import answer, make_room

pytestmark = pytest.mark.django_db(transaction=True)


def test_eight_who_reply_at_once_get_eight_numbers():
    room = make_room()
    topic = room.start()
    people = [make_actor(role=Role.NETWORK_MEMBER, body=room.network) for _place in range(AT_ONCE)]

    results = together(lambda place: answer(topic, people[place], text=f"Svar {place}"))

    topic.refresh_from_db()
    numbers = sorted(post.number for post in results)
    assert numbers == list(range(2, AT_ONCE + 2))
    assert (topic.last_number, topic.posts_count) == (AT_ONCE + 1, AT_ONCE + 1)
    assert {post.text for post in results} == {f"Svar {place}" for place in range(AT_ONCE)}


def test_of_eight_windows_on_one_version_one_wins():
    room = make_room()
    topic = room.start(title="Rubrik")
    post = topic.posts.get()

    results = together(
        lambda place: edit_post(
            post_id=post.pk,
            version=0,
            values=PostValues(f"Text {place}", "sv", "Rubrik"),
            by=room.member,
            now=timezone.now(),
        )
    )

    assert sum(isinstance(result, Post) for result in results) == 1
    post.refresh_from_db()
    assert post.version == 1


def test_marks_of_eight_windows_are_one_mark_at_the_furthest():
    room = make_room()
    topic = room.start()

    together(lambda place: mark_read(topic=topic, number=place + 1, by=room.other))

    assert ReadMark.objects.get(user=room.other).number == AT_ONCE


def test_a_body_gets_one_space_however_many_make_it():
    room = make_room()
    body = make_body(group=room.group, kind="working", name_sv="Arbetsgrupp")

    def make(place):
        if place % 2:
            return heal_spaces()
        return make_body_space(body=Body.objects.get(pk=body.pk), by=None, now=timezone.now())

    results = together(make)

    assert not [result for result in results if isinstance(result, Exception)]
    assert body.group.spaces.filter(body=body).count() == 1
    assert Topic.objects.count() == 0
