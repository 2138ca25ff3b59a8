"""Importing in the browser, and the lists that leave: as files, recorded, and back again."""

import csv
import io
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.models import AuditEvent
from groups.kinds import PositionLevel
from groups.models import Agreement, ImportDraft, Invitation, Organisation
from groups.permissions import Role
from groups.services.import_lists import keep_list, verdict_of
from groups.services.seats import MandateValues, change_mandate
from tests.factories import (
    make_actor,
    make_body,
    make_category,
    make_group,
    make_invitation,
    make_mandate,
    make_organisation,
    make_seat,
    make_user,
    today,
)
from tests.groups.import_files import csv_file, xlsx_file
from tests.plans.plans import make_goal, make_measure, make_plan
from tests.world import make_need, make_outcome

HEADERS = ["Organ", "Organisation", "Instans", "Namn", "E-post", "Som"]
ROW = ["Ledningsgruppen", "Nya föreningen", "VET", "Saga Berg", "saga@elo.example", "ersättare"]


@pytest.fixture
def coordinator(db):
    group = make_group(languages="sv")
    make_body(group=group)
    make_category()
    return make_actor(role=Role.COORDINATOR, group=group)


def group_of(user):
    return user.role_grants.get().group


def upload(client, group, file, **fields):
    data = {"form_key": str(uuid.uuid4()), "people": "mail", "file": file, **fields}
    return client.post(reverse("groups:import_new", args=[group.pk]), data)


def confirm(client, path, page):
    seen = page.context["button"]["seen"].value()
    return client.post(path, {"form_key": str(uuid.uuid4()), "seen": seen})


def test_a_list_is_uploaded_looked_at_and_imported_once(client, coordinator):
    group = group_of(coordinator)
    client.force_login(coordinator)
    refused = upload(client, group, csv_file([["Namn"], ["Saga"]]))
    assert refused.status_code == 422
    assert not ImportDraft.objects.exists()

    path = upload(client, group, xlsx_file([HEADERS, ROW])).url
    page = client.get(path, {"lang": "en"})
    assert "Import one row" in page.content.decode()
    assert not Organisation.objects.called("Nya föreningen").exists()
    data = {"form_key": str(uuid.uuid4()), "seen": page.context["button"]["seen"].value()}
    first, second = client.post(path, data), client.post(path, data)
    assert first.url == second.url == reverse("groups:group_people", args=[group.pk])
    assert Invitation.objects.get().address == "saga@elo.example"
    assert client.get(path).status_code == 404, "what was imported is gone"

    path = upload(client, group, xlsx_file([HEADERS, ROW])).url
    page = client.get(path, {"lang": "en"}).content.decode()
    assert "nothing to import" in page
    assert "Import one row" not in page
    dropped = client.post(
        reverse("groups:import_drop", args=[ImportDraft.objects.get().pk]),
        {"form_key": str(uuid.uuid4())},
    )
    assert dropped.status_code == 302
    assert not ImportDraft.objects.exists()


def test_errors_name_their_cells_and_leave_no_button_and_a_changed_world_shows_again(
    client, coordinator
):
    group = group_of(coordinator)
    client.force_login(coordinator)
    bad = [*ROW[:4], "saga(at)elo", "gäst"]
    path = upload(client, group, csv_file([HEADERS, ROW, bad])).url
    page = client.get(path, {"lang": "en"})
    assert "Row 3, column E (E-post)" in page.content.decode()
    assert page.content.count(b"<details>") == page.content.count(b"<details open>") == 1
    assert "Import one row" not in page.content.decode()
    assert confirm(client, path, page).status_code == 422
    assert not Organisation.objects.called("Nya föreningen").exists()

    path = upload(client, group, csv_file([HEADERS, ROW])).url
    page = client.get(path)
    make_organisation(name_sv="Nya föreningen", name_fi="Uusi yhdistys")
    again = confirm(client, path, page)
    assert again.status_code == 409
    assert not Invitation.objects.exists()
    assert confirm(client, path, again).status_code == 302
    assert Organisation.objects.called("Nya föreningen").count() == 1


