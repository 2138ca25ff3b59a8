"""Texts that exist in several languages."""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

# Which language stands in for a missing one: Swedish and Finnish readers share English last.
FALLBACK = {"fi": ("fi", "sv", "en"), "sv": ("sv", "fi", "en"), "en": ("en", "fi", "sv")}


def current_language() -> str:
    """Return the active language as one of fi, sv and en."""
    code = (get_language() or "fi").split("-")[0]
    return code if code in FALLBACK else "fi"


def day(on: date) -> str:
    """Return a date as people write it, in the reader's language."""
    return _day(on, get_language())


def period(first: date | None, last: date | None) -> str:
    """Return a period in words; an open end is said, not left out."""
    if first and last:
        return f"{day(first)}–{day(last)}"
    if first:
        return gettext("Since %(day)s") % {"day": day(first)}
    return gettext("Until %(day)s") % {"day": day(last)} if last else gettext("Not dated")


@lru_cache(maxsize=4096)
def _day(on: date, _language: str | None) -> str:
    # Tables hold hundreds of dates, most of them the same few.
    return date_format(on, "SHORT_DATE_FORMAT")


def chosen(names: Mapping[str, str], language: str | None = None) -> str:
    """Return one of `names`, by language code, as `in_language` chooses."""
    order = FALLBACK[language or current_language()]
    return next((names[code] for code in order if names.get(code)), "")


def in_language(row: Any, field: str, language: str | None = None) -> str:
    """Return `row`'s `field` in the reader's language, or in the nearest one that is filled."""
    return language_used(row, field, language)[1]


def language_used(row: Any, field: str, language: str | None = None) -> tuple[str, str]:
    """Return (language code, text), so that a page can mark a text with `lang`."""
    wanted = language or current_language()
    for code in FALLBACK[wanted]:
        text = getattr(row, f"{field}_{code}", "")
        if text:
            return code, text
    return wanted, ""


# Both alphabets end in å, ä, ö, which Unicode orders otherwise.
_ALPHABET = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})


def alphabetical(text: str) -> str:
    """Return the key that sorts `text` as Swedish and Finnish lists do."""
    return text.casefold().translate(_ALPHABET)


def from_columns(row: Mapping[str, Any], field: str) -> str:
    """Return what `chosen` chooses among the columns of `field` in a row read as values."""
    return chosen({code: row.get(f"{field}_{code}") or "" for code in FALLBACK})


def foreign(code: str) -> str:
    """Return the language `code` where it is not the active one, so that a page can mark it."""
    return "" if code == current_language() else code


def other_language(code: str) -> str:
    """Return the name of the language `code` where it is not the active one, else an empty text."""
    return "" if code == current_language() else str(settings.LANGUAGE_NAMES[code])


def initials(name: str) -> str:
    """Return up to two initials of a person's or organisation's name."""
    words = [word for word in name.replace("-", " ").split() if word[:1].isalpha()]
    return "".join(word[0].upper() for word in (words[:1] + words[1:][-1:]))


# What XML cannot hold, and so neither a mail's MJML: control characters and non-characters.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """Return `text` without characters that nobody can see and some readers choke on.

    Text copied out of slides holds vertical tabs for line ends; they become line ends.
    """
    return _UNPRINTABLE.sub("", text.replace("\v", "\n"))


def whole_number(text: object) -> int | None:
    """Return digits as a number that a database can hold; None where `text` is anything else."""
    digits = str(text)
    is_number = digits.isascii() and digits.isdigit() and len(digits) <= 18
    return int(digits) if is_number else None
