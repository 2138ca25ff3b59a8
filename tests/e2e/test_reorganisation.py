"""An administrator's reorganisation in a browser: prepared, simulated, confirmed by two, done."""

import time
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import faults_of
from tests.e2e.conftest import Platform, Visitor
from tests.e2e.story import day_of, fill_both, number_of, path_of, save, today

pytestmark = pytest.mark.browser
TITLE, TITLE_FI = "Tavastlands nya ordning", "Hämeen uusi järjestys"
MERGED, MERGED_FI = "Tavastlands bildningshus", "Hämeen sivistystalo"
PARTS = [
    ("Tavastehus ungdomsarbete", "Hämeenlinnan nuorisotyö"),
    ("Tavastehus verkstäder", "Hämeenlinnan pajat"),
]
CENTRE, CENTRE_FI = "Livskraftscentralen i Tavastland", "Hämeen elinvoimakeskus"
REGION = "Egentliga Tavastland"
WAIT_SECONDS = 60


@dataclass(frozen=True)
class Before:
    """The old world of a region: its group, the centre that coordinates it, its organisations."""

    region: str
    group: str
    centre: str
    centre_name: str
    schools: list[tuple[int, str]]
    youth: tuple[int, str]


def _before(platform: Platform) -> Before:
    region, group, centre, name = platform.sql(
        "SELECT region.code, link.group_id, coordination.authority_id, name.name_sv"
        " FROM groups_region region"
        " JOIN groups_groupregion link ON link.region_id = region.id"
        " JOIN groups_coordination coordination ON coordination.group_id = link.group_id"
        " JOIN groups_authorityname name ON name.authority_id = coordination.authority_id"
        " WHERE region.name_sv = %s AND link.ends_on IS NULL AND coordination.ends_on IS NULL"
        "   AND name.valid_to IS NULL",
        REGION,
    )[0]
    found = platform.sql(
        "SELECT DISTINCT category.key, organisation.id, organisation.name_sv"
        " FROM groups_organisation organisation"
        " JOIN groups_category category ON category.id = organisation.category_id"
        " JOIN groups_seat seat ON seat.organisation_id = organisation.id"
        " JOIN groups_body body ON body.id = seat.body_id"
        " WHERE body.group_id = %s AND category.key IN ('HE', 'LIBED', 'MUNYOUTH')"
        "   AND seat.closed_on IS NULL AND organisation.ended_on IS NULL ORDER BY 1",
        group,
    )
    *schools, youth = [(number, called) for _key, number, called in found]
    paths = f"/regions/{region}/", f"/groups/{group}/", f"/authorities/{centre}/"
    return Before(*paths, name, schools, youth)


def _prepare(admin: Visitor) -> str:
    page = admin.page
    page.goto("/reorganisations/")
    page.locator("main a[href$='/reorganisations/new/']").first.click()
    fill_both(page, "title", TITLE, TITLE_FI)
    page.locator("[name=on]").fill(day_of(today() + timedelta(days=1)))
    save(page)
    expect(page.locator("h1")).to_have_text(TITLE)
    return path_of(page)


def _begin_step(page: Page, reorganisation: str, kind: str, relation: str) -> None:
    page.goto(reorganisation)
    page.locator("main a[href$='/steps/new/']").click()
    page.locator("[name=kind]").select_option(kind)
    page.locator("main form button[type=submit]").click()
    page.locator(f"[name=relation][value={relation}]").check()


def _name_before(page: Page, organisations: list[tuple[int, str]]) -> None:
    """From the list that the browser offers: a name with its number."""
    for row, (number, name) in enumerate(organisations, start=1):
        offered = f"{name} #{number}"
        assert page.locator(f"#things option[value='{offered}']").count() == 1
        page.locator(f"[name=before_{row}]").fill(offered)


def _end_step(page: Page, reorganisation: str, *successors: tuple[str, str]) -> None:
    for row, names in enumerate(successors, start=1):
        if row > 1:
            page.locator(f"details:has([name=name_sv_{row}]) > summary").click()
        for language, name in zip(("sv", "fi"), names, strict=True):
            page.locator(f"[name=name_{language}_{row}]").fill(name)
    assert faults_of(page) == []
    save(page)
    assert path_of(page) == reorganisation
    for name, _finnish in successors:
        expect(page.locator("main table").first).to_contain_text(name)


def _add_steps(admin: Visitor, reorganisation: str, before: Before) -> None:
    """Two schools merge, the youth office splits, and the centre hands a region over."""
    page = admin.page
    _begin_step(page, reorganisation, "organisation", "merge")
    _name_before(page, before.schools)
    _end_step(page, reorganisation, (MERGED, MERGED_FI))
    _begin_step(page, reorganisation, "organisation", "split")
    _name_before(page, [before.youth])
    _end_step(page, reorganisation, *PARTS)
    _begin_step(page, reorganisation, "authority", "transfer")
    page.locator("[name=before_1]").fill(before.centre_name)
    page.locator("details details:has([name=regions_1]) > summary").click()
    page.locator("label", has_text=REGION).locator("[name=regions_1]").check()
    _end_step(page, reorganisation, (CENTRE, CENTRE_FI))


