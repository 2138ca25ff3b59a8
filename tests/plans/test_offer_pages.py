"""Offers on pages: from the mail without signing in, signed in, and on behalf."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from elo_platform import ports
from elo_platform.audit.models import AuditEvent
from elo_platform.notifications.acts import make_token
from elo_platform.notifications.models import Owed
from groups.models import RoleGrant
from groups.permissions import Role
from plans.models import Measure, Offer
from plans.panels import due_offers
from plans.services.offers import (
    offer_all,
    offer_measure,
    repeat_offer,
    settle_offer,
    withdraw_offer,
)
from plans.states import OfferAction, OfferState
from tests.browsing import client_of
from tests.factories import make_actor, make_organisation, today
from tests.plans.offers import answered, offer_in, offered, terms
from tests.plans.plans import approved, make_measure, stranger

pytestmark = pytest.mark.django_db


def link(offer, user, *, kind="offer", expires=timedelta(days=9)) -> str:
    token = make_token(
        kind=kind, object_id=offer.pk, subject=user.pk, expires_at=timezone.now() + expires
    )
    return reverse("notifications:act", kwargs={"token": token})


def sent(page, action, **fields) -> dict:
    form = page.context["forms"][action]
    values = {name: form[name].value() for name in ("form_key", "version")}
    return {name: str(value) for name, value in values.items()} | {"answer": action} | fields


def press(path, action="accept", **fields):
    """Open the page as a mail's button does, then press its button."""
    client = Client()
    page = client.get(f"{path}?answer={action}&lang=en")
    return page if page.status_code != 200 else client.post(path, sent(page, action, **fields))


def finnish(day) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def test_the_offer_goes_to_who_answers_for_the_organisation_and_names_three_answers(desk):
    offer = offered(desk)

    row = Owed.objects.get(kind="offer")
    values = ports.entry("NOTICES", "offer")(row.params, row.reader)
    assert row.reader == desk.contact
    assert [act["url"].rpartition("=")[2] for act in values["acts"][1:]] == ["negotiate", "decline"]
    assert len(values["acts"]) == 3
    assert offer.organisation == desk.organisation


def test_an_acceptance_from_the_mail_makes_the_organisation_carry_the_action(desk):
    offer = offered(desk)

    done = press(link(offer, desk.contact))

    offer.refresh_from_db()
    assert done.status_code == 302
    assert (offer.state, offer.agreed_due_on) == (OfferState.ACCEPTED, desk.measure.due_on)
    assert (offer.answered_by, offer.is_on_behalf) == (desk.contact, False)
    assert Measure.objects.with_deadline().get().carrier_id == desk.organisation.pk
    assert Owed.objects.get(kind="offer_answered").reader == desk.coordinator
    thanks = Client().get(f"{done['Location']}&lang=en")
    assert thanks.status_code == 200
    assert "your answer is recorded" in thanks.content.decode()


def test_of_an_approved_plan_the_action_is_agreed_while_somebody_carries_it(desk):
    approved(desk)
    offer = answered(desk, offered(desk), OfferAction.NEGOTIATE)
    statuses = [Measure.objects.get().status]
    given = {"offer_id": offer.pk, "by": desk.coordinator, "now": timezone.now()}

    settle_offer(version=1, **given)
    statuses.append(Measure.objects.get().status)
    withdraw_offer(version=2, **given)
    statuses.append(Measure.objects.get().status)

    assert statuses == ["idea", "agreed", "idea"]


