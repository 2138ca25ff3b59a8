"""Finnish and Swedish are whole, compiled and in the official words; and a gap would be seen."""

import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import gettext, ngettext, override, pgettext

from elo_platform.overview import catalogues
from elo_platform.overview.catalogues import LANGUAGES, Key, found, problems
from elo_platform.overview.management.commands import messages

# The slips of the source texts in Swedish, and names of authorities that exist no more.
NEVER_IN_SWEDISH = (
    "landsbygdsnivå",
    "verksamhetsprinciperna",
    "vägledningsgrupp",
    "väglednings- och samarbetsgrupp",
    "arbetsförhet",
    "anpassningsinformation",
    "karriärsvägledning",
    "arbetslivprogram",
    "grundstadiet",
    "livslång handledning",
)
OFFICIAL = {
    "fi": {
        "ELO group": "ELO-ryhmä",
        "Steering and cooperation group": "Ohjaus- ja yhteistyöryhmä",
        "Economic Development Centre": "Elinvoimakeskus",
        "ELY Centre": "ELY-keskus",
        "Employment authority": "Työvoimaviranomainen",
        "Regional State Administrative Agency": "Aluehallintovirasto",
        "region": "maakunta",
        "Coordinator": "Koordinaattori",
        "National coordinator": "Valtakunnallinen koordinaattori",
        "Deputy member": "Varajäsen",
        "Leading-group member": "Johtoryhmän jäsen",
        "Organisation's contact person": "Organisaation yhteyshenkilö",
        "Guidance staff": "Ohjaushenkilöstö",
        "Agenda": "Esityslista",
        "Waiting for an answer": "Odottaa vastausta",
        "Accessibility statement": "Saavutettavuusseloste",
    },
    "sv": {
        "ELO group": "ELO-grupp",
        "Steering and cooperation group": "Styr- och samarbetsgrupp",
        "Economic Development Centre": "Livskraftscentral",
        "ELY Centre": "NTM-central",
        "Employment authority": "Arbetskraftsmyndighet",
        "Regional State Administrative Agency": "Regionförvaltningsverk",
        "region": "landskap",
        "Coordinator": "Samordnare",
        "National coordinator": "Nationell samordnare",
        "Deputy member": "Ersättare",
        "Leading-group member": "Ledningsgruppsmedlem",
        "Organisation's contact person": "Organisationens kontaktperson",
        "Guidance staff": "Vägledningspersonal",
        "Agenda": "Föredragningslista",
        "Waiting for an answer": "Väntar på svar",
        "Accessibility statement": "Tillgänglighetsutlåtande",
    },
}
TEXTS = [(language, text) for language in LANGUAGES for text in OFFICIAL[language]]


def _entries(language: str) -> polib.POFile:
    return polib.pofile(str(catalogues.LOCALE / language / "LC_MESSAGES" / "django.po"))


def _translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.fixture(scope="module")
def wanted() -> set[Key]:
    return set(found())


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_is_complete_and_compiled(language: str, wanted: set[Key]) -> None:
    assert problems(language, wanted) == []


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_official_names_are_the_official_ones(language: str, text: str) -> None:
    with override(language):
        assert gettext(text) == OFFICIAL[language][text]


@pytest.mark.parametrize("slip", NEVER_IN_SWEDISH)
def test_no_slip_of_the_seeds_reaches_the_interface(slip: str) -> None:
    said = [text for entry in _entries("sv") for text in _translations(entry)]
    assert [text for text in said if slip in text.lower()] == []


def test_one_english_word_in_two_senses_has_two_translations() -> None:
    with override("sv"):
        assert gettext("State") == "Läge"
        assert pgettext("sector", "State") == "Staten"


def test_both_numbers_have_a_form() -> None:
    one, many = "%(number)s left", "%(number)s left"
    with override("fi"):
        assert ngettext("One gap", "%(number)s gaps", 1) == "Yksi aukko"
        assert ngettext("One gap", "%(number)s gaps", 2) == "%(number)s aukkoa"
    with override("sv"):
        assert ngettext(one, many, 1) == ngettext(one, many, 3) == "%(number)s kvar"


