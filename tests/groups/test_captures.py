"""Needs written down on the spot: the place, what anybody writes there, and what becomes of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from elo_platform.lib import senders
from groups.kinds import NodeKind
from groups.models import Capture, CaptureSpot, Need
from groups.permissions import Role
from groups.querysets.chain import Ref, chain_of
from groups.services.captures import (
    Note,
    Settling,
    SpotValues,
    close_spot,
    open_spot,
    settle_capture,
    take_capture,
)
from groups.services.need_steps import merge_needs
from tests.browsing import client_of, soup
from tests.factories import make_actor, make_organisation, make_seat, today
from tests.groups.events import opened
from tests.groups.meetings import called, make_hall, sit
from tests.groups.needs import make_need
from tests.groups.test_need_weight import path, typed

pytestmark = pytest.mark.django_db
TEXT = "En lots för den som byter yrke"


def make_spot(hall, **fields) -> CaptureSpot:
    values = SpotValues(**({"closes_on": today(), "title_sv": "Workshop"} | fields))
    given = {"by": hall.coordinator, "now": timezone.now()}
    return open_spot(group_id=hall.body.group_id, values=values, **given)


def make_note(spot, **fields) -> Capture:
    note = Note(**({"text": TEXT, "whom": "Vuxna", "contact": "alva@elo.example"} | fields))
    return take_capture(key=spot.key, note=note, now=timezone.now())


def address_of(spot) -> str:
    return reverse("groups:capture_new", args=[spot.key])


def test_a_coordinator_opens_a_place_and_gets_a_link_and_a_code_to_project(hall):
    client = client_of(hall.coordinator)
    page = client.get(path("spot_new", hall.body.group_id))
    refused = client.post(page.request["PATH_INFO"], typed(page))
    far = typed(page) | {"title_sv": "Workshop", "closes_on": "1.1.2100"}
    assert (refused.status_code, client.post(page.request["PATH_INFO"], far).status_code) == (
        *(422, 422),
    )

    made = client.post(page.request["PATH_INFO"], typed(page) | {"title_sv": "Workshop"})

    spot = CaptureSpot.objects.get()
    assert made["Location"] == path("spot_detail", spot.pk)
    shown = soup(client.get(made["Location"]))
    assert shown.select_one(".spot-link").text.endswith(f"/n/{spot.key}/")
    drawn = shown.select_one("svg.qr")
    assert drawn.select("path")
    assert not drawn.select("[style]")
    assert client_of(hall.members[0]).get(path("spot_detail", spot.pk)).status_code == 404


def test_who_leads_a_body_opens_places_for_its_meetings_alone_and_reads_no_notes(hall):
    chair = make_actor(role=Role.CHAIR, body=hall.body)
    meeting = called(hall)
    given = {"group_id": hall.body.group_id, "by": chair, "now": timezone.now()}
    with pytest.raises(PermissionDenied):
        open_spot(values=SpotValues(today(), "Workshop"), **given)
    spot = open_spot(values=SpotValues(today(), "Workshop", meeting_id=meeting.pk), **given)
    make_note(spot)

    client = client_of(chair)
    assert client.get(path("spot_detail", spot.pk)).status_code == 200
    assert TEXT not in client.get(path("group_spots", spot.group_id)).content.decode()
    assert TEXT in client_of(hall.coordinator).get(
        path("group_spots", spot.group_id)
    ).content.decode()  # fmt: skip


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_anybody_writes_in_their_language_and_nothing_tells_who(hall, language):
    spot = make_spot(hall)
    client = client_of(hall.members[0])
    page = client.get(address_of(spot), {"lang": language})
    assert soup(page).select_one("html")["lang"] == language

    sent = typed(page) | {"text": TEXT, "whom": "Vuxna"}
    first, again = (client.post(address_of(spot), sent) for _ in range(2))

    assert first["Location"] == again["Location"]
    note = Capture.objects.get()
    assert (note.text, note.whom, note.contact, note.need) == (TEXT, "Vuxna", "", None)
    assert client.get(first["Location"]).status_code == 200
    assert TEXT not in Client().get(path("group_needs", spot.group_id)).content.decode()


def test_what_cannot_be_taken_comes_back_with_what_was_typed(monkeypatch):
    spot = make_spot(make_hall())
    client = Client()
    page = client.get(address_of(spot))

    empty = client.post(address_of(spot), typed(page) | {"text": "  ", "whom": "Vuxna"})
    long = client.post(address_of(spot), typed(page) | {"text": "å" * 501})
    fresh = typed(client.get(address_of(spot)))
    monkeypatch.setattr(senders.Sender, "may_send", lambda _self: False)
    many = client.post(address_of(spot), fresh | {"text": TEXT})
    CaptureSpot.objects.update(closes_on=today() - timedelta(days=1))
    closed = client.post(address_of(spot), typed(page) | {"text": f"{TEXT} nu"})

    assert (empty.status_code, long.status_code) == (422, 422)
    assert 'value="Vuxna"' in empty.content.decode()
    assert "å" * 501 in long.content.decode()
    assert many.status_code == 429
    assert TEXT in many.content.decode()
    assert closed.status_code == 409
    assert f"{TEXT} nu" in closed.content.decode()
    assert not Capture.objects.filter(text__endswith="nu").exists()
    assert client.get(address_of(spot)).status_code == 200
    with pytest.raises(ValidationError):
        make_note(spot)


def test_a_place_closes_by_hand_and_by_its_day(hall):
    spot = make_spot(hall, closes_on=today() + timedelta(days=3))
    assert spot.is_open_on(today() + timedelta(days=3))
    assert not spot.is_open_on(today() + timedelta(days=4))
    given = {"spot_id": spot.pk, "now": timezone.now()}
    with pytest.raises(PermissionDenied):
        close_spot(by=hall.members[0], **given)
    close_spot(by=hall.coordinator, **given)
    with pytest.raises(ValidationError):
        make_note(spot)
    with pytest.raises(PermissionDenied):
        close_spot(by=hall.coordinator, **given)


def test_a_note_becomes_a_need_joins_one_or_is_set_aside_and_a_merge_takes_it_along(hall):
    spot, into = make_spot(hall), make_need(hall)
    raised, joined, left = (make_note(spot) for _ in range(3))
    # Who wrote is not known: it is not the coordinator's organisation.
    sit(seat=make_seat(body=hall.body, organisation=make_organisation()), user=hall.coordinator)
    client = client_of(hall.coordinator)

    def settle(note, **changes):
        address = path("capture_settle", note.pk)
        return client.post(address, typed_with_radio(client.get(address)) | changes)

    untitled = settle(raised, what="raise")
    nowhere = settle(joined, what="join")
    assert (untitled.status_code, nowhere.status_code) == (422, 422)
    assert settle(raised, what="raise", title_sv="Lots").status_code == 302
    assert settle(joined, what="join", need=into.pk).status_code == 302
    assert settle(left, what="leave").status_code == 302

    need = Need.objects.get(title_sv="Lots")
    assert (need.text_sv, need.target_sv, need.where) == (TEXT, "Vuxna", "Workshop")
    assert (need.raised_for, need.supports.count()) == (None, 0)
    assert into.evidence.get().text_sv == TEXT
    for each, is_noted in ((need, True), (into, False)):
        told = soup(client.get(f"{path('need_detail', each.pk)}?lang=en")).select_one(".tl").text
        assert ("Written down on the spot" in told) is is_noted
    listed = client.get(f"{path('group_needs', hall.body.group_id)}?lang=en&source=note")
    assert [row.title for row in listed.context["rows"]] == ["Lots"]
    assert "Note on the spot" in listed.context["rows"][0].source
    assert Capture.objects.filter(settled_at=None).count() == 0
    given = {"by": hall.coordinator, "now": timezone.now()}
    merge_needs(need_id=need.pk, into_id=into.pk, **given)
    assert into.captures.count() == 2
    with pytest.raises(PermissionDenied):
        settle_capture(capture_id=left.pk, settling=Settling("leave"), **given)
    other = make_note(spot)
    with pytest.raises(PermissionDenied):
        settle_capture(
            capture_id=other.pk,
            settling=Settling("leave"),
            by=hall.members[0],
            now=timezone.now(),
        )


def typed_with_radio(page) -> dict[str, str]:
    """Return what `typed` does, without the radio buttons' last value."""
    return {name: value for name, value in typed(page).items() if name != "what"}


