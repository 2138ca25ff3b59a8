"""The whole chain in a browser: from what twelve people answer to what was done about it."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Platform, Visitor
from tests.e2e.mails import act_link, mails, text_of

pytestmark = pytest.mark.browser
TITLE = "Vägledningens skarvar"
TITLE_FI = "Ohjauksen saumakohdat"
THEME = "Ingen vet vem som tar emot"
THEME_FI = "Kukaan ei tiedä, kuka ottaa vastaan"
MEETING = "Ledningsgruppens möte om skarvarna"
PLAN = "Plan för skarvlös vägledning"
PLAN_FI = "Saumattoman ohjauksen suunnitelma"
MEASURE = "En mottagare i varje läroanstalt"
MEASURE_FI = "Vastaanottaja jokaiseen oppilaitokseen"
# Each with a seat of an organisation in the coordinator's group; one reads Swedish, one Finnish.
SWEDISH, FINNISH = "contact@elo.example", "deputy@elo.example"
SCHOOLS, SERVICES = 0, 1
NOBODY_KNOWS = "Ingen vet vem som tar emot när en elev byter skola."
QUEUES = "Köerna är för långa."
QUEUES_FI = "Jonot ovat liian pitkiä."


@dataclass
class Story:
    """What the steps hand on to each other: addresses, as people find them."""

    group: str = ""
    survey: str = ""
    address: str = ""
    need: str = ""
    meeting: str = ""
    plan: str = ""
    measure: str = ""
    outcome: str = ""


def _save(page: Page) -> None:
    """Press the button that sends the page's form, not one that arranges rows."""
    page.locator("main form[method=post] button[type=submit]:not([name]):visible").last.click()


def _path(page: Page) -> str:
    return re.sub(r"^https?://[^/]+|[?#].*$", "", page.url)


def _day(on: date) -> str:
    return f"{on.day}.{on.month}.{on.year}"


def _both(page: Page, name: str, swedish: str, finnish: str) -> None:
    page.locator(f"[name={name}_sv]").fill(swedish)
    page.locator(f"[name={name}_fi]").fill(finnish)


def _number(path: str) -> int:
    return int(re.search(r"/(\d+)/", path).group(1))


# The survey: built, opened, answered, closed, read.


def _add_question(page: Page, kind: str, number: int, swedish: str, finnish: str) -> None:
    page.locator(f"button[name=act][value=add-{kind}]").click()
    _both(page, f"q-{number}-text", swedish, finnish)


def _name_choices(page: Page, question: int, *choices: tuple[str, str]) -> None:
    for place, (swedish, finnish) in enumerate(choices):
        _both(page, f"q-{question}-c-{place}-text", swedish, finnish)


def _build_survey(coordinator: Visitor, story: Story) -> None:
    page = coordinator.page
    page.goto(f"{story.group}surveys/new/")
    page.locator("[name=starter][value=empty]").check()
    _both(page, "title", TITLE, TITLE_FI)
    _save(page)
    story.survey = _path(page)
    page.locator("a[href^='/surveys/sections/'][href$='/']").first.click()
    _both(page, "title", "Var du arbetar", "Missä työskentelet")
    _add_question(page, "single", 0, "Inom vilken sektor vägleder du?", "Millä alalla ohjaat?")
    _name_choices(page, 0, ("Skola", "Koulu"), ("Tjänster", "Palvelut"))
    page.locator("[name=q-0-is_required]").check()
    page.locator("[name=q-0-is_sector]").check()
    _add_question(page, "multiple", 1, "Var brister det?", "Missä takkuaa?")
    _name_choices(page, 1, ("Vid skolbyte", "Koulun vaihtuessa"), ("På nätet", "Verkossa"))
    _save(page)
    page.locator("form[action$='/sections/new/'] button").click()
    _both(page, "title", "Skarvarna", "Saumakohdat")
    _add_question(page, "scale", 0, "Vi samarbetar bra", "Teemme hyvää yhteistyötä")
    _both(page, "q-0-low", "Nej", "Ei")
    _both(page, "q-0-high", "Ja", "Kyllä")
    _add_question(page, "text", 1, "Berätta om en skarv", "Kerro saumakohdasta")
    page.locator("[name=q-1-is_required]").check()
    _save(page)
    assert _path(page) == story.survey


def _open_survey(coordinator: Visitor, story: Story) -> None:
    page = coordinator.page
    # Not while a language or a text is missing.
    assert page.locator("a[href$='/open/']").count() == 0
    page.goto(f"{story.survey}edit/")
    _both(page, "intro", "Vi vill veta var det brister.", "Haluamme tietää, missä takkuaa.")
    _save(page)
    page.locator("a[href$='/open/']").click()
    _save(page)
    story.address = page.locator("#address").input_value()
    assert "/s/" in story.address


