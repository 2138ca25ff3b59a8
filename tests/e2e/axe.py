"""What axe finds on a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "runOnly": [
        "wcag2a",
        "wcag2aa",
        "wcag21a",
        "wcag21aa",
        "wcag22aa",
        "best-practice",
    ]
}


def faults_of(page: Page) -> list[str]:
    """Return each rule that a page breaks, with the first place."""
    result = Axe().run(page, options=RULES)
    return [
        f"{violation['id']}: {violation['nodes'][0]['target']}"
        for violation in result.response["violations"]
    ]
