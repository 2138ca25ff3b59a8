"""Pages of agreements: the list, one agreement, writing it, signing from the mail."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elo_platform.lib.dates import start_of_day
from elo_platform.notifications.acts import make_token
from groups.models import Agreement, Attendance
from groups.services.agreement_steps import conclude_agreement, retract_agreement
from tests.browsing import soup
from tests.factories import make_mandate, make_organisation, today
from tests.groups.agreements import (
    make_agreement,
    make_draft,
    make_sent,
    make_table,
    party_of,
    pdf,
    signed,
)
from tests.groups.meetings import Hall, called, sit
from tests.plans.plans import make_goal, make_plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_media", "in_english")]


def client_of(user) -> Client:
    client = Client(headers={"accept-language": "en"})
    if user:
        client.force_login(user)
        client.cookies["elo_language"] = "en"
    return client


def data(**fields) -> dict:
    return {"form_key": str(uuid.uuid4())} | fields


def link_of(party, user) -> str:
    expires_at = start_of_day(today() + timedelta(days=99))
    token = make_token(kind="agreement", object_id=party.pk, subject=user.pk, expires_at=expires_at)
    return f"/act/{token}/"


def queries(client, url) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_a_coordinator_writes_chooses_promises_annexes_and_sends():
    table = make_table()
    client = client_of(table.coordinator)
    group = table.group.pk
    texts = {"title_sv": "Avtal", "text_sv": "Vi samarbetar.", "starts_on": "1.1.2030"}

    bad = client.post(f"/groups/{group}/agreements/new/", data(**texts, ends_on="31.12.2029"))
    client.post(f"/groups/{group}/agreements/new/", data(**texts, ends_on="31.12.2032"))
    agreement = Agreement.objects.get()
    page = f"/agreements/{agreement.pk}"
    empty = client.post(f"{page}/send/", data(answer_by="1.1.2031"))
    ids = [each.pk for each in table.organisations]
    client.post(f"{page}/parties/", data(version=0, organisations=ids[:2]))
    stale = client.post(f"{page}/parties/", data(version=0, organisations=ids[1:2]))
    missing = client.post(f"{page}/parties/?name=Udden", data(version=1, organisations=ids))
    goal = make_goal(plan=make_plan(group=table.group, by=table.coordinator))
    promise = {"text_sv": "Delta", "hours": "40", "goal": f"goal:{goal.pk}"}
    client.post(f"{page}/promises/new/", data(**promise))
    client.post(f"{page}/annexes/new/", data(title="Uppgifter", file=pdf()))
    shown = client.get(f"{page}/")
    sent = client.post(f"{page}/send/", data(answer_by="1.1.2031"), follow=True)

    assert (bad.status_code, empty.status_code, stale.status_code) == (422, 422, 409)
    assert soup(bad).select_one("input[name=title_sv]")["value"] == "Avtal"
    assert missing.status_code == 302
    agreement.refresh_from_db()
    assert agreement.state == "signing"
    assert sorted(agreement.parties.values_list("organisation", flat=True)) == sorted(ids)
    assert goal.title in soup(shown).text
    assert "0 of 3 have signed" in soup(sent).text
    assert client.get(f"{page}/edit/").status_code == 403


def test_two_coordinators_lose_nothing_to_each_other():
    table = make_table()
    draft = make_draft(table)
    client, page = client_of(table.coordinator), f"/agreements/{draft.pk}/edit/"
    texts = {"title_sv": "Mitt", "text_sv": "Min text", "starts_on": "1.1.2030"}

    first = client.post(page, data(**texts, version=draft.version))
    second = client.post(page, data(**(texts | {"text_sv": "Annat"}), version=draft.version))
    again = client.post(page, data(**(texts | {"text_sv": "Annat"}), version=draft.version + 1))
    promise = draft.commitments.first()
    late = client.post(f"/promises/{promise.pk}/edit/", data(text_sv="Nytt", version=draft.version))
    removed = client.post(f"/agreements/{draft.pk}/remove/", data(), follow=True)

    assert (first.status_code, second.status_code, again.status_code) == (302, 409, 302)
    assert late.status_code == 409
    assert "The draft is removed." in soup(removed).text
    assert not Agreement.objects.exists()
    assert "Min text" in second.content.decode()
    assert soup(second).select_one("textarea[name=text_sv]").text.strip() == "Annat"


def test_the_mail_opens_the_whole_text_and_signs_once():
    table = make_table()
    sent = make_sent(table)
    party = party_of(sent, table)
    url, client = link_of(party, table.contacts[0]), client_of(None)

    page = soup(client.get(f"{url}?lang=sv"))
    annex = client.get(f"{url}?annex={sent.annexes.get().pk}")
    foreign = client.get(f"{url}?annex=999999")
    press = data(version=party.version, answer="sign", signer="Rektor")
    bad = client.post(url, data(version=party.version, answer="sign", signer=""))
    first, again = client.post(url, press), client.post(url, press)
    thanks = client.get(first["Location"])
    second = client.post(url, data(version=party.version + 1, answer="sign", signer="Rektor"))

    assert "Parterna samordnar vägledningen." in page.text
    assert "Gruppernas uppgifter" in page.text
    assert b"".join(annex.streaming_content).startswith(b"%PDF")
    assert (foreign.status_code, bad.status_code) == (404, 422)
    assert first["Location"] == again["Location"]
    assert (thanks.status_code, second.status_code) == (200, 410)
    party.refresh_from_db()
    assert (party.state, party.signer, party.answered_by) == ("signed", "Rektor", table.contacts[0])
    assert "_auth_user_id" not in client.session


def test_declining_needs_a_reason_and_can_be_made_good():
    table = make_table()
    party = party_of(make_sent(table), table)
    url, client = link_of(party, table.contacts[0]), client_of(None)

    bad = client.post(url, data(version=party.version, answer="decline", reason=" "))
    done = client.post(
        url, data(version=party.version, answer="decline", reason="Inte i år"), follow=True
    )
    signs = client.post(url, data(version=party.version + 1, answer="sign", signer="Rektor"))

    assert (bad.status_code, done.status_code, signs.status_code) == (422, 200, 302)
    assert "Inte i år" in soup(done).text
    party.refresh_from_db()
    assert (party.state, party.reason) == ("signed", "")


def test_a_link_that_no_longer_holds_says_why_and_names_nothing_to_others():
    table = make_table()
    sent = make_sent(table)
    party = party_of(sent, table)
    own = link_of(party, table.contacts[0])
    foreign = client_of(None).get(link_of(party, table.contacts[1]))
    Agreement.objects.filter(pk=sent.pk).update(answer_by=today() - timedelta(days=1))
    late = client_of(None).get(own)
    Agreement.objects.filter(pk=sent.pk).update(answer_by=today())
    open_page = client_of(None).get(own)
    retract_agreement(agreement_id=sent.pk, **table.act)
    back = client_of(None).get(own)
    title = sent.title_fi

    assert [each.status_code for each in (foreign, late, back)] == [410, 410, 410]
    assert open_page.status_code == 200
    assert title not in foreign.content.decode()
    assert title in late.content.decode()


def test_signed_in_one_signs_for_the_own_and_a_coordinator_enters_for_others():
    table = make_table()
    sent = make_sent(table)
    mine, other = party_of(sent, table, 1), party_of(sent, table, 2)
    member, coordinator = client_of(table.member), client_of(table.coordinator)

    shown = soup(member.get(f"/agreements/{sent.pk}/"))
    done = member.post(
        f"/parties/{mine.pk}/sign/", data(version=mine.version, answer="sign", signer="Rektor")
    )
    given = {"signer": "Rektor", "signed_on": "1.11.2026", "reason": "Protokoll", "version": 1}
    bad = coordinator.post(f"/parties/{other.pk}/enter/", data(**given))
    good = coordinator.post(f"/parties/{other.pk}/enter/", data(**given, file=pdf()))

    assert shown.select(f"a[href='/parties/{mine.pk}/sign/']")
    assert not shown.select("a[href$='/enter/']")
    assert (done.status_code, bad.status_code, good.status_code) == (302, 422, 302)
    assert member.get(f"/parties/{other.pk}/sign/").status_code == 404
    assert coordinator.get(f"/parties/{mine.pk}/sign/").status_code == 404
    page = coordinator.get(f"/agreements/{sent.pk}/")
    assert "Protokoll" in soup(page).text
    assert "Protokoll" not in soup(member.get(f"/agreements/{sent.pk}/")).text


def test_promises_stand_beside_presence_deputies_counted_and_nobody_ranked():
    table = make_table()
    seats = [each.seats.get() for each in table.organisations[:2]]
    holder = sit(seat=seats[0], name="Alva Strand")
    deputy = make_mandate(seat=seats[1], kind="deputy").user
    hall = Hall(seats[0].body, table.coordinator, seats, [holder, table.member], holder)
    first, second = ((holder, "yes"), (table.member, "deputy")), ((holder, "no"), (deputy, "yes"))
    for answers in (first, second):
        meeting = called(hall, days=-1, now=table.now - timedelta(days=9))
        for user, answer in answers:
            seat = seats[0] if user == holder else seats[1]
            given = {"seat": seat, "answer": answer, "answered_at": table.now}
            Attendance.objects.create(meeting=meeting, user=user, **given)
    sent = make_sent(table, starts_on=today())
    signed(sent, table, 0, 1)
    conclude_agreement(agreement_id=sent.pk, **table.act)

    response = client_of(table.member).get(f"/agreements/{sent.pk}/")

    presence = response.context["presence"]
    found = {row["name"]: row for row in presence["rows"]}
    assert list(found) == sorted(found)
    strand, norrskog = (found[each.name] for each in table.organisations[:2])
    latest = strand["latest"]
    assert (latest.member, latest.deputy, latest.nobody, strand["seats"]) == (1, 0, 1, 1)
    latest = norrskog["latest"]
    assert (latest.member, latest.deputy, latest.nobody) == (0, 2, 0)
    assert (norrskog["percent"], norrskog["hours"]) == ("100 %", 4)
    assert (presence["promised_hours"], presence["promised_seats"]) == (40, 1)
    assert presence["sectors"][0]["percent"] == "75 %"
    outside = client_of(table.contacts[2]).get(f"/agreements/{sent.pk}/")
    assert outside.context["presence"] is None


def test_list_and_page_cost_the_same_with_many_rows():
    table = make_table()
    sent = make_sent(table, starts_on=today())
    signed(sent, table, 0)
    client, group = client_of(table.coordinator), table.group.pk
    list_url, page_url = f"/groups/{group}/agreements/", f"/agreements/{sent.pk}/"
    few = queries(client, list_url)
    for number in range(5):
        organisation = make_organisation(name_sv=f"Skola {number}")
        make_agreement(
            group=table.group, organisation=organisation, by=table.coordinator, state="signing"
        )
    one = queries(client, page_url)
    big = make_draft(table, starts_on=today())
    client.post(f"/agreements/{big.pk}/promises/new/", data(text_sv="Mer"))
    big.refresh_from_db()
    ids = [each.pk for each in table.organisations]
    ids += [make_organisation(name_sv=f"Gymnasium {number}").pk for number in range(20)]
    names = f"/agreements/{big.pk}/parties/?name=Gymnasium"
    client.post(names, data(version=big.version, organisations=ids))
    client.post(f"/agreements/{big.pk}/send/", data(answer_by=str(today() + timedelta(days=9))))
    signed(big, table, 0, 1)

    assert queries(client, list_url) == few <= 8
    assert queries(client, f"/agreements/{big.pk}/") == one <= 14
    assert big.parties.count() == 23