def _first_page(visitor: Visitor, story: Story, sector: int, lack: int) -> None:
    page = visitor.page
    page.goto(story.address)
    page.locator("input[type=radio]").nth(sector).check()
    page.locator("input[type=checkbox]").nth(lack).check()
    page.locator("button[name=go][value=next]:visible").click()


def _second_page(visitor: Visitor, scale: int, text: str) -> None:
    visitor.page.locator("input[type=radio]").nth(scale - 1).check()
    visitor.page.locator("textarea").fill(text)


def _send(visitor: Visitor) -> None:
    visitor.page.locator("button[name=go][value=send]:visible").click()
    visitor.page.wait_for_url("**/thanks/**")
    expect(visitor.page.locator("h1")).to_be_visible()
    assert visitor.refused() == []


def _forget_the_text_on_a_phone(phone: Visitor) -> None:
    """What is required and missing is named, and what was ticked stays."""
    phone.page.locator("input[type=radio]").nth(3).check()
    phone.page.locator("button[name=go][value=send]:visible").click()
    expect(phone.page.locator("#errors")).to_be_visible()
    expect(phone.page.locator("input[type=radio]").nth(3)).to_be_checked()
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 360


def _change_language(visitor: Visitor) -> None:
    """Everything typed stays, on this page and on the one before."""
    page = visitor.page
    page.locator("button[name=go][value=fi]").click()
    expect(page.locator("html")).to_have_attribute("lang", "fi")
    expect(page.locator("textarea")).to_have_value(QUEUES)
    expect(page.locator("input[type=radio]").nth(1)).to_be_checked()
    page.locator("button[name=go][value=back]:visible").click()
    expect(page.locator("input[type=radio]").nth(SERVICES)).to_be_checked()
    expect(page.locator("main")).to_contain_text("Koulun vaihtuessa")
    page.locator("button[name=go][value=next]:visible").click()


def _answer(visit, story: Story) -> None:
    """Twelve people answer, each in a browser that knows nobody: seven of schools, five not."""
    for number in range(7):
        options = {"width": 360, "has_touch": True, "is_mobile": True} if number == 0 else {}
        person = visit(**options)
        _first_page(person, story, SCHOOLS, lack=0 if number < 4 else 1)
        if number == 0:
            _forget_the_text_on_a_phone(person)
        _second_page(person, 4, NOBODY_KNOWS)
        _send(person)
        assert person.context.cookies() == []
    for number in range(5):
        person = visit(locale="fi-FI" if number == 0 else "sv-FI")
        _first_page(person, story, SERVICES, lack=0)
        _second_page(person, 2, QUEUES_FI if number == 0 else QUEUES)
        if number == 1:
            _change_language(person)
        _send(person)


def _read_results(coordinator: Visitor, story: Story) -> None:
    page = coordinator.page
    page.goto(f"{story.survey}close/")
    _save(page)
    page.goto(f"{story.survey}results/")
    numbers = page.locator("main nav .chip .num").all_inner_texts()
    assert numbers == ["12", "7", "5"]
    assert page.locator("main .bars li.few").count() >= 1
    page.goto(f"{story.survey}results/?sector=all")
    cells = page.locator("main tbody td.n").all_inner_texts()
    counts = [int(found[0]) for cell in cells if (found := re.match(r"\d+", cell.strip()))]
    assert {7, 5} <= set(counts)
    assert [count for count in counts if 0 < count < 5] == []


# Themes and the need.


def _gather_theme(coordinator: Visitor, story: Story) -> None:
    page = coordinator.page
    for number in range(7):
        page.goto(f"{story.survey}coding/")
        unmarked = page.locator("li.post:not(:has(mark))", has_text=NOBODY_KNOWS).first
        unmarked.locator("summary").click()
        if number == 0:
            unmarked.locator("[name=new_theme]").fill(THEME)
        else:
            unmarked.locator("[name=theme]").select_option(label=THEME)
        unmarked.locator("form", has=page.locator("[name=passage]")).locator("button").click()
        page.wait_for_load_state()
    expect(page.locator("main .list > li", has_text=THEME)).to_contain_text("7")


def _raise_need(coordinator: Visitor, story: Story) -> None:
    page = coordinator.page
    page.goto(f"{story.survey}coding/")
    page.locator("a[href^='/surveys/themes/'][href$='/need/']").click()
    _both(page, "title", THEME, THEME_FI)
    _save(page)
    story.need = _path(page)
    assert re.fullmatch(r"/needs/\d+/", story.need)
    expect(page.locator("h1")).to_contain_text(THEME)
    chain = page.locator(".chain")
    expect(chain.locator(f"a[href^='{story.survey}']").first).to_be_visible()
    expect(page.locator("main .list", has_text=re.compile(r"\b7 ")).first).to_be_visible()


