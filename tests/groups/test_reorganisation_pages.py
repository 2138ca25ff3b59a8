"""The pages of a reorganisation: prepared, simulated, confirmed by two, carried out, undone."""

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from groups.kinds import Fate, StepRelation, Touched
from groups.models import Organisation, Reorganisation, Seat
from groups.panels.reorganisations import effect_row
from groups.permissions import Role
from groups.services.reorganisation_inquiry import Effect
from groups.states import ReorganisationState
from groups.tasks import reorganise
from tests.browsing import client_of
from tests.factories import (
    make_actor,
    make_body,
    make_group,
    make_mandate,
    make_organisation,
    make_user,
    today,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    """Two administrators, two colleges with a seat each in one body, and a coordinator."""
    group = make_group()
    body = make_body(group=group, kind="network")
    colleges = [
        make_organisation(name_sv=f"Institutet {name}", name_fi=f"Opisto {name}")
        for name in ("Ek", "Alm")
    ]
    for college in colleges:
        seat = Seat.objects.create(
            body=body,
            organisation=college,
            category=college.category,
            opened_on=today() - timedelta(days=400),
        )
        make_mandate(seat=seat, user=make_user(name=f"Rektor {college.pk}"))
    return {
        "first": client_of(make_user(name="Hilja Purolehto", language="fi", is_staff=True)),
        "second": client_of(make_user(name="Ture Almvik", language="en", is_staff=True)),
        "coordinator": client_of(make_actor(role=Role.COORDINATOR, group=group)),
        "colleges": colleges,
        "body": body,
    }


def post(client: Client, name: str, pk: int | None = None, **data):
    path = reverse(f"groups:{name}", args=[pk] if pk else [])
    return client.post(path, {"form_key": str(uuid.uuid4()), **data})


def text_of(client: Client, name: str, pk: int) -> str:
    """Return the words of a page."""
    html = client.get(reverse(f"groups:{name}", args=[pk])).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def hidden(client: Client, row: Reorganisation, name: str) -> str:
    """Return the value of a hidden field on the page of a reorganisation."""
    html = client.get(reverse("groups:reorganisation_detail", args=[row.pk])).content.decode()
    return re.search(rf'name="{name}" value="([^"]+)"', html)[1]


def prepare(office, on) -> Reorganisation:
    post(office["first"], "reorganisation_new", title_sv="Instituten går ihop", on=str(on))
    return Reorganisation.objects.get()


def add_merge(office, row, **changes):
    ek, alm = office["colleges"]
    data = {
        "version": row.version,
        "kind": "organisation",
        "relation": "merge",
        "before_1": f"{ek.name} #{ek.pk}",
        "before_2": alm.name.upper(),
        "name_sv_1": "Institutet Lund",
        "name_fi_1": "Lehdon opisto",
    }
    return post(office["first"], "reorganisation_step_new", row.pk, **data | changes)


def choose(office, row) -> None:
    """Take the first way of each question of the page."""
    html = office["first"].get(reverse("groups:reorganisation_detail", args=[row.pk]))
    ways = re.findall(r'name="(choice_\d+)" value="([^"]+)"', html.content.decode())
    assert ways
    chosen = dict(reversed(ways))
    assert post(office["first"], "reorganisation_choices", row.pk, **chosen).status_code == 302


def confirm(office, who, row):
    fingerprint = hidden(office[who], row, "fingerprint")
    return post(office[who], "reorganisation_confirm", row.pk, fingerprint=fingerprint)


def test_two_colleges_become_one_after_two_have_confirmed_on_its_own_day(office):
    row = prepare(office, today())
    assert add_merge(office, row).status_code == 302

    page = text_of(office["first"], "reorganisation_detail", row.pk)
    assert "Opisto Ek, Opisto Alm" in page
    assert "Lehdon opisto" in page
    assert "Opisto Ek" in text_of(office["first"], "reorganisation_effects", row.pk)

    choose(office, row)
    assert confirm(office, "first", row).status_code == 302
    page = office["first"].get(reverse("groups:reorganisation_detail", args=[row.pk]))
    assert 'name="fingerprint"' not in page.content.decode()

    assert confirm(office, "second", row).status_code == 302
    row.refresh_from_db()
    assert row.state == ReorganisationState.CONFIRMED
    assert Organisation.objects.filter(ended_on=None).count() == 2

    assert "within minutes" in text_of(office["second"], "reorganisation_detail", row.pk)

    reorganise()

    heir = Organisation.objects.get(name_sv="Institutet Lund")
    seats = Seat.objects.filter(body=office["body"])
    assert seats.filter(closed_on=None).exclude(organisation=heir).count() == 0
    assert "Every seat has a member" in text_of(office["second"], "reorganisation_detail", row.pk)


def test_the_first_cannot_confirm_twice_and_a_change_asks_both_anew(office):
    row = prepare(office, today() + timedelta(days=30))
    add_merge(office, row)
    choose(office, row)
    fingerprint = hidden(office["first"], row, "fingerprint")
    confirm(office, "first", row)

    twice = post(office["first"], "reorganisation_confirm", row.pk, fingerprint=fingerprint)
    assert twice.status_code == 403

    Organisation.objects.filter(pk=office["colleges"][0].pk).update(ended_on=None)
    Seat.objects.filter(organisation=office["colleges"][1]).update(closed_on=today())
    old = post(office["second"], "reorganisation_confirm", row.pk, fingerprint=fingerprint)

    assert old.status_code == 422
    row.refresh_from_db()
    assert row.second_by is None


def test_what_makes_no_sense_is_told_and_what_was_typed_stays(office):
    row = prepare(office, today() + timedelta(days=30))

    nobody = add_merge(office, row, before_1="Nowhere College")
    assert nobody.status_code == 422
    assert "Nowhere College" in nobody.content.decode()
    itself = add_merge(office, row, after_1=office["colleges"][0].name)
    assert itself.status_code == 422
    stale = add_merge(office, row, version=row.version + 7)
    assert stale.status_code == 409
    assert "Institutet Lund" in stale.content.decode()
    assert not row.steps.exists()

    assert add_merge(office, row).status_code == 302
    step, version = row.steps.get(), Reorganisation.objects.get().version
    gone = post(office["first"], "reorganisation_step_remove", step.pk, version=version)
    assert gone.status_code == 302
    assert not row.steps.exists()


def test_a_step_offers_only_what_can_happen_and_no_day_that_has_passed_is_taken(office):
    row = prepare(office, today() + timedelta(days=30))
    path = reverse("groups:reorganisation_step_new", args=[row.pk])
    for kind, ways in (("body", {"rename", "merge"}), ("organisation", {*StepRelation.values})):
        html = office["first"].get(path, {"kind": kind}).content.decode()
        assert set(re.findall(r'name="relation" value="(\w+)"', html)) == ways
    assert add_merge(office, row, kind="body", relation="split").status_code == 422

    yesterday = str(today() - timedelta(days=1))
    data = {"title_sv": "Yrkesinstituten", "on": yesterday}
    late = post(office["first"], "reorganisation_edit", row.pk, version=0, **data)
    assert late.status_code == 422
    assert "Yrkesinstituten" in late.content.decode()
    assert post(office["first"], "reorganisation_new", **data).status_code == 422
    assert Reorganisation.objects.get().on > today()

    # Its day passes while it is prepared: it is no longer to be confirmed.
    add_merge(office, row)
    choose(office, row)
    Reorganisation.objects.update(on=yesterday)
    assert confirm(office, "first", row).status_code == 422
    Reorganisation.objects.update(on=today())
    assert confirm(office, "first", row).status_code == 302


def test_it_is_changed_and_withdrawn(office):
    row = prepare(office, today() + timedelta(days=30))
    day = today() + timedelta(days=60)
    data = {"title_sv": "Sammanslagning", "on": str(day)}

    assert (
        post(office["second"], "reorganisation_edit", row.pk, version=99, **data).status_code == 409
    )
    assert (
        post(office["second"], "reorganisation_edit", row.pk, version=0, **data).status_code == 302
    )
    row.refresh_from_db()
    assert (row.title_sv, row.on) == ("Sammanslagning", day)

    answer = post(office["second"], "reorganisation_withdraw", row.pk)
    assert answer.status_code == 302
    page = office["first"].get(reverse("groups:reorganisation_list"))
    assert "Sammanslagning" in page.content.decode()
    assert add_merge(office, row).status_code == 403


def test_nobody_else_knows_of_it(office):
    row = prepare(office, today() + timedelta(days=30))

    for name, args in (
        ("reorganisation_list", []),
        ("reorganisation_new", []),
        ("reorganisation_detail", [row.pk]),
        ("reorganisation_step_new", [row.pk]),
    ):
        path = reverse(f"groups:{name}", args=args)
        assert office["coordinator"].get(path).status_code == 404, name
        assert office["first"].get(path).status_code == 200, name


def test_what_has_no_name_for_administrators_is_called_what_it_is():
    invitation = Effect(Touched.INVITATION, Fate.ENDS, 1, "", group_id=7)

    row = effect_row(invitation, {})

    assert row["label"] == Touched.INVITATION.label != ""
    assert row["url"] == reverse("groups:group_detail", args=[7])
