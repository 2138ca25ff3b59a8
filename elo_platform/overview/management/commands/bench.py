import gzip
import hashlib
import json
import logging
import os
import re
import subprocess
import sys
import urllib.request
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import psycopg
from django.core.management import BaseCommand
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from elo_platform.embedded.local import local_folder
from elo_platform.overview.bench import servers
from elo_platform.overview.bench.measure import Figures, Page, form_of, rounds
from elo_platform.overview.bench.pages import pages, readers, session_cookie
from elo_platform.overview.bench.servers import Server, postgres_cpu_seconds

DATABASE = "elo_bench"
# Read and never imported: importing it would change this process's settings.
YARDSTICK = Path(servers.__file__).with_name("bare.py")
BARE = ("granian", "--interface", "wsgi", "--no-ws", "elo_platform.overview.bench.bare:application")
FIRST_VIEW_KB = 150
MEMORY_MB = 226


class Command(BaseCommand):
    help = "Measure what each page costs on the national load set, beside the bare page B."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8790)
        parser.add_argument("--page", action="append", default=[], help="measure this page alone")

    def handle(self, *, port: int, page: list[str], **_options: object) -> None:
        if os.environ.get("DATABASE_NAME") != DATABASE:
            self._prepare()
            os.execve(  # noqa: S606 - this command again, on the database of its own
                sys.executable,
                [sys.executable, *sys.argv],
                _environment() | {"ELO_PROCESS": "web"},
            )
        # Statements are counted in this process, which would log each of its requests.
        logging.disable(logging.INFO)
        product = Server("product", ("elo_platform.web",), port)
        bare = Server("bare", BARE, port + 1)
        try:
            product.start({"SITE_URL": f"http://localhost:{port}"})
            bare.start({"SITE_URL": f"http://localhost:{port + 1}"})
            self._measure(product, bare, page)
        finally:
            product.stop()
            bare.stop()

    def _prepare(self) -> None:
        """Make the database of the national load set, once."""
        values = connection.get_connection_params()
        with psycopg.connect(**_door(values), dbname="postgres", autocommit=True) as server:
            asked = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if not asked.fetchone():
                server.execute(f'CREATE DATABASE "{DATABASE}"')
        for command in (
            ["migrate", "-v0"],
            ["collectstatic", "-v0", "--no-input"],
            ["seed_demo", "--scale", "national"],
        ):
            subprocess.run(  # noqa: S603 - our own commands
                [sys.executable, "manage.py", *command], env=_environment(), check=True
            )
        # As after the night: on rows that were loaded this minute PostgreSQL plans blindly.
        with psycopg.connect(**_door(values), dbname=DATABASE, autocommit=True) as loaded:
            loaded.execute("VACUUM ANALYZE")

    def _measure(self, product: Server, bare: Server, wanted: list[str]) -> None:
        people = readers()
        known = pages(product.port, people, timezone.now())
        asked = [each for each in known if each.name in wanted or not wanted]
        list_of_pages = [each for each in asked if each.paths]
        for page in asked:
            if not page.paths:
                print(f"{page.name}: nothing of the kind in this load set; drop {DATABASE} first")
        base = Page("B", "member", ("/",), cookie=session_cookie(people["member"]), port=bare.port)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            postmaster = _parent(cursor.fetchone()[0])

        def cpu_seconds(page: Page) -> float:
            server = bare if page is base else product
            return server.cpu_seconds() + postgres_cpu_seconds(postmaster)

        figures = rounds(list_of_pages, base, cpu_seconds)
        for page in list_of_pages:
            figures[page.name].sql = _sql(page)
        self._print(list_of_pages, base, figures)
        self._print_whole(product)

    def _print(self, list_of_pages: list[Page], base: Page, figures: dict[str, Figures]) -> None:
        source = YARDSTICK.read_bytes()
        print(f"B = {hashlib.sha256(source).hexdigest()[:12]} ({YARDSTICK.name})")
        print(
            f"{'page':24}{'sql':>5}{'cpu ms':>9}{'x B':>7}{'goal':>7}{'p50':>8}{'p95':>8}{'kB':>8}"
        )
        for page in [base, *list_of_pages]:
            seen = figures[page.name]
            goal = f"{page.goal:.2f}" if page.goal else ""
            print(
                f"{page.name:24}{seen.sql or '':>5}{seen.median_cpu():9.1f}"
                f"{seen.median_ratio():7.2f}{goal:>7}"
                f"{seen.percentile(0.5):8.1f}{seen.percentile(0.95):8.1f}{seen.size / 1000:8.1f}"
            )
        for page in [base, *list_of_pages]:
            print(json.dumps(_as_json(page, figures[page.name])))

    def _print_whole(self, product: Server) -> None:
        first_view = _first_view_kb(product.port)
        print(f"first view of /: {first_view:.1f} kB gzip (goal {FIRST_VIEW_KB})")
        print(f"memory, master + 2 workers: {product.memory_mb():.0f} MB PSS (goal {MEMORY_MB})")


def _door(values: dict[str, Any]) -> dict[str, Any]:
    """Return where the server is and who asks, out of the parameters of a connection."""
    return {name: values.get(name) for name in ("host", "port", "user", "password")}


def _environment() -> dict[str, str]:
    """Return what the bench's own processes are told: a database and static files apart."""
    static = str(local_folder() / "bench-static")
    return {**os.environ, "DATABASE_NAME": DATABASE, "DEMO": "true", "STATIC_ROOT": static}


def _as_json(page: Page, seen: Figures) -> dict[str, object]:
    return {
        "page": page.name,
        "reader": page.reader,
        "sql": seen.sql,
        "cpu_ms": round(seen.median_cpu(), 2),
        "ratio_to_bare": round(seen.median_ratio(), 2),
        "p50_ms": round(seen.percentile(0.5), 1),
        "p95_ms": round(seen.percentile(0.95), 1),
        "bytes": seen.size,
        "gzip": seen.gzip_size,
    }


def _sql(page: Page) -> int:
    """Return how many statements the page sends, with session and user."""
    client = Client(HTTP_HOST=f"localhost:{page.port}")
    cookie = next(iter(page.cookies), page.cookie)
    if cookie:
        name, value = cookie.split("=", 1)
        client.cookies[name] = value
    _ask(client, page)
    with CaptureQueriesContext(connection) as queries:
        _ask(client, page)
    return len(queries)


def _ask(client: Client, page: Page) -> None:
    if page.fields:
        client.post(page.paths[0], form_of(page))
    else:
        client.get(page.paths[0])


def _first_view_kb(port: int) -> float:
    """Return the compressed size of a first visit: the page, its styles, its font."""
    html = _fetch(port, "/")
    linked = set(re.findall(rb'(?:href|src)="(/static/[^"#]+)', html))
    files = [name.decode() for name in linked]
    total = len(gzip.compress(html, 6))
    for name in files:
        body = _fetch(port, name)
        total += len(body) if name.endswith(".woff2") else len(gzip.compress(body, 6))
    return total / 1000


def _fetch(port: int, path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return answer.read()


def _parent(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"PPid:\s+(\d+)", status).group(1))  # type: ignore[union-attr]
