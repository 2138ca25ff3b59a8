"""The load set of the bench, in a small size."""

import pytest
from django.core.management import call_command

from elo_platform.accounts.models import User
from forums.demo import national as national_forums
from forums.models import Post, ReadMark, Topic
from groups.demo import national
from groups.models import (
    Attendance,
    Echo,
    EloGroup,
    Evidence,
    Meeting,
    Need,
    Organisation,
    Outcome,
    RoleGrant,
    Support,
)
from groups.permissions import Role
from plans.demo import national as national_plans
from plans.models import Measure, Offer, Plan, PlanVersion
from plans.states import FROZEN
from surveys.demo import national as national_surveys
from surveys.models import Answer, Survey, Tally

pytestmark = pytest.mark.django_db


def test_the_load_set_has_the_size_that_it_says(monkeypatch, capsys):
    sizes = {"GROUPS": 3, "PEOPLE": 120, "ORGANISATIONS": 60, "MEETINGS": 40, "NEEDS": 46}
    for name, number in sizes.items():
        monkeypatch.setattr(national, name, number)
    monkeypatch.setattr(national_plans, "PLANS", 6)
    monkeypatch.setattr(national_plans, "MEASURES", 120)
    monkeypatch.setattr(national_surveys, "SURVEYS", 6)
    monkeypatch.setattr(national_surveys, "ANSWERS", 480)
    for name, number in {"TOPICS": 60, "POSTS": 1_200, "LONGEST": 100}.items():
        monkeypatch.setattr(national_forums, name, number)

    call_command("seed_demo", "--scale", "national")
    call_command("seed_demo", "--scale", "national")

    assert "already" in capsys.readouterr().out
    assert EloGroup.objects.count() == 3
    assert Survey.objects.count() == 6
    assert Answer.objects.count() == 480
    assert sum(Tally.objects.filter(question=None).values_list("n", flat=True)) == 60
    assert User.objects.count() == 120
    assert Organisation.objects.count() == 60
    assert Meeting.objects.count() == 40
    assert RoleGrant.objects.filter(role=Role.NETWORK_MEMBER).exists()
    assert Attendance.objects.count() > 150
    assert Need.objects.count() == Evidence.objects.count() == 46
    assert set(Need.objects.values_list("state", flat=True)) == {"open", "lifted", "refused"}
    assert Support.objects.count() > 100
    assert Outcome.objects.count() > 60
    assert 0 < Echo.objects.unanswered().count() < Echo.objects.count()
    asked = Outcome.objects.exclude(answer_by=None)
    assert Echo.objects.count() == 8 * asked.count()
    assert (Plan.objects.count(), Measure.objects.count()) == (6, 120)
    assert PlanVersion.objects.count() == Plan.objects.filter(state__in=FROZEN).count() == 6
    assert set(Offer.objects.values_list("state", flat=True)) == {
        *("accepted", "offered", "negotiating", "declined")
    }
    assert (Topic.objects.count(), Post.objects.count()) == (60, 1_200)
    longest = Topic.objects.get(posts_count=100)
    assert [*longest.posts.order_by("number").values_list("number", flat=True)] == [*range(1, 101)]
    assert Post.objects.visible_to(longest.started_by).filter(topic=longest).count() == 100
    assert ReadMark.objects.exists()
    assert not Post.objects.filter(html="").exists()
