"""What tests of groups begin with.

Halls are made once for a module: making one takes longer than most of what is tried in it.
"""

from collections.abc import Iterator
from copy import deepcopy

import pytest

from elo_platform.accounts.models import User
from groups.models import Body
from groups.permissions import Role
from tests.conftest import standing
from tests.factories import make_actor, make_body
from tests.groups.meetings import Hall, make_hall
from tests.groups.outcomes import Held, make_held


@pytest.fixture
def body() -> Body:
    """Return a body of a group of its own."""
    return make_body()


@pytest.fixture
def coordinator(body) -> User:
    """Return who coordinates the group of `body`."""
    return make_actor(role=Role.COORDINATOR, group=body.group)


@pytest.fixture(scope="module")
def standing_hall(django_db_setup, django_db_blocker) -> Iterator[Hall]:
    with standing(django_db_blocker):
        yield make_hall()


@pytest.fixture
def hall(standing_hall, db) -> Hall:
    """The hall as it was made: what a test changes is rolled back, in a copy of its rows."""
    return deepcopy(standing_hall)


@pytest.fixture(scope="module")
def standing_held(django_db_setup, django_db_blocker) -> Iterator[Held]:
    with standing(django_db_blocker):
        yield make_held()


@pytest.fixture
def held(standing_held, db) -> Held:
    """The meeting as it was held, in the same way."""
    return deepcopy(standing_held)
