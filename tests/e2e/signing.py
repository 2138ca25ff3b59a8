"""An agreement is signed from a mail: what the journeys of members and of organisations share."""

from playwright.sync_api import expect

from tests.e2e.axe import faults_of
from tests.e2e.conftest import Visitor
from tests.e2e.mails import act_link, mails, text_of
from tests.e2e.story import path_of


def ask_to_sign(coordinator: Visitor, group: str) -> str:
    """The coordinator reminds whoever has not signed; return the page of the agreement."""
    page = coordinator.page
    page.goto(f"{group}agreements/")
    page.locator("main a[href^='/agreements/']").first.click()
    page.locator("form[action$='/remind/'] button").click()
    return path_of(page)


def sign_on_a_phone(phone: Visitor, email: str) -> None:
    """From the mail, without a password; the link works once."""
    text = text_of(phone, mails(phone, email, "artnerskapsavtal")[0])
    link = act_link(text)
    page = phone.page
    page.goto(link)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert faults_of(page) == []
    page.locator("[name=signer]").fill("Rektor")
    page.locator("form", has=page.locator("[name=signer]")).locator("button").click()
    page.wait_for_url("**saved=1**")
    page.goto(link)
    expect(page.locator("[name=signer]")).to_have_count(0)
