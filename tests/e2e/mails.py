"""The demo's mail catcher, as the people of the journeys read it."""

import re
import time

from tests.e2e.conftest import Visitor

WAIT_SECONDS = 90


def mails(visitor: Visitor, to: str, subject: str = "", at_least: int = 1) -> list[str]:
    """Return the catcher's mails to somebody, newest first, once they are there."""
    end = time.monotonic() + WAIT_SECONDS
    while True:
        visitor.page.goto(f"/dev/mail/?to={to}")
        links = visitor.page.locator("main tbody th a")
        found = [
            links.nth(number).get_attribute("href")
            for number in range(links.count())
            if subject in links.nth(number).inner_text()
        ]
        if len(found) >= at_least or time.monotonic() > end:
            assert len(found) >= at_least, (to, subject, links.all_inner_texts())
            return found
        visitor.page.wait_for_timeout(250)


def text_of(visitor: Visitor, mail: str) -> str:
    """Return the text part of a mail."""
    visitor.page.goto(mail)
    return visitor.page.locator("main .pre").inner_text()


def act_link(text: str, answer: str = "") -> str:
    """Return the one-act link of a mail, the one with `answer` where there are several.

    A link that names the language of a file is there to take home, not to act.
    """
    links = re.findall(r"http://localhost:\d+/act/\S+", text)
    return next(link for link in links if answer in link and "&language=" not in link)
