from types import SimpleNamespace

import pytest

from elo_platform.lib.text import in_language, initials, language_used

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
