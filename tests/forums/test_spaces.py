"""Spaces come with groups and bodies, by whichever way those came."""

import uuid
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone, translation

from elo_platform.audit.models import AuditEvent
from forums.models import Space
from forums.services.spaces import heal_spaces
from groups.models import Body
from groups.permissions import Role
from groups.services.founding import Land, found_group
from groups.services.group_settings import BodyValues, GroupValues, create_body
from tests.browsing import client_of
from tests.factories import make_actor, make_body, make_group, make_region
from tests.forums.helpers import make_room

pytestmark = pytest.mark.django_db


def _key(**data):
    return {"form_key": str(uuid.uuid4()), **data}


def test_a_group_and_a_body_get_their_spaces_in_the_same_transaction():
    now = timezone.now()
    group = found_group(
        values=GroupValues("Ny grupp", "Uusi ryhmä", "", "both", "active", "sv fi", "", ""),
        founded_on=date(2026, 1, 1),
        territory=[Land(make_region())],
        coordinated=[],
        by=None,
        now=now,
    )
    coordinator = make_actor(role=Role.COORDINATOR, group=group)
    create_body(
        group_id=group.pk,
        version=group.version,
        kind="working",
        values=BodyValues("Arbetsgruppen", "Työryhmä", "", None, date(2026, 1, 1), None),
        by=coordinator,
        now=now,
    )

    spaces = Space.objects.visible_to(coordinator).in_order()
    with translation.override("sv"):
        assert [space.name for space in spaces][1:] == ["Arbetsgruppen"]
    assert spaces[0].body is None
    assert AuditEvent.objects.filter(kind="space_made", group_id=group.pk).count() == 2


def test_what_came_by_another_way_is_healed_once():
    group = make_group()
    body = make_body(group=group)

    assert heal_spaces() == 2
    assert heal_spaces() == 0
    assert set(Space.objects.values_list("group", "body")) == {
        (group.pk, None),
        (group.pk, body.pk),
    }


def test_a_space_is_called_what_its_body_is_called_today():
    room = make_room()
    Body.objects.filter(pk=room.leading.pk).update(name_sv="Styrgruppen")

    space = Space.objects.select_related("body").get(pk=room.leading_space.pk)

    with translation.override("sv"):
        assert space.name == "Styrgruppen"


def test_settings_of_a_space_are_saved_and_two_who_save_see_both_texts():
    room = make_room()
    path = reverse("forums:space_edit", args=[room.group_space.pk])
    client = client_of(room.coordinator)
    first = {"about_sv": "För alla", "about_fi": "Kaikille", "version": 0}

    saved = client.post(path, _key(**first))
    stale = client.post(path, _key(**(first | {"about_sv": "För alla i gruppen"})))

    page = BeautifulSoup(stale.content, "html.parser")
    assert saved.status_code == 302
    assert stale.status_code == 409
    assert "För alla i gruppen" in page.select_one(".diff").text
    room.group_space.refresh_from_db()
    assert (room.group_space.about_sv, room.group_space.version) == ("För alla", 1)


def test_an_archived_space_stands_apart_and_has_no_way_to_write():
    room = make_room()
    topic = room.start()
    client = client_of(room.coordinator)
    data = {"about_sv": "", "about_fi": "", "is_archived": "on", "version": 0}
    client.post(reverse("forums:space_edit", args=[room.group_space.pk]), _key(**data))

    spaces = client.get(reverse("forums:group_spaces", args=[room.group.pk]), {"lang": "en"})
    inside = client.get(reverse("forums:space_detail", args=[room.group_space.pk]))
    there = client.get(reverse("forums:topic_detail", args=[topic.pk]))

    cards = BeautifulSoup(spaces.content, "html.parser").select("main .card")
    assert [f"/spaces/{room.group_space.pk}/" in str(card) for card in cards] == [False, True]
    assert b"/topics/new/" not in inside.content
    assert b"/reply/" not in there.content


@pytest.mark.parametrize("name", ["group_spaces", "space_detail", "topic_new", "space_edit"])
def test_pages_ask_no_more_with_more_spaces(name, django_assert_max_num_queries):
    room = make_room()
    for place in range(6):
        make_body(group=room.group, kind="working", name_sv=f"Arbetsgrupp {place}")
    heal_spaces()
    client = client_of(room.coordinator)
    client.get("/me/")
    pk = room.group.pk if name == "group_spaces" else room.group_space.pk

    with django_assert_max_num_queries(9):
        client.get(reverse(f"forums:{name}", args=[pk]))
