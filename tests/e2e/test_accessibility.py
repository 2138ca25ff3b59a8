"""axe on every page, wide and narrow, light and dark; the policy; nothing from elsewhere."""

import re

import pytest

from tests.e2e.axe import WHOLE, bring_axe, faults_in_looks, faults_of
from tests.e2e.story import path_of

pytestmark = pytest.mark.browser
PUBLIC = [
    "/",
    "/regions/",
    "/regions/12/",
    "/regions/12/?on=31.12.2025",
    "/regions/21/",
    "/groups/",
    "/organisations/",
    "/privacy/",
    "/accessibility/",
    "/accounts/login/",
    "/accounts/login/code/",
    "/accounts/password/reset/",
    "/accounts/signup/",
    "/act/forged/",
    "/unsubscribe/forged/",
    "/nowhere/",
    "/dev/mail/",
]
OWN = [
    "/me/",
    "/me/notices/",
    "/me/notices/settings/",
    "/me/profile/",
    "/me/calendar/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/sessions/",
    "/accounts/2fa/",
    "/accounts/reauthenticate/",
]
# Found on the coordinator's own pages, so that the numbers are the demo's own.
FOUND_ON = {
    "/me/": [r"/groups/\d+/$", r"/meetings/\d+/$"],
    "group": [
        r"/groups/\d+/people/$",
        r"/groups/\d+/representation/$",
        r"/groups/\d+/meetings/$",
        r"/groups/\d+/settings/$",
        r"/groups/\d+/invite/\?",
        r"/bodies/\d+/$",
    ],
    "people": [
        r"/groups/\d+/import/$",
        r"/mandates/\d+/end/",
        r"/invitations/\d+/$",
        r"/seats/\d+/close/",
    ],
    "meetings": [r"/bodies/\d+/meetings/new/$", r"/meetings/\d+/$"],
    "meeting": [
        r"/meetings/\d+/edit/$",
        r"/meetings/\d+/cancel/$",
        r"/meetings/\d+/guests/new/$",
        r"/meetings/\d+/papers/new/$",
        r"/attendances/\d+/answer/$",
    ],
    "settings": [
        r"/groups/\d+/settings/levels/$",
        r"/groups/\d+/bodies/new/$",
        r"/bodies/\d+/edit/$",
    ],
    "body": [r"/bodies/\d+/message/$", r"/bodies/\d+/chair/$"],
}
# The rooms of a group, and what is found on the way from page to page: one of each kind.
# Where a plan and a survey are drafts, their rooms have pages of their own.
ROOMS = {
    "coordinator": ("needs", "outcomes", "plans", "surveys", "spaces", "working", "bodies"),
    "coordinator.osterbotten": ("plans", "surveys", "agreements", "networks"),
}
# Pages of these kinds look different where there is a draft, and are seen in both.
DIFFERS = {"/plans/0/", "/surveys/0/"}
# What the others have of their own: where they begin, and what of it is theirs.
OUTSIDE = {
    "contact": (["/organisations/", "/me/"], r"^/organisations/|/pulse/$"),
    "national": (
        ["/national/representation/", "/national/continuity/", "/national/wishes/"],
        r"^/wishes/",
    ),
    "admin": (["/reorganisations/"], r"^/reorganisations/"),
}
DEEPER = [
    r"/groups/\d+/(needs|plans|surveys)/new/$",
    r"/needs/\d+/$",
    r"/needs/\d+/(edit|evidence|visibility|lift|refuse|merge)/$",
    r"/outcomes/\d+/$",
    r"/echoes/\d+/answer/$",
    r"/plans/\d+/$",
    r"/plans/\d+/(edit|agenda|offers|print|visibility|revise)/$",
    r"/plans/\d+/versions/\d+/$",
    r"/plans/\d+/(goals|measures)/new/$",
    r"/positions/\d+/edit/$",
    r"/goals/\d+/$",
    r"/measures/\d+/$",
    r"/measures/\d+/(edit|needs|report|steps|offer)/$",
    r"/offers/\d+/$",
    r"/surveys/\d+/$",
    r"/surveys/\d+/(edit|preview|results|coding|said|open|close)/$",
    r"/surveys/\d+/said/share/$",
    r"/surveys/sections/\d+/$",
    r"/surveys/themes/\d+/$",
    r"/surveys/themes/\d+/need/$",
    r"/s/[\w-]+/$",
    r"/spaces/\d+/$",
    r"/spaces/\d+/edit/$",
    r"/spaces/\d+/topics/new/$",
    r"/topics/\d+/$",
    r"/topics/\d+/(need|agenda)/$",
    r"/groups/\d+/(mandate|agreements|operating-model|duties|networks|responsibilities)/$",
    r"/groups/\d+/(continuity|handover|welcome|history|timeline|pulse|skills)/$",
    r"/groups/\d+/networks/overlap/$",
    r"/groups/\d+/working-time/\d+/$",
    r"/groups/\d+/history/body/\d+/$",
    r"/organisations/\d+/$",
    r"/organisations/\d+/(ours|edit|contacts)/$",
    r"/authorities/\d+/$",
    r"/agreements/\d+/$",
    r"/parties/\d+/(sign|enter)/$",
    r"/networks/\d+/$",
    r"/wishes/\d+/answer/$",
    r"/reorganisations/\d+/$",
    r"/reorganisations/\d+/(effects|steps/new)/$",
    r"/reorganisations/new/$",
]
# Forms made of the same few parts: with `./dev prove pages`.
FORMS = [
    r"/groups/\d+/(mandate|clauses|funding|wishes|agreements|operating-model|duties)/new/$",
    r"/groups/\d+/(networks|responsibilities|timeline|coordinators|handover)/new/$",
    r"/groups/\d+/(handover/notes|welcome/edit|representation/targets/new)/$",
    r"/(bases|clauses|funding|duties|networks|responsibilities|promises)/\d+/edit/$",
    r"/(networks/\d+/members/new|network-members/\d+/edit)/$",
    r"/agreements/\d+/(edit|parties|time|retract|conclude|end|send)/$",
    r"/agreements/\d+/(promises|annexes)/new/$",
    r"/organisations/(new|\d+/(visibility|rename|facts))/$",
    r"/bodies/\d+/(merge|close|commissions/new|seats/new)/$",
    r"/mandates/\d+/(edit|replace)/$",
    r"/reorganisations/\d+/(edit|withdraw)/$",
]
WALKED = DEEPER + FORMS if WHOLE else DEEPER


