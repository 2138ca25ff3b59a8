"""A desk made once for a module: it takes longer than most of what is tried at it."""

from collections.abc import Iterator
from copy import deepcopy

import pytest

from tests.conftest import standing
from tests.plans.plans import Desk, make_desk


@pytest.fixture(scope="module")
def standing_desk(django_db_setup, django_db_blocker) -> Iterator[Desk]:
    with standing(django_db_blocker):
        yield make_desk()


@pytest.fixture
def desk(standing_desk, db) -> Desk:
    """The desk as it was made: what a test changes is rolled back, in a copy of its rows."""
    return deepcopy(standing_desk)
