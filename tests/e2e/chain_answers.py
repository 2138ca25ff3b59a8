"""The chain up to a need: a survey is built, answered, read and sorted into a theme."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.axe import faults_of
from tests.e2e.conftest import Visitor
from tests.e2e.story import (
    NOBODY_KNOWS,
    QUEUES,
    QUEUES_FI,
    SCHOOLS,
    SERVICES,
    THEME,
    THEME_FI,
    TITLE,
    TITLE_FI,
    Story,
    fill_both,
    path_of,
    save,
)


def _add_question(page: Page, kind: str, number: int, swedish: str, finnish: str) -> None:
    page.locator(f"button[name=act][value=add-{kind}]").click()
    fill_both(page, f"q-{number}-text", swedish, finnish)


def _name_choices(page: Page, question: int, *choices: tuple[str, str]) -> None:
    for place, (swedish, finnish) in enumerate(choices):
        fill_both(page, f"q-{question}-c-{place}-text", swedish, finnish)


def build_survey(coordinator: Visitor, story: Story) -> None:
    page = coordinator.page
    page.goto(f"{story.group}surveys/new/")
    page.locator("[name=starter][value=empty]").check()
    fill_both(page, "title", TITLE, TITLE_FI)
    save(page)
    story.survey = path_of(page)
    page.locator("a[href^='/surveys/sections/'][href$='/']").first.click()
    fill_both(page, "title", "Var du arbetar", "Missä työskentelet")
    _add_question(page, "single", 0, "Inom vilken sektor vägleder du?", "Millä alalla ohjaat?")
    _name_choices(page, 0, ("Skola", "Koulu"), ("Tjänster", "Palvelut"))
    page.locator("[name=q-0-is_required]").check()
    page.locator("[name=q-0-is_sector]").check()
    _add_question(page, "multiple", 1, "Var brister det?", "Missä takkuaa?")
    _name_choices(page, 1, ("Vid skolbyte", "Koulun vaihtuessa"), ("På nätet", "Verkossa"))
    save(page)
    page.locator("form[action$='/sections/new/'] button").click()
    fill_both(page, "title", "Skarvarna", "Saumakohdat")
    _add_question(page, "scale", 0, "Vi samarbetar bra", "Teemme hyvää yhteistyötä")
    fill_both(page, "q-0-low", "Nej", "Ei")
    fill_both(page, "q-0-high", "Ja", "Kyllä")
    _add_question(page, "text", 1, "Berätta om en skarv", "Kerro saumakohdasta")
    page.locator("[name=q-1-is_required]").check()
    save(page)
    assert path_of(page) == story.survey


def open_survey(coordinator: Visitor, story: Story) -> None:
    page = coordinator.page
    # Not while a language or a text is missing.
    assert page.locator("a[href$='/open/']").count() == 0
    page.goto(f"{story.survey}edit/")
    fill_both(page, "intro", "Vi vill veta var det brister.", "Haluamme tietää, missä takkuaa.")
    save(page)
    page.locator("a[href$='/open/']").click()
    save(page)
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
    assert faults_of(phone.page) == []


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


def answer_survey(visit, story: Story) -> None:
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


def read_results(coordinator: Visitor, story: Story) -> None:
    page = coordinator.page
    page.goto(f"{story.survey}close/")
    save(page)
    page.goto(f"{story.survey}results/")
    numbers = page.locator("main nav .chip .num").all_inner_texts()
    assert numbers == ["12", "7", "5"]
    assert page.locator("main .bars li.few").count() >= 1
    page.goto(f"{story.survey}results/?sector=all")
    cells = page.locator("main tbody td.n").all_inner_texts()
    counts = [int(found[0]) for cell in cells if (found := re.match(r"\d+", cell.strip()))]
    assert {7, 5} <= set(counts)
    assert [count for count in counts if 0 < count < 5] == []


def gather_theme(coordinator: Visitor, story: Story) -> None:
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


def raise_need(coordinator: Visitor, story: Story) -> None:
    page = coordinator.page
    page.goto(f"{story.survey}coding/")
    page.locator("a[href^='/surveys/themes/'][href$='/need/']").click()
    fill_both(page, "title", THEME, THEME_FI)
    save(page)
    story.need = path_of(page)
    assert re.fullmatch(r"/needs/\d+/", story.need)
    expect(page.locator("h1")).to_contain_text(THEME)
    chain = page.locator(".chain")
    expect(chain.locator(f"a[href^='{story.survey}']").first).to_be_visible()
    expect(page.locator("main .list", has_text=re.compile(r"\b7 ")).first).to_be_visible()
