"""A leading group in a browser: prepared, held, minuted, taken home, its agreement renewed."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import faults_of
from tests.e2e.conftest import Platform, Visitor
from tests.e2e.mails import act_link, mails, text_of
from tests.e2e.signing import ask_to_sign, sign_on_a_phone
from tests.e2e.story import PLAN, day_of, fill_both, number_of, path_of, save, today

pytestmark = pytest.mark.browser
MEETING, MEETING_FI = "Ledningsgruppen om stödet", "Johtoryhmä tuesta"
MATTER, MATTER_FI = "Stödet följer med över stadiet", "Tuki jatkuu nivelvaiheen yli"
PROPOSED = "Varje läroanstalt namnger en mottagare."
COST = "Två arbetsdagar per läroanstalt."
WORDING = "Ledningsgruppen rekommenderar en namngiven mottagare i varje läroanstalt."
SAID = "Gruppen var enig om texten."
MEANS = "Vi namnger vår mottagare före sommaren."
NOBODY_DECIDES = "Ange den organisation som beslutade."
CHAIR, ORGANISATION = "Alva Strandqvarn", "Livskraftscentralen i Östra Finland"
CHECKER, CHECKER_NAME = "deputy@elo.example", "Aune Koivupelto"
TO_CHECK = "Tarkasta pöytäkirja"


def _draft_and_call(chair: Visitor, group: str) -> str:
    """The agenda says what is proposed and what it costs, and builds on a plan and a survey."""
    page = chair.page
    page.goto(f"{group}meetings/")
    page.locator("a[href*='/meetings/new/']", has_text="ELO-ledningsgruppen").click()
    fill_both(page, "title", MEETING, MEETING_FI)
    page.locator("[name=day]").fill(day_of(today() + timedelta(days=7)))
    page.locator("[name=begins]").fill("13.00")
    page.locator("[name=ends]").fill("15.00")
    page.locator("button[name=add]").click()
    fill_both(page, "item-1-title", MATTER, MATTER_FI)
    page.locator(".edrow summary").last.click()
    page.locator("[name=item-1-text_sv]").fill(PROPOSED)
    page.locator("[name=item-1-cost_sv]").fill(COST)
    save(page)
    meeting = path_of(page)
    item = page.locator("li.agi h3 a", has_text=MATTER).get_attribute("href")
    for kind in ("plan", "survey"):
        page.goto(f"{item}link/")
        assert page.locator("[name=node] option[value^='need-']").count() == 0
        options = page.locator(f"[name=node] option[value^='{kind}-']")
        option = options.filter(has_not_text=PLAN).first  # one that stands behind national goals
        page.locator("[name=node]").select_option(option.get_attribute("value"))
        save(page)
    page.goto(f"{meeting}call/")
    save(page)
    return meeting


def _read_matters(chair: Visitor, meeting: str, group: str) -> None:
    """A matter is one page; the called meeting of the demo has one with a need behind it."""
    page = chair.page
    page.goto(meeting)
    page.locator("li.agi h3 a", has_text=MATTER).click()
    assert faults_of(page) == []
    _says(chair, "Vad som föreslås", PROPOSED)
    _says(chair, "Vad det kostar", COST)
    _says(chair, "Nationella mål", re.compile(r"\d\. \w+"))
    _says(chair, "Vad nätverket sade", re.compile("svar"))
    page.goto(f"{group}meetings/")
    page.locator("main a", has_text="Ledningsgruppens höstmöte").first.click()
    need = page.locator("li.agi", has=page.locator("p.row > a[href^='/needs/']"))
    need.locator("h3 a").first.click()
    _says(chair, "Varför", re.compile(r"\w+"))
    _says(chair, "Vad nätverket sade", "stöder")


def _says(reader: Visitor, heading: str, words: str | re.Pattern[str]) -> None:
    card = reader.page.locator("main .card", has=reader.page.get_by_role("heading", name=heading))
    expect(card.locator("p, li").first).to_contain_text(words)


def _let_it_be_the_day(platform: Platform, meeting: str) -> None:
    """Time passes: the meeting begins about now, and its call was a week ago."""
    platform.sql(
        "UPDATE groups_meeting SET day = %s, starts_at = now(), ends_at = now() + %s,"
        " called_at = called_at - %s WHERE id = %s",
        today(),
        *(timedelta(hours=2), timedelta(days=7)),
        number_of(meeting),
    )


def _open_with_those_present(chair: Visitor, meeting: str) -> None:
    page = chair.page
    page.goto(meeting)
    page.locator("form[action$='/open/'] button").click()
    page.goto(f"{meeting}presence/")
    page.locator("li.there", has_text=CHAIR).locator("[value=present]").check()
    assert faults_of(page) == []
    save(page)
    page.goto(f"{meeting}presence/")
    expect(page.locator("li.there", has_text=CHAIR).locator("[value=present]")).to_be_checked()


def _recommend(chair: Visitor, meeting: str) -> str:
    """An outcome in both languages, addressed to the chair's own organisation."""
    page = chair.page
    page.goto(meeting)
    page.locator("li.agi").last.locator("a[href*='outcomes/new']").click()
    assert faults_of(page) == []
    page.locator("[name=kind][value=recommendation]").check()
    expect(page.locator("[name=title_fi]")).to_have_value(MATTER_FI)
    fill_both(page, "text", WORDING, "Johtoryhmä suosittelee nimettyä vastaanottajaa.")
    page.locator("[name=addressed][value=chosen]").check()
    chosen = page.locator("details", has=page.locator("[name=organisations]"))
    chosen.locator("summary").click()
    chosen.locator("label", has_text=ORGANISATION).locator("input").check()
    page.locator("[name=answer_by]").fill(day_of(today() + timedelta(days=30)))
    save(page)
    expect(page.locator("main")).to_contain_text(WORDING)
    return path_of(page)