LINKS = """() => [...document.querySelectorAll('main a[href], .side a[href]')]
  .map(link => link.getAttribute('href'))"""


def _links(page):
    """Return where the links of a page's own part and of the sidebar lead."""
    return page.evaluate(LINKS)


def _link(page, pattern):
    return next((target for target in _links(page) if re.search(pattern, target)), None)


def _discover(visitor):
    """Return the addresses of one page of each kind, by following links as a person would."""
    page = visitor.page
    page.goto("/me/")
    found = {"/me/": "/me/"}
    page.locator(".side a", has_text="Översikt").click()
    found["group"] = page.url.removeprefix(visitor.platform.url)
    for kind, tab in (
        ("people", "people"),
        ("representation", "representation"),
        ("meetings", "meetings"),
        ("settings", "settings"),
    ):
        found[kind] = f"{found['group']}{tab}/"
    paths = list(found.values())
    for kind in ("group", "people", "meetings", "settings"):
        page.goto(found[kind])
        for pattern in FOUND_ON[kind]:
            if target := _link(page, pattern):
                paths.append(target)
    found["meeting"] = next(path for path in paths if re.fullmatch(r"/meetings/\d+/", path))
    found["body"] = next(path for path in paths if re.fullmatch(r"/bodies/\d+/", path))
    for kind in ("meeting", "body"):
        page.goto(found[kind])
        paths += [target for pattern in FOUND_ON[kind] if (target := _link(page, pattern))]
    return sorted(set(paths))


