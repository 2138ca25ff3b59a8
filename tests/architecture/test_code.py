"""What import-linter cannot say, read off the source."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("groups", "plans", "surveys", "forums", "elo_platform")
FILES = sorted(
    path
    for app in APPS
    for path in (ROOT / app).rglob("*.py")
    if not {"migrations", "embedded"} & set(path.parts)
)
NAMES = [str(path.relative_to(ROOT)) for path in FILES]

# what may not be imported: (where it may all the same, why)
HTTP = (
    "/views/",
    "middleware.py",
    "lib/http.py",
    "lib/access.py",
    "lib/acting.py",  # what the views of all rooms do with a form
    "lib/stale.py",
    "receipts.py",
    "adapters.py",
)
ONLY_IN = {
    "django.http": (
        (*HTTP, "admin", "/forms/", "overview/health.py", "overview/context.py", "overview/bench/"),
        "rules know no HTTP",
    ),
    "django.shortcuts": (("/views/", "middleware.py", "lib/acting.py"), "rules know no HTTP"),
    "django.contrib.messages": (("/views/", "/admin", "receipts.py"), "rules know no HTTP"),
    "django.dispatch": ((), "no signals: a service calls what should happen"),
    "django.db.models.signals": ((), "no signals: a service calls what should happen"),
    "guardian.shortcuts": ((), "shares are read by groups.querysets, written by services.shares"),
}
CLOCK = {"timezone.now", "now", "datetime.now", "date.today", "timezone.localdate", "time.time"}
CLOCK_EDGES = (
    "/views/",
    "tasks.py",
    "/management/",
    "middleware.py",
    "receipts.py",
    "adapters.py",
    "/admin",
    "overview/health.py",
    "overview/context.py",
    "overview/proofs/",
)
WRITES = {
    "save",
    "delete",
    "create",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "update",
    "set_password",
    "create_user",
}
NOT_WRITERS = ("/views/", "/forms/", "forms.py", "/panels", "/notices", "tasks.py", "context.py")


def _trees(*edges):
    for path, name in zip(FILES, NAMES, strict=True):
        if not edges or any(edge in f"/{name}" for edge in edges):
            yield name, ast.parse(path.read_text())


def _imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def test_there_is_something_to_read():
    assert len(FILES) > 60


def test_imports_are_where_they_may_be():
    wrong = [
        f"{name}:{line} imports {imported}: {why}"
        for name, tree in _trees()
        for imported, line in _imports(tree)
        for banned, (places, why) in ONLY_IN.items()
        if imported == banned or imported.startswith(f"{banned}.")
        if not any(place in f"/{name}" for place in places)
    ]

    assert wrong == []


def test_the_clock_is_read_only_at_the_edge():
    wrong = [
        f"{name}:{node.lineno}"
        for name, tree in _trees()
        if not any(edge in f"/{name}" for edge in CLOCK_EDGES)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in CLOCK
    ]

    assert wrong == []


@pytest.mark.parametrize(("path", "name"), list(zip(FILES, NAMES, strict=True)), ids=NAMES)
def test_modules_and_functions_keep_their_size(path, name):
    text = path.read_text()
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1}"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > 40
    ]

    assert long == []
    assert len(text.splitlines()) <= 400


def test_public_services_take_names_only_and_say_what_they_do():
    wrong = [
        f"{name}: {node.name}"
        for name, tree in _trees("/services/")
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if node.args.args or not ast.get_docstring(node) or node.returns is None
    ]

    assert wrong == []


def _may_be_a_set_or_dict(call: ast.Call) -> bool:
    """Tell `context.update(…)` on a plain dict from a write: only ORM chains are writes."""
    return call.func.attr == "update" and ".objects" not in ast.unparse(call.func)


def test_entry_points_write_nothing_themselves():
    wrong = [
        f"{name}:{node.lineno} {node.func.attr}"
        for name, tree in _trees(*NOT_WRITERS)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and not _may_be_a_set_or_dict(node)
    ]

    assert wrong == []


def test_people_are_answered_from_what_they_may_see():
    """In views and panels a read starts from visible_to, permitted, editable_by or the like."""
    allowed = {
        "visible_to",
        "seen_by",
        "editable_by",
        "permitted",
        "comparable_by",
        "invited",
        "usable",
        "with_address",
        "for_act",
        "own",
        "responsible",
        "contacts",
        "activity",
        "countable_by",
        "of_interest",
        "said_to",
        "at_address",
    }
    wrong = []
    for name, tree in _trees("/views/", "/panels"):
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Attribute)
                and node.value.attr == "objects"
                and node.attr not in allowed
            ):
                wrong.append(f"{name}:{node.lineno} .objects.{node.attr}")

    assert wrong == []