def _choose_readers(page: Page, url: str) -> None:
    page.goto(url)
    page.locator("[name=visibility][value=public]").check()
    _save(page)


# The meeting and the plan.


def _draft_meeting(coordinator: Visitor, story: Story, day: date) -> None:
    page = coordinator.page
    page.goto(f"{story.group}meetings/")
    page.locator("a[href*='/meetings/new/']", has_text="ELO-ledningsgruppen").click()
    _both(page, "title", MEETING, "Johtoryhmän kokous saumakohdista")
    page.locator("[name=day]").fill(_day(day))
    page.locator("[name=begins]").fill("9.00")
    page.locator("[name=ends]").fill("11.00")
    page.locator("[name=place]").fill("Joensuu, Strandgatan 1")
    page.locator("main form button:visible", has_text=re.compile("Spara")).first.click()
    expect(page.locator("h1")).to_contain_text(MEETING)
    story.meeting = _path(page)


def _put_on_agenda(page: Page, url: str) -> None:
    page.goto(url)
    page.locator("label.pick", has_text=MEETING).locator("input").check()
    _save(page)


def _lift_need(coordinator: Visitor, story: Story) -> None:
    page = coordinator.page
    _put_on_agenda(page, f"{story.need}lift/")
    assert _path(page) == story.need
    page.goto(story.meeting)
    item = page.locator("li.agi", has_text=THEME)
    expect(item.locator(f"a[href='{story.need}']")).to_be_visible()


def _draft_plan(coordinator: Visitor, story: Story) -> None:
    page = coordinator.page
    page.goto(f"{story.group}plans/new/")
    _both(page, "title", PLAN, PLAN_FI)
    _both(page, "vision", "Ingen faller mellan.", "Kukaan ei putoa väliin.")
    _save(page)
    page.goto(f"{story.group}plans/")
    page.locator("main .list a", has_text=PLAN).click()
    story.plan = _path(page)
    page.goto(f"{story.plan}goals/new/")
    _both(page, "title", "Övergångarna håller", "Siirtymät kantavat")
    _save(page)


def _add_measure(platform: Platform, coordinator: Visitor, story: Story, due: date) -> None:
    """The action names the Finnish reader's organisation, and answers the need."""
    page = coordinator.page
    page.goto(f"{story.plan}measures/new/?needs={_number(story.need)}")
    page.locator("[name=goal]").select_option(index=1)
    _both(page, "title", MEASURE, MEASURE_FI)
    page.locator("[name=responsible]").select_option(str(_organisation(platform, FINNISH)))
    page.locator("[name=due_on]").fill(_day(due))
    _save(page)
    page.goto(story.plan)
    page.locator("main table a", has_text=MEASURE).click()
    story.measure = _path(page)
    expect(page.locator(f".chain a[href='{story.need}']")).to_be_visible()


def _organisation(platform: Platform, email: str) -> int:
    """Return the organisation of the coordinator's group whose seat somebody holds."""
    rows = platform.sql(
        "SELECT seat.organisation_id FROM groups_seatholder holder"
        " JOIN groups_seat seat ON seat.id = holder.seat_id"
        " JOIN groups_body body ON body.id = seat.body_id"
        " JOIN groups_rolegrant grant_ ON grant_.group_id = body.group_id"
        " JOIN accounts_user lead ON lead.id = grant_.user_id"
        " JOIN accounts_user person ON person.id = holder.user_id"
        " WHERE person.email = %s AND lead.email = 'coordinator@elo.example'"
        " ORDER BY holder.id LIMIT 1",
        email,
    )
    return int(rows[0][0])


def _offer(coordinator: Visitor, story: Story) -> None:
    page = coordinator.page
    page.goto(f"{story.measure}offer/")
    _save(page)
    assert _path(page) == story.measure


def _accept_on_a_phone(phone: Visitor) -> None:
    """From the mail, in the reader's language, without a password."""
    text = text_of(phone, mails(phone, FINNISH, MEASURE_FI)[0])
    phone.page.goto(act_link(text))
    expect(phone.page.locator("html")).to_have_attribute("lang", "fi")
    expect(phone.page.locator("main")).to_contain_text(MEASURE_FI)
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 360
    phone.page.locator("button[name=answer][value=accept]").click()
    phone.page.wait_for_url("**saved=1")
    assert phone.page.locator("form button[name=answer]").count() == 0


def _fill_positions(coordinator: Visitor, story: Story) -> None:
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
        _both(page, name, "Det här gäller.", "Tämä pätee.")
        _save(page)


def _propose_plan(coordinator: Visitor, story: Story) -> None:
    page = coordinator.page
    _put_on_agenda(page, f"{story.plan}agenda/")
    assert _path(page) == story.plan
    page.goto(f"{story.meeting}call/")
    _save(page)
    page.goto(story.meeting)
    expect(page.locator("li.agi", has_text=PLAN)).to_be_visible()


