"""What the steps of the chain share: the words, the addresses that they find, the forms."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from playwright.sync_api import Page

from tests.e2e.conftest import Platform

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


def save(page: Page) -> None:
    """Press the button that sends the page's form, not one that arranges rows.

    The press ends when the next page begins to come: until it is there, it is empty.
    """
    page.locator("main form[method=post] button[type=submit]:not([name]):visible").last.click()
    page.wait_for_load_state("domcontentloaded")


def path_of(page: Page) -> str:
    return re.sub(r"^https?://[^/]+|[?#].*$", "", page.url)


def day_of(on: date) -> str:
    return f"{on.day}.{on.month}.{on.year}"


def fill_both(page: Page, name: str, swedish: str, finnish: str) -> None:
    page.locator(f"[name={name}_sv]").fill(swedish)
    page.locator(f"[name={name}_fi]").fill(finnish)


def number_of(path: str) -> int:
    return int(re.search(r"/(\d+)/", path).group(1))


def choose_readers(page: Page, url: str) -> None:
    page.goto(url)
    page.locator("[name=visibility][value=public]").check()
    save(page)


def put_on_agenda(page: Page, url: str) -> None:
    page.goto(url)
    page.locator("label.pick", has_text=MEETING).locator("input").check()
    save(page)


def organisation_of(platform: Platform, email: str) -> int:
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


def today() -> date:
    return datetime.now().date()  # noqa: DTZ005 - the browser's own day, days from any edge
