"""Days are typed as they are written, in the admin too."""

from datetime import date

import pytest
from django import forms
from django.utils import translation


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_a_day_is_typed_as_it_is_written(language):
    with translation.override(language):
        typed = forms.DateField().clean("1.2.2026")
        shown = str(forms.DateInput().format_value(typed))

    assert typed == date(2026, 2, 1)
    assert shown == "01.02.2026"
