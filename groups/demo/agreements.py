"""Partnership agreements of the demo: one being signed, those before it, a common one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.files.base import ContentFile
from django.db.models import QuerySet

from elo_platform.accounts.models import User
from elo_platform.lib.dates import wall_to_utc
from groups.demo.cast import cast
from groups.demo.stage import Stage, rows
from groups.models import Agreement, EloGroup, Organisation, Party
from groups.querysets.answerers import people_answering_for
from groups.services.agreement_signing import (
    PartyAnswer,
    answer_party,
    enter_signature,
)
from groups.services.agreement_steps import conclude_agreement, send_agreement
from groups.services.agreements import (
    AgreementValues,
    PromiseValues,
    add_annex,
    add_promise,
    choose_parties,
    draft_agreement,
    renew_agreement,
)
from groups.services.entering import EnteredSignature
from groups.states import PartyAction

Groups = dict[str, tuple[EloGroup, User]]
TASKS = ("Rektor", "Direktör", "Verksamhetsledare", "Toimialajohtaja", "Rehtori", "Johtaja")
PARTIES = 14
SIGN_DAYS = 21
# A page with one line: what an annex says is no part of the demo.
_PAPER = (
    b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
    b"/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
    b"4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n"
    b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%%%EOF\n"
)


@dataclass(frozen=True)
class Written:
    """An agreement of a group, written by its coordinator."""

    stage: Stage
    key: str
    group: EloGroup
    coordinator: User

    def draft(self, *, years: int, before: int, now: datetime) -> Agreement:
        """Draft the agreement of so many years that begins `before` years before this one."""
        first = self.stage.today.year - before
        sv, fi = next((row["text_sv"], row["text_fi"]) for row in self._rows("title"))
        period = f"{first}–{first + years - 1}"
        text = self._rows("text")[0]
        values = AgreementValues(
            title_sv=f"{sv} {period}",
            title_fi=f"{fi} {period}",
            text_sv=text["text_sv"],
            text_fi=text["text_fi"],
            starts_on=date(first, 1, 1),
            ends_on=date(first + years - 1, 12, 31),
        )
        by = self.coordinator
        agreement = draft_agreement(group_id=self.group.pk, values=values, by=by, now=now)
        given = {"agreement_id": agreement.pk, "by": by, "now": now}
        for row in self._rows("promise"):
            promise = PromiseValues(
                row["text_sv"], row["text_fi"], _number(row["hours"]), _number(row["seats"])
            )
            add_promise(values=promise, **given)
        for row in self._rows("annex"):
            title = row["text_sv"] if "sv" in self.group.languages.split()[0] else row["text_fi"]
            add_annex(title=title, file=_paper(title), **given)
        return agreement

    def choose(
        self, agreement: Agreement, organisations: Iterable[Organisation], now: datetime
    ) -> None:
        """Make `organisations` the parties."""
        agreement.refresh_from_db()
        choose_parties(
            agreement_id=agreement.pk,
            version=agreement.version,
            organisation_ids=[each.pk for each in organisations],
            by=self.coordinator,
            now=now,
        )

    def send(self, agreement: Agreement, *, now: datetime, answer_by: date) -> list[Party]:
        """Ask the parties to sign; return them by name."""
        given = {"agreement_id": agreement.pk, "by": self.coordinator, "now": now}
        send_agreement(answer_by=answer_by, **given)
        rows = Party.objects.filter(agreement=agreement).select_related("organisation")
        return list(rows.order_by("organisation__name_sv", "pk"))

    def answer(self, party: Party, answer: PartyAnswer, now: datetime) -> None:
        """Let a person of the organisation answer for it."""
        given = {"party_id": party.pk, "version": party.version, "answer": answer, "now": now}
        answer_party(by=self.answerers(party.organisation_id)[0], **given)

    def answerers(self, organisation_id: int) -> QuerySet[User]:
        """Return who answers for an organisation, but for the coordinator."""
        people = people_answering_for(organisation_id, self.group.pk)
        return people.exclude(pk=self.coordinator.pk).order_by("pk")

    def _rows(self, part: str) -> list[dict[str, str]]:
        found = [row for row in rows("agreements.csv") if row["key"] == self.key]
        return [row for row in found if row["part"] == part]


def make_agreements(stage: Stage, groups: Groups) -> None:
    """Make the agreements of the demo, through the services, as people would."""
    _ostrobothnia(Written(stage, "pohjanmaa", *groups["pohjanmaa"]))
    _many(Written(stage, "pohjois-karjala", *groups["pohjois-karjala"]))
    _common(Written(stage, "kanta-hame", *groups["kanta-hame"]), groups["paijat-hame"])


def _ostrobothnia(written: Written) -> None:
    """One that ends this year, and its renewal: nine of fourteen have signed."""
    stage, today = written.stage, written.stage.today
    then = _noon(date(today.year - 3, 10, 1))
    before = written.draft(years=3, before=2, now=then)
    organisations = _answered(written)
    written.choose(before, organisations[: PARTIES - 2], then)
    for number, party in enumerate(written.send(before, now=then, answer_by=_later(then, 60))):
        signs = PartyAnswer(PartyAction.SIGN, signer=TASKS[number % len(TASKS)])
        written.answer(party, signs, then + timedelta(days=3 + number))
    drafted = stage.now - timedelta(days=40)
    renewal = renew_agreement(agreement_id=before.pk, by=written.coordinator, now=drafted)
    written.choose(renewal, organisations[:PARTIES], drafted)
    sent = stage.now - timedelta(days=30)
    answer_by = today + timedelta(days=SIGN_DAYS)
    parties = written.send(renewal, now=sent, answer_by=answer_by)
    for number, party in enumerate(parties[:8]):
        signs = PartyAnswer(PartyAction.SIGN, signer=TASKS[number % len(TASKS)])
        written.answer(party, signs, sent + timedelta(days=3 + 3 * number))
    _enter(written, parties[8], sent + timedelta(days=20))
    reason = "Styrelsen behandlar avtalet först i februari."
    declines = PartyAnswer(PartyAction.DECLINE, reason=reason)
    written.answer(parties[9], declines, sent + timedelta(days=12))


def _many(written: Written) -> None:
    """A broad one that holds: all whom the group has, but for the account that tries it out."""
    stage = written.stage
    sent = stage.now - timedelta(days=300)
    agreement = written.draft(years=3, before=0, now=sent)
    organisations = _answered(written)
    written.choose(agreement, organisations, sent)
    answer_by = stage.today + timedelta(days=SIGN_DAYS)
    own = _organisations_of_accounts(written)
    for number, party in enumerate(written.send(agreement, now=sent, answer_by=answer_by)):
        if party.organisation_id not in own:
            signs = PartyAnswer(PartyAction.SIGN, signer=TASKS[number % len(TASKS)])
            written.answer(party, signs, sent + timedelta(days=2 + number))
    at = sent + timedelta(days=90)
    conclude_agreement(agreement_id=agreement.pk, by=written.coordinator, now=at)


def _common(written: Written, other: tuple[EloGroup, User]) -> None:
    """One that two groups share: it belongs to the first, with parties of both."""
    then = _noon(date(written.stage.today.year - 1, 11, 3))
    agreement = written.draft(years=4, before=1, now=then)
    both = [*_members(written.group)[:5], *_members(other[0])[:5]]
    written.choose(agreement, dict.fromkeys(both), then)
    parties = written.send(agreement, now=then, answer_by=_later(then, 40))
    for number, party in enumerate(parties):
        _enter(written, party, then + timedelta(days=5 + number))


def _enter(written: Written, party: Party, now: datetime) -> None:
    values = EnteredSignature(
        signer="Landskapsdirektör" if written.key == "pohjanmaa" else "Johtaja",
        signed_on=now.date(),
        reason="Styrelsens protokoll § 84"
        if written.key == "pohjanmaa"
        else "Allekirjoitettu paperilla",
        evidence=_paper("Protokoll"),
    )
    enter_signature(
        party_id=party.pk, version=party.version, values=values, by=written.coordinator, now=now
    )


def _members(group: EloGroup) -> list[Organisation]:
    return list(Organisation.objects.members_of(group_id=group.pk).order_by("name_sv", "pk"))


def _answered(written: Written) -> list[Organisation]:
    """Return the group's organisations for which somebody of their own answers."""
    return [each for each in _members(written.group) if written.answerers(each.pk).exists()]


def _organisations_of_accounts(written: Written) -> set[int]:
    addresses = [person.email for person in cast()]
    accounts = User.objects.filter(email__in=addresses).exclude(pk=written.coordinator.pk)
    held = Organisation.objects.filter(role_grants__user__in=accounts)
    return set(held.values_list("pk", flat=True))


def _paper(title: str) -> ContentFile:
    words = b"BT /F1 18 Tf 72 770 Td (%s) Tj ET" % title.encode("cp1252", "replace")
    return ContentFile(_PAPER % (len(words), words), name=f"{title}.pdf")


def _number(text: str) -> int | None:
    return int(text) if text else None


def _noon(day: date) -> datetime:
    return wall_to_utc(day=day, at=time(12))


def _later(moment: datetime, days: int) -> date:
    return (moment + timedelta(days=days)).date()
