"""The chain up to an outcome: a meeting, a plan, a responsibility taken on, an approval."""

import re
from datetime import date, timedelta

from playwright.sync_api import expect

from tests.e2e.axe import faults_of
from tests.e2e.conftest import Platform, Visitor
from tests.e2e.mails import act_link, mails, text_of
from tests.e2e.story import (
    FINNISH,
    MEASURE,
    MEASURE_FI,
    MEETING,
    PLAN,
    PLAN_FI,
    THEME,
    Story,
    day_of,
    fill_both,
    number_of,
    organisation_of,
    path_of,
    put_on_agenda,
    save,
)


def draft_meeting(coordinator: Visitor, story: Story, day: date) -> None:
    page = coordinator.page
    page.goto(f"{story.group}meetings/")
    page.locator("a[href*='/meetings/new/']", has_text="ELO-ledningsgruppen").click()
    fill_both(page, "title", MEETING, "Johtoryhmän kokous saumakohdista")
    page.locator("[name=day]").fill(day_of(day))
    page.locator("[name=begins]").fill("9.00")
    page.locator("[name=ends]").fill("11.00")
    page.locator("[name=place]").fill("Joensuu, Strandgatan 1")
    save(page)
    expect(page.locator("h1")).to_contain_text(MEETING)
    story.meeting = path_of(page)


def lift_need(coordinator: Visitor, story: Story) -> None:
    page = coordinator.page
    put_on_agenda(page, f"{story.need}lift/")
    assert path_of(page) == story.need
    page.goto(story.meeting)
    item = page.locator("li.agi", has_text=THEME)
    expect(item.locator(f"p.row > a[href='{story.need}']")).to_be_visible()


def draft_plan(coordinator: Visitor, story: Story) -> None:
    page = coordinator.page
    page.goto(f"{story.group}plans/new/")
    fill_both(page, "title", PLAN, PLAN_FI)
    fill_both(page, "vision", "Ingen faller mellan.", "Kukaan ei putoa väliin.")
    save(page)
    page.goto(f"{story.group}plans/")
    page.locator("main .list a", has_text=PLAN).click()
    story.plan = path_of(page)
    page.goto(f"{story.plan}goals/new/")
    fill_both(page, "title", "Övergångarna håller", "Siirtymät kantavat")
    save(page)


def add_measure(platform: Platform, coordinator: Visitor, story: Story, due: date) -> None:
    """The action names the Finnish reader's organisation, and answers the need."""
    page = coordinator.page
    page.goto(f"{story.plan}measures/new/?needs={number_of(story.need)}")
    page.locator("[name=goal]").select_option(index=1)
    fill_both(page, "title", MEASURE, MEASURE_FI)
    page.locator("[name=responsible]").select_option(str(organisation_of(platform, FINNISH)))
    page.locator("[name=due_on]").fill(day_of(due))
    save(page)
    page.goto(story.plan)
    page.locator("main table a", has_text=MEASURE).click()
    story.measure = path_of(page)
    expect(page.locator(f".chain a[href='{story.need}']")).to_be_visible()


def offer_measure(coordinator: Visitor, story: Story) -> None:
    page = coordinator.page
    page.goto(f"{story.measure}offer/")
    save(page)
    assert path_of(page) == story.measure


def accept_on_a_phone(phone: Visitor) -> None:
    """From the mail, in the reader's language, without a password."""
    text = text_of(phone, mails(phone, FINNISH, MEASURE_FI)[0])
    phone.page.goto(act_link(text))
    expect(phone.page.locator("html")).to_have_attribute("lang", "fi")
    expect(phone.page.locator("main")).to_contain_text(MEASURE_FI)
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert faults_of(phone.page) == []
    phone.page.locator("button[name=answer][value=accept]").click()
    phone.page.wait_for_url("**saved=1")
    assert phone.page.locator("form button[name=answer]").count() == 0


def fill_positions(coordinator: Visitor, story: Story) -> None:
    """Three say something, and one gives its reason."""
    page = coordinator.page
    page.goto(story.plan)
    links = [
        link.get_attribute("href") for link in page.locator("main a[href^='/positions/']").all()
    ]
    assert len(links) == 4
    for number, link in enumerate(links):
        page.goto(link)
        name = "text" if number else "exception"
        fill_both(page, name, "Det här gäller.", "Tämä pätee.")
        save(page)


def propose_plan(coordinator: Visitor, story: Story) -> None:
    page = coordinator.page
    put_on_agenda(page, f"{story.plan}agenda/")
    assert path_of(page) == story.plan
    page.goto(f"{story.meeting}call/")
    save(page)
    page.goto(story.meeting)
    expect(page.locator("li.agi", has_text=PLAN)).to_be_visible()


def let_the_meeting_begin(platform: Platform, story: Story, days: int) -> None:
    """Time passes: the meeting was yesterday, and its call longer ago."""
    platform.sql(
        "UPDATE groups_meeting SET day = day - %s, starts_at = starts_at - %s,"
        " ends_at = ends_at - %s, called_at = called_at - %s WHERE id = %s",
        days,
        *[timedelta(days=days)] * 3,
        number_of(story.meeting),
    )


def approve_plan(coordinator: Visitor, story: Story, answer_by: date) -> None:
    page = coordinator.page
    page.goto(story.meeting)
    item = page.locator("li.agi", has_text=PLAN)
    item.locator(f"a[href^='{story.plan}approve/']").click()
    page.locator("[name=kind][value=agreement]").check()
    page.locator("[name=addressed][value=members]").check()
    page.locator("[name=answer_by]").fill(day_of(answer_by))
    save(page)
    assert re.fullmatch(rf"{story.plan}versions/\d+/", path_of(page))
    story.outcome = page.locator("main a[href^='/outcomes/']").first.get_attribute("href")


def refuse_changes(coordinator: Visitor, story: Story) -> None:
    page = coordinator.page
    page.goto(story.plan)
    assert page.locator("main a[href^='/positions/']").count() == 0
    for frozen in (f"{story.plan}edit/", f"{story.measure}edit/"):
        assert page.goto(frozen).status == 403