def _choose(admin: Visitor, reorganisation: str, before: Before) -> None:
    """Nothing can be confirmed before each choice is made; what is touched is there to read."""
    page = admin.page
    page.goto(reorganisation)
    expect(page.locator("form[action$='/confirm/']")).to_have_count(0)
    page.locator("main a[href$='/effects/']").click()
    effects = page.locator("main table")
    for _number, name in (*before.schools, before.youth):
        expect(effects).to_contain_text(name)
    expect(effects.locator(f"a[href='{before.group}']").first).to_be_visible()
    assert faults_of(page) == []
    page.goto(reorganisation)
    choices = page.locator("form[action$='/choices/']")
    for fieldset in choices.locator("fieldset").all():
        fieldset.locator("[type=radio]").first.check()
    assert faults_of(page) == []
    choices.locator("button[type=submit]").click()
    expect(page.locator("form[action$='/confirm/']")).to_have_count(1)


def _confirm(first: Visitor, second: Visitor, reorganisation: str) -> None:
    """One administrator confirms once, however many pages were open; another is needed."""
    stale = first.context.new_page()
    for page in (stale, first.page):
        page.goto(reorganisation)
    first.page.locator("form[action$='/confirm/'] button").click()
    expect(first.page.locator("form[action$='/confirm/']")).to_have_count(0)
    with stale.expect_response("**/confirm/") as answer:
        stale.locator("form[action$='/confirm/'] button").click()
    assert answer.value.status == 403
    # A browser may never answer when a page is closed between the answer and its drawing.
    expect(stale.locator("form[action$='/confirm/']")).to_have_count(0)
    stale.close()
    second.page.goto(reorganisation)
    second.page.locator("form[action$='/confirm/'] button").click()
    expect(second.page.locator("form[action$='/confirm/']")).to_have_count(0)
    expect(second.page.locator("main a[href$='/edit/']")).to_have_count(0)


def _let_its_day_come(platform: Platform, admin: Visitor, reorganisation: str) -> None:
    """What was for tomorrow is for today; Celery's own task carries it out, and only once."""
    number = number_of(reorganisation)
    platform.sql('UPDATE groups_reorganisation SET "on" = "on" - 1 WHERE id = %s', number)
    end = time.monotonic() + WAIT_SECONDS
    state = "confirmed"
    for _tick in range(2):
        platform.celery("groups.tasks.reorganise")
    while state != "applied" and time.monotonic() < end:
        admin.page.wait_for_timeout(500)
        asked = "SELECT state, waits_for FROM groups_reorganisation WHERE id = %s"
        state, waits_for = platform.sql(asked, number)[0]
    assert (state, waits_for) == ("applied", "")


def _rows(platform: Platform) -> dict[str, int]:
    """Return how many rows each table of the groups, plans, surveys and forums has."""
    tables = platform.sql(
        "SELECT relname FROM pg_stat_user_tables"
        " WHERE relname ~ '^(groups|plans|surveys|forums|accounts)_' ORDER BY relname"
    )
    return {name: platform.sql(f'SELECT count(*) FROM "{name}"')[0][0] for (name,) in tables}


def _read_both_worlds(visitor: Visitor, before: Before) -> None:
    """Today the new names, yesterday the old: on the pages of region, authority and group."""
    page, main = visitor.page, visitor.page.locator("main")
    yesterday = day_of(today() - timedelta(days=1))
    duty = page.locator("main section table").last
    for address, place in ((before.group, page.locator(".ph .meta")), (before.region, duty)):
        page.goto(address)
        expect(place).to_contain_text(CENTRE)
        expect(place).not_to_contain_text(before.centre_name)
        page.goto(f"{address}?on={yesterday}")
        expect(place).to_contain_text(before.centre_name)
        expect(place).not_to_contain_text(CENTRE)
    for address, group_is_its in ((f"{before.centre}?on={yesterday}", True), (before.centre, True)):
        page.goto(address)
        expect(main.locator(f"a[href='{before.group}']")).to_have_count(int(group_is_its))


def _follow_old_addresses(admin: Visitor, before: Before) -> None:
    page = admin.page
    for number, name in before.schools:
        page.goto(f"/organisations/{number}/")
        expect(page.locator("h1")).to_have_text(name)
        page.locator("main .bar a", has_text=MERGED).click()
        expect(page.locator("h1")).to_have_text(MERGED)


@pytest.mark.slow
def test_a_reorganisation_from_its_draft_to_the_new_order_and_back(platform, visit):
    first, second = visit().sign_in("admin"), visit().sign_in("admin.second")
    before, rows = _before(platform), _rows(platform)

    reorganisation = _prepare(first)
    _add_steps(first, reorganisation, before)
    _choose(first, reorganisation, before)
    _confirm(first, second, reorganisation)
    _let_its_day_come(platform, first, reorganisation)

    _read_both_worlds(first, before)
    _follow_old_addresses(second, before)
    after = _rows(platform)
    assert {table: after[table] for table in rows if after[table] < rows[table]} == {}

    second.page.goto(f"{reorganisation}withdraw/")
    save(second.page)
    first.page.goto(before.group)
    expect(first.page.locator(".ph .meta")).to_contain_text(before.centre_name)
    for visitor in (first, second):
        assert visitor.refused() == []
