"""Mail about new posts: in the morning, once, to who follows and may read, of what is unread."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from elo_platform.lib.dates import HELSINKI
from elo_platform.notifications.delivery import post_due
from elo_platform.notifications.inbox import lines
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.models import Owed
from elo_platform.notifications.preferences import stop_kinds
from forums.services.following import follow_space, follow_topic
from forums.services.mails import digest_after, digest_before
from forums.services.posts import remove_post
from forums.services.reading import mark_read
from groups.models import RoleGrant
from tests.factories import today
from tests.forums.helpers import answer, make_room, start

pytestmark = pytest.mark.django_db


def _yesterday(hour=12):
    """Return an hour of yesterday, as the database's clock has it: rights are read by it."""
    return timezone.now().replace(hour=hour, minute=0) - timedelta(days=1)


def _sent(now=None):
    """Send all that is due by tomorrow morning; return the mails by address."""
    mail.outbox.clear()
    post_due(now=now or digest_after(now=timezone.now()))
    return {message.to[0]: message for message in mail.outbox}


def _owed(user):
    return Owed.objects.filter(kind=NoticeKind.NEW_POSTS, reader=user)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2026-11-23 05:59", "2026-11-23 06:00"),
        ("2026-11-23 06:00", "2026-11-24 06:00"),
        ("2026-10-24 12:00", "2026-10-25 06:00"),  # the night on which the clocks go back
        ("2027-03-27 12:00", "2027-03-28 05:00"),  # and forward
        ("2026-12-31 20:00", "2027-01-01 06:00"),
    ],
)
def test_what_is_written_is_told_of_the_next_morning(written, told):
    due_at = digest_after(now=datetime.fromisoformat(f"{written}+00:00"))

    assert due_at == datetime.fromisoformat(f"{told}+00:00").astimezone(UTC)
    assert due_at.astimezone(HELSINKI).hour == 8
    assert digest_before(due_at=due_at).astimezone(HELSINKI).hour == 8
    assert digest_after(now=digest_before(due_at=due_at)) == due_at


def test_followers_get_one_mail_of_all_that_others_wrote_that_day():
    room = make_room()
    topic, second = room.start(title="Den första"), room.start(title="Den andra")
    follow_topic(topic=topic, is_followed=True, by=room.other)
    follow_topic(topic=second, is_followed=True, by=room.other)
    answer(topic, room.coordinator, text="Ett svar")
    answer(topic, room.coordinator, text="Ett till")
    answer(second, room.coordinator, text="Och här")

    sent = _sent()

    to_other = sent[room.other.email]
    assert "Ett svar" in to_other.body
    assert "Ett till" in to_other.body
    assert "Och här" in to_other.body
    assert f"/topics/{topic.pk}/" in to_other.body
    assert "Saga Strandbäck" in to_other.body
    assert room.coordinator.email not in sent
    assert set(sent) == {room.other.email, room.member.email}
    assert _sent() == {}


def test_who_follows_a_space_is_told_of_new_discussions_and_not_of_each_answer():
    room = make_room()
    old = room.start()
    follow_space(space=room.group_space, is_followed=True, by=room.other)

    answer(old, room.coordinator, text="Svar på det gamla")
    room.start(title="Ny diskussion", text="Om något annat")

    body = _sent()[room.other.email].body
    assert "Om något annat" in body
    assert "Svar på det gamla" not in body


def test_nothing_is_sent_of_what_was_read_or_removed_meanwhile():
    room = make_room()
    topic = room.start()
    follow_topic(topic=topic, is_followed=True, by=room.other)
    follow_topic(topic=topic, is_followed=True, by=room.coordinator)
    post = answer(topic, room.member, text="Kort svar")
    last = answer(topic, room.member, text="Ångrat svar")
    mark_read(topic=topic, number=post.number, by=room.other)
    remove_post(post_id=last.pk, reason="", by=room.member, now=timezone.now())

    sent = _sent()

    assert room.other.email not in sent
    assert _owed(room.other).get().suppressed_reason == "not_visible"
    assert "Kort svar" in sent[room.coordinator.email].body
    assert "Ångrat svar" not in sent[room.coordinator.email].body


def test_nothing_is_sent_to_who_has_left_even_if_it_was_owed():
    room = make_room()
    topic = room.start()
    for reader in (room.other, room.coordinator):
        follow_topic(topic=topic, is_followed=True, by=reader)
    answer(topic, room.member, text="Bara för dem som hör hit")
    RoleGrant.objects.filter(user=room.other).update(ends_on=today() - timedelta(days=1))

    sent = _sent()

    assert list(sent) == [room.coordinator.email]
    assert lines(_owed(room.other), room.other) == []
    assert len(lines(_owed(room.coordinator), room.coordinator)) == 1


def test_who_left_before_is_not_even_owed():
    room = make_room()
    topic = room.start()
    follow_topic(topic=topic, is_followed=True, by=room.other)
    RoleGrant.objects.filter(user=room.other).update(ends_on=today() - timedelta(days=1))

    answer(topic, room.coordinator)

    assert not _owed(room.other).exists()
    assert _owed(room.member).exists()


def test_muted_and_stopped_readers_get_none():
    room = make_room()
    follow_space(space=room.group_space, is_followed=True, by=room.other)
    topic = room.start()
    Owed.objects.all().delete()
    follow_topic(topic=topic, is_followed=False, by=room.member)
    stop_kinds(subject=str(room.other.pk), kinds=[NoticeKind.NEW_POSTS], now=timezone.now())

    answer(topic, room.coordinator)
    room.start(by=room.coordinator)

    assert _sent() == {}
    assert not _owed(room.member).exists()


def test_two_mornings_never_tell_the_same():
    room = make_room()
    topic = room.start(now=_yesterday())
    follow_topic(topic=topic, is_followed=True, by=room.other)
    answer(topic, room.coordinator, text="Gårdagens svar", now=_yesterday(13))
    answer(topic, room.coordinator, text="Dagens svar", now=_yesterday(13) + timedelta(days=1))

    rows = list(_owed(room.other).order_by("due_at"))
    first = _sent(now=rows[0].due_at)[room.other.email].body
    second = _sent(now=rows[1].due_at)[room.other.email].body

    assert len(rows) == 2
    assert ("Gårdagens svar" in first, "Dagens svar" in first) == (True, False)
    assert ("Gårdagens svar" in second, "Dagens svar" in second) == (False, True)


def test_a_mail_shows_the_first_posts_and_says_how_many_more_there_are():
    room = make_room()
    topic = room.start()
    follow_topic(topic=topic, is_followed=True, by=room.other)
    answer(topic, room.coordinator, text="x" * 5000)
    for number in range(8):
        answer(topic, room.coordinator, text=f"Svar {number}")

    message = _sent()[room.other.email]

    assert "Svar 2" in message.body
    assert "Svar 3" not in message.body
    assert "x" * 601 not in message.body
    assert message.subject.startswith("10 ")


def test_a_mail_is_in_the_readers_language_and_marks_the_posts_own():
    room = make_room()
    topic = room.start()
    follow_topic(topic=topic, is_followed=True, by=room.other)
    answer(topic, room.coordinator, text="På svenska", language="sv")

    html = next(
        str(part) for part, kind in _sent()[room.other.email].alternatives if kind == "text/html"
    )

    assert '<html lang="fi"' in html
    assert 'lang="sv"' in html


def test_the_author_alone_owes_nobody():
    room = make_room()
    start(room.group_space, room.member)

    assert not Owed.objects.filter(kind=NoticeKind.NEW_POSTS).exists()