def test_partners_are_told_who_carries_the_action_and_whoever_writes_the_plan_is_not(desk):
    partner, alone = desk.held.organisations[1], make_organisation(name_sv="Kusten")
    desk.measure.partners.add(alone)

    answered(desk, offered(desk), OfferAction.ACCEPT)

    [row] = [row for row in Owed.objects.filter(kind="offer") if row.params["event"] == "shared"]
    values = ports.entry("NOTICES", "offer")(row.params, row.reader)
    assert row.reader == desk.held.holders[1]
    assert values["organisation"] == desk.organisation.name
    assert partner.name in values["why"]
    assert reverse("plans:measure_detail", args=[desk.measure.pk]) in values["url"]
    withdraw_offer(offer_id=row.params["offer"], version=1, by=desk.coordinator, now=timezone.now())
    assert ports.entry("NOTICES", "offer")(row.params, row.reader) is None


def test_a_proposal_and_a_refusal_come_with_their_words(desk):
    offer = offered(desk)
    day = today() + timedelta(days=300)

    press(link(offer, desk.contact), "negotiate", due_on=finnish(day), comment="Först till hösten.")
    offer.refresh_from_db()
    proposed = (offer.state, offer.proposed_due_on, offer.comment)
    press(link(offer, desk.contact), "decline", reason="no_time", text="Fråga Kusten.")
    offer.refresh_from_db()

    assert proposed == (OfferState.NEGOTIATING, day, "Först till hösten.")
    assert (offer.state, offer.decline_reason) == (OfferState.DECLINED, "no_time")
    assert offer.decline_text == "Fråga Kusten."


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("negotiate", {"due_on": "", "comment": "Senare."}),
        ("negotiate", {"due_on": "31.2.2027", "comment": "Senare."}),
        ("negotiate", {"due_on": "1.1.2020", "comment": "Senare."}),
        ("negotiate", {"due_on": "31.12.2027", "comment": ""}),
        ("decline", {"reason": "", "text": "Nej."}),
        ("decline", {"reason": "other", "text": ""}),
        ("decline", {"reason": "because", "text": "Nej."}),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(desk, action, fields):
    offer = offered(desk)

    page = press(link(offer, desk.contact), action, **fields)

    offer.refresh_from_db()
    assert page.status_code == 422
    assert offer.state == OfferState.OFFERED
    assert page.context["open"] == action
    for value in filter(None, fields.values()):
        assert value in page.content.decode() or value == "because"


def test_opening_the_page_changes_nothing(desk):
    offer = offered(desk)

    page = Client().get(f"{link(offer, desk.contact)}?answer=decline")

    assert page.status_code == 200
    assert Offer.objects.values().get(pk=offer.pk)["version"] == 0


def test_the_same_press_twice_has_one_effect_and_a_later_one_none(desk):
    path, client = link(offered(desk), desk.contact), Client()
    data = sent(client.get(path), "accept")

    first, again = client.post(path, data), client.post(path, data)
    late = press(path, "decline", reason="no_time")

    assert first["Location"] == again["Location"]
    assert AuditEvent.objects.filter(kind="offer_accepted").count() == 1
    assert late.status_code == 410
    assert Offer.objects.get().state == OfferState.ACCEPTED


def _foreign(desk, offer):
    return link(offer, stranger(desk))


def _forged(desk, offer):
    return link(offer, desk.contact)[:-3] + "AA/"


def _expired(desk, offer):
    return link(offer, desk.contact, expires=-timedelta(minutes=1))


def _other_kind(desk, offer):
    return link(offer, desk.contact, kind="attendance")


def _outsider(_desk, offer):
    return link(offer, make_actor(role=Role.COORDINATOR))


@pytest.mark.parametrize("wrong", [_foreign, _forged, _expired, _other_kind, _outsider])
def test_a_link_that_is_not_the_organisations_own_changes_nothing_and_names_nothing(desk, wrong):
    offer = offered(desk)

    page = press(wrong(desk, offer))

    offer.refresh_from_db()
    assert page.status_code in {404, 410}
    assert offer.state == OfferState.OFFERED
    assert desk.measure.title_sv not in page.content.decode()
    assert press(link(offer, desk.contact)).status_code == 302


def _withdraw(desk, offer):
    withdraw_offer(
        offer_id=offer.pk, version=offer.version, by=desk.coordinator, now=timezone.now()
    )


