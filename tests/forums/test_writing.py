"""Writing: what is refused keeps what was typed, twice is once, and two windows lose nothing."""

import time
import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from elo_platform.accounts.models import User
from elo_platform.audit.models import AuditEvent
from elo_platform.lib.forms import MAX_TEXT, StaleEdit
from forums.models import Follow, Post, ReadMark, Topic
from forums.services.following import follow_topic
from forums.services.posts import MOST_AN_HOUR, PostValues, edit_post, remove_post
from forums.services.reading import mark_read
from forums.services.topics import close_topic
from tests.browsing import client_of, soup
from tests.forums.helpers import add_posts, answer, make_room

pytestmark = pytest.mark.django_db

SCRIPT = '<script>alert(1)</script> =HYPERLINK("https://evil.example") \u202egnihton\u200b'


def _key(**data):
    return {"form_key": str(uuid.uuid4()), **data}


def _url(name, pk):
    return reverse(f"forums:{name}", args=[pk])


def test_a_double_press_and_the_back_button_have_one_effect():
    room = make_room()
    client, topic = client_of(room.other), room.start()
    starting = _key(title="En gång", text="Hej", language="sv")
    replying = _key(text="En gång", language="sv")

    started = [client.post(_url("topic_new", room.group_space.pk), starting) for _time in "12"]
    replied = [client.post(_url("topic_reply", topic.pk), replying) for _time in "123"]
    again = client.post(_url("topic_reply", topic.pk), _key(text="En gång till", language="sv"))

    assert started[0]["Location"] == started[1]["Location"]
    assert {answered["Location"] for answered in replied} == {f"/topics/{topic.pk}/?post=2#post-2"}
    assert again["Location"].endswith("#post-3")
    assert Topic.objects.filter(title="En gång").count() == 1
    assert list(topic.posts.order_by("number").values_list("number", flat=True)) == [1, 2, 3]


def test_a_refused_post_keeps_what_was_typed():
    room = make_room()
    topic = room.start()

    refused = client_of(room.other).post(
        _url("topic_new", room.group_space.pk),
        _key(title="", text="Mitt långa inlägg", language="sv"),
    )
    empty = client_of(room.other).post(
        _url("topic_reply", topic.pk), _key(text="\u200b \n", language="sv")
    )

    assert refused.status_code == empty.status_code == 422
    assert soup(refused).textarea.text.strip() == "Mitt långa inlägg"
    assert soup(empty).select_one("#errors a")["href"] == "#id_text"
    assert topic.posts.count() == 1


def test_a_preview_shows_the_text_and_saves_nothing():
    room = make_room()
    topic = room.start()
    data = _key(text="Hej **alla** <b>x</b>", language="fi", act="preview")

    shown = client_of(room.other).post(_url("topic_reply", topic.pk), data)
    sent = client_of(room.other).post(_url("topic_reply", topic.pk), {**data, "act": ""})

    preview = soup(shown).select_one("#preview .prose")
    assert shown.status_code == 200
    assert (preview["lang"], preview.strong.text) == ("fi", "alla")
    assert preview.find("b") is None
    assert soup(shown).textarea.text.strip() == "Hej **alla** <b>x</b>"
    assert sent.status_code == 302
    assert topic.posts.count() == 2


def test_a_script_a_formula_and_turned_text_are_text():
    room = make_room()
    client = client_of(room.other)

    page = client.post(
        _url("topic_new", room.group_space.pk),
        _key(title=SCRIPT, text=f"{SCRIPT}\n\n[x](javascript:alert(1))", language="sv"),
        follow=True,
    )
    listed = client.get(_url("space_detail", room.group_space.pk))

    for response in (page, listed):
        assert b"<script>alert" not in response.content
        assert b'javascript:alert(1)"' not in response.content
        assert "\u202e" not in response.content.decode()
    assert Topic.objects.get().title == SCRIPT.replace("\u202e", "").replace("\u200b", "")


def test_what_was_put_into_the_table_by_hand_is_cleaned_when_shown():
    room = make_room()
    topic = room.start()
    Post.objects.update(
        html="<p onclick=alert(1)>x</p><script>alert(1)</script><img src=x onerror=y>"
    )

    page = client_of(room.other).get(_url("topic_detail", topic.pk))

    assert "<p>x</p>" in page.content.decode()
    assert b"onclick" not in page.content
    assert b"onerror" not in page.content
    assert b"<script>alert" not in page.content


