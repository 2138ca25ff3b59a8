"""What axe finds on a page."""

import os

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

EVERY_RULE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# axe counts what passes too unless told not to, and that is most of its time.
OPTIONS = {"runOnly": EVERY_RULE, "resultTypes": ["violations"]}
# What colours alone can break.
OF_COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}

WHOLE = bool(os.environ.get("ELO_WHOLE"))
# Only what is wrong leaves the browser: the whole answer is some hundred kilobytes a page.
ASK = """options => axe.run(document, options).then(answer =>
  answer.violations.map(found => `${found.id}: ${found.nodes[0].target}`))"""


def faults_of(page: Page, options: dict = OPTIONS) -> list[str]:
    """Return each rule that a page breaks, with the first place."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(ASK, options)


def faults_in_every_look(page: Page) -> list[str]:
    """Return what a page breaks wide and narrow, light and dark, and wider than its window.

    Sizes change what is shown, so every rule is asked at 1280 and at 360 px; between light
    and dark only the colours differ, and they come from the same few tokens: each is asked at one
    size, and at both with `./dev prove pages`. 320 px is the narrowest that nothing may leave.
    """
    faults = []
    for width, first, then in ((1280, "light", "dark"), (360, "dark", "light")):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme, options in ((first, OPTIONS), (then, OF_COLOURS))[: 2 if WHOLE else 1]:
            page.emulate_media(color_scheme=scheme)
            faults += [f"{width} {scheme}: {fault}" for fault in faults_of(page, options)]
    page.set_viewport_size({"width": 320, "height": 900})
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*faults, f"{wide} px wider than 320"] if wide > 0 else faults