def _decide_by_advice_alone(platform: Platform, member: Visitor, group: str) -> None:
    """A body that gives advice agrees on nothing, and names who decided or is refused."""
    meeting, mandate = platform.sql(
        "SELECT meeting.id, body.mandate FROM groups_meeting meeting"
        " JOIN groups_body body ON body.id = meeting.body_id"
        " WHERE body.group_id = %s AND body.kind = 'network' AND meeting.state = 'called'"
        " AND meeting.ends_at < now() ORDER BY meeting.starts_at DESC LIMIT 1",
        number_of(group),
    )[0]
    assert mandate == "advisory"
    page = member.page
    page.goto(f"/meetings/{meeting}/outcomes/new/")
    expect(page.locator("[name=kind][value=agreement]")).to_have_count(0)
    page.locator("[name=kind][value=decision]").check()
    fill_both(page, "title", "Mottagare namnges", "Vastaanottajat nimetään")
    fill_both(page, "text", "Läroanstalten namnger dem.", "Oppilaitos nimeää heidät.")
    save(page)
    expect(page.locator("main .er, main [role=alert]").first).to_contain_text(NOBODY_DECIDES)
    assert path_of(page).endswith("/outcomes/new/")
    page.locator("[name=decided_by]").select_option(index=1)
    save(page)
    assert re.fullmatch(r"/outcomes/\d+/", path_of(page))


def _keep_minutes(chair: Visitor, checker: Visitor, meeting: str) -> None:
    """Written, checked from a mail in Finnish, approved, and locked from then on."""
    page = chair.page
    page.goto(meeting)
    page.locator("form[action$='/minutes/begin/'] button").click()
    part = page.locator("main section.card", has=page.get_by_role("heading", name=MATTER))
    written = part.locator("a[href^='/minutes-parts/']").get_attribute("href")
    page.goto(written)
    fill_both(page, "text", SAID, "Ryhmä oli tekstistä yhtä mieltä.")
    save(page)
    page.goto(meeting)
    page.locator("form[action$='/close/'] button").click()
    page.goto(f"{meeting}minutes/send/")
    page.locator("label", has_text=CHECKER_NAME).locator("input").check()
    save(page)
    _check(checker)
    page.goto(f"{meeting}minutes/")
    assert faults_of(page) == []
    page.locator("form[action$='/minutes/approve/'] button").click()
    expect(page.locator("main")).to_contain_text(SAID)
    expect(page.locator("a[href^='/minutes-parts/']")).to_have_count(0)
    assert page.goto(written).status == 403


