"""Reminders to sign and warnings before the end: each stage once, to whom it concerns."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from elo_platform.lib.dates import start_of_day
from elo_platform.lib.reading import one_reading
from elo_platform.notifications.models import Owed
from elo_platform.notifications.rendering import notice_for
from groups import tasks
from groups.models import Agreement
from groups.panels.agreement_due import due_agreements
from groups.services.agreement_reminders import (
    END_STAGES,
    SIGN_STAGES,
    remind_of_agreements,
    remind_unsigned,
)
from groups.services.agreement_steps import end_agreement, send_agreement
from groups.services.agreements import renew_agreement
from groups.services.roles import dismiss
from tests.factories import today
from tests.groups.agreements import make_draft, make_sent, make_table, party_of, signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_media", "in_english")]


def noon(day):
    return start_of_day(day) + timedelta(hours=12)


def owed(kind):
    return list(Owed.objects.filter(kind=kind).order_by("due_at", "pk"))


def rows_of(user, now=None) -> list[str]:
    with one_reading():
        return [row["url"] for row in due_agreements(user, now or timezone.now())]


def test_who_has_not_signed_is_reminded_14_and_3_days_before_and_never_late():
    table = make_table()
    sent = make_sent(table, days=30)
    signed(sent, table, 0)

    new = {
        left: remind_of_agreements(now=noon(sent.answer_by - timedelta(days=left)))
        for left in range(29, -5, -1)
    }

    assert {left for left, number in new.items() if number} == set(SIGN_STAGES)
    readers = {row.reader for row in owed("agreement_reminder")}
    assert readers == {table.contacts[1], table.contacts[2]}
    due = {row.due_at for row in owed("agreement_reminder")}
    assert due == {
        noon(sent.answer_by - timedelta(days=each)) - timedelta(hours=3) for each in SIGN_STAGES
    }


def test_by_hand_the_silent_are_reminded_and_not_again_within_three_days():
    table = make_table()
    sent = make_sent(table)
    signed(sent, table, 0)
    given = {"agreement_id": sent.pk, "by": table.coordinator}
    later = table.now + timedelta(days=4)

    with pytest.raises(ValidationError, match="three days"):
        remind_unsigned(**given, now=table.now + timedelta(days=1))
    with pytest.raises(PermissionDenied):
        remind_unsigned(agreement_id=sent.pk, by=table.contacts[0], now=later)
    assert remind_unsigned(**given, now=later) == 2
    for hours in (1, 71):
        with pytest.raises(ValidationError, match="three days"):
            remind_unsigned(**given, now=later + timedelta(hours=hours))
    assert remind_unsigned(**given, now=later + timedelta(hours=73)) == 2
    with pytest.raises(ValidationError, match="has passed"):
        remind_unsigned(**given, now=later + timedelta(days=40))
    signed(sent, table, 1, 2)
    with pytest.raises(ValidationError, match="Everybody"):
        remind_unsigned(**given, now=later + timedelta(days=9))


def test_coordinators_are_warned_before_the_end_unless_a_renewal_is_being_signed():
    table = make_table()
    sent = make_sent(table, starts_on=today() - timedelta(days=2), ends_on=today() + timedelta(200))
    signed(sent, table, 0, 1, 2)

    def warn(*days) -> int:
        return sum(
            remind_of_agreements(now=noon(sent.ends_on - timedelta(days=left))) for left in days
        )

    assert (warn(190), warn(180, 179), warn(80)) == (0, 1, 1)
    assert {row.reader for row in owed("agreement_ending")} == {table.coordinator}
    soon = noon(sent.ends_on - timedelta(days=80))
    assert rows_of(table.coordinator, soon) == [f"/agreements/{sent.pk}/"]
    renewal = renew_agreement(agreement_id=sent.pk, **table.act)
    assert rows_of(table.coordinator, soon) == [f"/agreements/{sent.pk}/"]
    send_agreement(agreement_id=renewal.pk, answer_by=today() + timedelta(days=9), **table.act)
    assert warn(30, 5) == 0
    assert rows_of(table.coordinator, soon) == []
    end_agreement(agreement_id=renewal.pk, **table.act)
    assert warn(20, -1) == 1
    assert len(owed("agreement_ending")) == len(END_STAGES)


def test_the_tick_reminds(monkeypatch):
    table = make_table()
    sent = make_sent(table, days=10)
    Agreement.objects.filter(pk=sent.pk).update(answer_by=today() + timedelta(days=2))
    sent.parties.update(asked_at=timezone.now() - timedelta(days=9))

    tasks.remind()

    assert len(owed("agreement_reminder")) == 3


def test_what_is_asked_shows_to_who_answers_and_goes_when_it_is_answered():
    table = make_table()
    draft = make_draft(table)
    assert rows_of(table.contacts[0]) == []
    sent = send_agreement(agreement_id=draft.pk, answer_by=today() + timedelta(days=9), **table.act)
    party = party_of(sent, table)
    row = Owed.objects.get(kind="agreement_asked", reader=table.contacts[0])

    assert rows_of(table.contacts[0]) == [f"/parties/{party.pk}/sign/"]
    assert rows_of(table.coordinator) == []
    assert "/act/" in notice_for(row, row.reader).values["acts"][0]["url"]
    dismiss(grant_id=table.contacts[0].role_grants.get().pk, by=None, now=timezone.now())
    assert rows_of(table.contacts[0]) == []
    assert notice_for(row, row.reader) is None
    signed(sent, table, 1)
    assert rows_of(table.contacts[1]) == rows_of(table.member) == []


def test_where_nobody_answers_the_coordinator_is_asked_to_enter_it():
    table = make_table()
    dismiss(grant_id=table.contacts[2].role_grants.get().pk, by=None, now=timezone.now())
    sent = make_sent(table)

    row = Owed.objects.get(kind="agreement_asked", reader=table.coordinator)

    values = notice_for(row, row.reader).values
    assert values["url"].endswith(f"/parties/{party_of(sent, table, 2).pk}/enter/")
    assert "acts" not in values
