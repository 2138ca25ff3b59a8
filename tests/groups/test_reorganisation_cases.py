"""The acceptance cases of a reorganisation, over the real reforms of 2025 and 2026."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction

from tests.groups.reform import (
    CENTRE_DAY,
    TE_DAY,
    Reform,
    carry_out,
    make_reform,
)

OLD, NEW = date(2025, 12, 31), CENTRE_DAY


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker) -> Iterator[Reform]:
    with django_db_blocker.unblock(), transaction.atomic():
        made = make_reform()
        carry_out(made, TE_DAY)
        carry_out(made, CENTRE_DAY)
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def reform(standing, db) -> Iterator[Reform]:
    with transaction.atomic():
        yield standing
        transaction.set_rollback(True)


def test_a_satakunta(reform: Reform) -> None:
    assert reform.centre_of("04", OLD) == "ely-satakunta"
    assert reform.centre_of("04", NEW) == "evk-lou"