def _check(checker: Visitor) -> None:
    page = checker.page
    page.goto(act_link(text_of(checker, mails(checker, CHECKER, f"{TO_CHECK}: {MEETING_FI}")[0])))
    expect(page.locator("html")).to_have_attribute("lang", "fi")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator("[name=answer][value=approved]").click()
    page.wait_for_url("**saved=1**")


def _take_in_the_guideline(chair: Visitor) -> None:
    page = chair.page
    page.goto("/me/")
    page.locator("main a[href^='/acknowledgements/']").first.click()
    page.locator("[name=meaning]").fill(MEANS)
    save(page)
    expect(page.locator("#answers")).to_contain_text(MEANS)


def _spread_at_home(chair: Visitor, outcome: str) -> None:
    """One page for the own people, on paper too, and a tick that they have had it."""
    page = chair.page
    page.goto(outcome)
    page.locator("main a[href*='/brief/']").click()
    assert faults_of(page) == []
    expect(page.locator("main")).to_contain_text(WORDING)
    paper = page.request.get(page.locator("main a[href*='/pdf/']").first.get_attribute("href"))
    assert paper.body().startswith(b"%PDF")
    page.locator("form[action$='/spread/'] button").click()
    expect(page.locator("form[action$='/spread/']")).to_have_count(0)
    page.goto(outcome)
    expect(page.locator("#answers tbody")).to_contain_text("Spritt hemma")


def _who_renews(platform: Platform, group: str) -> str:
    """Return the address of a Swedish leading-group member whose organisation has not signed."""
    rows = platform.sql(
        "SELECT person.email FROM groups_party party"
        " JOIN groups_agreement agreement ON agreement.id = party.agreement_id"
        " JOIN groups_seat seat ON seat.organisation_id = party.organisation_id"
        " JOIN groups_body body ON body.id = seat.body_id AND body.kind = 'leading'"
        " JOIN groups_seatholder holder ON holder.seat_id = seat.id AND holder.ends_on IS NULL"
        " JOIN accounts_user person ON person.id = holder.user_id AND person.language = 'sv'"
        " WHERE agreement.group_id = %s AND body.group_id = agreement.group_id"
        " AND agreement.renews_id IS NOT NULL AND agreement.state = 'signing'"
        " AND party.state = 'asked' ORDER BY person.id LIMIT 1",
        number_of(group),
    )
    return str(rows[0][0])


def _group_of(coordinator: Visitor) -> str:
    coordinator.page.locator(".side a", has_text="Översikt").click()
    return path_of(coordinator.page)


@pytest.mark.slow
def test_a_leading_group_prepares_meets_and_takes_home_what_it_came_to(platform: Platform, visit):
    chair, member = visit().sign_in("chair"), visit().sign_in("member")
    other = visit().sign_in("coordinator.osterbotten")
    phone = {"width": 360, "has_touch": True, "is_mobile": True}
    checker, signer = visit(**phone, locale="fi-FI"), visit(**phone)
    group = _group_of(chair)

    meeting = _draft_and_call(chair, group)
    _read_matters(chair, meeting, group)
    _let_it_be_the_day(platform, meeting)
    _open_with_those_present(chair, meeting)
    outcome = _recommend(chair, meeting)
    _decide_by_advice_alone(platform, member, group)
    _keep_minutes(chair, checker, meeting)
    _take_in_the_guideline(chair)
    _spread_at_home(chair, outcome)

    renewing = _group_of(other)
    ask_to_sign(other, renewing)
    sign_on_a_phone(signer, _who_renews(platform, renewing))
    for visitor in (chair, member, checker, signer):
        assert visitor.refused() == []