def _end_role(desk, _offer):
    RoleGrant.objects.filter(user=desk.contact).update(ends_on=today() - timedelta(days=1))


def _deactivate(desk, _offer):
    desk.contact.is_active = False
    desk.contact.save()


def _answer(desk, offer):
    answered(desk, offer, OfferAction.ACCEPT, by=desk.coordinator)


def _finish(desk, _offer):
    Measure.objects.filter(pk=desk.measure.pk).update(status="done")


@pytest.mark.parametrize("change", [_withdraw, _end_role, _deactivate, _answer, _finish])
def test_what_no_longer_holds_gets_a_friendly_page_and_changes_nothing(desk, change):
    offer = offered(desk)
    path, client = link(offer, desk.contact), Client()
    data = sent(client.get(path), "decline", reason="no_time")
    change(desk, offer)
    before = Offer.objects.values().get()

    pages = [client.get(path), client.post(path, data)]

    assert [page.status_code for page in pages] == [410, 410]
    assert Offer.objects.values().get() == before
    is_named = desk.measure.title_fi in pages[0].content.decode()
    assert is_named is (change not in {_end_role, _deactivate})


def test_terms_that_have_changed_are_shown_again_before_they_are_accepted(desk):
    offer = offered(desk)
    answered(desk, offer, OfferAction.NEGOTIATE)
    path, client = link(offer, desk.contact), Client()
    data = sent(client.get(path), "accept")
    day = today() + timedelta(days=99)
    repeat_offer(
        offer_id=offer.pk, version=1, terms=terms(due_on=day), by=desk.coordinator,
        now=timezone.now(),
    )  # fmt: skip

    page = client.post(path, data)

    offer.refresh_from_db()
    assert page.status_code == 409
    assert offer.state == OfferState.OFFERED
    assert press(path).status_code == 302
    offer.refresh_from_db()
    assert offer.agreed_due_on == day


def test_who_accepts_after_having_proposed_takes_the_date_that_was_offered(desk):
    day = today() + timedelta(days=99)
    offer = answered(desk, offered(desk, due_on=day), OfferAction.NEGOTIATE)
    page = Client().get(link(offer, desk.contact))

    accepted = answered(desk, offer, OfferAction.ACCEPT)

    assert page.context["due_on"] == accepted.agreed_due_on == day
    assert accepted.proposed_due_on is None


def test_the_coordinator_agrees_and_a_plan_that_is_written_takes_the_date(desk):
    offer = answered(desk, offered(desk), OfferAction.NEGOTIATE)

    settle_offer(offer_id=offer.pk, version=1, by=desk.coordinator, now=timezone.now())

    desk.measure.refresh_from_db()
    assert desk.measure.due_on == offer.proposed_due_on
    assert desk.measure.version == 1
    told = Owed.objects.filter(kind="offer", reader=desk.contact).latest("pk")
    assert told.params["event"] == "settled"


def test_a_date_agreed_after_the_approval_leaves_the_plan_as_it_is(desk):
    approved(desk)
    before = desk.measure.due_on
    offer = answered(desk, offered(desk), OfferAction.NEGOTIATE)

    settle_offer(offer_id=offer.pk, version=1, by=desk.coordinator, now=timezone.now())

    row = Measure.objects.with_deadline().get()
    assert (row.due_on, row.deadline) == (before, offer.proposed_due_on)


def test_a_coordinator_answers_on_behalf_and_it_is_marked(desk):
    offer = offered(desk)
    client = client_of(desk.coordinator)
    page = client.get(reverse("plans:offer_detail", args=[offer.pk]))

    done = client.post(reverse("plans:offer_answer", args=[offer.pk]), sent(page, "accept"))

    offer.refresh_from_db()
    assert done.status_code == 302
    assert (offer.state, offer.is_on_behalf) == (OfferState.ACCEPTED, True)
    assert b"on behalf" in client.get(done["Location"], {"lang": "en"}).content