def test_a_megabyte_is_refused_soon_and_given_back():
    room = make_room()
    topic = room.start()
    begun = time.monotonic()

    refused = client_of(room.other).post(
        _url("topic_reply", topic.pk), _key(text="å" * 1_000_000, language="sv")
    )

    assert refused.status_code == 422
    assert "å" * 1_000_000 in refused.content.decode()
    assert time.monotonic() - begun < 10
    assert topic.posts.count() == 1


def test_the_service_itself_refuses_what_no_form_has_seen():
    room = make_room()
    topic = room.start()

    for text in ("", " \u200b\u3164", "x" * (MAX_TEXT + 1)):
        with pytest.raises(ValidationError):
            answer(topic, room.other, text=text)
    for title in ("", "\u200b", "x" * 161):
        with pytest.raises(ValidationError):
            room.start(title=title)
    assert answer(topic, room.other, text="x" * MAX_TEXT).number == 2
    assert answer(topic, room.other, text="a\u202eb\u200bc ").text == "abc"


def test_nobody_writes_more_than_so_much_an_hour():
    room = make_room()
    topic = room.start(now=timezone.now() - timedelta(hours=2))
    now = timezone.now()
    for place in range(MOST_AN_HOUR):
        answer(topic, room.other, now=now - timedelta(minutes=place))

    refused = client_of(room.other).post(
        _url("topic_reply", topic.pk), _key(text="Ett till", language="sv")
    )
    by_another = answer(topic, room.member, now=now)
    later = answer(topic, room.other, now=now + timedelta(hours=1))

    assert refused.status_code == 422
    assert soup(refused).textarea.text.strip() == "Ett till"
    assert str(MOST_AN_HOUR) in soup(refused).select_one("#errors").text
    assert (by_another.number, later.number) == (MOST_AN_HOUR + 2, MOST_AN_HOUR + 3)


def test_a_discussion_that_closes_while_somebody_writes_gives_the_text_back():
    room = make_room()
    topic = room.start()
    close_topic(topic_id=topic.pk, is_closed=True, by=room.member, now=timezone.now())

    refused = client_of(room.other).post(
        _url("topic_reply", topic.pk), _key(text="För sent", language="sv")
    )

    assert refused.status_code == 422
    assert soup(refused).textarea.text.strip() == "För sent"
    assert topic.posts.count() == 1


def test_two_windows_on_one_post_show_both_texts():
    room = make_room()
    topic = room.start(text="Först")
    post, client = topic.posts.get(), client_of(room.member)
    mine = {"title": "Rubrik", "text": "Från fönster ett", "language": "sv", "version": 0}
    theirs = mine | {"text": "Från fönster två"}

    saved = client.post(_url("post_edit", post.pk), _key(**mine))
    stale = client.post(_url("post_edit", post.pk), _key(**theirs))
    page = soup(stale)
    again = {each["name"]: each.get("value", "") for each in page.select("main form input[name]")}
    resolved = client.post(
        _url("post_edit", post.pk), again | {"text": "Från fönster två", "language": "sv"}
    )

    assert saved.status_code == resolved.status_code == 302
    assert stale.status_code == 409
    assert "Från fönster ett" in page.select_one(".diff").text
    assert "Från fönster två" in page.select_one(".diff").text
    assert page.textarea.text.strip() == "Från fönster två"
    post.refresh_from_db()
    topic.refresh_from_db()
    assert (post.text, post.version, topic.title) == ("Från fönster två", 2, "Rubrik")
    assert post.edited_at is not None
    assert "<p>Från fönster två</p>" in post.html


def test_a_stale_edit_is_refused_by_the_service_too_and_an_equal_one_changes_nothing():
    room = make_room()
    topic = room.start(title="Rubrik", text="Text")
    post = topic.posts.get()
    given = {"post_id": post.pk, "by": room.member, "now": timezone.now()}

    same = edit_post(version=0, values=PostValues("Text", "sv", "Rubrik"), **given)
    edit_post(version=0, values=PostValues("Ny text", "sv", "Rubrik"), **given)
    with pytest.raises(StaleEdit):
        edit_post(version=0, values=PostValues("Annan", "sv", "Rubrik"), **given)

    assert (same.version, same.edited_at) == (0, None)
    assert AuditEvent.objects.filter(kind="post_changed", target_id=post.pk).count() == 1


