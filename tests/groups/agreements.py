"""Makers for the tests of agreements: a group, three organisations with contacts, an agreement."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from elo_platform.accounts.models import User
from groups.models import Agreement, EloGroup, Organisation, Party
from groups.permissions import Role
from groups.services.agreement_signing import (
    PartyAnswer,
    answer_party,
    enter_signature,
)
from groups.services.agreement_steps import send_agreement
from groups.services.agreements import (
    AgreementValues,
    PromiseValues,
    add_annex,
    add_promise,
    choose_parties,
    draft_agreement,
)
from groups.services.entering import EnteredSignature
from groups.states import PartyAction
from tests.factories import make_actor, make_body, make_organisation, make_seat, today
from tests.groups.meetings import sit

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
NAMES = ("Yrkesinstitutet Strand", "Gymnasiet Norrskog", "Folkhögskolan Udden")


@dataclass
class Table:
    """Who sits at the table: a group, its coordinator, organisations and their contacts.

    The third organisation sits nowhere in the group; its contact knows it by the agreement.
    """

    group: EloGroup
    coordinator: User
    organisations: list[Organisation]
    contacts: list[User]
    member: User
    now: datetime = field(default_factory=timezone.now)

    @property
    def act(self) -> dict:
        return {"by": self.coordinator, "now": self.now}


def make_table() -> Table:
    body = make_body()
    organisations = [make_organisation(name_sv=name, name_fi=f"{name} fi") for name in NAMES]
    contacts = [
        make_actor(role=Role.CONTACT, organisation=each, name=f"Onni Lehtola {number}")
        for number, each in enumerate(organisations)
    ]
    seats = [make_seat(body=body, organisation=each) for each in organisations[:2]]
    coordinator = make_actor(role=Role.COORDINATOR, group=body.group, name="Siri Lund")
    member = sit(seat=seats[1], name="Alva Strand")
    return Table(body.group, coordinator, organisations, contacts, member)


def wording(**fields) -> AgreementValues:
    given = {
        "title_sv": "Partnerskapsavtal",
        "title_fi": "Kumppanuussopimus",
        "text_sv": "Parterna samordnar vägledningen.",
        "text_fi": "Osapuolet sovittavat ohjauksen yhteen.",
        "starts_on": today() + timedelta(days=40),
        "ends_on": today() + timedelta(days=400),
    }
    return AgreementValues(**(given | fields))


def make_draft(table: Table, **fields) -> Agreement:
    """Return a draft with three parties, two promises and an annex."""
    agreement = draft_agreement(group_id=table.group.pk, values=wording(**fields), **table.act)
    given = {"agreement_id": agreement.pk, **table.act}
    ids = [each.pk for each in table.organisations]
    choose_parties(organisation_ids=ids, version=0, **given)
    for values in (
        PromiseValues(text_sv="Delta i arbetet", text_fi="Osallistua työhön", hours=40),
        PromiseValues(text_sv="Utse en medlem", text_fi="Nimetä jäsen", seats=1),
    ):
        add_promise(values=values, **given)
    add_annex(title="Gruppernas uppgifter", file=pdf(), **given)
    agreement.refresh_from_db()
    return agreement


def make_sent(table: Table, *, days=30, **fields) -> Agreement:
    agreement = make_draft(table, **fields)
    answer_by = today() + timedelta(days=days)
    return send_agreement(agreement_id=agreement.pk, answer_by=answer_by, **table.act)


def party_of(agreement: Agreement, table: Table, number: int = 0) -> Party:
    organisation = table.organisations[number]
    return Party.objects.with_agreement().get(agreement=agreement, organisation=organisation)


def signed(agreement: Agreement, table: Table, *numbers: int, now=None) -> None:
    """Let the contact persons of some of the parties sign."""
    for number in numbers:
        party = party_of(agreement, table, number)
        answer_party(
            party_id=party.pk,
            version=party.version,
            answer=PartyAnswer(PartyAction.SIGN, signer="Rektor"),
            by=table.contacts[number],
            now=now or timezone.now(),
        )


def entered(agreement: Agreement, table: Table, number: int, **fields) -> Party:
    party = party_of(agreement, table, number)
    given = {
        "signer": "Landskapsdirektör",
        "signed_on": today(),
        "reason": "Styrelsens protokoll",
        "evidence": pdf("Protokoll.pdf"),
    }
    return enter_signature(
        party_id=party.pk,
        version=party.version,
        values=EnteredSignature(**(given | fields)),
        by=table.coordinator,
        now=timezone.now(),
    )


def pdf(name="Bilaga.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF)


def make_agreement(*, group, organisation, by, state="signing", reason="", **fields) -> Agreement:
    """Return an agreement of a group with one organisation, in a state; signed on its behalf."""
    act = {"by": by, "now": timezone.now()}
    agreement = draft_agreement(group_id=group.pk, values=wording(**fields), **act)
    given = {"agreement_id": agreement.pk, **act}
    choose_parties(organisation_ids=[organisation.pk], version=0, **given)
    add_promise(values=PromiseValues(text_sv="Delta", text_fi="Osallistua", hours=40), **given)
    add_annex(title="Gruppernas uppgifter", file=pdf(), **given)
    if state == "draft":
        return agreement
    answer_by = min(today() + timedelta(days=30), wording(**fields).ends_on)
    send_agreement(answer_by=answer_by, **given)
    if state == "in_force":
        values = EnteredSignature("Rektor", today(), reason or "Styrelsens protokoll", pdf())
        party = agreement.parties.get()
        enter_signature(party_id=party.pk, version=party.version, values=values, **act)
    agreement.refresh_from_db()
    return agreement
