"""A discussion becomes a need or a matter on an agenda, and both lead back to it."""

import uuid

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from forums.models import Topic
from forums.services.raising import lift_topic, raise_topic
from groups.kinds import NodeKind, Relation
from groups.models import Evidence, Link, Need
from groups.permissions import Role
from groups.querysets.chain import Ref, chain_of
from groups.services.agenda import ItemValues
from groups.services.needs import NeedValues
from tests.browsing import client_of
from tests.factories import give_role, make_actor, make_seat, today
from tests.forums.helpers import answer, make_room
from tests.world import make_meeting

pytestmark = pytest.mark.django_db


def _key(**data):
    return {"form_key": str(uuid.uuid4()), **data}


def _need(room, topic, **values):
    given = {"title_sv": "Svensk psykolog saknas", "text_sv": "", "title_fi": "", "text_fi": ""}
    path = reverse("forums:topic_need", args=[topic.pk])
    return client_of(room.member).post(path, _key(**(given | values)), follow=True)


def _kinds(nodes):
    return [node.ref.kind for node in nodes]


def test_a_need_is_raised_once_and_each_page_leads_to_the_other():
    room = make_room()
    topic = room.start(title="Svensk psykolog saknas")
    answer(topic, room.other)

    page = _need(room, topic)
    _need(room, topic, title_sv="En gång till")

    need = Need.objects.get()
    assert (need.title_sv, need.raised_by, need.where) == (
        "Svensk psykolog saknas", room.member, "Hela gruppen",
    )  # fmt: skip
    assert need.raised_on == today()
    chain = BeautifulSoup(page.content, "html.parser").select_one(".chain")
    assert chain.find("a", href=reverse("groups:need_detail", args=[need.pk]))
    back = client_of(room.other).get(reverse("groups:need_detail", args=[need.pk]))
    assert f"/topics/{topic.pk}/".encode() in back.content
    evidence = Evidence.objects.get()
    assert (evidence.kind, evidence.node_kind, evidence.node_id) == (
        "discussion",
        "topic",
        topic.pk,
    )
    assert "2" in evidence.text_sv


def test_a_need_of_a_bodys_space_stays_in_the_body_unless_it_is_opened():
    room = make_room()
    chair = make_actor(role=Role.CHAIR, body=room.leading)
    closed, opened = (room.start(by=chair, space=room.leading_space) for _time in "12")
    path = "forums:topic_need"
    client = client_of(chair)
    given = {"title_sv": "Behov", "text_sv": "", "title_fi": "", "text_fi": ""}

    client.post(reverse(path, args=[closed.pk]), _key(**given, visibility="body"))
    client.post(reverse(path, args=[opened.pk]), _key(**given, visibility="group"))
    refused = client.post(reverse(path, args=[opened.pk]), _key(**given, visibility="public"))

    seen = Need.objects.visible_to(room.other)
    assert refused.status_code == 422
    assert Need.objects.count() == 2
    assert [need.visibility for need in seen] == ["group"]
    need = seen.get()
    assert _kinds(chain_of(Ref(NodeKind.NEED, need.pk), room.other)) == []
    assert _kinds(chain_of(Ref(NodeKind.NEED, need.pk), chair)) == ["topic", "need"]


def test_a_discussion_is_put_on_the_agenda_of_a_coming_meeting_once():
    room = make_room()
    meeting = make_meeting(body=room.leading, by=room.coordinator)
    past = make_meeting(body=room.leading, by=room.coordinator, days=-10)
    topic = room.start(title="Var finns blanketten?")
    client, path = client_of(room.coordinator), reverse("forums:topic_lift", args=[topic.pk])
    given = {"title_sv": "Blanketten", "title_fi": ""}

    form = client.get(path)
    done = client.post(path, _key(meeting=meeting.pk, **given), follow=True)
    again = client.post(path, _key(meeting=meeting.pk, **given))
    over = client.post(path, _key(meeting=past.pk, **given))
    untitled = client.post(path, _key(meeting=meeting.pk, title_sv="", title_fi=""))

    assert f'value="{meeting.pk}"' in form.content.decode()
    assert (again.status_code, over.status_code, untitled.status_code) == (422, 422, 422)
    item = meeting.items.get()
    assert item.title_sv == "Blanketten"
    chain = BeautifulSoup(done.content, "html.parser").select_one(".chain")
    assert chain.find("a", href=f"/meetings/{meeting.pk}/#item-{item.pk}")
    link = Link.objects.standing().get()
    assert (link.relation, link.from_id, link.to_id) == (Relation.LIFTED_TO, topic.pk, item.pk)