def test_only_the_author_rewords_and_nobody_rewords_what_was_removed():
    room = make_room()
    topic = room.start()
    post = topic.posts.get()
    values, now = PostValues("Ändrad", "sv", "Rubrik"), timezone.now()

    with pytest.raises(PermissionDenied):
        edit_post(post_id=post.pk, version=0, values=values, by=room.coordinator, now=now)
    remove_post(post_id=post.pk, reason="", by=room.member, now=now)
    with pytest.raises(PermissionDenied):
        edit_post(post_id=post.pk, version=1, values=values, by=room.member, now=now)

    page = soup(client_of(room.other).get(_url("topic_detail", topic.pk)))
    assert page.select_one("#post-1 .prose") is None
    assert page.select_one("#post-1 p.mute").text.strip()


def test_who_writes_follows_unless_they_have_muted():
    room = make_room()
    topic = room.start()
    follow_topic(topic=topic, is_followed=False, by=room.other)

    answer(topic, room.other)
    answer(topic, room.coordinator)

    rows = dict(Follow.objects.filter(topic=topic).values_list("user", "is_muted"))
    assert rows == {room.member.pk: False, room.other.pk: True, room.coordinator.pk: False}


@pytest.mark.parametrize("name", ["space_follow", "topic_follow"])
def test_following_is_turned_on_and_off_and_twice_is_once(name):
    room = make_room()
    target = room.group_space if name == "space_follow" else room.start()
    client = client_of(room.other)
    path = _url(name, target.pk)
    rows = Follow.objects.filter(user=room.other, is_muted=False)

    seen = []
    for on in ("1", "1", "", ""):
        client.post(path, _key(on=on))
        seen.append(rows.count())

    assert seen == [1, 1, 0, 0]


def test_a_discussion_is_closed_and_opened_by_its_buttons():
    room = make_room()
    topic = room.start()
    client = client_of(room.member)

    client.post(_url("topic_close", topic.pk), _key(on="1"))
    topic.refresh_from_db()
    closed = topic.is_closed
    page = soup(client.get(_url("topic_detail", topic.pk)))
    client.post(_url("topic_close", topic.pk), _key(on=""))
    topic.refresh_from_db()

    assert closed
    assert page.select_one("form[action$='/reply/']") is None
    assert not topic.is_closed


def test_a_person_who_goes_leaves_their_posts_as_those_of_a_former_member():
    room = make_room()
    gone = User.objects.create_user("leaver@elo.example", name="Aino Lähtijä")
    topic = room.start()
    add_posts(topic, 1, by=gone)
    add_posts(topic, 1, by=room.other)
    Follow.objects.create(user=gone, topic=topic)
    mark_read(topic=topic, number=2, by=gone)
    User.objects.filter(pk=room.other.pk).update(name="")

    gone.delete()

    page = client_of(room.member).get(_url("topic_detail", topic.pk), {"lang": "en"})
    names = [name.text for name in soup(page).select(".post .h b")]
    assert names[0].startswith("Alva Strand")
    assert names[1:] == ["Former member", "Former member"]
    assert "Lähtijä" not in page.content.decode()
    assert Post.objects.get(number=2).text
    assert not Follow.objects.filter(topic=topic).exclude(user=room.member).exists()
    assert not ReadMark.objects.filter(number=2).exists()


def test_the_database_keeps_numbers_single_and_removed_posts_empty():
    room = make_room()
    topic = room.start()
    now = timezone.now()

    with pytest.raises(IntegrityError, match="numbered"), transaction.atomic():
        Post.objects.create(topic=topic, number=1, text="x", language="sv", at=now)
    with pytest.raises(IntegrityError, match="removed"), transaction.atomic():
        Post.objects.filter(topic=topic).update(removed_at=now)


def test_what_happens_is_in_the_log_without_a_word_of_what_was_said():
    room = make_room()
    topic = room.start(title="Hemlig rubrik", text="Hemlig text")
    answer(topic, room.other, text="Hemligt svar")
    remove_post(post_id=topic.posts.get(number=1).pk, reason="Hemligt skäl", by=room.coordinator,
                now=timezone.now())  # fmt: skip

    events = AuditEvent.objects.filter(group_id=room.group.pk).order_by("pk")
    kinds = [event.kind for event in events if event.kind.startswith(("topic", "post"))]
    assert kinds == ["topic_started", "post_written", "post_written", "post_removed"]
    assert "emlig" not in str([event.data for event in events])
