"""Signing up: places in order, the waiting list, people without an account, mails and links."""

from datetime import timedelta
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone, translation

from elo_platform.audit.models import AuditEvent
from elo_platform.lib.senders import MOST
from elo_platform.notifications.models import Owed
from elo_platform.notifications.readers import reader_of
from groups.models import Event, SignUp
from groups.notices import events as notices
from groups.permissions import Role
from groups.services.event_reminders import remind_of_events
from groups.services.events import change_event
from groups.services.signups import (
    SignUpValues,
    Visitor,
    ask_for_place,
    confirm_signup,
    forget_unconfirmed,
    mark_presence,
    withdraw,
)
from tests.factories import make_actor, make_group, make_user, today
from tests.groups.events import event_values, opened, over, signed

pytestmark = pytest.mark.django_db
ADDRESS = "onni.lehtola@elo.example"


@pytest.fixture
def by():
    return make_actor(role=Role.COORDINATOR, group=make_group())


def open_to_all(by, **fields) -> Event:
    group = by.role_grants.get().group
    return opened(by=by, group=group, visibility="public", is_open_signup=True, **fields)


def ask(event, address=ADDRESS, name="Onni Lehtola", **fields) -> SignUp:
    given = {"values": SignUpValues(**fields), "now": timezone.now()}
    ask_for_place(event_id=event.pk, visitor=Visitor(name, address, "fi"), **given)
    return SignUp.objects.filter(event=event).order_by("-pk")[0]


def act_path(row: SignUp) -> str:
    """Return the path of the button in the newest mail about a sign-up."""
    owed = Owed.objects.filter(kind="sign_up", params__signup=row.pk).order_by("-pk")[0]
    values = notices.sign_up(owed.params, reader_of(owed))
    parts = urlsplit(values["acts"][0]["url"])
    return f"{parts.path}?{parts.query}"


def press(client, path):
    page = client.get(path)
    key = page.context["form"]["form_key"].value()
    return client.post(path, {"form_key": str(key)}, follow=True)


def test_places_are_given_in_order_and_a_free_one_goes_to_who_waited_longest(by):
    event = open_to_all(by, capacity=1)
    first, second, third = make_user(), make_user(), make_user()

    rows = [signed(event, person) for person in (first, second, third)]
    assert [row.state for row in rows] == ["coming", "waiting", "waiting"]
    assert [row.number for row in rows] == [1, 2, 3]
    with translation.override("en"), pytest.raises(ValidationError, match="already"):
        signed(event, second)

    withdraw(event_id=event.pk, by=first, now=timezone.now())
    states = dict(SignUp.objects.values_list("user", "state"))
    assert states == {first.pk: "withdrawn", second.pk: "coming", third.pk: "waiting"}
    told = Owed.objects.get(reader=second, params__step="placed")
    values = notices.sign_up(told.params, second)
    assert values["attachments"]
    assert "act/" in values["acts"][0]["url"]
    assert notices.sign_up(told.params, third) is None

    # Who comes back stands at the end, and one place more goes to who waits.
    assert signed(event, first).number == 4
    change_event(
        event_id=event.pk,
        version=event.version,
        values=event_values(capacity=2, is_open_signup=True),
        by=by,
        now=timezone.now(),
    )
    assert SignUp.objects.get(user=third).state == "coming"
    assert SignUp.objects.get(user=first).state == "waiting"


def test_no_sign_up_after_its_last_day_when_full_without_a_list_or_to_what_is_not_open(by):
    group = by.role_grants.get().group
    event = opened(by=by, group=group, capacity=1, has_waiting_list=False, signup_until=today())
    signed(event, by)
    person = make_user()

    with translation.override("en"), pytest.raises(ValidationError, match="no waiting list"):
        signed(event, person)
    with translation.override("en"), pytest.raises(PermissionDenied, match="closed"):
        signed(event, person, now=timezone.now() + timedelta(days=1))
    Event.objects.update(state="draft")
    with translation.override("en"), pytest.raises(PermissionDenied, match="not open"):
        signed(event, person)
    assert SignUp.objects.count() == 1


def test_without_an_account_one_link_confirms_and_the_next_withdraws(by, client):
    event = open_to_all(by, capacity=1)
    row = ask(event, shows_name=True)
    assert (row.state, row.number, row.name) == ("unconfirmed", None, "Onni Lehtola")

    path = act_path(row)
    client.get(path)
    client.head(path)
    row.refresh_from_db()
    assert row.state == "unconfirmed", "a program that opens links confirms nothing"
    page = press(client, path)
    row.refresh_from_db()
    assert (row.state, row.number, page.status_code) == ("coming", 1, 200)

    waiting = signed(event, make_user())
    assert waiting.state == "waiting"
    page = press(client, act_path(row))
    row.refresh_from_db()
    waiting.refresh_from_db()
    assert (row.state, waiting.state, page.status_code) == ("withdrawn", "coming", 200)
    assert client.get(path).status_code == 410


