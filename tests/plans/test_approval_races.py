"""Many approve at once, or write past the services while one approves: one wins, whole."""

from threading import Event, Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from elo_platform.overview.proofs.together import together
from groups.models import Outcome
from plans.models import PlanVersion
from plans.querysets.content import content_of, fingerprint
from tests.plans.plans import make_desk
from tests.plans.test_approval import approve, placed

pytestmark = pytest.mark.django_db(transaction=True)


def _write(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _write_during(sql, act) -> list[str]:
    """Do `act`, and write `sql` between its last statement and its commit; return refusals."""
    is_done, refusals = Event(), []

    def write():
        is_done.wait(20)
        try:
            _write(sql)
        except DatabaseError as refusal:
            refusals.append(str(refusal))
        finally:
            connection.close()

    writer = Thread(target=write)
    writer.start()
    with transaction.atomic():
        act()
        is_done.set()
        writer.join(0.7)  # long enough for a write that nothing holds back
    writer.join()
    return refusals


def test_of_eight_approvals_at_once_one_is_recorded():
    desk = make_desk()
    item = placed(desk)
    read = fingerprint(content_of(desk.plan))

    results = together(lambda _number: approve(desk, item, sha256=read))

    assert sum(isinstance(each, PlanVersion) for each in results) == 1
    assert sum(isinstance(each, PermissionDenied) for each in results) == 7
    assert Outcome.objects.count() == PlanVersion.objects.count() == 1


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE plans_measure SET title_sv = title_sv || '!'",
        "UPDATE plans_position SET text_sv = text_sv || '!'",
        "UPDATE plans_goal SET title_sv = title_sv || '!'",
        "DELETE FROM plans_measurepartner",
        "INSERT INTO plans_goal (plan_id, number, title_sv, title_fi, text_sv, text_fi, version,"
        " changed_at, behind) SELECT id, 9, 'Ny', '', '', '', 0, now(), '' FROM plans_plan",
    ],
)
def test_what_is_written_past_the_services_during_an_approval_is_refused(sql):
    desk = make_desk()
    item = placed(desk)
    read = fingerprint(content_of(desk.plan))

    [refusal] = _write_during(sql, lambda: approve(desk, item, sha256=read))

    desk.plan.refresh_from_db()
    version = PlanVersion.objects.get(plan=desk.plan)
    assert "new edition only" in refusal
    assert fingerprint(content_of(desk.plan)) == version.sha256