@pytest.mark.parametrize("language", LANGUAGES)
def test_markup_and_edges_are_those_of_the_source(language: str) -> None:
    """A lost tag breaks the page, a lost %s the message, a space at an edge joins two words."""
    tags = re.compile(r"</?[a-z][^>]*>|%[sd]")
    for entry in _entries(language):
        sources = {entry.msgid, entry.msgid_plural or entry.msgid}
        for text in _translations(entry):
            assert sorted(tags.findall(text)) in [sorted(tags.findall(each)) for each in sources]
            assert text.strip() == text, entry.msgid


# Negative controls: each thing that may go wrong with a catalogue is seen.


def _emptied(entry: polib.POEntry) -> None:
    entry.msgstr = ""


def _made_fuzzy(entry: polib.POEntry) -> None:
    entry.flags.append("fuzzy")


def _broken(entry: polib.POEntry) -> None:
    entry.msgstr = entry.msgstr.replace("%(year)s", "%(vuosi)s")


@pytest.fixture
def copy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A copy of the catalogues that the checks look at instead."""
    shutil.copytree(catalogues.LOCALE, tmp_path / "locale")
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path / "locale")
    return tmp_path / "locale"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_emptied, "not translated: 'Active since %(year)s'"),
        (_made_fuzzy, "doubtful: 'Active since %(year)s'"),
        (_broken, "other values than in the source: 'Active since %(year)s'"),
    ],
)
def test_a_spoiled_entry_is_found(
    copy: Path,
    wanted: set[Key],
    language: str,
    spoil: Callable[[polib.POEntry], None],
    said: str,
) -> None:
    entries = _entries(language)
    spoil(entries.find("Active since %(year)s"))
    entries.save(str(copy / language / "LC_MESSAGES" / "django.po"))
    assert f"{language}: {said}" in problems(language, wanted)


@pytest.mark.parametrize("language", LANGUAGES)
def test_half_a_plural_is_found(copy: Path, wanted: set[Key], language: str) -> None:
    entries = _entries(language)
    entries.find("One gap").msgstr_plural[1] = ""
    entries.save(str(copy / language / "LC_MESSAGES" / "django.po"))
    assert f"{language}: not translated: 'One gap'" in problems(language, wanted)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_the_catalogue_lacks_is_found(wanted: set[Key], language: str) -> None:
    new: Key = ("", "A text that nobody has translated", "")
    assert f"{language}: missing: {new[1]!r}" in problems(language, wanted | {new})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_the_source_lost_is_found(wanted: set[Key], language: str) -> None:
    gone = ("", "ELO group", "")
    assert gone in wanted
    assert f"{language}: nowhere in the source: 'ELO group'" in problems(language, wanted - {gone})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("is_there", [True, False])
def test_a_stale_compiled_catalogue_is_found(
    copy: Path, wanted: set[Key], language: str, is_there: bool
) -> None:
    compiled = copy / language / "LC_MESSAGES" / "django.mo"
    compiled.write_bytes(b"old") if is_there else compiled.unlink()
    assert f"{language}: the compiled catalogue is stale: ./dev messages" in problems(
        language, wanted
    )


def test_the_command_fails_on_a_gap(
    copy: Path, wanted: set[Key], monkeypatch: pytest.MonkeyPatch
) -> None:
    # The source is read once: it takes longer than all the rest.
    monkeypatch.setattr(messages, "found", lambda: dict.fromkeys(wanted, []))
    with_all = io.StringIO()
    call_command("messages", "--check", stdout=with_all)
    assert f"{len(wanted)} texts, complete" in with_all.getvalue()

    (copy / "sv" / "LC_MESSAGES" / "django.mo").write_bytes(b"old")
    with pytest.raises(CommandError, match="sv: the compiled catalogue is stale"):
        call_command("messages", "--check")