def test_who_answers_for_the_organisation_answers_signed_in(desk):
    offer = offered(desk)
    client = client_of(desk.contact)
    page = client.get(reverse("plans:offer_detail", args=[offer.pk]))

    client.post(reverse("plans:offer_answer", args=[offer.pk]), sent(page, "accept"))

    offer.refresh_from_db()
    assert (offer.state, offer.is_on_behalf) == (OfferState.ACCEPTED, False)


def test_the_coordinator_settles_repeats_and_withdraws_on_the_page(desk):
    offer = answered(desk, offered(desk), OfferAction.NEGOTIATE)
    client, url = client_of(desk.coordinator), reverse("plans:offer_detail", args=[offer.pk])
    day = today() + timedelta(days=120)

    def post(name, form, **fields):
        page = client.get(url)
        values = {key: page.context[form][key].value() for key in ("form_key", "version")}
        return client.post(reverse(f"plans:{name}", args=[offer.pk]), values | fields)

    bad = post("offer_repeat", "repeat", due_on="x", answer_by=finnish(day), comment="Hej")
    again = post(
        "offer_repeat", "repeat", due_on=finnish(day), answer_by=finnish(day), comment="Hej"
    )
    offer.refresh_from_db()
    repeated = (offer.state, offer.offered_due_on)
    answered(desk, offer, OfferAction.NEGOTIATE)
    settled = post("offer_settle", "plain")
    withdrawn = post("offer_withdraw", "plain")

    assert bad.status_code == 422
    assert "Hej" in bad.content.decode()
    assert [each.status_code for each in (again, settled, withdrawn)] == [302, 302, 302]
    assert repeated == (OfferState.OFFERED, day)
    offer.refresh_from_db()
    assert offer.state == OfferState.WITHDRAWN


def test_an_offer_that_changed_meanwhile_is_shown_again(desk):
    offer = answered(desk, offered(desk), OfferAction.NEGOTIATE)
    client = client_of(desk.coordinator)
    page = client.get(reverse("plans:offer_detail", args=[offer.pk]))
    data = {key: page.context["plain"][key].value() for key in ("form_key", "version")}
    answered(desk, offer, OfferAction.NEGOTIATE, comment="Ännu senare.")

    stale = client.post(reverse("plans:offer_settle", args=[offer.pk]), data)

    offer.refresh_from_db()
    assert stale.status_code == 409
    assert offer.state == OfferState.NEGOTIATING
    assert "Ännu senare." in stale.content.decode()


def test_an_action_is_offered_on_its_page_once(desk):
    client, url = client_of(desk.coordinator), reverse("plans:offer_new", args=[desk.measure.pk])
    page = client.get(url)
    data = {
        "form_key": str(page.context["form"]["form_key"].value()),
        "organisation": desk.organisation.pk,
        "due_on": finnish(desk.measure.due_on),
        "answer_by": finnish(today() + timedelta(days=9)),
        "comment": "Ni kan det här.",
    }

    done, again = client.post(url, data), client.post(url, data)
    other = client.post(url, data | {"form_key": "7b7b2f50-4ac0-4c1e-8b13-0a2c0e9c4a11"})

    offer = Offer.objects.get()
    assert done.status_code == again.status_code == 302
    assert other.status_code == 422
    assert (offer.offered_due_on, offer.comment) == (None, "Ni kan det här.")


def test_an_organisation_that_has_nothing_to_do_with_it_is_not_asked(desk):
    with pytest.raises(ValidationError):
        offered(desk, organisation=make_organisation(name_sv="Främmande"))
    assert offered(desk, organisation=desk.held.organisations[2]).pk


def test_after_a_refusal_another_organisation_is_asked(desk):
    offer_in(OfferState.DECLINED, desk)

    other = offered(desk, organisation=desk.held.organisations[1])
    answered(desk, other, OfferAction.ACCEPT, by=desk.held.holders[1])

    assert Measure.objects.with_deadline().get().carrier_id == desk.held.organisations[1].pk


