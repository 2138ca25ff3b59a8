"""What lacks one of the two languages is listed for whoever completes it, and for nobody else."""

import pytest
from django.urls import reverse

from groups.models import Duty
from groups.permissions import Role
from tests.factories import make_actor, make_body, make_group, today
from tests.plans.plans import make_goal, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    made = make_group()
    body = make_body(group=made, nickname_sv="Stora bordet", nickname_fi="")
    Duty.objects.create(group=made, task_fi="Kutsuu koolle", body=body, agreed_on=today())
    Duty.objects.create(
        group=made, task_sv="Skriver", task_fi="Kirjoittaa", body=body, agreed_on=today()
    )
    return made


def test_each_text_that_lacks_a_language_leads_to_its_page(
    client, group, django_assert_max_num_queries
):
    coordinator = make_actor(role=Role.COORDINATOR, group=group)
    goal = make_goal(plan=make_plan(group=group, by=coordinator), title_sv="", title_fi="Tavoite")
    client.force_login(coordinator)

    with django_assert_max_num_queries(14):
        html = client.get(reverse("groups:group_languages", args=[group.pk])).content.decode()

    assert "Stora bordet" in html
    assert "Kutsuu koolle" in html
    assert reverse("groups:body_detail", args=[group.bodies.get().pk]) in html
    assert reverse("plans:goal_detail", args=[goal.pk]) in html
    assert "Kirjoittaa" not in html


def test_members_are_not_asked_to_translate(client, group):
    client.force_login(make_actor(role=Role.LEADING_MEMBER, body=group.bodies.get()))

    answer = client.get(reverse("groups:group_languages", args=[group.pk]))

    assert answer.status_code == 404
