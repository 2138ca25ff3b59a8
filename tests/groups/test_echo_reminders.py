"""Reminders of answers to outcomes: each stage once, whoever answers, in their language."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from elo_platform.lib.dates import helsinki_day, wall_to_utc
from elo_platform.lib.text import day
from elo_platform.notifications.models import Mail, Owed
from elo_platform.notifications.rendering import notice_for
from groups import tasks
from groups.models import Echo, Outcome
from groups.services.echo import EchoValues, answer_echo
from groups.services.echo_reminders import STAGES, remind_now, remind_of_echoes
from groups.services.roles import dismiss
from groups.services.seats import end_mandate
from tests.factories import today
from tests.groups.outcomes import also_contact, echo_of, make_held, recorded, to_members

pytestmark = pytest.mark.django_db


def at(outcome, days) -> datetime:
    """Return noon, so many days before answers are wanted; negative is later."""
    return wall_to_utc(day=outcome.answer_by - timedelta(days=days), at=time(12))


def reminders(**filters) -> list[Owed]:
    return list(Owed.objects.filter(kind="echo_reminder", **filters).order_by("pk"))


def make_asked(**fields):
    held = make_held()
    given = {"addressed": [held.organisations[0].pk]} | fields
    outcome = recorded(held, to_members(**given))
    return held, outcome


def test_each_stage_reminds_once_at_nine_of_its_day():
    held, outcome = make_asked()

    new = {days: remind_of_echoes(now=at(outcome, days)) for days in range(19, -40, -1)}

    assert {days for days, number in new.items() if number} == set(STAGES)
    rows = reminders()
    assert [row.params["stage"] for row in rows] == [7, 1, -3, -14]
    assert {row.reader for row in rows} == {held.contact}
    hours = {row.due_at.astimezone(UTC) for row in rows}
    wanted = {
        wall_to_utc(day=outcome.answer_by - timedelta(days=days), at=time(9)) for days in STAGES
    }
    assert hours == wanted


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ((8,), []),
        ((6,), [7]),
        ((2, 2, 2), [7]),
        ((0,), [1]),
        ((-1, -2), [1]),
        ((-5,), [-3]),
        ((-20,), [-14]),
        ((5, -5), [7, -3]),
        ((5, 0, -4, -13), [7, 1, -3]),
        ((-31,), []),
    ],
)
def test_skipped_days_remind_of_the_last_stage_reached_once(runs, expected):
    _held, outcome = make_asked()

    for days in runs:
        remind_of_echoes(now=at(outcome, days))

    assert [row.params["stage"] for row in reminders()] == expected


def test_who_was_asked_after_a_stage_began_is_not_reminded_of_it():
    held, outcome = make_asked(answer_by=today() + timedelta(days=5))

    assert remind_of_echoes(now=held.now + timedelta(hours=2)) == 0
    assert remind_of_echoes(now=at(outcome, 1)) == 1


def test_an_answer_ends_the_reminders():
    held, outcome = make_asked(addressed="members")
    assert remind_of_echoes(now=at(outcome, 7)) == 3

    echo = echo_of(outcome, held.organisations[0])
    values = EchoValues("adopted", "", "", "sv")
    answer_echo(echo_id=echo.pk, version=0, values=values, by=held.contact, now=held.now)

    assert remind_of_echoes(now=at(outcome, 1)) == 2
    assert held.contact not in {row.reader for row in reminders(params__stage=1)}


def test_the_reminder_goes_to_other_contacts_then_to_members_then_to_the_coordinator():
    held, outcome = make_asked()
    second = also_contact(held)

    def readers(days) -> set:
        remind_of_echoes(now=at(outcome, days))
        return {row.reader for row in reminders(params__stage=days)}

    assert readers(7) == {held.contact, second}
    dismiss(grant_id=held.contact.role_grants.get().pk, by=None, now=held.now)
    assert readers(1) == {second}
    dismiss(grant_id=second.role_grants.get().pk, by=None, now=held.now)
    assert readers(-3) == {held.holders[0]}
    end_mandate(holder_id=held.holders[0].mandates.get().pk, by=held.coordinator, now=held.now)
    assert readers(-14) == {held.coordinator}


def test_a_reminder_by_hand_and_one_by_stage_are_two_and_each_is_once():
    held, outcome = make_asked()
    given = {"outcome_id": outcome.pk, "by": held.coordinator}

    days = (12, 9, 7, 7, 6)
    by_hand = [remind_now(now=at(outcome, each), **given) for each in days[:2]]
    by_stage = [remind_of_echoes(now=at(outcome, each)) for each in days[2:]]

    assert by_hand == [1, 1]
    assert by_stage == [1, 0, 0]


@pytest.mark.parametrize("before", ["the question", "a reminder by hand", "a reminder by stage"])
def test_nobody_is_reminded_by_hand_within_three_days(before):
    held, outcome = make_asked()
    given = {"outcome_id": outcome.pk, "by": held.coordinator}
    last = held.now if before == "the question" else at(outcome, 7)
    if before == "a reminder by hand":
        remind_now(now=last, **given)
    if before == "a reminder by stage":
        remind_of_echoes(now=last)
    owed, possible = len(reminders()), helsinki_day(last) + timedelta(days=3)

    with translation.override("sv"):
        with pytest.raises(ValidationError) as refusal:
            remind_now(now=last + timedelta(days=2), **given)
        assert day(possible) in refusal.value.messages[0]
    assert len(reminders()) == owed
    assert remind_now(now=last + timedelta(days=3), **given) == 1


def test_the_tick_of_celery_reminds():
    _held, outcome = make_asked()
    Outcome.objects.filter(pk=outcome.pk).update(answer_by=today() + timedelta(days=1))
    Echo.objects.update(asked_at=at(outcome, 40))

    tasks.remind()
    tasks.remind()

    assert len(reminders()) == 1
    assert reminders()[0].mail is None
    assert not Mail.objects.filter(owed__kind="echo_reminder").exists()


# What the mail says


def notice(owed):
    with translation.override(owed.reader.language):
        return notice_for(owed, owed.reader)


def test_the_mail_speaks_the_reader_s_language_and_its_links_answer(client):
    held, outcome = make_asked(addressed="members")
    remind_of_echoes(now=at(outcome, -3))
    rows = {row.reader: notice(row) for row in reminders()}

    swedish, finnish = rows[held.contact].values, rows[held.holders[1]].values
    assert (swedish["title"], finnish["title"]) == ("Gemensam remissväg", "Yhteinen lähetepolku")
    assert swedish["text"].startswith("Ledningsgruppen")
    assert finnish["text"].startswith("Johtoryhmä")
    assert swedish["is_late"]
    assert len(swedish["acts"]) == 3
    for act in swedish["acts"]:
        page = client.get(act["url"].removeprefix("http://testserver"))
        assert page.status_code == 200
        assert page.context["echo"].organisation == held.organisations[0]


def _answers(held, echo):
    values = EchoValues("adopted", "", "", "sv")
    answer_echo(echo_id=echo.pk, version=0, values=values, by=held.contact, now=held.now)


def _leaves(held, _echo):
    dismiss(grant_id=held.contact.role_grants.get().pk, by=None, now=held.now)


def _closes(_held, echo):
    Outcome.objects.filter(pk=echo.outcome_id).update(answer_by=today() - timedelta(days=31))


@pytest.mark.parametrize("happens", [_answers, _leaves, _closes])
def test_what_no_longer_holds_when_the_mail_leaves_is_not_said(happens):
    held, outcome = make_asked()
    remind_of_echoes(now=at(outcome, 7))
    [owed] = reminders()
    assert notice(owed)

    happens(held, echo_of(outcome, held.organisations[0]))

    assert notice(owed) is None
    asked = Owed.objects.get(kind="echo_asked")
    assert notice(asked) is None