def _kind(path):
    """Return the address without its numbers, where it is one of a room."""
    if not any(re.search(pattern, path) for pattern in WALKED):
        return None
    return "/s/" if path.startswith("/s/") else re.sub(r"\d+", "0", path)


def _rooms(visitor, starts, own="", seen=()):
    """Follow links to `own` from `starts` to an address of each kind that is not in `seen`.

    Return the addresses, and the faults of their pages: each is looked at as it is come to.
    """
    waiting, kinds, paths, faults = list(starts), set(seen), [], []
    bring_axe(visitor.page)
    while waiting:
        path = waiting.pop(0)
        visitor.page.goto(path)
        hrefs = _links(visitor.page)
        faults += _here(visitor, path, len(paths))
        paths.append(path)
        for href in hrefs:
            target = href.removeprefix(visitor.platform.url)
            kind = _kind(target)
            if kind and kind not in kinds and re.search(own, target):
                kinds.add(kind)
                waiting.append(target)
    return paths, faults


def _faults(visitor, paths):
    faults = []
    bring_axe(visitor.page)
    for turn, path in enumerate(paths):
        visitor.page.goto(path)
        faults += _here(visitor, path, turn)
    return faults


def _here(visitor, path, turn):
    """Return what is wrong with the page that is open."""
    faults = [
        f"{path}: {fault}" for fault in faults_in_looks(visitor.page, turn, visitor.platform.seen)
    ]
    if refused := visitor.refused():
        faults.append(f"{path}: refused by the policy: {refused}")
    return faults


@pytest.mark.slow
def test_no_public_page_has_a_fault(visit):
    assert _faults(visit(locale="fi-FI"), PUBLIC) == []


@pytest.mark.slow
def test_no_page_of_ones_own_or_of_people_and_meetings_has_a_fault(visit):
    coordinator = visit().sign_in("coordinator")
    mine = _discover(coordinator)

    assert len(mine) >= 18
    assert _faults(coordinator, [*OWN, *mine]) == []


@pytest.mark.slow
def test_no_page_of_the_rooms_has_a_fault(visit):
    """Everything of the rooms: of a group whose plan is approved, then what a draft adds."""
    kinds: set[str] = set()
    for name, rooms in ROOMS.items():
        signed_in = visit().sign_in(name)
        signed_in.page.locator(".side a", has_text="Översikt").click()
        group = path_of(signed_in.page)
        seen = () if WHOLE else kinds - DIFFERS
        paths, faults = _rooms(signed_in, [f"{group}{room}/" for room in rooms], seen=seen)

        assert faults == []
        assert len(paths) > 2 * len(rooms)
        kinds |= {_kind(path) for path in paths} - {None}
    assert len(kinds) >= 40


@pytest.mark.slow
@pytest.mark.parametrize("name", OUTSIDE)
def test_no_page_outside_a_group_has_a_fault(visit, name):
    """What an organisation's people, the national level and administrators have of their own."""
    signed_in = visit().sign_in(name)
    starts, own = OUTSIDE[name]
    paths, faults = _rooms(signed_in, starts, own)

    assert len(paths) > len(starts)
    assert faults == []


def test_axe_sees_a_fault(visit):
    """The control: a page with a fault has one."""
    visitor = visit()
    visitor.page.goto("/groups/")
    seen: set[int] = set()
    assert faults_of(visitor.page, seen) == []
    visitor.page.evaluate("document.body.append(document.createElement('button'))")
    visitor.page.evaluate("document.querySelector('main p').style.color = 'var(--line)'")

    found = {fault.split(":")[0] for fault in faults_of(visitor.page, seen)}
    assert found >= {"button-name", "color-contrast"}
