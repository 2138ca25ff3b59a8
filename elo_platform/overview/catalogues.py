"""The message catalogues: read out of the source, kept whole, compiled. For developers.

Django's makemessages needs GNU gettext, which a fresh machine lacks. Babel reads the Python
source, Django's own `templatize` turns templates into such source, polib writes the files.
"""

import io
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation import templatize

LOCALE = Path(settings.LOCALE_PATHS[0])
LANGUAGES = ("fi", "sv")
PYTHON_ROOTS = ("elo_platform", "groups", "plans", "surveys", "forums")
KEYWORDS: dict[str, object] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLURALS = "nplurals=2; plural=(n != 1);"

Key = tuple[str, str, str]


def found() -> dict[Key, list[str]]:
    """Return where each text stands: (context, text, plural) to places."""
    places: dict[Key, list[str]] = {}
    for place, source in _sources():
        for line, key in _messages(source):
            places.setdefault(key, []).append(f"{place}:{line}")
    return places


def problems(language: str, wanted: set[Key]) -> list[str]:
    """Return what is wrong with a catalogue: missing, empty, doubtful, left over, stale."""
    catalogue = polib.pofile(str(_path(language)))
    have = {_key(entry): entry for entry in catalogue if not entry.obsolete}
    said = [f"{language}: missing: {key[1]!r}" for key in sorted(wanted - have.keys())]
    said += [f"{language}: nowhere in the source: {k[1]!r}" for k in sorted(have.keys() - wanted)]
    for key, entry in have.items():
        texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if not texts or not all(texts):
            said.append(f"{language}: not translated: {key[1]!r}")
        elif entry.fuzzy:
            said.append(f"{language}: doubtful: {key[1]!r}")
        else:
            said += _broken(language, entry, texts)
    if not _path(language, "mo").exists() or _path(language, "mo").read_bytes() != _compiled(
        catalogue
    ):
        said.append(f"{language}: the compiled catalogue is stale: ./dev messages")
    return said


def update(language: str, places: dict[Key, list[str]]) -> int:
    """Bring a catalogue in step with the source and compile it; return how many lack a text."""
    path = _path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    old = {_key(entry): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": language,
        "MIME-Version": "1.0",
        "Plural-Forms": PLURALS,
    }
    for key in sorted(places, key=lambda key: (key[1], key[0])):
        catalogue.append(_entry(key, old.get(key)))
    catalogue.save(str(path))
    _path(language, "mo").write_bytes(_compiled(polib.pofile(str(path))))
    return len(catalogue.untranslated_entries())


def _sources() -> Iterator[tuple[str, str]]:
    root = settings.BASE_DIR
    for path in sorted((root / "templates").rglob("*")):
        if path.suffix in {".html", ".txt", ".mjml"}:
            place = str(path.relative_to(root))
            yield place, templatize(path.read_text(encoding="utf-8"), origin=place)
    for app in PYTHON_ROOTS:
        for path in sorted((root / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(root)), path.read_text(encoding="utf-8")


def _messages(source: str) -> Iterator[tuple[int, Key]]:
    rows = extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS)  # type: ignore[arg-type]
    for line, message, _comments, context in rows:
        text, plural = message[:2] if isinstance(message, tuple) else (message, "")
        if text:
            yield line, (context or "", text, plural)


def _key(entry: polib.POEntry) -> Key:
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural or ""


def _entry(key: Key, old: polib.POEntry | None) -> polib.POEntry:
    context, text, plural = key
    entry = polib.POEntry(msgctxt=context or None, msgid=text, msgid_plural=plural)
    if plural:
        entry.msgstr_plural = old.msgstr_plural if old else {0: "", 1: ""}
    elif old:
        entry.msgstr = old.msgstr
    if "%(" in text or "%(" in plural:
        entry.flags = ["python-format"]
    return entry


def _broken(language: str, entry: polib.POEntry, texts: list[str]) -> list[str]:
    """Return the values that a translation has lost or made up."""
    wanted = _values(entry.msgid) | _values(entry.msgid_plural or "")
    return [
        f"{language}: other values than in the source: {entry.msgid!r}"
        for text in texts
        if not _values(text) <= wanted or (not entry.msgid_plural and _values(text) != wanted)
    ]


def _values(text: str) -> set[str]:
    return {part.split(")")[0] for part in text.split("%(")[1:]}


def _compiled(catalogue: polib.POFile) -> bytes:
    return catalogue.to_binary()


def _path(language: str, kind: str = "po") -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"django.{kind}"
