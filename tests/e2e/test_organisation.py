"""An organisation's people in a browser: its page, its profile, an agreement, another holder."""

import urllib.request
from datetime import timedelta

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.e2e.axe import faults_of
from tests.e2e.conftest import Platform, Visitor
from tests.e2e.signing import ask_to_sign, sign_on_a_phone
from tests.e2e.story import SWEDISH, day_of, path_of, save, today

pytestmark = pytest.mark.browser
DOES = "Vi handleder var och en genom studierna."
LEAVER, LEAVER_NAME, COLLEAGUE = "leading", "Onni Lehtovaara", "Siri Ljungås"


def _own_page(contact: Visitor) -> str:
    """From one's own work to the page of the organisation: what waits, promises, seats."""
    page = contact.page
    page.goto("/me/")
    page.locator("main a[href$='/ours/']").first.click()
    main = page.locator("main")
    expect(main.locator("li.todo a[href^='/agreements/']")).to_be_visible()
    expect(main).to_contain_text("ELO-ledningsgruppen")
    expect(main).to_contain_text(LEAVER_NAME)
    assert int(main.locator("dl.kpis dd").first.inner_text()) >= 2
    return path_of(page).removesuffix("ours/")


def _edit_profile(contact: Visitor, organisation: str) -> None:
    page = contact.page
    page.goto(organisation)
    page.locator("main a[href$='/edit/']").first.click()
    page.locator("[name=does_sv]").fill(DOES)
    save(page)
    assert path_of(page) == organisation
    expect(page.locator("main")).to_contain_text(DOES)


def _open_profile(contact: Visitor, visitor: Visitor, organisation: str) -> None:
    """While it is closed nobody outside knows of it; opened, it says no seat and no person."""
    for value, status in (("", 404), ("yes", 200)):
        contact.page.goto(f"{organisation}visibility/")
        contact.page.locator(f"[name=is_public][value='{value}']").check()
        save(contact.page)
        assert visitor.page.goto(organisation).status == status
    main = visitor.page.locator("main")
    expect(main).to_contain_text(DOES)
    expect(main).not_to_contain_text(LEAVER_NAME)
    expect(main).not_to_contain_text("ELO-ledningsgruppen")


def _feed_of(visitor: Visitor) -> str:
    visitor.page.goto("/me/calendar/")
    visitor.page.locator("form[action$='/me/calendar/new/'] button").click()
    return visitor.page.locator("#feed").input_value()


def _events(address: str) -> list[str]:
    with urllib.request.urlopen(address, timeout=10) as answer:
        calendar = Calendar.from_ical(answer.read())
    return [str(event["UID"]) for event in calendar.walk("VEVENT")]


def _replace(coordinator: Visitor, people: str) -> None:
    """The colleague takes the seat over today; yesterday it was the other's, and stays so."""
    page = coordinator.page
    page.goto(people)
    row = page.locator("main tr", has_text=LEAVER_NAME).first
    row.locator("summary").click()
    row.locator("a[href$='/replace/']").first.click()
    page.locator("[name=user]").select_option(label=COLLEAGUE)
    assert faults_of(page) == []
    save(page)
    assert path_of(page) == people
    expect(page.locator("main tr", has_text=COLLEAGUE).first).to_be_visible()
    expect(page.locator("main tr", has_text=LEAVER_NAME)).to_have_count(0)
    page.goto(f"{people}?on={day_of(today() - timedelta(days=1))}")
    expect(page.locator("main tr", has_text=LEAVER_NAME).first).to_be_visible()
    expect(page.locator("main tr", has_text=COLLEAGUE)).to_have_count(0)


def _waits(visitor: Visitor, organisation: str) -> int:
    visitor.page.goto(f"{organisation}ours/")
    return visitor.page.locator("li.todo a[href^='/agreements/']").count()


@pytest.mark.slow
def test_an_organisation_keeps_its_page_signs_and_hands_its_seat_over(
    platform: Platform, visit
) -> None:
    coordinator, contact = visit().sign_in("coordinator"), visit().sign_in("contact")
    leaver, stranger = visit().sign_in(LEAVER), visit()
    phone = visit(width=360, has_touch=True, is_mobile=True)

    coordinator.page.locator(".side a", has_text="Översikt").click()
    group = path_of(coordinator.page)
    organisation = _own_page(contact)
    _edit_profile(contact, organisation)
    _open_profile(contact, stranger, organisation)
    agreement = ask_to_sign(coordinator, group)
    assert _waits(contact, organisation) == 1
    sign_on_a_phone(phone, SWEDISH)
    assert _waits(contact, organisation) == 0
    assert contact.page.goto(agreement).status == 200

    people = f"{group}people/"
    address = _feed_of(leaver)
    assert leaver.page.goto(people).status == 200
    assert _events(address) != []
    _replace(coordinator, people)
    assert leaver.page.goto(people).status == 404
    assert leaver.page.goto(agreement).status == 404
    assert _events(address) == []
    for visitor in (coordinator, contact, leaver, phone):
        assert visitor.refused() == []
