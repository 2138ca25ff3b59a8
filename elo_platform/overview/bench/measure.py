"""Measures pages beside the yardstick, in rounds that take turns."""

import gzip
import http.client
import statistics
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle, islice
from urllib.parse import urlencode

from django.conf import settings

REQUESTS = 40
ROUNDS = 5
# As good as any other secret: whoever sends it sends it twice.
TOKEN = "b" * 32
_asked: Counter[str] = Counter()


@dataclass(frozen=True)
class Page:
    """A named page, asked as one person; several addresses are asked in turn.

    With `fields` a form is sent instead, with a key of its own each time. `cookies` stand for
    several people who take turns.
    """

    name: str
    reader: str
    paths: tuple[str, ...]
    goal: float | None = None
    cookie: str = ""
    port: int = 0
    fields: tuple[tuple[str, str], ...] = ()
    cookies: tuple[str, ...] = ()


@dataclass
class Figures:
    """What was seen of a page: a value for each round."""

    cpu_ms: list[float] = field(default_factory=list)
    ratio: list[float] = field(default_factory=list)
    times_ms: list[float] = field(default_factory=list)
    size: int = 0
    gzip_size: int = 0
    sql: int = 0

    def percentile(self, share: float) -> float:
        """Return the answer time in ms under which `share` of the requests stayed."""
        ordered = sorted(self.times_ms)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    def median_cpu(self) -> float:
        return statistics.median(self.cpu_ms)

    def median_ratio(self) -> float:
        return statistics.median(self.ratio)


def rounds(
    pages: list[Page], bare: Page, cpu_seconds: Callable[[Page], float]
) -> dict[str, Figures]:
    """Return the figures of each page: each round asks B, then the page, so that both share it.

    `cpu_seconds` tells what the servers of a page have used so far.
    """
    figures = {page.name: Figures() for page in [bare, *pages]}
    for page in [bare, *pages]:
        _batch(page, 8)
    for _round in range(ROUNDS):
        for page in pages:
            base = _measured(bare, cpu_seconds, figures[bare.name])
            cost = _measured(page, cpu_seconds, figures[page.name])
            figures[bare.name].ratio.append(1.0)
            figures[page.name].ratio.append(cost / base)
    return figures


def _measured(page: Page, cpu_seconds: Callable[[Page], float], seen: Figures) -> float:
    before = cpu_seconds(page)
    answers = _batch(page, REQUESTS)
    cost = (cpu_seconds(page) - before) * 1000 / REQUESTS
    seen.times_ms += [took for took, _body in answers]
    seen.cpu_ms.append(cost)
    body = answers[-1][1]
    seen.size, seen.gzip_size = len(body), len(gzip.compress(body, 6))
    return cost


def _batch(page: Page, number: int) -> list[tuple[float, bytes]]:
    return list(_ask(page, number))


def _ask(page: Page, number: int) -> Iterator[tuple[float, bytes]]:
    connection = http.client.HTTPConnection("127.0.0.1", page.port, timeout=30)
    turns = zip(cycle(page.paths), cycle(page.cookies or (page.cookie,)), strict=False)
    # People go on where they left off, so that none of them does more than the others.
    begun = _asked[page.name]
    _asked[page.name] += number
    for path, cookie in islice(turns, begun, begun + number):
        headers = {"Cookie": cookie, "Host": f"localhost:{page.port}"}
        sent = _form(page, headers)
        started = time.perf_counter()
        connection.request("POST" if sent else "GET", path, body=sent, headers=headers)
        response = connection.getresponse()
        body = response.read()
        if response.status != (302 if sent else 200):
            raise RuntimeError(f"{page.name}: {path} answered {response.status}")
        yield (time.perf_counter() - started) * 1000, body
    connection.close()


def _form(page: Page, headers: dict[str, str]) -> str | None:
    """Return what a browser would send, and put what goes with it into `headers`."""
    if not page.fields:
        return None
    headers["Cookie"] += f"; {settings.CSRF_COOKIE_NAME}={TOKEN}"
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    return urlencode(form_of(page) | {"csrfmiddlewaretoken": TOKEN})


def form_of(page: Page) -> dict[str, str]:
    """Return the values of the page's form, with a key that has not been used."""
    return dict(page.fields) | {"form_key": str(uuid.uuid4())}
