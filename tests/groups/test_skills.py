"""Who covers which kind of a group's work: said by each for oneself."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from elo_platform.audit.models import AuditEvent
from elo_platform.notifications.models import Owed
from groups.kinds import TaskKind
from groups.models import Skill
from groups.panels.skills import silent, skill_rows
from groups.permissions import Role
from groups.querysets.skills import read_skills
from groups.services.skills import ask_for_skills, say_skills, withdraw_skills
from tests.factories import make_actor, make_body, make_group, make_mandate, make_seat, today

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
LEADS = dict.fromkeys(TaskKind.values, "lead")
LEARNS = dict.fromkeys(TaskKind.values, "learn")


class Crew:
    """A group with a coordinator, a member and a deputy of one seat, and a stranger."""

    def __init__(self):
        self.group = make_group()
        self.body = make_body(group=self.group)
        self.coordinator = make_actor(role=Role.COORDINATOR, group=self.group, name="Alva Strand")
        seat = make_seat(body=self.body)
        self.held = make_mandate(seat=seat)
        self.member = self.held.user
        self.deputy = make_mandate(seat=seat, kind="deputy").user

    def say(self, user, levels, **at):
        now = timezone.now() - timedelta(**at)
        say_skills(group_id=self.group.pk, levels=levels, by=user, now=now)

    def ask(self, by):
        return ask_for_skills(group_id=self.group.pk, by=by, now=timezone.now())

    def status(self, user=None):
        skills = read_skills(user or self.coordinator, self.group.pk, today())
        status = skill_rows(skills, today())[0]["status"]
        return f"{status['text']} {status.get('note', '')}".strip()


@pytest.fixture
def crew():
    return Crew()


def test_what_one_says_stands_once_and_can_be_withdrawn(crew):
    crew.say(crew.member, LEARNS)
    crew.say(crew.member, LEADS | {"planning": "none"})
    assert Skill.objects.count() == 6
    assert dict(Skill.objects.values_list("task", "level"))["planning"] == "none"
    with pytest.raises(PermissionDenied):
        crew.say(make_actor(role=Role.NATIONAL), LEADS)
    with pytest.raises(ValidationError) as refusal:
        crew.say(crew.member, LEADS | {"link": "best"})
    assert list(refusal.value.error_dict) == ["link"]
    crew.say(crew.deputy, LEARNS)
    withdraw_skills(group_id=crew.group.pk, by=crew.member)
    assert set(Skill.objects.values_list("user", flat=True)) == {crew.deputy.pk}
    assert not AuditEvent.objects.filter(actor_id=crew.member.pk).exists()


def test_the_check_tells_what_nobody_leads_and_what_hangs_on_one(crew):
    crew.say(crew.deputy, LEARNS)
    assert crew.status() == "Nobody can lead"
    crew.say(crew.member, LEADS)
    assert crew.status() == "Hangs on one person"
    last = today() + timedelta(days=90)
    for row in (crew.held, *crew.held.role_grants.all()):
        type(row).objects.filter(pk=row.pk).update(ends_on=last)
    assert "The seat ends" in crew.status()
    assert f"Deputy: {crew.deputy.name}" in crew.status()
    crew.say(crew.coordinator, LEADS)
    assert crew.status() == "2 people can lead"
    gone = today() - timedelta(days=1)
    for row in (crew.held, *crew.held.role_grants.all()):
        type(row).objects.filter(pk=row.pk).update(ends_on=gone)
    assert crew.status() == "Hangs on one person"
    assert not Skill.objects.visible_to(crew.coordinator).filter(user=crew.member).exists()


def test_who_has_not_said_within_a_year_is_asked_once(crew):
    crew.say(crew.member, LEADS, days=400)
    crew.say(crew.coordinator, LEADS, days=10)
    skills = read_skills(crew.coordinator, crew.group.pk, today())
    assert silent(skills).split(", ") == sorted([crew.member.name, crew.deputy.name])
    with pytest.raises(PermissionDenied):
        crew.ask(crew.member)
    assert (crew.ask(crew.coordinator), crew.ask(crew.coordinator)) == (2, 0)
    assert set(Owed.objects.values_list("reader", flat=True)) == {crew.member.pk, crew.deputy.pk}
    assert AuditEvent.objects.filter(kind="skills_asked").count() == 1


def test_the_page_shows_it_to_who_has_a_seat_alone(crew, client):
    page = reverse("groups:group_continuity", args=[crew.group.pk])
    form = reverse("groups:skills_say", args=[crew.group.pk])

    def shown(user):
        client.force_login(user)
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            return client.get(page, {"lang": "en"}), len(queries)

    def press(url, **sent):
        return client.post(url, {"form_key": str(uuid.uuid4()), **sent})

    _page, few = shown(crew.member)
    assert press(form, **LEADS).url == page
    assert press(form, planning="lead").status_code == 422
    crew.say(crew.deputy, LEARNS)
    answer, many = shown(crew.member)
    assert few == many <= 14
    assert crew.deputy.name in answer.content.decode()
    assert "Have not answered" not in answer.content.decode()
    assert "Have not answered" in shown(crew.coordinator)[0].content.decode()
    for role in (Role.NATIONAL, Role.STAFF):
        given = {"organisation": crew.held.seat.organisation} if role is Role.STAFF else {}
        hidden = shown(make_actor(role=role, **given))[0]
        assert hidden.status_code == 200
        assert hidden.context["skills"] is None
    client.force_login(crew.member)
    assert press(reverse("groups:skills_withdraw", args=[crew.group.pk])).url == page
    assert not Skill.objects.filter(user=crew.member).exists()
