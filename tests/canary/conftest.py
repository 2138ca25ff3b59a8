"""The world of the canary, made once for a module: what was planted, and what is tried."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from django.urls import reverse

from elo_platform.notifications.kinds import NoticeKind
from tests.access_matrix import MATRIX
from tests.canary.events import whole_doors
from tests.canary.oracle import readers_of_all
from tests.canary.planting import Planted, plant
from tests.notifications.occasions import CASES
from tests.world import World

# The demo's mail page shows every mail, and stands in the demo alone; calendars are read by
# the link of each reader. Who may open them is asked in tests/test_access.py.
LEFT_OUT = ("notifications:dev_mail", "overview:calendar_feed", "overview:group_calendar_feed")


@dataclass(frozen=True)
class Canary:
    """A world with a token in each text, and who may read which."""

    world: World
    doors: dict[str, str]
    occasions: list[tuple[NoticeKind, dict[str, Any]]]
    planted: dict[str, Planted]
    readers: dict[Planted, frozenset[str]]


@pytest.fixture(scope="module")
def planted_world(standing_world, tmp_path_factory) -> Iterator[Canary]:
    folder = tmp_path_factory.mktemp("papers")
    with override_settings(MEDIA_ROOT=folder, MAX_MAILS_A_DAY=10_000), transaction.atomic():
        doors = _doors(standing_world) | whole_doors(standing_world)
        occasions = [
            (kind, sample(standing_world)[0])
            for kind, sample, _name in CASES
            if kind != NoticeKind.ACCOUNT
        ]
        planted = plant()
        readers = readers_of_all(standing_world, planted.values())
        yield Canary(standing_world, doors, occasions, planted, readers)
        transaction.set_rollback(True)


@pytest.fixture
def canary(planted_world, quiet) -> Iterator[Canary]:
    """The canary as it was made: what a test changes is rolled back."""
    with transaction.atomic():
        yield planted_world
        transaction.set_rollback(True)


def is_door(name: str) -> bool:
    """Tell whether the canary's crawl goes through an address: each that answers a GET."""
    return MATRIX[name].method == "get" and not name.startswith(LEFT_OUT)


def _doors(world: World) -> dict[str, str]:
    """Return the address of each door, with the things behind it made."""
    return {
        name: reverse(name, kwargs=row.kwargs(world))
        for name, row in MATRIX.items()
        if is_door(name)
    }
