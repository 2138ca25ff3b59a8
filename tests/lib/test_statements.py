"""Rows that are read by a statement of their own are those that Django would have read."""

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from elo_platform.lib.conditions import Condition, Written
from elo_platform.lib.statements import read_one
from groups.models import Meeting, Minutes
from tests.groups.meetings import called, make_hall

RELATED = ("body", "body__group", "minutes")


def _read(pk: int) -> Meeting | None:
    wanted = Condition("{pk} = %s AND {body__group} IS NOT NULL", (pk,))
    return read_one(Meeting, wanted, *RELATED, twice=Written("{sequence} + {sequence} + %s", (4,)))


@pytest.mark.django_db
def test_a_row_comes_with_what_it_leads_to_in_one_statement():
    hall = make_hall()
    # Ids of their own, so that a join by the wrong column finds something else.
    without, _other, with_minutes = called(hall), called(hall), called(hall)
    Minutes.objects.create(meeting=with_minutes, begun_by=hall.coordinator, begun_at=timezone.now())

    with CaptureQueriesContext(connection) as asked:
        found, bare = _read(with_minutes.pk), _read(without.pk)
        absent = _read(0)
        told = [found.body, found.body.group, found.minutes, found.minutes.meeting]
        has_minutes = hasattr(bare, "minutes")

    expected = Meeting.objects.select_related(*RELATED).get(pk=with_minutes.pk)
    for got, wanted in zip(
        [found, *told],
        [expected, expected.body, expected.body.group, expected.minutes, expected],
        strict=True,
    ):
        assert got == wanted
        names = [field.attname for field in type(wanted)._meta.concrete_fields]
        assert [getattr(got, name) for name in names] == [getattr(wanted, name) for name in names]
    assert found.twice == expected.sequence * 2 + 4
    assert (absent, has_minutes) == (None, False)
    assert len(asked) == 3


def test_a_path_that_is_no_field_is_refused():
    with pytest.raises(FieldDoesNotExist):
        read_one(Meeting, Condition("{nothing} = 1"))