def test_all_that_nobody_is_asked_for_is_offered_at_once_and_once(desk):
    offered(desk)
    more = [make_measure(goal=desk.under, responsible=desk.organisation) for _ in range(2)]
    make_measure(goal=desk.under, responsible=desk.organisation, status="done")
    make_measure(goal=desk.under, responsible=desk.organisation, due_on=today())
    given = {"plan_id": desk.plan.pk, "by": desk.coordinator, "now": timezone.now()}

    first = offer_all(terms=terms(), **given)
    second = offer_all(terms=terms(), **given)

    assert (first, second) == (2, 0)
    assert {each.measure for each in Offer.objects.all()} == {desk.measure, *more}


def test_offer_all_is_pressed_on_the_page_and_says_how_many(desk):
    client, url = client_of(desk.coordinator), reverse("plans:plan_offers", args=[desk.plan.pk])
    page = client.get(url, {"lang": "en"})
    data = {
        "form_key": str(page.context["form"]["form_key"].value()),
        "answer_by": finnish(today() + timedelta(days=9)),
    }

    done = client.post(url, data, follow=True)

    assert "1 offer goes out." in done.content.decode()
    assert Offer.objects.count() == 1


@pytest.mark.parametrize("field", ["answer_by", "due_on"])
def test_an_offer_names_days_to_come(desk, field):
    given = {"answer_by": today() + timedelta(days=5)} | {field: today()}

    with pytest.raises(ValidationError) as refusal:
        offer_measure(
            measure_id=desk.measure.pk,
            organisation_id=desk.organisation.pk,
            terms=type(terms())(**given),
            by=desk.coordinator,
            now=timezone.now(),
        )
    assert field in refusal.value.error_dict


def test_what_waits_moves_between_the_organisation_and_the_coordinator(desk):
    offer = offered(desk)
    now = timezone.now()
    url = reverse("plans:offer_detail", args=[offer.pk])

    def waits() -> tuple:
        return tuple(
            [row["url"] for row in due_offers(user, now)]
            for user in (desk.contact, desk.coordinator)
        )

    asked = waits()
    answered(desk, offer, OfferAction.NEGOTIATE)
    proposed = waits()
    offer.refresh_from_db()
    answered(desk, offer, OfferAction.DECLINE)
    declined = waits()
    offered(desk, organisation=desk.held.organisations[1])

    assert asked == ([url], [])
    assert proposed == ([], [url])
    assert declined == ([], [url])
    assert waits() == ([], [])


def test_an_offer_that_nobody_answered_in_time_waits_for_the_coordinator(desk):
    offer = offered(desk, days=3)

    late = due_offers(desk.coordinator, timezone.now() + timedelta(days=5))

    assert [row["url"] for row in late] == [reverse("plans:offer_detail", args=[offer.pk])]


def test_what_waits_costs_the_same_for_many(desk):
    offered(desk)
    counts = []
    for _more in range(2):
        for user in (desk.contact, desk.coordinator):
            with CaptureQueriesContext(connection) as queries:
                due_offers(user, timezone.now() + timedelta(days=30))
            counts.append(len(queries))
        for _number in range(3):
            offered(desk, measure=make_measure(goal=desk.under, responsible=desk.organisation))

    assert counts[:2] == counts[2:]
    assert max(counts) <= 2


def test_the_page_of_an_offer_costs_the_same_for_many_partners(desk):
    url = reverse("plans:offer_detail", args=[offered(desk).pk])
    client = client_of(desk.coordinator)
    client.get(url)
    counts = []
    for _more in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counts.append(len(queries))
        desk.measure.partners.add(*(make_organisation(name_sv=f"Strand {n}") for n in range(3)))

    assert counts[0] == counts[1] <= 20
