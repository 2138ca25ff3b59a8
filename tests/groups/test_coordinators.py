"""Coordinators appoint each other in the browser, and the last one does not leave."""

import uuid

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from elo_platform.accounts.models import User
from groups.models import RoleGrant
from groups.permissions import Role
from tests.factories import make_actor, make_body, make_mandate

pytestmark = pytest.mark.django_db


def test_the_last_coordinator_names_a_successor_and_then_leaves(client):
    body = make_body()
    coordinator = make_actor(role=Role.COORDINATOR, group=body.group)
    member = make_mandate(body=body).user
    client.force_login(coordinator)
    grant = coordinator.role_grants.get()
    leave = reverse("groups:coordinator_end", args=[grant.pk])
    appoint = reverse("groups:coordinator_new", args=[body.group_id])

    def sent(**data):
        return {"form_key": str(uuid.uuid4()), "language": "sv"} | data

    refused = client.post(leave, sent(when="now"))
    assert refused.status_code == 422
    assert BeautifulSoup(refused.content, "html.parser").main.find("a", href=appoint)
    assert RoleGrant.objects.coordinating(body.group_id).get() == grant

    assert client.post(appoint, sent()).status_code == 422
    assert client.post(appoint, sent(user=member.pk)).status_code == 302
    by_mail = sent(name="Onni Lehtola", address="onni.lehtola@elo.example")
    assert client.post(appoint, by_mail).status_code == 302
    names = {row.user.name for row in RoleGrant.objects.coordinating(body.group_id)}
    assert names == {coordinator.name, member.name, "Onni Lehtola"}
    assert User.objects.get(email="onni.lehtola@elo.example").is_active

    page = client.get(reverse("groups:group_settings", args=[body.group_id]))
    assert BeautifulSoup(page.content, "html.parser").main.find("a", href=leave)
    assert client.post(leave, sent(when="now")).status_code == 302
    assert not RoleGrant.objects.coordinating(body.group_id).filter(user=coordinator).exists()
