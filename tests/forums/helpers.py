"""A group with its spaces, and discussions as people would start them."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from elo_platform.accounts.models import User
from forums.models import Post, Space, Topic
from forums.services.posts import PostValues, reply
from forums.services.spaces import heal_spaces
from forums.services.topics import start_topic
from groups.models import Body, EloGroup
from groups.permissions import Role
from tests.factories import make_actor, make_body, make_group


@dataclass
class Room:
    """A group, its leading group and network, their spaces, and some of their people."""

    group: EloGroup
    leading: Body
    network: Body
    group_space: Space
    leading_space: Space
    coordinator: User
    member: User
    other: User

    def start(self, *, by=None, space=None, **values) -> Topic:
        return start(space or self.group_space, by or self.member, **values)


def make_room() -> Room:
    group = make_group()
    leading = make_body(group=group)
    network = make_body(group=group, kind="network", name_sv="Nätverket", name_fi="Verkosto")
    heal_spaces()
    return Room(
        group=group,
        leading=leading,
        network=network,
        group_space=Space.objects.get(group=group, body=None),
        leading_space=Space.objects.get(body=leading),
        coordinator=make_actor(role=Role.COORDINATOR, group=group, name="Saga Strandbäck"),
        member=make_actor(role=Role.NETWORK_MEMBER, body=network, name="Alva Strand"),
        other=make_actor(
            role=Role.NETWORK_MEMBER, body=network, name="Onni Lehtola", language="fi"
        ),
    )


def start(
    space, by, *, title="Vem har löst detta?", text="Berätta.", language="sv", now=None
) -> Topic:
    values = PostValues(text, language, title)
    return start_topic(space_id=space.pk, values=values, by=by, now=now or timezone.now())


def answer(topic, by, *, text="Så här.", language="sv", now=None) -> Post:
    values = PostValues(text, language)
    return reply(topic_id=topic.pk, values=values, by=by, now=now or timezone.now())


def add_posts(topic, number, *, by=None, at=None) -> None:
    """Add posts in bulk, past the flood limit, as the past would have."""
    at = at or timezone.now()
    first = topic.last_number + 1
    Post.objects.bulk_create(
        Post(
            topic=topic,
            number=first + place,
            text=f"Inlägg {first + place}",
            html=f"<p>Inlägg {first + place}</p>",
            language="sv",
            by=by,
            at=at + timedelta(microseconds=place),
        )
        for place in range(number)
    )
    Topic.objects.filter(pk=topic.pk).update(
        last_number=first + number - 1, posts_count=topic.posts_count + number, last_post_at=at
    )
    topic.refresh_from_db()