def test_the_page_of_places_costs_the_same_with_many_notes(hall):
    client = client_of(hall.coordinator)
    spot = make_spot(hall)
    make_note(spot)

    def cost() -> int:
        client.get(path("group_spots", spot.group_id))
        with CaptureQueriesContext(connection) as queries:
            client.get(path("group_spots", spot.group_id))
        return len(queries)

    before = cost()
    for _number in range(5):
        make_note(make_spot(hall))
    assert cost() == before <= 8


def test_a_need_that_was_written_down_at_an_event_leads_back_to_it(hall):
    group, manager = hall.body.group, hall.coordinator
    event = opened(by=manager, group=group, title_sv="Seminariet i mars")
    asked = f"{path('spot_new', group.pk)}?event={event.pk}"
    assert asked in str(soup(client_of(manager).get(f"/events/{event.pk}/")))
    client = client_of(manager)
    page = client.get(asked)
    assert typed(page)["title_sv"] == "Seminariet i mars"
    client.post(asked, typed(page))
    spot = CaptureSpot.objects.get()
    assert spot.event == event
    assert f"/events/{event.pk}/" in str(soup(client.get(path("spot_detail", spot.pk))))
    given = {"by": manager, "now": timezone.now()}
    joined = make_need(hall)
    settlings = (
        Settling("raise", title_sv="En lots"),
        Settling("join", need_id=joined.pk),
        Settling("leave"),
    )
    notes = [
        settle_capture(capture_id=make_note(spot).pk, settling=each, **given) for each in settlings
    ]

    reader = hall.members[0]
    for need in (notes[0].need, joined):
        chain = chain_of(Ref(NodeKind.NEED, need.pk), reader)
        assert [node.ref for node in chain][:2] == [
            Ref(NodeKind.EVENT, event.pk),
            Ref(NodeKind.NEED, need.pk),
        ]
    assert len(chain_of(Ref(NodeKind.EVENT, event.pk), reader)) == 3
    # Who arranges events for a body alone opens places for these alone.
    chair = make_actor(role=Role.CHAIR, body=hall.body)
    own = opened(by=chair, group=group, body=hall.body)
    given = {"group_id": group.pk, "by": chair, "now": timezone.now()}
    open_spot(values=SpotValues(today(), "Vår", event_id=own.pk), **given)
    assert CaptureSpot.objects.visible_to(chair).get().event == own
    with pytest.raises(PermissionDenied):
        open_spot(values=SpotValues(today(), "Er", event_id=event.pk), **given)
    foreign = opened(by=(far := make_hall()).coordinator, group=far.body.group)
    with pytest.raises(ValidationError):
        open_spot(values=SpotValues(today(), "Annan", event_id=foreign.pk), **given)
