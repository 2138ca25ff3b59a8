"""The main job in a browser: a gap, an invitation, a meeting, an answer, a reminder, a move."""

import re
import urllib.request
from datetime import date, datetime, timedelta

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.e2e.mails import act_link, mails, text_of
from tests.e2e.story import save

pytestmark = pytest.mark.browser
BODY = "ELO-ledningsgruppen"
INVITEE = "hanna.strandvall@naringsliv.elo.example"


def _invite(coordinator):
    page = coordinator.page
    page.locator(".side a", has_text="Översikt").click()
    gap = page.locator(".rep li", has_text=re.compile("näringslivet", re.IGNORECASE)).first
    gap.get_by_role("link", name=re.compile("Bjud in")).click()
    page.locator("[name=body]").select_option(label=BODY)
    page.locator("details.fold summary").first.click()
    page.locator("[name=name_sv]").fill("Kustens företagare rf")
    page.locator("[name=name_fi]").fill("Rannikon Yrittäjät ry")
    page.locator("[name=name]").fill("Hanna Strandvall")
    page.locator("[name=address]").fill(INVITEE)
    page.locator("[name=language]").select_option("sv")
    page.locator("[name=greeting]").fill("Välkommen med, vi saknar er röst.")
    page.get_by_role("button", name="Skicka inbjudan").click()
    expect(page.locator("[role=status]").first).to_contain_text("Inbjudan är skickad")


def _accept(invitee):
    mail = mails(invitee, INVITEE)[0]
    text = text_of(invitee, mail)
    assert "Kustens företagare rf" in text
    invitee.page.goto(act_link(text))
    invitee.page.locator("form button[name=answer][value=yes]").click()
    expect(invitee.page.locator("h1")).to_contain_text("är din")


def _sign_in_by_code(invitee):
    page = invitee.page
    page.goto("/accounts/login/code/")
    page.locator("[name=email]").fill(INVITEE)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/confirm/**")
    other = invitee.context.new_page()
    invitee.page, mine = other, page
    text = text_of(invitee, mails(invitee, INVITEE, "inloggningskod")[0])
    code = re.search(r"^\s*([A-Z0-9-]{6,12})\s*$", text, re.MULTILINE).group(1)
    other.close()
    invitee.page = mine
    mine.locator("[name=code]").fill(code)
    mine.locator("main form button[type=submit]").first.click()
    mine.wait_for_url("**/me/")


def _call_meeting(coordinator, day):
    page = coordinator.page
    page.locator(".side a", has_text="Möten").click()
    page.locator("a[href*='/meetings/new/']", has_text=BODY).click()
    page.locator("[name=title_sv]").fill("Näringslivets mötesplats")
    page.locator("[name=title_fi]").fill("Elinkeinoelämän kohtaamispaikka")
    page.locator("[name=day]").fill(f"{day.day}.{day.month}.{day.year}")
    page.locator("[name=begins]").fill("9.00")
    page.locator("[name=ends]").fill("11.00")
    page.locator("[name=place]").fill("Joensuu, Strandgatan 1")
    page.locator("[name$=title_sv]").nth(1).fill("Hur hittar vi fler praktikplatser?")
    save(page)
    page.locator("a[href$='/call/']").click()
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("h1")).to_contain_text("Näringslivets mötesplats")
    expect(page.locator(".st", has_text="Kallat").first).to_be_visible()
    return page.url.split("?")[0]


def _answer_on_a_phone(phone):
    mail = mails(phone, INVITEE, "Näringslivets mötesplats")[0]
    phone.page.goto(act_link(text_of(phone, mail), "answer=yes"))
    width = phone.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 360
    phone.page.locator("form button[name=answer][value=yes]").click()
    expect(phone.page.locator("h1")).to_contain_text("Tack")


def _feed_address(invitee):
    invitee.page.goto("/me/calendar/")
    invitee.page.locator("form[action$='/me/calendar/new/'] button").click()
    return invitee.page.locator("#feed").input_value()


def _event(address):
    with urllib.request.urlopen(address, timeout=10) as answer:
        calendar = Calendar.from_ical(answer.read())
    return next(e for e in calendar.walk("VEVENT") if "mötesplats" in str(e["SUMMARY"]))


def _let_days_pass(platform, meeting_url, days):
    """Time passes for the meeting: it is nearer, and its call and answers are longer ago."""
    pk = int(re.search(r"/meetings/(\d+)/", meeting_url).group(1))
    platform.sql(
        "UPDATE groups_meeting SET day = day - %s, starts_at = starts_at - %s,"
        " ends_at = ends_at - %s, called_at = called_at - %s WHERE id = %s",
        days,
        *[timedelta(days=days)] * 3,
        pk,
    )
    platform.sql(
        "UPDATE groups_attendance SET called_at = called_at - %s, answered_at = answered_at - %s"
        " WHERE meeting_id = %s",
        *[timedelta(days=days)] * 2,
        pk,
    )


def _move(coordinator, meeting_url, day):
    page = coordinator.page
    page.goto(f"{meeting_url}edit/")
    page.locator("[name=day]").fill(f"{day.day}.{day.month}.{day.year}")
    page.locator("[name=begins]").fill("13.00")
    page.locator("[name=ends]").fill("15.00")
    save(page)
    expect(page.locator("h1")).to_contain_text("Näringslivets mötesplats")


@pytest.mark.slow
def test_the_main_job_from_a_gap_to_a_calendar_that_follows(platform, visit):
    today = datetime.now().date()  # noqa: DTZ005 - the browser's own day, weeks from any edge
    first_day, new_day = today + timedelta(days=20), today + timedelta(days=25)
    coordinator = visit().sign_in("coordinator")
    invitee = visit()
    phone = visit(width=360, has_touch=True, is_mobile=True)

    _invite(coordinator)
    _accept(invitee)
    _sign_in_by_code(invitee)
    meeting_url = _call_meeting(coordinator, first_day)
    _answer_on_a_phone(phone)
    coordinator.page.goto(meeting_url)
    expect(coordinator.page.locator("main")).to_contain_text("Hanna Strandvall")
    address = _feed_address(invitee)
    before = _event(address)
    assert before["DTSTART"].dt.replace(tzinfo=None) == _at(first_day, 9)

    _let_days_pass(platform, meeting_url, 14)
    for _sweep in range(3):
        platform.celery("groups.tasks.remind")
    reminders = mails(phone, INVITEE, "Påminnelse")
    platform.rest()
    platform.celery("elo_platform.notifications.tasks.post_due")
    platform.rest()
    assert mails(phone, INVITEE, "Påminnelse") == reminders
    assert len(reminders) == 1
    assert "Näringslivets mötesplats" in text_of(phone, reminders[0])

    _move(coordinator, meeting_url, new_day)
    after = _event(address)
    assert after["UID"] == before["UID"]
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    assert after["DTSTART"].dt.replace(tzinfo=None) == _at(new_day, 13)
    for visitor in (coordinator, invitee, phone):
        assert visitor.refused() == []


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour)  # noqa: DTZ001 - wall time