def read_csv(response):
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_the_list_of_people_leaves_is_recorded_and_comes_back_unchanged(client, coordinator):
    group = group_of(coordinator)
    body = group.bodies.get()
    network = make_body(group=group, kind="network", name_sv="Nätverket", name_fi="Verkosto")
    one = make_mandate(
        seat=make_seat(body=body, organisation=make_organisation(name_sv="=Strand")),
        user=make_user(name="+Onni Lehtola"),
        ends_on=today() + timedelta(days=90),
    )
    values = MandateValues(position=PositionLevel.EXPERT, may_commit="no", ends_on=one.ends_on)
    change_mandate(holder_id=one.pk, values=values, by=coordinator, now=timezone.now())
    make_mandate(seat=one.seat, kind="deputy")
    make_seat(body=network, organisation=make_organisation(name_sv="Tom", name_fi="Tyhjä"))
    client.force_login(coordinator)
    address = {ending: reverse("groups:people_export", args=[group.pk, ending])
               for ending in ("csv", "xlsx", "pdf")}  # fmt: skip
    rows = read_csv(client.get(address["csv"], {"lang": "sv"}))
    assert [row[1] for row in rows[1:]] == ["'=Strand", "'=Strand", "Tom"]
    assert len(read_csv(client.get(address["csv"], {"body": network.pk}))) == 2
    assert client.get(address["pdf"]).status_code == 404
    events = AuditEvent.objects.filter(kind=AuditKind.LIST_EXPORTED).order_by("pk")
    assert [event.data["rows"] for event in events] == [3, 1]
    assert "Strand" not in str([event.data for event in events])

    for ending in ("csv", "xlsx"):
        for language in ("sv", "fi", "en"):
            content = client.get(address[ending], {"lang": language}).content
            file = csv_file([]) if ending == "csv" else xlsx_file([])
            file.open().write(content)
            file.file.seek(0)
            file.size = len(content)
            draft = keep_list(
                group=group, file=file, sends_mail=True, by=coordinator, now=timezone.now()
            )
            verdict = verdict_of(draft=draft, now=timezone.now())
            assert not verdict.has_errors, [cell for row in verdict.rows for cell in row.cells]
            assert verdict.to_do == []
            assert len(verdict.rows) == 3


def test_lists_leave_as_far_as_they_are_seen_and_as_they_are_filtered(client, world):
    coordinator, group = world.people["coordinator"], world.group
    make_need(world, title_sv="=Väntetider", visibility="public")
    make_need(world, title_sv="Inre", state="refused", refusal="Nej.", settled_by=coordinator)
    make_outcome(world)
    make_invitation(body=world.network, by=coordinator)

    def rows(name, reader, query=None):
        if reader:
            client.force_login(world.people[reader])
        else:
            client.logout()
        address = reverse(f"groups:{name}", args=[group.pk, "csv"])
        return read_csv(client.get(address, {"lang": "sv", **(query or {})}))[1:]

    assert [row[0] for row in rows("needs_export", None)] == ["'=Väntetider"]
    assert len(rows("needs_export", "coordinator")) == 2
    assert len(rows("needs_export", "coordinator", {"state": "refused"})) == 1
    assert rows("outcomes_export", None) == []
    assert len(rows("outcomes_export", "leading")[0]) == 8
    assert rows("outcomes_export", "leading", {"year": "1999"}) == []
    assert len(rows("meetings_export", "coordinator")) > len(rows("meetings_export", "leading"))
    assert len(rows("invitations_export", "coordinator")) == 2
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("groups:invitations_export", args=[group.pk, "csv"]))
    assert len(queries) <= 12
    agreed = Agreement.objects.create(group=group, title_sv="Avtal", starts_on=today())
    party = agreed.parties.create(organisation=world.seat.organisation)
    group.networks.create(kind="youth", relation="parallel", name_sv="=Nätverk", starts_on=today())
    measure = make_measure(goal=make_goal(plan=make_plan(group=group)), title_sv="=Kurs")
    for name, pk, first in (
        ("groups:parties_export", agreed.pk, party.organisation.name_sv),
        ("groups:networks_export", group.pk, "'=Nätverk"),
        ("plans:actions_export", measure.plan_id, "1"),
    ):
        found = read_csv(client.get(reverse(name, args=[pk, "csv"]), {"lang": "sv"}))[1:]
        assert [row[0][: len(first)] for row in found] == [first]
    names = {"text": world.seat.organisation.name_sv}
    address = reverse("groups:organisations_export", args=["csv"])
    found = read_csv(client.get(address, {"lang": "sv", **names}))
    assert {row[0] for row in found[1:]} == {world.seat.organisation.name_sv}
    client.logout()
    assert len(read_csv(client.get(address, {"lang": "sv"}))) == 1, "no profile is public"
    sheet = load_workbook(
        io.BytesIO(client.get(reverse("groups:needs_export", args=[group.pk, "xlsx"])).content)
    ).active
    assert sheet["A2"].data_type == "s"
