"""One reading: a page or a mail that is made for its readers and changes nothing.

While one is open, what is asked many times over may be read once. Nothing outlives it, and
whatever writes runs outside of it, so that no decision about a change rests on what was read
earlier.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_facts: ContextVar[dict[Any, Any] | None] = ContextVar("facts", default=None)


@contextmanager
def one_reading() -> Iterator[None]:
    """Let facts be read once until the end; an inner reading begins with none."""
    token = _facts.set({})
    try:
        yield
    finally:
        _facts.reset(token)


def facts() -> dict[Any, Any] | None:
    """Return what has been read in the open reading, to add to; None where none is open."""
    return _facts.get()
