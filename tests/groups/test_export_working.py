"""The lists of groups and of how one works leave as files, for who reads their pages."""

import pytest
from django.urls import reverse
from django.utils import timezone

from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from forums.models import Space
from forums.services.posts import PostValues
from forums.services.spaces import heal_spaces
from forums.services.topics import start_topic
from groups.models import Agreement, Duty, Responsibility
from groups.permissions import Role
from tests.factories import make_actor, make_body, make_group, today
from tests.plans.plans import make_plan
from tests.surveys.making import make_draft

pytestmark = pytest.mark.django_db


def test_each_list_holds_its_rows_and_no_formula(client):
    group = make_group()
    body = make_body(group=group)
    coordinator = make_actor(role=Role.COORDINATOR, group=group, language="fi")
    Duty.objects.create(
        group=group, task_sv="=HYPERLINK(1)", task_fi="=HYPERLINK(1)", body=body, agreed_on=today()
    )
    Agreement.objects.create(
        group=group, title_sv="Avtalet", title_fi="Sopimus", starts_on=today(), ends_on=None
    )
    Responsibility.objects.create(
        group=group, area_sv="Vuxna", area_fi="Aikuiset", user=coordinator, starts_on=today()
    )
    make_draft(group=group, by=coordinator, title_sv="Enkäten", title_fi="Kysely")
    heal_spaces()
    topic = start_topic(
        space_id=Space.objects.get(group=group, body=None).pk,
        values=PostValues(title="=Alku", text="Hei", language="fi"),
        by=coordinator,
        now=timezone.now(),
    )
    make_plan(group=group, by=coordinator, title_sv="Planen", title_fi="Suunnitelma")
    record(
        kind=AuditKind.MEETING_CALLED,
        target=group,
        by=coordinator,
        at=timezone.now(),
        group_id=group.pk,
    )
    client.force_login(coordinator)

    def csv(name, *args):
        return client.get(reverse(name, args=[*args, "csv"])).content.decode("utf-8-sig")

    assert group.name_fi in csv("groups:groups_export")
    assert "'=HYPERLINK(1)" in csv("groups:duties_export", group.pk)
    assert "Sopimus" in csv("groups:agreements_export", group.pk)
    assert coordinator.name in csv("groups:responsibilities_export", group.pk)
    assert "Kysely" in csv("surveys:surveys_export", group.pk)
    assert "'=Alku" in csv("forums:topics_export", topic.space_id)
    assert "Suunnitelma" in csv("plans:plans_export", group.pk)
    assert coordinator.name in csv("groups:history_export", group.pk)
    assert client.get(reverse("groups:groups_export", args=["pdf"])).status_code == 404
