"""Who has left has nothing left: no rights on the next request, in feeds, in queued mail."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from elo_platform.accounts.services.feeds import make_feed
from elo_platform.accounts.services.people import deactivate
from elo_platform.notifications.delivery import post_due
from forums.models import Follow, Space
from forums.services.following import follow_space
from groups.models import SeatHolder
from groups.services.meetings import call_meeting
from groups.services.responsibilities import ResponsibilityValues, add_responsibility
from groups.services.seats import end_mandate
from tests.access_matrix import MATRIX, leading_space_id
from tests.factories import make_mandate, today

ENDS = {
    "mandate ended": (
        "outsider",
        lambda world, user, now: end_mandate(
            holder_id=user.mandates.get().pk, by=world.people["coordinator"], now=now
        ),
    ),
    "account closed": (
        "anonymous",
        lambda world, user, now: deactivate(user=user, by=world.people["admin"], now=now),
    ),
}


def _entries(paths) -> list[int]:
    """Return how many entries each feed holds, or the status where there is none."""
    found = [Client().get(path) for path in paths]
    return [
        each.content.count(b"BEGIN:VEVENT") if each.status_code == 200 else -each.status_code
        for each in found
    ]


# One knows of one's own mandate when it is over too, and may not change it.
OWN = {f"groups:mandate_{act}": 403 for act in ("edit", "end", "replace")}
# Whoever is to coordinate from a day to come knows of it, mandate or not.
OWN["groups:handover_withdraw"] = 403
# A closed account is signed out: any address says so.
SOME = {"overview:my_work", "groups:body_detail", "groups:meeting_detail", "groups:need_new"}
LOST = [name for name, row in MATRIX.items() if row.codes["leading"] != row.codes["outsider"]]


@pytest.mark.parametrize("how", ENDS)
def test_whoever_has_left_may_do_nothing_at_any_address(how, world):
    same_as, end = ENDS[how]
    user, wrong = world.people["leading"], {}
    client = Client()
    client.force_login(user)

    for name in LOST if same_as == "outsider" else SOME:
        row, code = MATRIX[name], OWN.get(name, MATRIX[name].codes[same_as])
        with transaction.atomic():
            path = reverse(name, kwargs=row.kwargs(world))
            sent = {"form_key": str(uuid.uuid4()), **row.data(world)}
            end(world, user, timezone.now())
            response = getattr(client, row.method)(path, sent if row.method == "post" else {})
            if response.streaming:
                response.getvalue()
            transaction.set_rollback(True)
        if response.status_code != code:
            wrong[name] = (response.status_code, code)

    assert wrong == {}


@pytest.mark.parametrize("how", ENDS)
def test_whoever_has_left_has_no_feed_no_mail_and_no_task(how, world):
    _same_as, end = ENDS[how]
    now, user = timezone.now(), world.people["leading"]
    stays = make_mandate(seat=world.seat, kind="deputy").user
    space = Space.objects.get(pk=leading_space_id(world)["pk"])
    follow_space(space=space, is_followed=True, by=user)
    values = ResponsibilityValues("Vuxenvägledning", "", user, None, today() - timedelta(days=9))
    coordinator = world.people["coordinator"]
    add_responsibility(group_id=world.group.pk, values=values, by=coordinator, now=now)
    tokens = {person: make_feed(user=person, now=now) for person in (user, stays)}
    feeds = {
        person: [
            reverse("overview:calendar_feed", args=[token]),
            reverse("overview:group_calendar_feed", args=[world.group.pk, token]),
        ]
        for person, token in tokens.items()
    }
    call_meeting(meeting_id=world.draft.pk, by=coordinator, now=now)
    assert min(_entries(feeds[user])) > 0

    end(world, user, now)

    mail.outbox.clear()
    post_due(now=now + timedelta(days=1))
    to = {address for each in mail.outbox for address in each.to}
    assert user.email not in to
    assert stays.email in to
    assert max(_entries(feeds[user])) <= 0
    assert min(_entries(feeds[stays])) > 0
    assert not Follow.objects.filter(user=user).exists()
    assert not SeatHolder.objects.current().filter(user=user).exists()
    left = world.group.responsibilities.on(today()).get()
    assert (left.user, left.starts_on) == (stays, today())
