"""The way of a need in a browser: raised on a phone, supported, lifted, settled, answered."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import faults_of
from tests.e2e.conftest import Platform, Visitor
from tests.e2e.story import day_of, fill_both, number_of, path_of, save, today

pytestmark = pytest.mark.browser
NEED = "Svensk kurator saknas på folkhögskolan"
MEETING = "Ledningsgruppen om kuratorn"
ANSWER = "Ledningsgruppen tar upp det på nästa möte."
OUTCOME = "Gemensam kurator prövas i två folkhögskolor"
SUPPORTERS = ("leading", "deputy", "working", "contact", "chair")
WORDS = ("[name=title_sv]", NEED), ("[name=text_sv]", "Studerande väntar i månader.")


def _group(coordinator: Visitor) -> str:
    """Return the address of the coordinator's own group."""
    rows = coordinator.platform.sql(
        "SELECT grant_.group_id FROM groups_rolegrant grant_"
        " JOIN accounts_user person ON person.id = grant_.user_id"
        " WHERE person.email = 'coordinator@elo.example' AND grant_.group_id IS NOT NULL"
    )
    return f"/groups/{rows[0][0]}/"


def _raise(member: Visitor, group: str) -> str:
    """On a phone, in Swedish: nothing wider than the screen, nothing that axe minds."""
    page = member.page
    page.goto(f"{group}needs/new/")
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert faults_of(page) == []
    for field, words in WORDS:
        page.locator(field).fill(words)
    page.locator("[name=transition]").select_option("basic_upper")
    save(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert faults_of(page) == []
    expect(page.locator("main")).to_contain_text(NEED)
    return path_of(page)


def _support(supporter: Visitor, need: str) -> None:
    page = supporter.page
    page.goto(need)
    page.locator("form[action$='/support/'] button").click()
    if page.locator("[name=organisation]").count():
        page.locator("[name=organisation]").first.check()
        save(page)
    expect(page.locator("form[action$='/withdraw/']")).to_be_visible()


def _draft_meeting(coordinator: Visitor, group: str) -> str:
    page = coordinator.page
    page.goto(f"{group}meetings/")
    page.locator("main a[href$='/meetings/new/']").first.click()
    fill_both(page, "title", MEETING, "Johtoryhmä kuraattorista")
    soon = today() + timedelta(days=8)
    page.locator("[name=day]").fill(day_of(soon))
    page.locator("[name=begins]").fill("9.00")
    page.locator("[name=ends]").fill("11.00")
    save(page)
    return path_of(page)


def _answer_and_lift(coordinator: Visitor, need: str, meeting: str) -> None:
    page = coordinator.page
    page.goto(f"{need}answer/")
    page.locator("[name=answer_sv]").fill(ANSWER)
    save(page)
    assert path_of(page) == need
    page.goto(f"{need}lift/")
    page.locator("label.pick", has_text=MEETING).locator("input").check()
    save(page)
    expect(page.locator(f".chain a[href^='{meeting}']")).to_be_visible()


def _recommend(platform: Platform, coordinator: Visitor, meeting: str) -> None:
    """The meeting is called, time passes, and the leading group recommends."""
    page = coordinator.page
    page.goto(f"{meeting}call/")
    save(page)
    platform.sql(
        "UPDATE groups_meeting SET day = day - %s, starts_at = starts_at - %s,"
        " ends_at = ends_at - %s, called_at = called_at - %s WHERE id = %s",
        9,
        *[timedelta(days=9)] * 3,
        number_of(meeting),
    )
    page.goto(meeting)
    item = page.locator("li.agi", has_text=NEED)
    item.locator("a[href*='outcomes/new']").first.click()
    page.locator("[name=kind][value=recommendation]").check()
    fill_both(page, "title", OUTCOME, "Yhteistä kuraattoria kokeillaan")
    fill_both(page, "text", "Vi prövar från januari.", "Kokeilemme tammikuusta.")
    page.locator("[name=addressed][value=members]").check()
    page.locator("[name=answer_by]").fill(day_of(today() + timedelta(days=20)))
    save(page)
    expect(page.locator("h1")).to_contain_text(OUTCOME)


def test_a_need_raised_on_a_phone_comes_back_as_a_recommendation(visit, platform: Platform):
    member = visit(width=360).sign_in("member")
    coordinator = visit().sign_in("coordinator")
    group = _group(coordinator)

    need = _raise(member, group)
    for name in SUPPORTERS:
        _support(visit(width=360).sign_in(name), need)
    meeting = _draft_meeting(coordinator, group)
    _answer_and_lift(coordinator, need, meeting)
    _recommend(platform, coordinator, meeting)

    page = member.page
    page.goto(need)
    expect(page.locator("#answer")).to_contain_text(ANSWER)
    # The agenda is the leading group's own; what it came to is the whole group's.
    expect(page.locator(".chain")).to_contain_text(OUTCOME)
    assert member.refused() == []
    page.goto("/me/notices/")
    expect(page.locator("main")).to_contain_text(NEED)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
