"""What axe finds on a page."""

import os

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

EVERY_RULE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# axe counts what passes too unless told not to, and that is most of its time.
OPTIONS = {"runOnly": EVERY_RULE, "resultTypes": ["violations"]}

WHOLE = bool(os.environ.get("ELO_WHOLE"))
# Contrasts are most of its time. Colours come from classes alone, as there are no styles elsewhere:
# what stands in the same chain of elements looks the same, and is looked at once in each look.
# Only what is wrong leaves the browser: the whole answer is some hundred kilobytes a page.
ASK = """async ([options, known]) => {
  const OWN = ['id', 'for', 'name', 'value', 'href', 'action', 'src', 'alt', 'title', 'datetime'];
  const NAMED = /^aria-(label|labelledby|describedby|controls)$/;
  const seen = new Set(known), chains = new Map([[null, 7]]), fresh = [];
  const add = (sum, text) => {
    for (let at = 0; at < text.length; at++)
      sum = (sum * 33 + text.charCodeAt(at)) % 35184372088777;
    return sum;
  };
  for (const element of document.querySelectorAll('*')) {
    const told = [...element.attributes].filter(each => !OWN.includes(each.name))
      .map(each => NAMED.test(each.name) ? each.name : `${each.name}=${each.value}`);
    const place = element.previousElementSibling ? '+' : '^';
    const chain = add(chains.get(element.parentElement),
      `${place}${element.tagName} ${told.sort().join(' ')}>`);
    chains.set(element, chain);
    if (seen.has(chain) || !document.body.contains(element)) continue;
    seen.add(chain);
    fresh.push(element);
  }
  const contrast = {...options, runOnly: ['color-contrast']};
  const others = {...options, rules: {'color-contrast': {enabled: fresh.length > chains.size / 3}}};
  const answers = [await axe.run(document, others)];
  if (fresh.length && !others.rules['color-contrast'].enabled)
    answers.push(await axe.run({include: fresh}, contrast));
  return [[...seen], answers.flatMap(answer => answer.violations)
    .map(found => `${found.id}: ${found.nodes[0].target}`)];
}"""


def bring_axe(page: Page) -> None:
    """Have axe in each page that is opened from now on: sent to each anew, it takes twice as long.

    For who looks at every page.
    """
    page.add_init_script(AXE_SCRIPT)


def faults_of(page: Page, seen: set[int] | None = None) -> list[str]:
    """Return each rule that a page breaks, with the first place; contrasts where not `seen`."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    chains, faults = page.evaluate(ASK, [OPTIONS, list(seen or ())])
    if seen is not None:
        seen.update(chains)
    return faults


def faults_in_looks(page: Page, turn: int, seen: dict[str, set[int]]) -> list[str]:
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
        known = None if WHOLE else seen.setdefault(f"{width} {scheme}", set())
        faults += [f"{width} {scheme}: {fault}" for fault in faults_of(page, known)]
    page.set_viewport_size({"width": 320, "height": 900})
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*faults, f"{wide} px wider than 320"] if wide > 0 else faults
