"""Unread: one mark for each reader and discussion, to the post; it only moves on."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from forums.models import ReadMark, Topic
from forums.querysets import UNREAD_DAYS
from forums.services.reading import mark_read, mark_space_read
from tests.browsing import client_of
from tests.forums.helpers import add_posts, answer, make_room

pytestmark = pytest.mark.django_db


def _open(client, topic, query=""):
    response = client.get(reverse("forums:topic_detail", args=[topic.pk]) + query)
    return BeautifulSoup(response.content, "html.parser")


def _numbers(page):
    return [int(post["id"].removeprefix("post-")) for post in page.select(".post")]


def _unread(user):
    return set(Topic.objects.visible_to(user).unread_by(user, timezone.now()))


def test_looking_at_a_page_reads_up_to_its_last_post():
    room = make_room()
    topic = room.start()
    add_posts(topic, 50, by=room.member)
    client = client_of(room.other)
    assert _unread(room.other) == {topic}

    _open(client, topic)
    first = ReadMark.objects.get(user=room.other).number
    _open(client, topic, "?page=3")
    _open(client, topic, "?page=1")

    assert first == 20
    assert ReadMark.objects.get().number == 51
    assert _unread(room.other) == set()
    answer(topic, room.coordinator)
    assert _unread(room.other) == {topic}


def test_a_mark_never_goes_back_and_is_one_row():
    room = make_room()
    topic = room.start()

    for number in (3, 7, 2):
        mark_read(topic=topic, number=number, by=room.other)
    mark_read(topic=topic, number=1, by=room.member)

    assert dict(ReadMark.objects.values_list("user", "number")) == {
        room.other.pk: 7,
        room.member.pk: 1,
    }


def test_the_list_leads_to_the_first_unread_post_and_the_page_shows_where_it_is():
    room = make_room()
    topic = room.start()
    add_posts(topic, 44, by=room.member)
    mark_read(topic=topic, number=24, by=room.other)
    client = client_of(room.other)

    page = client.get(reverse("forums:space_detail", args=[room.group_space.pk]))
    link = BeautifulSoup(page.content, "html.parser").select_one("tbody a")
    there = BeautifulSoup(client.get(link["href"].split("#")[0]).content, "html.parser")

    assert link["href"] == f"/topics/{topic.pk}/?post=25#post-25"
    assert "unread" in link["class"]
    assert _numbers(there) == list(range(21, 41))
    assert there.select_one("li.new").find_next("li")["id"] == "post-25"


def test_ones_own_answer_is_not_shown_as_new_to_oneself():
    room = make_room()
    topic = room.start()
    client = client_of(room.other)
    _open(client, topic)
    own = answer(topic, room.other)
    news = answer(topic, room.member)
    ReadMark.objects.update(number=own.number - 1)

    page = _open(client, topic)

    assert page.select_one("li.new").find_next("li")["id"] == f"post-{news.number}"


def test_a_page_that_lacks_the_first_unread_post_leads_to_it():
    room = make_room()
    topic = room.start()
    add_posts(topic, 44, by=room.member)
    mark_read(topic=topic, number=24, by=room.other)

    page = _open(client_of(room.other), topic)

    assert _numbers(page) == list(range(1, 21))
    assert page.find("a", href=f"/topics/{topic.pk}/?post=25#post-25").text.strip()


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("?page=2", 21),
        ("?page=999999999999", 41),
        ("?page=0", 1),
        ("?page=-1", 1),
        ("?page=x", 1),
        ("?post=41", 41),
        ("?post=40", 21),
        ("?post=99999", 41),
        ("?post=0", 1),
        ("?post=²", 1),
    ],
)
def test_any_page_that_is_asked_for_is_one_that_exists(query, first):
    room = make_room()
    topic = room.start()
    add_posts(topic, 44, by=room.member)

    assert _numbers(_open(client_of(room.other), topic, query))[0] == first


def test_what_is_old_is_not_counted_as_unread():
    room = make_room()
    now = timezone.now()
    old = room.start(now=now - timedelta(days=UNREAD_DAYS + 1))
    fresh = room.start(now=now - timedelta(days=UNREAD_DAYS - 1))

    page = client_of(room.other).get(reverse("forums:space_detail", args=[room.group_space.pk]))
    marks = BeautifulSoup(page.content, "html.parser").select("tbody a.unread")

    assert _unread(room.other) == {fresh}
    assert [mark["href"] for mark in marks] == [f"/topics/{fresh.pk}/"]
    assert old in Topic.objects.visible_to(room.other)


def test_only_the_unread_are_listed_where_that_is_asked_and_all_can_be_read_at_once():
    room = make_room()
    read, unread = room.start(title="Läst"), room.start(title="Oläst")
    mark_read(topic=read, number=1, by=room.other)
    client = client_of(room.other)
    path = reverse("forums:space_detail", args=[room.group_space.pk])

    shown = BeautifulSoup(client.get(f"{path}?show=unread").content, "html.parser")
    number = mark_space_read(
        space=room.group_space, since=timezone.now() - timedelta(days=1), by=room.other
    )
    after = BeautifulSoup(client.get(f"{path}?show=unread").content, "html.parser")

    assert [row.text for row in shown.select("tbody th a")] == ["Oläst"]
    assert number == 1
    assert after.select("tbody tr") == []
    assert ReadMark.objects.get(topic=unread).number == 1


def test_spaces_say_how_much_is_unread_and_count_nothing_that_is_hidden():
    room = make_room()
    room.start()
    room.start(by=room.coordinator, space=room.leading_space)

    page = client_of(room.other).get(
        reverse("forums:group_spaces", args=[room.group.pk]), {"lang": "en"}
    )
    led = client_of(room.coordinator).get(reverse("forums:group_spaces", args=[room.group.pk]))

    rows = BeautifulSoup(page.content, "html.parser").select(".list li")
    assert ["1 unread" in row.text for row in rows] == [True, False]
    assert "Ledningsgruppen" not in page.content.decode()
    assert len(BeautifulSoup(led.content, "html.parser").select(".list li")) == 3


def test_older_pages_follow_each_other_without_gap_or_repeat():
    room = make_room()
    now = timezone.now()
    same = now - timedelta(hours=1)
    for place in range(60):
        topic = Topic.objects.create(
            space=room.group_space, title=f"T{place:02}", language="sv", started_at=same,
            last_post_at=same if place < 40 else now, last_number=1, posts_count=1,
        )  # fmt: skip
    client, seen = client_of(room.other), []
    path = reverse("forums:space_detail", args=[room.group_space.pk])

    while path:
        page = BeautifulSoup(client.get(path).content, "html.parser")
        seen += [row.text for row in page.select("tbody th a")]
        older = page.select_one("a[rel=next]")
        path = (
            older
            and reverse("forums:space_detail", args=[room.group_space.pk])
            + older["href"].partition("/spaces/")[2].partition("/")[2]
        )

    assert topic.title == "T59"
    assert seen == [f"T{place:02}" for place in reversed(range(60))]


@pytest.mark.parametrize("key", ["x", "-", "1-", "99999999999999999-1", "9" * 40, "1-²"])
def test_a_key_that_is_none_shows_the_newest(key):
    room = make_room()
    room.start()

    page = client_of(room.other).get(
        reverse("forums:space_detail", args=[room.group_space.pk]), {"before": key}
    )

    assert page.status_code == 200
