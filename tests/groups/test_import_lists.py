"""A list of people and organisations: what it would change, and that it changes exactly that."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import override

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.models import AuditEvent
from elo_platform.lib.forms import StaleEdit
from elo_platform.notifications.models import Owed
from groups.models import ImportDraft, Invitation, Organisation, Seat, SeatHolder
from groups.permissions import Role
from groups.services.import_lists import import_list, keep_list, verdict_of
from groups.services.invitations import Acceptance, accept_invitation, decline_invitation
from groups.services.seats import end_mandate
from tests.factories import (
    give_role,
    make_actor,
    make_body,
    make_category,
    make_group,
    make_mandate,
    make_organisation,
    make_seat,
    make_user,
    today,
)
from tests.groups.import_files import csv_file

HEADERS = [
    *("Toimielin", "Organisaatio", "Taho", "Nimi", "Sähköposti", "Jäsenyys"),
    *("Alkaen", "Asti", "Asemataso", "Valtuus", "Kieli"),
]
NEXT_YEAR = today().replace(day=1) + timedelta(days=400)


def line(*values, **by_header):
    found = dict(zip(HEADERS, values, strict=False)) | by_header
    return [found.get(header, "") for header in HEADERS]


@pytest.fixture
def world(db):
    group = make_group(languages="fi sv")
    body = make_body(group=group)
    make_category(key="UNI")
    seat = make_seat(body=body)
    holder = make_mandate(seat=seat, user=make_user(email="onni@elo.example", name="Onni Lehtola"))
    coordinator = make_actor(role=Role.COORDINATOR, group=group)
    Owed.objects.all().delete()
    with override("en"):
        yield group, body, seat, holder, coordinator


def keep(world, *lines, sends_mail=True):
    group, *_rest, coordinator = world
    return keep_list(
        group=group,
        file=csv_file([HEADERS, *lines]),
        sends_mail=sends_mail,
        by=coordinator,
        now=timezone.now(),
    )


def verdict(world, *lines, sends_mail=True):
    draft = keep(world, *lines, sends_mail=sends_mail)
    return verdict_of(draft=draft, now=timezone.now())


def run(world, *lines, sends_mail=True):
    draft = keep(world, *lines, sends_mail=sends_mail)
    seen = verdict_of(draft=draft, now=timezone.now()).fingerprint
    return import_list(draft_id=draft.pk, seen=seen, by=world[-1], now=timezone.now())


LIST = [
    line("Johtoryhmä", "Itä-Suomen yliopisto", "UNI", "Eino Virta", "Eino@elo.example",
         Asti=NEXT_YEAR.isoformat(), Asemataso="Asiantuntija", Valtuus="kyllä", Kieli="suomi"),
    line("JOHTO RYHMÄ", "itä-suomen yliopisto", "", "Saga Berg", "saga@elo.example", "varajäsen",
         Kieli="sv"),
    line("Johtoryhmä", "Ammattiopisto Ranta", "", "Onni Lehtola", "onni@elo.example", "jäsen",
         Asemataso="johtaja"),
    line("Johtoryhmä", "Uusi yhdistys", "UNI"),
    line("", "Toinen yhdistys", "UNI"),
]  # fmt: skip


def test_a_list_is_imported_whole_and_the_second_time_changes_nothing(world):
    group, body, _seat, holder, coordinator = world
    shown = verdict(world, *LIST)
    assert [row.verdict for row in shown.rows] == ["new", "new", "changed", "new", "new"]
    assert not Organisation.objects.called("Uusi yhdistys").exists(), "a preview writes nothing"

    done = run(world, *LIST)
    assert (done.organisations, done.seats, done.invitations, done.mandates) == (3, 2, 2, 1)
    assert not ImportDraft.objects.exists(), "what was imported is forgotten"
    seat = Seat.objects.get(organisation__name_fi="Itä-Suomen yliopisto")
    invited = {row.address: row for row in Invitation.objects.filter(seat=seat)}
    assert invited["saga@elo.example"].kind == "deputy"
    assert not SeatHolder.objects.filter(seat=seat).exists(), "nobody sits who has not accepted"
    holder.refresh_from_db()
    assert holder.position == "leading"
    event = AuditEvent.objects.get(kind=AuditKind.LIST_IMPORTED)
    assert event.data["invitations"] == 2
    assert event.group_id == group.pk
    mails = Owed.objects.count()
    assert mails == 2

    again = verdict(world, *LIST)
    assert {row.verdict for row in again.rows} == {"same"}
    assert (run(world, *LIST).invitations, Owed.objects.count()) == (0, mails)

    asked = invited["eino@elo.example"]
    answer = Acceptance(name="Eino Virta", title="", language="fi")
    accept_invitation(
        invitation_id=asked.pk, address=asked.address, answer=answer, now=timezone.now()
    )
    mandate = SeatHolder.objects.get(seat=seat)
    assert (mandate.ends_on, mandate.position, mandate.may_commit) == (NEXT_YEAR, "expert", "yes")
    asked = invited["saga@elo.example"]
    decline_invitation(invitation_id=asked.pk, address=asked.address, reason="", now=timezone.now())
    assert {row.verdict for row in verdict(world, *LIST).rows} == {"same"}, "no is an answer"


def test_seats_can_be_opened_alone_and_people_invited_with_the_same_list_later(world):
    done = run(world, LIST[0], sends_mail=False)
    assert (done.seats, done.invitations, Owed.objects.count()) == (1, 0, 0)
    assert {row.verdict for row in verdict(world, LIST[0], sends_mail=False).rows} == {"same"}
    assert run(world, LIST[0]).invitations == 1


RANTA = "Ammattiopisto Ranta"


@pytest.mark.parametrize(
    ("lines", "place", "says"),
    [
        ([line("Hallitus", RANTA)], (2, "A"), "no body of this name"),
        ([line("Vanha", RANTA)], (2, "A"), "The body ended"),
        ([line("", RANTA, "", "Åke", "ake@elo.example")], (2, "A"), "which body"),
        ([line("Johtoryhmä", "")], (2, "B"), "which organisation"),
        ([line("Johtoryhmä", "Kaksonen")], (2, "B"), "Several organisations"),
        ([line("Johtoryhmä", "Uusi")], (2, "C"), "what kind"),
        ([line("Johtoryhmä", RANTA, "TE-toimisto")], (2, "C"), "No kind"),
        ([line("Johtoryhmä", RANTA, "", "Åke")], (2, "E"), "e-mail address too"),
        ([line("Johtoryhmä", RANTA, "", "Åke", "ake(at)elo")], (2, "E"), "not an e-mail"),
        ([line("Johtoryhmä", RANTA, "", "", "ny@elo.example", "vara")], (2, "D"), "the name too"),
        ([line("Johtoryhmä", RANTA, "", "X", "gone@elo.example")], (2, "E"), "been closed"),
        ([line("Johtoryhmä", RANTA, "", "X", "x@elo.example", "gäst")], (2, "F"), "not known"),
        ([line("Johtoryhmä", RANTA, "", "X", "x@elo.example")], (2, "F"), "without a last day"),
        ([line("Johtoryhmä", RANTA, "", "", "onni@elo.example", "vara")], (2, "F"), "as member"),
        (
            [line("Johtoryhmä", RANTA, "", "", "onni@elo.example", "", "1.1.2019")],
            (2, "G"),
            "began",
        ),
        ([line("Johtoryhmä", RANTA, Alkaen="32.1.2027")], (2, "G"), "Write a day"),
        ([line("Johtoryhmä", RANTA, Alkaen="1.3.2027", Asti="2027-02-28")], (2, "H"), "before"),
        ([line("Johtoryhmä", "=B1", "UNI")], (2, "B"), "formula"),
        ([LIST[0], LIST[0]], (3, "E"), "Row 2 has the same person"),
        ([LIST[0], line(*LIST[0][:3], "Åke", "ake@elo.example")], (3, "F"), "Row 2 has a member"),
    ],
)
def test_one_bad_cell_is_named_and_nothing_of_the_list_is_written(world, lines, place, says):
    group, _body, _seat, _holder, coordinator = world
    make_body(group=group, name_fi="Vanha", ends_on=today() - timedelta(days=1))
    for name in ("Tvilling A", "Tvilling B"):
        make_organisation(name_sv=name, name_fi="Kaksonen")
    make_user(email="gone@elo.example", is_active=False)
    good = line("", "Hyvä rivi", "UNI")
    draft = keep(world, *lines, good)
    shown = verdict_of(draft=draft, now=timezone.now())
    bad = [
        (row.number, cell.letter, cell.note)
        for row in shown.rows
        for cell in row.cells
        if cell.verdict == "error"
    ]
    assert [(number, letter) for number, letter, _note in bad] == [place]
    assert says in bad[0][2]
    with pytest.raises(ValidationError):
        import_list(draft_id=draft.pk, seen=shown.fingerprint, by=coordinator, now=timezone.now())
    assert not Organisation.objects.called("Hyvä rivi").exists()
    assert run(world, good).organisations == 1, "without it the list is imported"


def test_a_world_that_changed_since_the_preview_leads_back_to_it(world):
    _group, _body, seat, holder, coordinator = world
    lines = [line("Johtoryhmä", RANTA, "", "", "onni@elo.example", Asti=NEXT_YEAR.isoformat())]
    draft = keep(world, *lines)
    seen = verdict_of(draft=draft, now=timezone.now()).fingerprint
    end_mandate(holder_id=holder.pk, by=coordinator, now=timezone.now())
    given = {"draft_id": draft.pk, "by": coordinator, "now": timezone.now()}
    with pytest.raises(StaleEdit) as stale:
        import_list(seen=seen, **given)
    assert [row.verdict for row in stale.value.current.rows] == ["new"]
    assert not Invitation.objects.filter(seat=seat).exists()
    assert import_list(seen=stale.value.current.fingerprint, **given).invitations == 1


def test_a_mandate_is_shortened_prolonged_and_described_as_by_hand(world):
    holder = world[3]
    for last in (NEXT_YEAR, NEXT_YEAR + timedelta(days=30), NEXT_YEAR - timedelta(days=30)):
        one = line(
            "Johtoryhmä", RANTA, "", "", "onni@elo.example", Asti=last.isoformat(), Valtuus="ei"
        )
        assert run(world, one).mandates == 1
        holder.refresh_from_db()
        assert (holder.ends_on, holder.may_commit) == (last, "no")
        assert holder.role_grants.get().ends_on == last, "the role ends with the mandate"
        assert {row.verdict for row in verdict(world, one).rows} == {"same"}


def test_only_who_manages_the_seats_imports_and_only_the_own_list(world):
    draft = keep(world, LIST[4])
    group, *_rest = world
    other = make_actor(role=Role.COORDINATOR, group=group)
    member = make_actor(role=Role.NETWORK_MEMBER, body=make_body(group=group))
    seen = verdict_of(draft=draft, now=timezone.now()).fingerprint
    with pytest.raises(ImportDraft.DoesNotExist):
        import_list(draft_id=draft.pk, seen=seen, by=other, now=timezone.now())
    with pytest.raises(PermissionDenied):
        keep_list(
            group=group,
            file=csv_file([HEADERS, LIST[4]]),
            sends_mail=True,
            by=member,
            now=timezone.now(),
        )
    give_role(user=member, role=Role.COORDINATOR, held_in=group)
    assert ImportDraft.objects.visible_to(member).count() == 0
    assert ImportDraft.objects.visible_to(world[-1]).get() == draft
    assert not User.objects.filter(email="eino@elo.example").exists()
