"""The business id that Finnish authorities give to organisations (Y-tunnus, FO-nummer)."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_FORM = re.compile(r"([0-9]{6,7})-([0-9])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2)
_MODULUS = 11


def checked_business_id(text: str) -> str:
    """Return a business id as it is written today, 1234567-1; an empty text stays empty.

    Raises:
        ValidationError: it is no business id, or its check digit does not fit.
    """
    text = text.strip().replace("\N{EN DASH}", "-")
    if not text:
        return ""
    found = _FORM.fullmatch(text)
    if not found:
        raise ValidationError(_("Write the business id with its dash, for example 0201256-6."))
    number, digit = found[1].zfill(7), int(found[2])
    rest = sum(int(each) * weight for each, weight in zip(number, _WEIGHTS, strict=True)) % _MODULUS
    # A rest of one would need a check digit of two figures: such numbers are not given out.
    if rest == 1 or digit != (_MODULUS - rest if rest else 0):
        raise ValidationError(
            _("The last digit of the business id does not fit the others. Check it once more.")
        )
    return f"{number}-{digit}"