def test_who_has_no_place_is_told_so_and_where_in_the_line_they_stand(by, client):
    event = open_to_all(by, capacity=1)
    assert "All places" not in client.get(f"/events/{event.pk}/come/?lang=en").text
    signed(event, make_user())
    signed(event, make_user())
    assert "You come on the waiting list" in client.get(f"/events/{event.pk}/come/?lang=en").text
    row = ask(event)
    path = act_path(row)

    asked = client.get(f"{path}&lang=en").text
    page = press(client, f"{path}&lang=en").text
    row.refresh_from_db()

    assert "You come on the waiting list" in asked
    assert "Put me on the waiting list" in asked
    assert row.state == "waiting"
    assert "You are on the waiting list, as number 2" in page
    assert "Thank you, your sign-up is confirmed" not in page
    assert "The place goes to the first" not in page
    assert "Leave the waiting list" in page

    member = make_user()
    signed(event, member)
    client.force_login(member)
    assert "as number 3." in client.get(f"/events/{event.pk}/?lang=en").text
    assert "Your place" not in client.get(f"/events/{event.pk}/withdraw/?lang=en").text


def test_an_address_that_is_in_already_learns_it_by_mail_and_nobody_else_does(by, client):
    event = open_to_all(by)
    row = ask(event)
    confirm_signup(signup_id=row.pk, subject=ADDRESS, now=timezone.now())
    member = signed(event, make_user(email="alva@elo.example"))

    again = ask(event, address=ADDRESS.upper(), name="Somebody Else")
    ask(event, address="alva@elo.example", name="Somebody Else")

    row.refresh_from_db()
    assert again.event.signups.count() == 2
    assert (row.state, row.name, member.user.name) == ("coming", "Onni Lehtola", "Alva Strand")
    asked = Owed.objects.filter(params__step="asked").order_by("pk")
    assert [each.address for each in asked] == [ADDRESS, ADDRESS, ""]
    with translation.override("en"), pytest.raises(PermissionDenied, match="somebody else"):
        confirm_signup(signup_id=row.pk, subject="other@elo.example", now=timezone.now())


def test_the_open_form_answers_alike_holds_a_limit_and_is_not_everywhere(by, client):
    event = open_to_all(by)
    url = f"/events/{event.pk}/come/"

    def send(number=0, **typed):
        key = f"00000000-0000-4000-8000-{number:012d}"
        data = {"form_key": key, "name": "Onni Lehtola", "address": ADDRESS, "language": "fi"}
        return client.post(url, data | typed)

    assert send(1, address="no address").status_code == 422
    sent = [send(2), send(3), send(4, address="new@elo.example")]
    assert {response["Location"] for response in sent} == {f"/events/{event.pk}/come/sent/"}
    codes = {send(number).status_code for number in range(10, 12 + MOST)}
    assert codes == {302, 429}
    # One mail a day to an address, however often it is typed.
    assert Owed.objects.filter(address=ADDRESS).count() == 1

    Event.objects.update(is_open_signup=False)
    assert client.get(url).status_code == 403


def test_what_nobody_confirms_is_forgotten_and_what_is_confirmed_stays(by):
    event = open_to_all(by)
    ask(event)
    kept = ask(event, address="kept@elo.example")
    confirm_signup(signup_id=kept.pk, subject="kept@elo.example", now=timezone.now())

    assert forget_unconfirmed(now=timezone.now() + timedelta(days=2)) == 0
    assert forget_unconfirmed(now=timezone.now() + timedelta(days=4)) == 1
    assert list(SignUp.objects.all()) == [kept]


def test_reminders_and_the_question_how_it_was_go_out_once(by):
    event = open_to_all(by)
    signed(event, make_user())
    signed(event, make_user())
    late = event.starts_at - timedelta(hours=20)

    for _run in range(2):
        remind_of_events(now=event.starts_at - timedelta(days=7))
        remind_of_events(now=late)
    assert Owed.objects.filter(kind="event_reminder").count() == 4
    one = Owed.objects.filter(kind="event_reminder").first()
    assert notices.reminder(one.params, one.reader)["days"] in {7, 1}
    over(event)
    assert notices.reminder(one.params, one.reader) is None
    remind_of_events(now=timezone.now())
    remind_of_events(now=timezone.now())
    assert Owed.objects.filter(kind="event_feedback").count() == 2


def test_who_came_is_entered_by_who_arranges_it_once_it_has_begun(by):
    event = open_to_all(by)
    came, absent = signed(event, make_user()), signed(event, make_user())
    given = {"event_id": event.pk, "came": frozenset({came.pk}), "now": timezone.now()}

    with translation.override("en"), pytest.raises(PermissionDenied, match="begun"):
        mark_presence(by=by, **given)
    over(event)
    with pytest.raises(PermissionDenied):
        mark_presence(by=came.user, **given)
    assert mark_presence(by=by, **given) == 1
    assert dict(SignUp.objects.values_list("pk", "came")) == {came.pk: True, absent.pk: False}
    assert AuditEvent.objects.filter(kind="presence_marked").count() == 1


def test_an_automatic_reply_changes_no_sign_up(by, settings, tmp_path):
    """The platform takes in no mail at all: what comes back from a mailbox reaches nothing."""
    event = open_to_all(by)
    row = ask(event)
    confirm_signup(signup_id=row.pk, subject=ADDRESS, now=timezone.now())
    reply = EmailMessage()
    reply["Auto-Submitted"], reply["From"] = "auto-replied", ADDRESS
    reply["Subject"] = "Out of office"
    reply.set_content("I am away. STOP. Withdraw. No.")
    settings.EMAIL_FILE_PATH = str(tmp_path)
    (tmp_path / "1790000000000000-1-1.eml").write_bytes(reply.as_bytes())

    remind_of_events(now=event.starts_at - timedelta(days=1))

    row.refresh_from_db()
    assert row.state == "coming"
    assert mail.outbox == []
