"""Agreements: written, sent, frozen, signed, concluded, ended, renewed; who may do what."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from elo_platform.audit.models import AuditEvent
from elo_platform.lib.forms import StaleEdit
from elo_platform.notifications.models import Owed
from elo_platform.overview.proofs.together import together
from groups.models import Agreement, Commitment, Document, Party
from groups.panels.agreements import status_of
from groups.permissions import Role
from groups.policies.agreements import can_answer, can_draft
from groups.services.agreement_signing import PartyAnswer, answer_party
from groups.services.agreement_steps import (
    conclude_agreement,
    end_agreement,
    give_more_time,
    retract_agreement,
    send_agreement,
)
from groups.services.agreements import (
    PromiseValues,
    add_promise,
    change_agreement,
    change_promise,
    choose_parties,
    draft_agreement,
    remove_annex,
    remove_draft,
    remove_promise,
    renew_agreement,
)
from groups.states import PartyAction
from tests.factories import make_actor, make_organisation, make_user, today
from tests.groups.agreements import (
    entered,
    make_draft,
    make_sent,
    make_table,
    party_of,
    pdf,
    signed,
    wording,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_media", "in_english")]
SIGN = PartyAnswer(PartyAction.SIGN, signer="Rektor")
DECLINE = PartyAnswer(PartyAction.DECLINE, reason="Vi hinner inte")


def fresh(agreement) -> Agreement:
    return Agreement.objects.with_progress().get(pk=agreement.pk)


def answered(party, by, answer=SIGN, **fields) -> Party:
    given = {"version": party.version, "now": timezone.now()} | fields
    return answer_party(party_id=party.pk, answer=answer, by=by, **given)


# Writing


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title_sv": "", "title_fi": ""}, "title_sv"),
        ({"ends_on": today()}, "ends_on"),
        ({"answer_by": today() + timedelta(days=401)}, "answer_by"),
    ],
)
def test_what_cannot_be_agreed_is_refused_at_its_field(fields, field):
    table = make_table()
    draft = make_draft(table)

    with pytest.raises(ValidationError) as refusal:
        draft_agreement(group_id=table.group.pk, values=wording(**fields), **table.act)
    with pytest.raises(ValidationError):
        change_agreement(
            agreement_id=draft.pk, version=draft.version, values=wording(**fields), **table.act
        )

    assert list(refusal.value.error_dict) == [field]
    given = {"agreement_id": draft.pk, "version": draft.version, **table.act}
    assert change_agreement(values=wording(title_sv="Avtal"), **given).title_sv == "Avtal"
    with pytest.raises(StaleEdit):
        change_agreement(values=wording(), **given)


def test_parties_are_chosen_all_at_once_and_one_that_has_ended_is_refused():
    table = make_table()
    draft = make_draft(table)
    ended = make_organisation(name_sv="NTM-centralen", name_fi="ELY-keskus", ended_on=today())
    keep = [each.pk for each in table.organisations[1:]]
    given = {"agreement_id": draft.pk, **table.act}

    with pytest.raises(ValidationError) as refusal:
        choose_parties(organisation_ids=[*keep, ended.pk], version=draft.version, **given)
    choose_parties(organisation_ids=keep, version=draft.version, **given)

    assert "ELY-keskus" in str(refusal.value)
    assert sorted(draft.parties.values_list("organisation", flat=True)) == sorted(keep)
    with pytest.raises(StaleEdit):
        choose_parties(organisation_ids=[], version=draft.version, **given)


def test_who_manages_the_group_writes_and_others_do_not():
    table = make_table()
    allowed = {"coordinator": table.coordinator}
    refused = [
        table.contacts[0],
        table.member,
        make_actor(role=Role.CHAIR, group=table.group),
        make_actor(role=Role.COORDINATOR),
        make_actor(role=Role.NATIONAL),
        make_user(),
    ]

    assert can_draft(allowed["coordinator"], table.group.pk)
    for user in refused:
        assert not can_draft(user, table.group.pk)
        with pytest.raises(PermissionDenied):
            draft_agreement(group_id=table.group.pk, values=wording(), by=user, now=timezone.now())


def test_a_draft_shows_to_coordinators_and_what_is_sent_to_the_group_and_the_parties():
    table = make_table()
    draft = make_draft(table)
    outsider = make_actor(role=Role.COORDINATOR)
    readers = [table.coordinator, table.member, *table.contacts, outsider]

    def seen() -> list[bool]:
        found = [Agreement.objects.visible_to(user).filter(pk=draft.pk) for user in readers]
        parts = [Commitment.objects.visible_to(user) for user in readers]
        assert [rows.count() == 2 for rows in parts] == [rows.exists() for rows in found]
        return [rows.exists() for rows in found]

    assert seen() == [True, False, False, False, False, False]
    send_agreement(agreement_id=draft.pk, answer_by=today() + timedelta(days=9), **table.act)
    assert seen() == [True, True, True, True, True, False]


# Sending, and what stands from then on


def test_nothing_half_written_is_sent():
    table = make_table()
    given = {"answer_by": today() + timedelta(days=9), **table.act}
    empty = draft_agreement(
        group_id=table.group.pk, values=wording(text_sv="", text_fi=""), **table.act
    )
    alone = draft_agreement(group_id=table.group.pk, values=wording(), **table.act)
    draft = make_draft(table)
    reasons = []
    for agreement, fields in (
        (empty, {}),
        (alone, {}),
        (draft, {"answer_by": today()}),
        (draft, {"answer_by": today() + timedelta(days=401)}),
    ):
        with pytest.raises(ValidationError) as refusal:
            send_agreement(agreement_id=agreement.pk, **(given | fields))
        reasons += refusal.value.messages
    table.organisations[0].ended_on = today()
    table.organisations[0].save()
    with pytest.raises(ValidationError) as refusal:
        send_agreement(agreement_id=draft.pk, **given)

    assert len(set(reasons)) == 4
    assert "Yrkesinstitutet Strand fi" in str(refusal.value)
    table.organisations[0].ended_on = None
    table.organisations[0].save()
    assert send_agreement(agreement_id=draft.pk, **given).state == "signing"
    with pytest.raises(PermissionDenied):
        send_agreement(agreement_id=draft.pk, **given)


def test_what_was_sent_stands_by_any_path_and_goes_back_only_unsigned():
    table = make_table()
    sent = make_sent(table)
    promise, annex = sent.commitments.first(), sent.annexes.get()
    given = {"agreement_id": sent.pk, **table.act}
    for act in (
        lambda: change_agreement(version=sent.version, values=wording(), **given),
        lambda: choose_parties(version=sent.version, organisation_ids=[], **given),
        lambda: add_promise(values=PromiseValues(text_sv="Mer"), **given),
        lambda: change_promise(
            promise_id=promise.pk,
            version=sent.version,
            values=PromiseValues(text_sv="Mer"),
            **table.act,
        ),
        lambda: remove_promise(promise_id=promise.pk, **table.act),
        lambda: remove_annex(annex_id=annex.pk, **table.act),
        lambda: remove_draft(**given),
    ):
        with pytest.raises(PermissionDenied):
            act()
    signature = party_of(sent, table, 1)
    signed(sent, table, 1)
    for write in (
        lambda: Agreement.objects.filter(pk=sent.pk).update(text_sv="Annat"),
        lambda: Agreement.objects.filter(pk=sent.pk).update(state="draft"),
        lambda: Agreement.objects.filter(pk=sent.pk).delete(),
        lambda: Commitment.objects.filter(pk=promise.pk).update(hours=1),
        lambda: sent.commitments.create(number=9, text_sv="Mer"),
        lambda: Party.objects.filter(pk=signature.pk).delete(),
        lambda: Party.objects.filter(pk=signature.pk).update(state="asked"),
        lambda: Party.objects.filter(pk=signature.pk).update(signer="Någon annan"),
        lambda: sent.annexes.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()
    with pytest.raises(PermissionDenied):
        retract_agreement(**given)
    assert give_more_time(answer_by=today() + timedelta(days=60), **given).version


def test_taken_back_it_can_change_and_old_links_open_nothing():
    table = make_table()
    sent = make_sent(table)
    party = party_of(sent, table)
    answered(party, table.contacts[0], DECLINE)

    retract_agreement(agreement_id=sent.pk, **table.act)
    with pytest.raises(PermissionDenied, match="rewritten"):
        answered(party_of(sent, table), table.contacts[0])
    draft = fresh(sent)
    change_agreement(agreement_id=sent.pk, version=draft.version, values=wording(), **table.act)
    send_agreement(agreement_id=sent.pk, answer_by=today() + timedelta(days=9), **table.act)

    with pytest.raises(StaleEdit):
        answered(party, table.contacts[0])
    assert answered(party_of(sent, table), table.contacts[0]).state == "signed"
    assert Owed.objects.filter(kind="agreement_asked", reader=table.contacts[0]).count() == 2


# Signing


def test_who_may_sign_when():
    table = make_table()
    sent = make_sent(table)
    party = party_of(sent, table, 1)
    own = {"contact": table.contacts[1], "holder": table.member}
    others = {
        "contact of another": table.contacts[0],
        "coordinator": table.coordinator,
        "national": make_actor(role=Role.NATIONAL),
        "outsider": make_user(),
        "staff": make_actor(role=Role.STAFF, organisation=table.organisations[1]),
    }
    now, late = timezone.now(), timezone.now() + timedelta(days=32)

    for name, user in (own | others).items():
        assert bool(can_answer(user, party, PartyAction.SIGN, now)) == (name in own), name
        assert not can_answer(user, party, PartyAction.SIGN, late)
    with pytest.raises(PermissionDenied, match="has passed"):
        answered(party, table.contacts[1], now=late)
    for answer in (PartyAnswer(PartyAction.SIGN), PartyAnswer(PartyAction.DECLINE)):
        with pytest.raises(ValidationError):
            answered(party, table.contacts[1], answer)
    declined = answered(party, table.contacts[1], DECLINE)
    done = answered(declined, table.member)
    assert (done.state, done.signer, done.answered_by) == ("signed", "Rektor", table.member)
    assert done.signed_on == today()
    assert done.reason == ""
    with pytest.raises(PermissionDenied, match="already"):
        answered(done, table.contacts[1])
    assert AuditEvent.objects.filter(kind="agreement_signed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_sign_at_once_one_signs_and_the_other_is_told(settings, tmp_path):
    table = make_table()
    party = party_of(make_sent(table), table, 1)
    people = table.contacts[1], table.member

    results = together(lambda place: answered(party, people[place]), at_once=2)

    assert sorted(type(result).__name__ for result in results) == ["Party", "PermissionDenied"]
    assert AuditEvent.objects.filter(kind="agreement_signed").count() == 1


def test_a_signature_from_elsewhere_is_entered_with_reason_and_evidence():
    table = make_table()
    sent = make_sent(table)
    for fields, field in (
        ({"signed_on": today() + timedelta(days=1)}, "signed_on"),
        ({"signed_on": today() - timedelta(days=366)}, "signed_on"),
        ({"reason": ""}, "reason"),
        ({"evidence": pdf("Protokoll.exe")}, "file"),
    ):
        with pytest.raises(ValidationError) as refusal:
            entered(sent, table, 2, **fields)
        assert list(refusal.value.error_dict) == [field]

    party = entered(sent, table, 2, signed_on=today() - timedelta(days=365))

    assert (party.state, party.answered_by) == ("on_behalf", table.coordinator)
    evidence = Document.objects.filter(pk=party.evidence_id)
    assert evidence.visible_to(table.coordinator).exists()
    assert not evidence.visible_to(table.contacts[0]).exists()
    with pytest.raises(PermissionDenied):
        entered(sent, table, 2)
    with pytest.raises(PermissionDenied):
        answered(party, table.contacts[2])


# In force, ended, renewed


def test_when_all_have_signed_it_is_concluded_and_the_parties_are_told():
    table = make_table()
    sent = make_sent(table)
    with pytest.raises(PermissionDenied, match="Nobody has signed"):
        conclude_agreement(agreement_id=sent.pk, **table.act)

    signed(sent, table, 0, 1)
    before = status_of(fresh(sent), today())["text"]
    entered(sent, table, 2)

    concluded = fresh(sent)
    assert before == "2 of 3 have signed"
    assert (concluded.state, concluded.concluded_on) == ("in_force", today())
    assert status_of(concluded, today())["text"].startswith("Concluded, in force from")
    assert status_of(concluded, concluded.starts_on)["text"] == "In force"
    assert status_of(concluded, concluded.ends_on)["text"].startswith("In force, ends")
    assert status_of(concluded, concluded.ends_on + timedelta(days=1))["text"].startswith("Ended")
    told = Owed.objects.filter(kind="agreement_told", params__event="concluded")
    assert set(told.values_list("reader", flat=True)) == {each.pk for each in table.contacts}
    answers = Owed.objects.filter(kind="agreement_told", params__event="answered")
    assert answers.filter(reader=table.coordinator).count() == 2


def test_concluded_with_some_the_others_may_still_join_until_it_ends():
    table = make_table()
    sent = make_sent(table)
    signed(sent, table, 0)
    conclude_agreement(agreement_id=sent.pk, **table.act)
    signed(sent, table, 1)

    end_agreement(agreement_id=sent.pk, **table.act)

    with pytest.raises(PermissionDenied, match="has ended"):
        signed(sent, table, 2)
    with pytest.raises(PermissionDenied):
        end_agreement(agreement_id=sent.pk, **table.act)
    ended = fresh(sent)
    assert (ended.signed, ended.ended_on) == (2, today())


def test_a_renewal_copies_what_lives_and_one_that_is_withdrawn_makes_room_for_another():
    table = make_table()
    given = {"starts_on": today().replace(year=today().year - 3, month=1, day=1)}
    given["title_sv"] = f"Avtal {today().year - 3}–{today().year}"
    before = make_sent(table, ends_on=today().replace(month=12, day=31), days=5, **given)
    signed(before, table, 0, 1)
    answered(party_of(before, table, 2), table.contacts[2], DECLINE)
    with pytest.raises(PermissionDenied):
        renew_agreement(agreement_id=before.pk, **table.act)
    conclude_agreement(agreement_id=before.pk, **table.act)

    renewal = renew_agreement(agreement_id=before.pk, **table.act)

    year = today().year
    assert (renewal.starts_on.isoformat(), renewal.ends_on.isoformat()) == (
        f"{year + 1}-01-01",
        f"{year + 4}-12-31",
    )
    assert renewal.title_sv == f"Avtal {year + 1}–{year + 4}"
    assert renewal.parties.count() == 2
    assert list(renewal.commitments.values_list("hours", "seats")) == [(40, None), (None, 1)]
    assert renewal.annexes.get().document_id == before.annexes.get().document_id
    with pytest.raises(PermissionDenied, match="already"):
        renew_agreement(agreement_id=before.pk, **table.act)
    assert Agreement.objects.unrenewed().filter(pk=before.pk).exists()
    send_agreement(agreement_id=renewal.pk, answer_by=today() + timedelta(days=9), **table.act)
    assert not Agreement.objects.unrenewed().filter(pk=before.pk).exists()
    end_agreement(agreement_id=renewal.pk, **table.act)
    with pytest.raises(PermissionDenied, match="withdrawn"):
        signed(renewal, table, 0)
    again = renew_agreement(agreement_id=before.pk, **table.act)
    assert again.renews == before
    remove_draft(agreement_id=again.pk, **table.act)
    assert not Party.objects.filter(agreement=again.pk).exists()
    assert AuditEvent.objects.filter(kind="agreement_removed", target_id=again.pk).exists()
    assert renew_agreement(agreement_id=before.pk, **table.act).renews == before


def test_promises_of_organisations_come_from_what_holds_and_was_signed():
    table = make_table()
    sent = make_sent(table, starts_on=today())
    ids = [each.pk for each in table.organisations]
    signed(sent, table, 0, 1)
    assert list(Commitment.objects.of_organisations(ids, on=today())) == []

    conclude_agreement(agreement_id=sent.pk, **table.act)

    rows = Commitment.objects.of_organisations(ids, on=today())
    assert [row.organisation_id for row in rows] == sorted(ids[:2] * 2)
    assert not Commitment.objects.of_organisations(ids, on=today() - timedelta(days=1))
