"""The whole chain in a browser: from what twelve people answer to what was done about it."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import faults_of
from tests.e2e.chain_answers import (
    answer_survey,
    build_survey,
    gather_theme,
    open_survey,
    raise_need,
    read_results,
)
from tests.e2e.chain_plan import (
    accept_on_a_phone,
    add_measure,
    approve_plan,
    draft_meeting,
    draft_plan,
    fill_positions,
    let_the_meeting_begin,
    lift_need,
    offer_measure,
    propose_plan,
    refuse_changes,
)
from tests.e2e.conftest import Platform, Visitor
from tests.e2e.mails import act_link, mails, text_of
from tests.e2e.story import (
    FINNISH,
    MEASURE,
    MEASURE_FI,
    PLAN,
    PLAN_FI,
    SWEDISH,
    THEME,
    Story,
    choose_readers,
    number_of,
    path_of,
    save,
    today,
)

pytestmark = pytest.mark.browser


def _echo(visitor: Visitor, address: str, answer: str, words: str) -> None:
    title = PLAN if address == SWEDISH else PLAN_FI
    text = text_of(visitor, mails(visitor, address, title)[0])
    visitor.page.goto(act_link(text))
    assert faults_of(visitor.page) == []
    visitor.page.locator(f"[name=answer][value={answer}]").check()
    visitor.page.locator("[name=text]").fill(words)
    save(visitor.page)
    visitor.page.wait_for_url("**saved=1**")
    expect(visitor.page.locator("[role=status]").first).to_contain_text(words)


def _read_answers(coordinator: Visitor, story: Story) -> None:
    page = coordinator.page
    page.goto(story.outcome)
    table = page.locator("#answers")
    for words in ("Vi gör så från och med januari.", "Kokeilemme yhdessä yksikössä."):
        expect(table).to_contain_text(words)
    expect(page.locator(f".chain a[href='{story.plan}']")).to_be_visible()


def _let_the_deadline_pass(platform: Platform, story: Story) -> None:
    """What was agreed on long ago was to be ready two days ago; the plan itself is frozen.

    Two, because a reminder goes out at nine o'clock of the day after the deadline.
    """
    measure = number_of(story.measure)
    platform.sql(
        "UPDATE plans_offer SET agreed_due_on = %s, offered_at = offered_at - %s,"
        " answered_at = answered_at - %s WHERE measure_id = %s AND state = 'accepted'",
        today() - timedelta(days=2),
        *[timedelta(days=40)] * 2,
        measure,
    )
    platform.sql(
        "UPDATE plans_plan SET approved_at = approved_at - %s WHERE id = %s",
        timedelta(days=40),
        number_of(story.plan),
    )


def _remind(platform: Platform, reader: Visitor) -> None:
    """The task runs twice, and one mail comes, in the reader's language."""
    before = len(mails(reader, FINNISH, at_least=0))
    for _sweep in range(2):
        platform.celery("plans.tasks.remind")
    found = mails(reader, FINNISH, at_least=before + 1)
    platform.rest()
    platform.celery("elo_platform.notifications.tasks.post_due")
    platform.rest()
    assert mails(reader, FINNISH) == found
    assert len(found) == before + 1
    text = text_of(reader, found[0])
    assert MEASURE_FI in text
    assert MEASURE not in text


def _read_what_was_done(respondent: Visitor, story: Story) -> None:
    """Whoever answered, without an account, sees the action that came of it and opens it."""
    page = respondent.page
    page.goto(f"{story.address}thanks/")
    page.locator(f"a[href='{story.survey}said/']").click()
    card = page.locator("main .said", has_text=THEME)
    expect(card).to_contain_text("7")
    card.locator(f"a[href='{story.measure}']").click()
    expect(page.locator("h1")).to_contain_text(MEASURE)
    page.goto(f"{story.survey}coding/")
    assert "/accounts/login/" in page.url


@pytest.mark.slow
def test_the_chain_from_twelve_answers_to_what_was_done(platform, visit):
    coordinator, story = visit().sign_in("coordinator"), Story()
    coordinator.page.locator(".side a", has_text="Översikt").click()
    story.group = path_of(coordinator.page)
    phone = visit(width=360, has_touch=True, is_mobile=True, locale="fi-FI")

    build_survey(coordinator, story)
    open_survey(coordinator, story)
    answer_survey(visit, story)
    read_results(coordinator, story)
    gather_theme(coordinator, story)
    raise_need(coordinator, story)
    for url in (f"{story.need}visibility/", f"{story.survey}said/share/"):
        choose_readers(coordinator.page, url)

    draft_meeting(coordinator, story, today() + timedelta(days=20))
    lift_need(coordinator, story)
    draft_plan(coordinator, story)
    add_measure(platform, coordinator, story, today() + timedelta(days=200))
    offer_measure(coordinator, story)
    accept_on_a_phone(phone)
    fill_positions(coordinator, story)
    propose_plan(coordinator, story)
    let_the_meeting_begin(platform, story, 21)
    approve_plan(coordinator, story, today() + timedelta(days=30))
    refuse_changes(coordinator, story)
    choose_readers(coordinator.page, f"{story.plan}visibility/")

    _echo(visit(), SWEDISH, "adopted", "Vi gör så från och med januari.")
    _echo(phone, FINNISH, "tried", "Kokeilemme yhdessä yksikössä.")
    _read_answers(coordinator, story)
    _let_the_deadline_pass(platform, story)
    _remind(platform, phone)
    _read_what_was_done(visit(), story)
    for visitor in (coordinator, phone):
        assert visitor.refused() == []