def test_who_leads_no_body_puts_nothing_on_an_agenda():
    room = make_room()
    meeting = make_meeting(body=room.leading, by=room.coordinator)
    topic = room.start()
    given = {"topic_id": topic.pk, "meeting_id": meeting.pk, "now": timezone.now()}
    item = ItemValues(title_sv="X")

    with pytest.raises(PermissionDenied):
        lift_topic(item=item, by=room.member, **given)
    page = client_of(room.member).get(reverse("forums:topic_detail", args=[topic.pk]))
    assert lift_topic(item=item, by=room.coordinator, **given).pk

    assert b"/agenda/" not in page.content


def test_a_meeting_of_another_group_takes_no_discussion_of_this_one():
    room, other = make_room(), make_room()
    leads_both = room.coordinator
    give_role(user=leads_both, role=Role.COORDINATOR, held_in=other.group)
    theirs, ours = (make_meeting(body=each.leading, by=leads_both) for each in (other, room))
    given = {"topic_id": room.start().pk, "by": leads_both, "now": timezone.now()}

    with pytest.raises(ValidationError) as refusal:
        lift_topic(meeting_id=theirs.pk, item=ItemValues(title_sv="X"), **given)

    assert list(refusal.value.message_dict) == ["meeting"]
    assert lift_topic(meeting_id=ours.pk, item=ItemValues(title_sv="X"), **given).pk


def test_who_may_not_read_a_discussion_makes_nothing_of_it():
    room = make_room()
    chair = make_actor(role=Role.CHAIR, body=room.leading)
    topic = room.start(by=chair, space=room.leading_space)
    values = NeedValues(raised_on=today(), title_sv="X")

    with pytest.raises(PermissionDenied):
        raise_topic(topic_id=topic.pk, values=values, by=room.member, now=timezone.now())

    assert raise_topic(topic_id=topic.pk, values=values, by=chair, now=timezone.now()).pk
    assert not Topic.objects.visible_to(room.member).filter(pk=topic.pk).exists()


def test_who_may_raise_needs_and_not_read_discussions_makes_none_of_one():
    room = make_room()
    seat = make_seat(body=room.network)
    staff = make_actor(role=Role.STAFF, organisation=seat.organisation)
    contact = make_actor(role=Role.CONTACT, organisation=seat.organisation)
    given = {"topic_id": room.start().pk, "now": timezone.now()}
    values = NeedValues(raised_on=today(), title_sv="X")

    with pytest.raises(PermissionDenied):
        raise_topic(values=values, by=staff, **given)

    assert raise_topic(values=values, by=contact, **given).pk


def test_a_hidden_need_shows_neither_in_the_list_nor_in_the_chain():
    room = make_room()
    topic = room.start()
    _need(room, topic)
    space = reverse("forums:space_detail", args=[room.group_space.pk])
    page = reverse("forums:topic_detail", args=[topic.pk])
    client = client_of(room.other)

    shown = client.get(space), client.get(page)
    Need.objects.update(visibility="body", body=room.leading)
    hidden = client.get(space), client.get(page)

    for response, is_there in [(each, True) for each in shown] + [(each, False) for each in hidden]:
        soup = BeautifulSoup(response.content, "html.parser")
        assert bool(soup.select(".tag, .chain")) is is_there
