"""The pages of discussions: what they show, how much they ask the database, forms and conflicts."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forums.models import Follow, Post, Topic
from tests.browsing import client_of, soup
from tests.forums.helpers import add_posts, make_room

pytestmark = pytest.mark.django_db

LIST_SQL, TOPIC_SQL, REPLY_SQL = 8, 9, 14


def _key(**data):
    return {"form_key": str(uuid.uuid4()), **data}


def _url(name, pk):
    return reverse(f"forums:{name}", args=[pk])


def _statements(client, path, data=None):
    """Return how many statements a request sends, savepoints of the test apart."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path) if data is None else client.post(path, data)
    sent = [
        q["sql"] for q in queries if not re.match(r"(RELEASE )?SAVEPOINT|ROLLBACK TO", q["sql"])
    ]
    return response, len(sent)


def _reply(client, topic, **data):
    given = {"text": "Vi har löst det.", "language": "sv"}
    return client.post(_url("topic_reply", topic.pk), _key(**(given | data)))


def test_a_member_starts_a_discussion_and_another_answers():
    room = make_room()
    client = client_of(room.member)

    started = client.post(
        _url("topic_new", room.group_space.pk),
        _key(title="Vem ordnar?", text="Hej **alla**", language="sv"),
        follow=True,
    )
    topic = Topic.objects.get()
    answered = client_of(room.other).post(
        _url("topic_reply", topic.pk), _key(text="Me järjestämme.", language="fi"), follow=True
    )

    assert "Vem ordnar?" in soup(started).h1.text
    assert answered.redirect_chain[0][0] == f"/topics/{topic.pk}/?post=2#post-2"
    posts = soup(answered).select(".post")
    assert [post["id"] for post in posts] == ["post-1", "post-2"]
    assert posts[0].select_one(".prose strong").text == "alla"
    assert posts[0].select_one(".prose")["lang"] == "sv"
    assert Follow.objects.filter(topic=topic, is_muted=False).count() == 2


@pytest.mark.parametrize("number", [1, 40])
def test_the_list_asks_the_same_however_many_rows(number):
    room = make_room()
    for _place in range(min(number, 28)):
        room.start(by=room.coordinator, now=timezone.now() - timedelta(hours=_place * 3))
    client = client_of(room.member)
    client.get("/me/")

    response, statements = _statements(client, _url("space_detail", room.group_space.pk))

    assert len(soup(response).select("tbody tr")) == min(number, 25)
    assert statements <= LIST_SQL


@pytest.mark.parametrize("number", [0, 300])
@pytest.mark.parametrize("place", ["first", "last"])
def test_the_page_of_a_discussion_asks_the_same_however_long_it_is(number, place):
    room = make_room()
    topic = room.start()
    add_posts(topic, number, by=room.member)
    client = client_of(room.other)
    client.get("/me/")
    path = _url("topic_detail", topic.pk)

    response, statements = _statements(client, f"{path}?page=999" if place == "last" else path)

    posts = soup(response).select(".post")
    assert posts[-1]["id"] == f"post-{topic.last_number if place == 'last' or not number else 20}"
    assert statements <= TOPIC_SQL


def test_a_reply_is_few_statements_in_a_long_discussion_too():
    room = make_room()
    topic = room.start()
    add_posts(topic, 500, by=room.member)
    Follow.objects.bulk_create(
        Follow(user=user, topic=topic) for user in (room.other, room.coordinator)
    )
    client = client_of(room.other)

    response, statements = _statements(
        client, _url("topic_reply", topic.pk), _key(text="Så", language="sv")
    )

    assert response.status_code == 302
    assert Post.objects.get(topic=topic, number=502).text == "Så"
    assert statements <= REPLY_SQL
