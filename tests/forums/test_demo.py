"""The demo's and the load set's discussions."""

import pytest
from django.utils import timezone

from elo_platform.accounts.models import User
from elo_platform.notifications.models import Owed
from forums.demo.load import load_discussions
from forums.demo.national import load_national_discussions
from forums.demo.talk import TALKS
from forums.models import Post, ReadMark, Topic
from groups.demo.load import load_demo
from groups.demo.national import load_national
from groups.kinds import NodeKind
from groups.models import Link
from groups.services.reference import load_reference

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_demo_discusses_once_in_both_languages_and_leaves_something_unread():
    now = timezone.now()
    load_reference(now=now)
    load_demo(now=now)

    assert load_discussions(now=now) == len(TALKS)
    assert load_discussions(now=now) == 0

    assert set(Post.objects.values_list("language", flat=True)) == {"sv", "fi"}
    assert not Topic.objects.filter(last_post_at__gt=now).exists()
    raised = Link.objects.standing().filter(from_kind=NodeKind.TOPIC)
    assert set(raised.values_list("to_kind", flat=True)) == {"need", "item"}
    for key in ("member", "coordinator", "leading", "working"):
        user = User.objects.get(email=f"{key}@elo.example")
        seen = Topic.objects.visible_to(user)
        assert 0 < seen.unread_by(user, now).count() < seen.count(), key
    assert Owed.objects.filter(kind="new_posts", suppressed_reason="").exists()


def test_the_load_set_has_the_sizes_that_were_asked_for():
    now = timezone.now()
    load_reference(now=now)
    load_national(now=now)
    given = {"now": now, "topics": 300, "posts": 6_000, "longest": 100}

    assert load_national_discussions(**given) == 300
    assert load_national_discussions(**given) == 0

    assert Post.objects.count() == 6_000
    assert max(Topic.objects.values_list("posts_count", flat=True)) == 100
    longest = Topic.objects.get(posts_count=100)
    assert list(longest.posts.order_by("number").values_list("number", flat=True)) == list(
        range(1, 101)
    )
    assert Post.objects.visible_to(longest.started_by).filter(topic=longest).count() == 100
    assert ReadMark.objects.exists()
    assert not Post.objects.filter(html="").exists()