def _let_the_meeting_begin(platform: Platform, story: Story, days: int) -> None:
    """Time passes: the meeting was yesterday, and its call longer ago."""
    platform.sql(
        "UPDATE groups_meeting SET day = day - %s, starts_at = starts_at - %s,"
        " ends_at = ends_at - %s, called_at = called_at - %s WHERE id = %s",
        days,
        *[timedelta(days=days)] * 3,
        _number(story.meeting),
    )


def _approve(coordinator: Visitor, story: Story, answer_by: date) -> None:
    page = coordinator.page
    page.goto(story.meeting)
    item = page.locator("li.agi", has_text=PLAN)
    item.locator(f"a[href^='{story.plan}approve/']").click()
    page.locator("[name=kind][value=agreement]").check()
    page.locator("[name=addressed][value=members]").check()
    page.locator("[name=answer_by]").fill(_day(answer_by))
    _save(page)
    assert re.fullmatch(rf"{story.plan}versions/\d+/", _path(page))
    story.outcome = page.locator("main a[href^='/outcomes/']").first.get_attribute("href")


def _is_frozen(coordinator: Visitor, story: Story) -> None:
    page = coordinator.page
    page.goto(story.plan)
    assert page.locator("main a[href^='/positions/']").count() == 0
    for frozen in (f"{story.plan}edit/", f"{story.measure}edit/"):
        assert page.goto(frozen).status == 403


# What became of it.


def _echo(visitor: Visitor, address: str, answer: str, words: str) -> None:
    title = PLAN if address == SWEDISH else PLAN_FI
    text = text_of(visitor, mails(visitor, address, title)[0])
    visitor.page.goto(act_link(text))
    visitor.page.locator(f"[name=answer][value={answer}]").check()
    visitor.page.locator("[name=text]").fill(words)
    _save(visitor.page)
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
    measure = _number(story.measure)
    platform.sql(
        "UPDATE plans_offer SET agreed_due_on = %s, offered_at = offered_at - %s,"
        " answered_at = answered_at - %s WHERE measure_id = %s AND state = 'accepted'",
        _today() - timedelta(days=2),
        *[timedelta(days=40)] * 2,
        measure,
    )
    platform.sql(
        "UPDATE plans_plan SET approved_at = approved_at - %s WHERE id = %s",
        timedelta(days=40),
        _number(story.plan),
    )


def _remind(platform: Platform, reader: Visitor) -> None:
    """The task runs twice, and one mail comes, in the reader's language."""
    before = len(mails(reader, FINNISH, at_least=0))
    for _sweep in range(2):
        platform.celery("plans.tasks.remind")
    found = mails(reader, FINNISH, at_least=before + 1)
    reader.page.wait_for_timeout(3000)
    platform.celery("elo_platform.notifications.tasks.post_due")
    reader.page.wait_for_timeout(3000)
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


def _today() -> date:
    return datetime.now().date()  # noqa: DTZ005 - the browser's own day, days from any edge


@pytest.mark.slow
def test_the_chain_from_twelve_answers_to_what_was_done(platform, visit):
    coordinator, story = visit().sign_in("coordinator"), Story()
    coordinator.page.locator(".side a", has_text="Översikt").click()
    story.group = _path(coordinator.page)
    phone = visit(width=360, has_touch=True, is_mobile=True, locale="fi-FI")

    _build_survey(coordinator, story)
    _open_survey(coordinator, story)
    _answer(visit, story)
    _read_results(coordinator, story)
    _gather_theme(coordinator, story)
    _raise_need(coordinator, story)
    for url in (f"{story.need}visibility/", f"{story.survey}said/share/"):
        _choose_readers(coordinator.page, url)

    _draft_meeting(coordinator, story, _today() + timedelta(days=20))
    _lift_need(coordinator, story)
    _draft_plan(coordinator, story)
    _add_measure(platform, coordinator, story, _today() + timedelta(days=200))
    _offer(coordinator, story)
    _accept_on_a_phone(phone)
    _fill_positions(coordinator, story)
    _propose_plan(coordinator, story)
    _let_the_meeting_begin(platform, story, 21)
    _approve(coordinator, story, _today() + timedelta(days=30))
    _is_frozen(coordinator, story)
    _choose_readers(coordinator.page, f"{story.plan}visibility/")

    _echo(visit(), SWEDISH, "adopted", "Vi gör så från och med januari.")
    _echo(phone, FINNISH, "tried", "Kokeilemme yhdessä yksikössä.")
    _read_answers(coordinator, story)
    _let_the_deadline_pass(platform, story)
    _remind(platform, phone)
    _read_what_was_done(visit(), story)
    for visitor in (coordinator, phone):
        assert visitor.refused() == []
