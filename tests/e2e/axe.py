"""What axe finds on a page."""

import os

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

EVERY_RULE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# axe counts what passes too unless told not to, and that is most of its time.
OPTIONS = {"runOnly": EVERY_RULE, "resultTypes": ["violations"]}

WHOLE = bool(os.environ.get("ELO_WHOLE"))
# Only what is wrong leaves the browser: the whole answer is some hundred kilobytes a page.
ASK = """options => axe.run(document, options).then(answer =>
  answer.violations.map(found => `${found.id}: ${found.nodes[0].target}`))"""


def faults_of(page: Page) -> list[str]:
    """Return each rule that a page breaks, with the first place."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(ASK, OPTIONS)


def faults_in_looks(page: Page, turn: int) -> list[str]:
    """Return what a page breaks in the look whose turn it is, and wider than its window.

    Wide and light or narrow and dark: sizes change what is shown, and colours come from the same
    few tokens. Pages are made of the same components, and so each is seen in both looks on one
    page or another; `./dev prove pages` sees every page in all four. 320 px is the narrowest
    that nothing may leave.
    """
    looks = [(1280, "light"), (360, "dark")]
    asked = [looks[turn % len(looks)]]
    if WHOLE:
        asked = [(width, scheme) for width, _ in looks for _, scheme in looks]
    faults = []
    for width, scheme in asked:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        faults += [f"{width} {scheme}: {fault}" for fault in faults_of(page)]
    page.set_viewport_size({"width": 320, "height": 900})
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*faults, f"{wide} px wider than 320"] if wide > 0 else faults
