from types import SimpleNamespace

import pytest

from elo_platform.lib.forms import OneLine, PlainText
from elo_platform.lib.text import (
    in_language,
    initials,
    language_used,
    printable,
    whole_number,
)

BOTH = SimpleNamespace(name_fi="Johtoryhmä", name_sv="Ledningsgruppen", name_en="")
SWEDISH = SimpleNamespace(name_fi="", name_sv="Ledningsgruppen", name_en="")


@pytest.mark.parametrize(
    ("row", "language", "used", "text"),
    [
        (BOTH, "fi", "fi", "Johtoryhmä"),
        (BOTH, "sv", "sv", "Ledningsgruppen"),
        (BOTH, "en", "fi", "Johtoryhmä"),
        (SWEDISH, "fi", "sv", "Ledningsgruppen"),
    ],
)
def test_a_text_is_the_readers_or_the_nearest_one(row, language, used, text):
    assert language_used(row, "name", language) == (used, text)
    assert in_language(row, "name", language) == text


@pytest.mark.parametrize(
    ("name", "letters"), [("Alva Strand", "AS"), ("Onni", "O"), ("Eva-Maria Ö. Ek", "EE"), ("", "")]
)
def test_initials_are_the_first_and_the_last(name, letters):
    assert initials(name) == letters


def test_what_xml_cannot_hold_is_dropped():
    assert printable("a\vb\x01\uffff\ud800c\td\nå 😀") == "a\nbc\td\nå 😀"


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("0", 0), ("²", None), ("-1", None), ("9" * 5000, None), ("", None), (None, None)],
)
def test_only_digits_that_a_database_holds_are_a_number(text, number):
    assert whole_number(text) == number


def test_forms_drop_control_characters_that_were_pasted():
    greeting = OneLine().clean("Hej\x0bvälkommen \x01"), PlainText().clean("Hej\x0bvälkommen\x01")

    assert greeting == ("Hej välkommen", "Hej\nvälkommen")
