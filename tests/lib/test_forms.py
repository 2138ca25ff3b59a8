"""What all forms say, between fields and in words of their own."""

import gettext
from datetime import date, time
from pathlib import Path

import pytest
from django import conf, forms
from django.utils import translation

from elo_platform.lib.forms import SAID_PLAINLY, OnceForm


class Period(OnceForm):
    title = forms.CharField(max_length=8)
    starts_on = forms.DateField()
    ends_on = forms.DateField(required=False)
    begins = forms.TimeField(required=False)
    ends = forms.TimeField(required=False)


def errors(**typed):
    key = "8c9f1f0e-5d0b-4a0e-9c8e-0d5a3a0c9a11"
    form = Period({"form_key": key, "title": "T", "starts_on": date(2026, 5, 2), **typed})
    return set(form.errors)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"ends_on": date(2026, 5, 1)}, {"ends_on"}),
        ({"ends_on": date(2026, 5, 2)}, set()),
        ({"ends_on": None}, set()),
        ({"begins": time(9), "ends": time(9)}, {"ends"}),
        ({"begins": time(9), "ends": time(9, 1)}, set()),
        ({"begins": time(9)}, set()),
        ({"title": "", "ends_on": date(2026, 5, 1)}, {"title", "ends_on"}),
        ({"starts_on": "x", "ends_on": date(2026, 5, 1)}, {"starts_on"}),
    ],
)
def test_an_end_before_its_beginning_is_told_with_what_else_is_wrong(typed, wrong):
    assert errors(**typed) == wrong


SAID = {
    "sv": ["Högst 8 tecken får plats. Nu är det 9.", "Det här behövs."],
    "fi": ["Tähän mahtuu enintään 8 merkkiä. Nyt niitä on 9.", "Tämä tieto tarvitaan."],
}


@pytest.mark.parametrize("language", ["sv", "fi"])
def test_forms_speak_plainly_where_django_has_sentences_of_its_own(language):
    theirs = gettext.translation("django", Path(conf.__file__).parent / "locale", [language])
    with translation.override(language):
        for sentence in (each for each in SAID_PLAINLY if isinstance(each, str)):
            assert translation.gettext(sentence) not in {sentence, theirs.gettext(sentence)}
        said = Period({"title": "x" * 9}).errors["title"] + Period({}).errors["title"]
        assert [str(each) for each in said] == SAID[language]
