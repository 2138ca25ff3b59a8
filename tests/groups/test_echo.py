"""What organisations did with an outcome: who answers when, from where, and what it costs."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from elo_platform.audit.models import AuditEvent
from elo_platform.lib.dates import start_of_day
from elo_platform.lib.forms import StaleEdit
from elo_platform.lib.reading import one_reading
from elo_platform.notifications.acts import make_token
from elo_platform.overview.proofs.together import together
from groups.models import Echo, Organisation, Outcome, SeatHolder
from groups.panels.outcomes import due_echoes
from groups.permissions import Role
from groups.policies.outcomes import can_answer_echo, closes_on
from groups.querysets.answerers import own_organisations
from groups.services.echo import EchoValues, answer_echo, answer_echo_by_link
from groups.services.roles import dismiss
from groups.services.seats import close_seat, end_mandate
from groups.states import EchoAnswer
from tests.browsing import client_of, soup
from tests.factories import make_actor, make_body, make_seat, make_user, today
from tests.groups.meetings import sit
from tests.groups.outcomes import also_contact, chair_of, echo_of, make_held, recorded, to_members

pytestmark = pytest.mark.django_db
GIVEN = EchoValues(answer="tried", text="I en enhet", lesson="Börja i tid", language="sv")


def asked(held=None, **fields):
    """Return a held meeting and the matter of its first organisation."""
    held = held or make_held()
    return held, echo_of(recorded(held, to_members(**fields)), held.organisations[0])


def answered(echo, by, values=GIVEN, version=0, now=None) -> Echo:
    return answer_echo(
        echo_id=echo.pk, version=version, values=values, by=by, now=now or timezone.now()
    )


# State x actor


def _actors(held) -> dict:
    left = sit(seat=make_seat(body=held.body, organisation=held.organisations[0]))
    SeatHolder.objects.filter(user=left).update(
        starts_on=today() - timedelta(days=9), ends_on=today() - timedelta(days=1)
    )
    left.role_grants.update(
        starts_on=today() - timedelta(days=9), ends_on=today() - timedelta(days=1)
    )
    deputy_seat = held.organisations[0].seats.order_by("pk").first()
    return {
        "contact": held.contact,
        "second contact": also_contact(held),
        "holder": held.holders[0],
        "deputy": sit(seat=deputy_seat, kind="deputy"),
        "staff": make_actor(role=Role.STAFF, organisation=held.organisations[0]),
        "contact of another": also_contact(held, 1),
        "holder of another": held.holders[1],
        "left yesterday": left,
        "chair": chair_of(held),
        "chair of another body": make_actor(
            role=Role.CHAIR, body=make_body(group=held.body.group, kind="working")
        ),
        "coordinator": held.coordinator,
        "coordinator elsewhere": make_actor(role=Role.COORDINATOR),
        "national": make_actor(role=Role.NATIONAL),
        "outsider": make_user(),
        "inactive": also_contact(held, is_active=False),
    }


OWN = {"contact", "second contact", "holder", "deputy"}
LEADS = {"chair", "coordinator"}
STATES = {
    "unanswered": (None, 0, OWN | LEADS),
    "answered": (EchoAnswer.TRIED, 0, OWN | LEADS),
    "unanswered, late": (None, -25, OWN | LEADS),
    "answered, on the last day": (EchoAnswer.ADOPTED, -30, OWN | LEADS),
    "unanswered, closed": (None, -31, LEADS),
    "answered, closed": (EchoAnswer.NOT_POSSIBLE, -31, LEADS),
}


@pytest.mark.parametrize("state", STATES)
def test_who_may_answer_in_which_state(state):
    held, echo = asked()
    actors = _actors(held)
    answer, days, allowed = STATES[state]
    Outcome.objects.filter(pk=echo.outcome_id).update(answer_by=today() + timedelta(days=days))
    if answer:
        values = EchoValues(answer=answer, text="Så här", language="sv")
        answered(echo, held.coordinator, values)
    version = int(bool(answer))
    echo = echo_of(Outcome.objects.get(pk=echo.outcome_id), held.organisations[0])

    for name, actor in actors.items():
        decision = can_answer_echo(actor, echo, timezone.now())
        assert bool(decision) == (name in allowed), name
        if not decision:
            assert str(decision.reason)
            with pytest.raises(PermissionDenied):
                answered(echo, actor, version=version)
    assert Echo.objects.get(pk=echo.pk).version == version
    for name in sorted(allowed):
        found = answered(echo, actors[name], version=version)
        version += 1
        assert (found.answered_by, found.is_on_behalf) == (actors[name], name in LEADS)


@pytest.mark.parametrize("answer", [each for each in EchoAnswer if each is not EchoAnswer.NONE])
def test_every_answer_can_be_given_and_changed_to_every_other(answer):
    held, echo = asked()
    for version, other in enumerate([answer, *set(EchoAnswer) - {answer, EchoAnswer.NONE}, answer]):
        answered(echo, held.contact, EchoValues(other, "Varför", "", "fi"), version)

    echo.refresh_from_db()
    assert (echo.answer, echo.language, echo.version) == (answer, "fi", 6)
    events = AuditEvent.objects.filter(kind="echo_answered")
    assert events.count() == 6
    assert events.latest("pk").data == {
        "outcome": echo.outcome_id,
        "answer": answer,
        "on_behalf": False,
    }


BAD = {
    "no answer": ({"answer": ""}, "answer"),
    "taking it back": ({"answer": "none"}, "answer"),
    "an unknown answer": ({"answer": "maybe"}, "answer"),
    "no reason": ({"answer": "not_possible", "text": ""}, "text"),
    "a trial that ends before it starts": (
        {"answer": "tried", "tried_from": today(), "tried_to": today() - timedelta(days=1)},
        "tried_to",
    ),
    "a trial without a beginning": ({"answer": "tried", "worked": "partly"}, "tried_from"),
    "an unknown result": ({"answer": "tried", "worked": "maybe"}, "worked"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_answers_are_refused_at_their_field(name):
    held, echo = asked()
    given, field = BAD[name]

    with pytest.raises(ValidationError) as refusal:
        answered(echo, held.contact, EchoValues(**{"text": "x", "language": "sv", **given}))

    assert list(refusal.value.error_dict) == [field]
    assert answered(echo, held.contact).answer == "tried"


def test_the_second_of_two_who_answer_is_told_and_the_first_stands():
    held, echo = asked()
    answered(echo, held.contact)

    with pytest.raises(StaleEdit):
        answered(echo, held.holders[0], EchoValues("adopted", "Allt", "", "sv"))

    echo.refresh_from_db()
    assert (echo.answer, echo.answered_by) == ("tried", held.contact)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_answer_at_once_from_two_links_one_is_told():
    held, echo = asked()
    people = held.contact, held.holders[0]
    given = {"echo_id": echo.pk, "version": 0, "values": GIVEN, "now": timezone.now()}

    results = together(
        lambda place: answer_echo_by_link(subject=str(people[place].pk), **given), at_once=2
    )

    assert sorted(type(result).__name__ for result in results) == ["Echo", "StaleEdit"]
    assert Echo.objects.get(pk=echo.pk).version == 1


# The link from the mail


def token_for(echo, user, *, expires_at=None) -> str:
    last_day = closes_on(echo.outcome)
    expires_at = expires_at or start_of_day(last_day + timedelta(days=1))
    return make_token(kind="echo", object_id=echo.pk, subject=user.pk, expires_at=expires_at)


def data(**fields) -> dict:
    given = {"form_key": str(uuid.uuid4()), "version": 0, "answer": "tried", "text": "I en enhet"}
    return given | fields


def test_the_link_answers_without_signing_in_and_thanks():
    held, echo = asked()
    url = f"/act/{token_for(echo, held.contact)}/"
    client = Client()

    page = client.get(f"{url}?answer=adopted&lang=sv")
    done = client.post(url, data(answer="adapted", lesson="Börja i tid"), follow=True)

    assert page.status_code == 200
    assert soup(page).select_one("input[name=answer][checked]")["value"] == "adopted"
    assert done.status_code == 200
    assert done.context["is_saved"]
    echo.refresh_from_db()
    assert (echo.answer, echo.lesson, echo.language) == ("adapted", "Börja i tid", "sv")
    assert (echo.answered_by, echo.is_on_behalf) == (held.contact, False)
    assert AuditEvent.objects.filter(kind="act_link_used", actor_id=held.contact.pk).exists()
    assert "_auth_user_id" not in client.session


def test_the_link_changes_the_answer_later_and_a_double_press_answers_once():
    held, echo = asked()
    url = f"/act/{token_for(echo, held.contact)}/"
    client, once = Client(), data()

    first, second = client.post(url, once), client.post(url, once)
    changed = client.post(url, data(version=1, answer="adopted"))

    assert first.status_code == second.status_code == changed.status_code == 302
    assert first["Location"] == second["Location"]
    echo.refresh_from_db()
    assert (echo.answer, echo.version) == ("adopted", 2)


def test_a_stale_answer_by_link_shows_both_texts_and_loses_nothing():
    held, echo = asked()
    answered(echo, held.holders[0])
    url = f"/act/{token_for(echo, held.contact)}/"

    page = Client().post(url, data(answer="not_possible", text="Inga under 18"))
    again = Client().post(url, data(answer="not_possible", text="Inga under 18", version=1))

    html = soup(page)
    assert page.status_code == 409
    assert "I en enhet" in html.select_one(".diff").parent.parent.text
    assert html.select_one("textarea[name=text]").text.strip() == "Inga under 18"
    assert html.select_one("input[name=version]")["value"] == "1"
    assert again.status_code == 302
    assert Echo.objects.get(pk=echo.pk).answer == "not_possible"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"answer": ""}, "answer"),
        ({"answer": "none"}, "answer"),
        ({"answer": "not_possible", "text": " "}, "text"),
        ({"text": "x" * 501}, "text"),
        ({"lesson": "x" * 1_000_000}, "lesson"),
        ({"text": "a\x00b"}, "text"),
        ({"version": "x"}, "version"),
    ],
)
def test_a_wrong_answer_by_link_comes_back_with_what_was_typed(fields, field):
    held, echo = asked()
    url = f"/act/{token_for(echo, held.contact)}/"

    wrong = Client().post(url, data(**fields))
    right = Client().post(url, data())

    assert wrong.status_code == 422
    assert wrong.context["form"].errors[field]
    if "text" not in fields:
        assert soup(wrong).select_one("textarea[name=text]").text.strip() == "I en enhet"
    assert right.status_code == 302
    assert Echo.objects.get(pk=echo.pk).version == 1


def _contact_ended(held, echo):
    grant = held.contact.role_grants.get()
    dismiss(grant_id=grant.pk, by=None, now=timezone.now())
    grant.refresh_from_db()


def _deactivated(held, echo):
    held.contact.is_active = False
    held.contact.save()


def _seat_closed(held, echo):
    seat = held.organisations[0].seats.get()
    close_seat(seat_id=seat.pk, closed_on=today() - timedelta(days=1), by=None, now=timezone.now())


def _closed_long_ago(held, echo):
    Outcome.objects.filter(pk=echo.outcome_id).update(answer_by=today() - timedelta(days=31))


@pytest.mark.parametrize("end", [_contact_ended, _deactivated, _seat_closed, _closed_long_ago])
def test_the_link_ends_with_the_duty(end):
    held, echo = asked()
    later = timezone.now() + timedelta(days=99)
    url = f"/act/{token_for(echo, held.contact, expires_at=later)}/"
    assert Client().get(url).status_code == 200

    end(held, echo)
    shown, sent = Client().get(url), Client().post(url, data())

    assert (shown.status_code, sent.status_code) == (410, 410)
    assert shown.context["reason"]
    assert (echo.outcome.title in shown.content.decode()) == (end is _closed_long_ago)
    assert Echo.objects.get(pk=echo.pk).answer == "none"


def test_a_link_of_somebody_else_or_of_another_act_opens_nothing():
    held, echo = asked()
    other = also_contact(held, 1)
    later = timezone.now() + timedelta(days=9)
    strangers = [
        token_for(echo, other),
        token_for(echo, make_user()),
        make_token(kind="echo", object_id=987654, subject=held.contact.pk, expires_at=later),
        make_token(kind="echo", object_id=echo.pk, subject="a@elo.example", expires_at=later),
    ]

    for token in strangers:
        page = Client().post(f"/act/{token}/", data())
        assert page.status_code == 410
        assert echo.outcome.title not in page.content.decode()
    forged = token_for(echo, held.contact)[:-3] + "abc"
    assert Client().post(f"/act/{forged}/", data()).status_code == 404
    expired = token_for(echo, held.contact, expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().post(f"/act/{expired}/", data()).status_code == 410
    assert Echo.objects.get(pk=echo.pk).answer == "none"
    assert Client().post(f"/act/{token_for(echo, held.contact)}/", data()).status_code == 302


def test_the_service_refuses_another_s_link_too():
    held, echo = asked()
    given = {"echo_id": echo.pk, "version": 0, "values": GIVEN, "now": timezone.now()}

    for subject in (str(held.holders[1].pk), "a@elo.example", "987654321"):
        with pytest.raises(PermissionDenied):
            answer_echo_by_link(subject=subject, **given)

    assert answer_echo_by_link(subject=str(held.contact.pk), **given).answer == "tried"


def test_a_coordinator_who_got_the_mail_since_nobody_else_is_there_is_marked():
    held, echo = asked()
    end_mandate(
        holder_id=held.holders[0].mandates.get().pk, by=held.coordinator, now=timezone.now()
    )
    held.contact.role_grants.all().delete()

    Client().post(f"/act/{token_for(echo, held.coordinator)}/", data())

    echo.refresh_from_db()
    assert (echo.answered_by, echo.is_on_behalf) == (held.coordinator, True)


# Signed in


def test_an_answer_is_given_from_my_work_and_entered_for_another_marked():
    held, echo = asked()
    url = f"/echoes/{echo.pk}/answer/"

    own = client_of(held.contact).post(url, data())
    entered = client_of(held.coordinator).post(url, data(version=1, answer="adopted"))
    page = client_of(held.holders[1]).get(f"/outcomes/{echo.outcome_id}/?lang=en")

    assert own["Location"] == entered["Location"] == f"/outcomes/{echo.outcome_id}/"
    echo.refresh_from_db()
    assert (echo.answer, echo.is_on_behalf) == ("adopted", True)
    assert "Entered by Siri Lund" in page.content.decode()
    assert client_of(held.holders[1]).get(url).status_code == 404


def test_a_closed_question_says_why_to_its_own_people():
    held, echo = asked()
    _closed_long_ago(held, echo)
    url = f"/echoes/{echo.pk}/answer/?lang=en"

    page = client_of(held.contact).get(url)

    assert page.status_code == 403
    assert "The time to answer is over" in page.content.decode()
    assert client_of(held.coordinator).get(url).status_code == 200


# What waits for a person


def due(user) -> list[str]:
    return [row["url"] for row in due_echoes(user, timezone.now())]


def test_what_waits_shows_to_the_organisation_s_people_and_the_late_to_who_records():
    held, echo = asked()
    url = f"/echoes/{echo.pk}/answer/"
    assert due(held.contact) == due(held.holders[0]) == [url]
    assert due(held.coordinator) == []

    Outcome.objects.filter(pk=echo.outcome_id).update(answer_by=today() - timedelta(days=1))
    assert due(held.coordinator) == [f"/outcomes/{echo.outcome_id}/"]
    answered(echo, held.contact)

    assert due(held.contact) == due(held.holders[0]) == []
    for other in Echo.objects.unanswered().select_related("organisation"):
        answered(other, held.coordinator)
    assert due(held.coordinator) == []


def test_a_reading_finds_the_same_matters():
    held, echo = asked()
    people = [held.contact, held.holders[0], held.coordinator, make_user()]

    def found():
        with one_reading():
            return [due(user) for user in people]

    assert found() == [due(user) for user in people]
    Outcome.objects.filter(pk=echo.outcome_id).update(answer_by=today() - timedelta(days=1))
    assert found() == [due(user) for user in people]
    assert [len(each) for each in found()] == [1, 1, 1, 0]


def test_nothing_waits_once_the_time_to_answer_is_over():
    held, echo = asked()
    _closed_long_ago(held, echo)

    assert due(held.contact) == due(held.coordinator) == []


def test_what_waits_costs_two_queries_however_many(django_assert_num_queries):
    held = make_held()
    for _number in range(3):
        recorded(held, to_members())

    with django_assert_num_queries(2):
        assert len(due(held.contact)) == 3


def test_whose_matters_are_listed_is_the_rule_of_whose_they_are():
    held, _echo = asked()
    others = [make_actor(role=Role.CONTACT), make_user()]

    for user in [*_actors(held).values(), *others]:
        listed = Echo.objects.own(user).values_list("organisation", flat=True)
        members = Organisation.objects.members_of(group_id=held.body.group_id)
        known = set(members.values_list("pk", flat=True))
        assert set(listed) == own_organisations(user, held.body.group_id) & known
