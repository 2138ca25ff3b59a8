"""Measures pages beside the yardstick, in rounds that take turns."""

import gzip
import http.client
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle, islice

REQUESTS = 40
ROUNDS = 5


@dataclass(frozen=True)
class Page:
    """A named page, asked as one person; several addresses are asked in turn."""

    name: str
    reader: str
    paths: tuple[str, ...]
    goal: float | None = None
    cookie: str = ""
    port: int = 0


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
    headers = {"Cookie": page.cookie, "Host": f"localhost:{page.port}"}
    for path in islice(cycle(page.paths), number):
        started = time.perf_counter()
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise RuntimeError(f"{page.name}: {path} answered {response.status}")
        yield (time.perf_counter() - started) * 1000, body
    connection.close()
