"""Reminders of actions and offers: by the stage reached, once, to who answers today."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from elo_platform import ports
from elo_platform.lib.dates import HELSINKI, wall_to_utc
from elo_platform.notifications.gathering import gather
from elo_platform.notifications.models import Owed
from groups.models import RoleGrant
from plans.models import Measure, Offer, Plan
from plans.services.measure_reminders import remind_of_measures, stale_stage
from plans.services.offer_reminders import remind_of_offers
from plans.services.offers import withdraw_offer
from plans.states import OfferAction
from plans.tasks import remind
from tests.factories import make_organisation, today
from tests.groups.outcomes import also_contact
from tests.plans.offers import answered, offered
from tests.plans.plans import approved, make_desk, make_measure

pytestmark = pytest.mark.django_db
DUE = 60


def morning(days_left, *, due=DUE, hour=0, minute=15):
    """Return an instant early in the day, `days_left` before the deadline of these tests."""
    return wall_to_utc(day=today() + timedelta(days=due - days_left), at=time(hour, minute))


def owed(*kinds) -> list:
    """Return (kind, stage, person) of what is owed, in order."""
    rows = Owed.objects.filter(kind__in=kinds or ("measure_reminder",)).order_by("pk")
    return [(row.kind, row.params["stage"], row.reader_id) for row in rows]


def carried(**fields):
    """Return a desk whose action has been taken on, in a plan that is still written."""
    desk = make_desk(**fields)
    offer = offered(desk)
    answered(desk, offer, OfferAction.ACCEPT)
    return desk


def values_of(row):
    return ports.entry("NOTICES", row.kind)(row.params, row.reader)


def test_who_carries_an_action_is_reminded_at_each_stage_before_and_after():
    desk = carried()

    for days_left in range(40, -12, -1):
        remind_of_measures(now=morning(days_left))

    assert owed() == [("measure_reminder", stage, desk.contact.pk) for stage in (30, 7, 1, -1, -7)]


def test_an_action_that_is_far_off_reminds_of_nothing():
    carried()

    assert remind_of_measures(now=morning(31)) == 0
    assert remind_of_measures(now=morning(30)) == 1


def test_a_hundred_sweeps_a_day_owe_once():
    carried()
    tick = morning(7)

    new = [remind_of_measures(now=tick + timedelta(minutes=15 * n)) for n in range(90)]

    assert (new[0], sum(new)) == (1, 1)


@pytest.mark.parametrize("silence", [1, 3, 5])
def test_days_without_a_sweep_lose_no_reminder(silence):
    desk = carried()

    remind_of_measures(now=morning(7 - silence))

    assert owed() == [("measure_reminder", 7, desk.contact.pk)]


def test_after_a_long_silence_only_the_latest_stage_reminds():
    desk = carried()

    remind_of_measures(now=morning(-8))

    assert owed() == [("measure_reminder", -7, desk.contact.pk)]


def test_a_reminder_leaves_at_nine_in_helsinki_on_the_day_of_its_stage():
    carried()

    remind_of_measures(now=morning(7))

    wall = Owed.objects.get(kind="measure_reminder").due_at.astimezone(HELSINKI)
    assert (wall.date(), wall.hour) == (today() + timedelta(days=DUE - 7), 9)


@pytest.mark.parametrize(
    ("due", "stage_day"),
    [
        (date(2027, 3, 29), date(2027, 3, 28)),
        (date(2026, 10, 26), date(2026, 10, 25)),
    ],
)
def test_a_day_is_a_calendar_day_also_when_clocks_change(due, stage_day):
    desk = carried()
    taken_on = datetime.combine(stage_day, time(12), tzinfo=HELSINKI) - timedelta(days=60)
    Measure.objects.update(due_on=due)
    Offer.objects.update(agreed_due_on=due, answered_at=taken_on)

    at = [
        remind_of_measures(now=wall_to_utc(day=stage_day - timedelta(days=1), at=time(23, 45))),
        remind_of_measures(now=wall_to_utc(day=stage_day, at=time(0, 15))),
        remind_of_measures(now=wall_to_utc(day=stage_day, at=time(23, 45))),
    ]

    row = Owed.objects.filter(kind="measure_reminder").latest("pk")
    assert at == [1, 1, 0]
    assert [stage for _kind, stage, _who in owed()] == [7, 1]
    assert row.due_at == wall_to_utc(day=stage_day, at=time(9))
    assert row.reader == desk.contact


def test_a_moved_deadline_reminds_anew_by_its_new_day_and_the_old_mail_is_not_sent(desk):
    first = answered(desk, offered(desk), OfferAction.ACCEPT)
    remind_of_measures(now=morning(7))
    old = Owed.objects.get(kind="measure_reminder")
    assert values_of(old) is not None

    withdraw_offer(offer_id=first.pk, version=first.version, by=desk.coordinator, now=morning(6))
    later = today() + timedelta(days=DUE + 100)
    again = offered(desk, due_on=later, days=DUE + 10, now=morning(6))
    answered(desk, again, OfferAction.ACCEPT, now=morning(6))

    assert values_of(old) is None
    assert remind_of_measures(now=morning(6)) == 0
    remind_of_measures(now=morning(7, due=DUE + 100))
    assert [stage for _kind, stage, _who in owed()] == [7, 7]


@pytest.mark.parametrize("status", ["done", "stopped"])
def test_what_is_done_or_stopped_never_reminds_also_of_what_was_owed_already(status):
    carried()
    remind_of_measures(now=morning(7))
    row = Owed.objects.get(kind="measure_reminder")
    assert values_of(row) is not None

    Measure.objects.update(status=status, stop_reason="Ingen tid")

    assert values_of(row) is None
    assert remind_of_measures(now=morning(1)) == 0
    assert remind_of_measures(now=morning(-200)) == 0


def test_what_nobody_has_agreed_to_reminds_of_nothing_until_the_plan_is_approved(desk):
    before = remind_of_measures(now=morning(7))
    approved(desk)

    assert (before, remind_of_measures(now=morning(7))) == (0, 1)


@pytest.mark.parametrize("action", [None, OfferAction.NEGOTIATE, OfferAction.DECLINE])
def test_who_is_asked_or_has_declined_is_not_reminded_of_what_the_plan_says(desk, action):
    approved(desk)
    offer = offered(desk, days=90)
    if action:
        answered(desk, offer, action)

    before = remind_of_measures(now=morning(7))
    Offer.objects.update(state="withdrawn", decline_reason="", decline_text="")

    assert (before, remind_of_measures(now=morning(7))) == (0, 1)


def test_a_plan_that_has_ended_reminds_of_nothing(desk):
    plan = approved(desk)
    assert remind_of_measures(now=morning(7)) == 1

    Plan.objects.filter(pk=plan.pk).update(state="ended")

    assert remind_of_measures(now=morning(1)) == 0


def test_what_was_taken_on_within_a_stage_brings_no_reminder_of_that_stage(desk):
    Measure.objects.update(due_on=today() + timedelta(days=5))
    answered(desk, offered(desk), OfferAction.ACCEPT)
    now = timezone.now()

    assert remind_of_measures(now=now) == 0
    assert remind_of_measures(now=now + timedelta(days=4)) == 1
    assert owed() == [("measure_reminder", 1, desk.contact.pk)]


def _end(user):
    RoleGrant.objects.filter(user=user).update(ends_on=today() - timedelta(days=1))


def test_reminders_fall_back_to_the_other_contact_then_the_seat_then_the_coordinator():
    desk = carried()
    other = also_contact(desk.held)
    told = [{who for *_rest, who in owed()}]

    for stage, gone in ((30, desk.contact), (7, other), (1, None), (-1, None)):
        Owed.objects.all().delete()
        if stage == -1:
            desk.held.holders[0].mandates.update(ends_on=today() - timedelta(days=1))
        remind_of_measures(now=morning(stage))
        told.append({who for *_rest, who in owed()})
        if gone:
            _end(gone)

    assert told == [
        set(),
        {desk.contact.pk, other.pk},
        {other.pk},
        {desk.held.holders[0].pk},
        {desk.coordinator.pk},
    ]


def test_who_comes_to_answer_later_gets_the_reminder_of_the_stage_too():
    desk = carried()
    remind_of_measures(now=morning(7))

    other = also_contact(desk.held)
    remind_of_measures(now=morning(6))

    assert owed() == [
        ("measure_reminder", 7, desk.contact.pk),
        ("measure_reminder", 7, other.pk),
    ]


def test_who_no_longer_answers_is_sent_nothing_of_what_was_owed():
    desk = carried()
    remind_of_measures(now=morning(7))
    row = Owed.objects.get(kind="measure_reminder")
    assert values_of(row) is not None

    _end(desk.contact)

    assert values_of(row) is None


@pytest.mark.parametrize(
    ("silent", "stage"), [(89, None), (90, 90), (119, 90), (120, 120), (155, 150)]
)
def test_silence_has_stages_of_ninety_days_and_then_thirty(silent, stage):
    day = date(2026, 11, 22)

    assert stale_stage(heard_on=day - timedelta(days=silent), today=day) == stage


def test_an_action_that_nobody_reports_on_asks_at_ninety_days_and_each_thirty_after(desk):
    Measure.objects.update(due_on=today() + timedelta(days=900))
    answered(desk, offered(desk), OfferAction.ACCEPT)
    start = timezone.now()

    for days in range(80, 160, 3):
        remind_of_measures(now=start + timedelta(days=days))

    assert owed("measure_stale") == [
        ("measure_stale", stage, desk.contact.pk) for stage in (90, 120, 150)
    ]


def test_a_report_stops_the_question_and_begins_the_count_anew(desk):
    Measure.objects.update(due_on=today() + timedelta(days=900))
    answered(desk, offered(desk), OfferAction.ACCEPT)
    start = timezone.now()
    remind_of_measures(now=start + timedelta(days=90))
    row = Owed.objects.get(kind="measure_stale")
    assert values_of(row) is not None

    Measure.objects.update(last_reported_at=start + timedelta(days=91))

    assert values_of(row) is None
    assert remind_of_measures(now=start + timedelta(days=170)) == 0
    assert remind_of_measures(now=start + timedelta(days=181)) == 1


def test_an_action_that_has_not_begun_is_not_asked_after(desk):
    day = today()
    Measure.objects.update(starts_on=day + timedelta(days=100), due_on=day + timedelta(days=900))
    answered(desk, offered(desk), OfferAction.ACCEPT)
    start = timezone.now()

    assert remind_of_measures(now=start + timedelta(days=120)) == 0
    assert remind_of_measures(now=start + timedelta(days=190)) == 1


def test_an_unanswered_offer_reminds_seven_days_and_one_before_and_three_after(desk):
    offered(desk, days=20)
    answer_by = 20

    for days_left in range(15, -8, -1):
        remind_of_offers(now=morning(days_left, due=answer_by))

    assert owed("offer_reminder") == [
        ("offer_reminder", stage, desk.contact.pk) for stage in (7, 1, -3)
    ]


@pytest.mark.parametrize("action", [OfferAction.ACCEPT, OfferAction.DECLINE])
def test_an_answered_offer_reminds_of_nothing_also_of_what_was_owed(desk, action):
    offer = offered(desk, days=20)
    remind_of_offers(now=morning(7, due=20))
    row = Owed.objects.get(kind="offer_reminder")
    assert values_of(row) is not None

    answered(desk, offer, action)

    assert values_of(row) is None
    assert remind_of_offers(now=morning(1, due=20)) == 0


def test_an_offer_made_today_for_the_week_to_come_does_not_remind_at_once(desk):
    offered(desk, days=5)

    assert remind_of_offers(now=timezone.now()) == 0
    assert remind_of_offers(now=morning(1, due=5)) == 1


def test_all_of_a_person_and_day_goes_into_one_mail(desk):
    more = [make_measure(goal=desk.under, responsible=desk.organisation) for _ in range(3)]
    for measure in (desk.measure, *more):
        answered(desk, offered(desk, measure=measure), OfferAction.ACCEPT)
    now = morning(7, hour=10)

    remind_of_measures(now=now)
    gather(now=now)

    rows = Owed.objects.filter(kind="measure_reminder")
    assert rows.count() == 4
    assert rows.values("mail").distinct().count() == 1


def _queries(act) -> int:
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def test_a_sweep_in_which_all_is_owed_costs_the_same_for_many():
    desk = carried()
    remind_of_measures(now=morning(7))
    few = _queries(lambda: remind_of_measures(now=morning(7)))
    for number in range(5):
        organisation = make_organisation(name_sv=f"Strand {number}")
        measure = make_measure(goal=desk.under, responsible=organisation)
        answered(desk, offered(desk, measure=measure), OfferAction.ACCEPT, by=desk.coordinator)
    remind_of_measures(now=morning(7))

    many = _queries(lambda: remind_of_measures(now=morning(7)))

    assert few == many <= 10
    assert len(owed()) == 6


def test_the_task_reminds_of_both(desk):
    make_measure(goal=desk.under, responsible=desk.organisation)
    approved(desk)
    now = timezone.now()
    offered(desk, days=4, now=now - timedelta(days=9))
    Plan.objects.update(approved_at=now - timedelta(days=100))

    remind()

    kinds = set(Owed.objects.values_list("kind", flat=True))
    assert {"offer_reminder", "measure_stale"} <= kinds
