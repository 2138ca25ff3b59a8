"""The pages of an approval: from the plan to the agenda, to the frozen text and its drift."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from elo_platform.accounts.services.feeds import make_feed
from groups.models import Body, Echo, Meeting, Outcome
from plans.models import Measure, Plan, PlanVersion, Position
from plans.panels import due_measures, due_plans
from plans.services.offers import settle_offer
from plans.services.plans import revise_plan
from plans.states import OfferAction, PlanState
from tests.browsing import client_of
from tests.factories import today
from tests.groups.meetings import called
from tests.groups.outcomes import also_contact
from tests.plans.offers import answered, offered
from tests.plans.plans import approved, make_desk, make_measure
from tests.plans.test_approval import approve, hall_of, placed

pytestmark = pytest.mark.django_db


def begin(item):
    """Let the meeting of `item` have begun."""
    Meeting.objects.filter(pk=item.meeting_id).update(
        starts_at=timezone.now() - timedelta(minutes=5)
    )


def filled(page, **fields) -> dict:
    """Return what a browser would send of the form as it is shown."""
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: str(value) for name, value in values.items() if value is not None} | fields


def ready(desk):
    """Return the address at which the desk's plan is approved, its meeting having begun."""
    item = placed(desk)
    begin(item)
    return f"{reverse('plans:plan_approve', args=[desk.plan.pk])}?item={item.pk}"


def test_from_the_plan_to_the_agenda_to_the_frozen_text(desk):
    meeting = called(hall_of(desk), days=5)
    client = client_of(desk.coordinator)
    place = reverse("plans:plan_place", args=[desk.plan.pk])
    page = client.get(reverse("plans:plan_detail", args=[desk.plan.pk]))
    assert place in page.content.decode()

    client.post(place, filled(client.get(place), meeting=meeting.pk))
    begin(meeting.items.latest("pk"))
    agenda = client.get(reverse("groups:meeting_detail", args=[meeting.pk]), {"lang": "en"})
    item = meeting.items.latest("pk")
    url = f"{reverse('plans:plan_approve', args=[desk.plan.pk])}?item={item.pk}"
    assert url in agenda.content.decode().replace("&amp;", "&")
    done = client.post(url, filled(client.get(url)), follow=True)

    version = PlanVersion.objects.get()
    assert done.redirect_chain[-1][0] == reverse("plans:plan_version", args=[desk.plan.pk, 1])
    text = done.content.decode()
    for part in (version.sha256, version.outcome.reference, desk.measure.title):
        assert part in text


def test_the_button_stands_on_the_item_for_those_who_record_only_once_the_meeting_begins(desk):
    item = placed(desk)
    path = reverse("groups:meeting_detail", args=[item.meeting_id])
    url = reverse("plans:plan_approve", args=[desk.plan.pk])

    early = client_of(desk.coordinator).get(path).content.decode()
    refused = client_of(desk.coordinator).get(url)
    begin(item)
    member = client_of(desk.held.holders[0]).get(path).content.decode()
    leader = client_of(desk.coordinator).get(path).content.decode()

    assert url not in early + member
    assert url in leader
    assert refused.status_code == 403
    assert f'href="{reverse("plans:plan_detail", args=[desk.plan.pk])}"' in refused.content.decode()


def test_the_page_of_a_plan_that_lacks_a_position_says_which(desk):
    Position.objects.filter(kind="roles").update(text_sv="", text_fi="")
    called(hall_of(desk), days=5)

    page = client_of(desk.coordinator).get(
        reverse("plans:plan_place", args=[desk.plan.pk]), {"lang": "en"}
    )

    assert "Defining the roles" in page.content.decode()
    assert "form" not in page.content.decode().split("<main")[1].split("</main")[0]


def test_an_approval_pressed_twice_records_one_outcome(desk):
    url, client = ready(desk), client_of(desk.coordinator)
    data = filled(client.get(url))

    first, second = client.post(url, data), client.post(url, data)

    assert first["Location"] == second["Location"]
    assert Outcome.objects.count() == PlanVersion.objects.count() == 1


def test_a_plan_that_changed_since_the_page_was_opened_is_shown_again_with_what_was_typed(desk):
    url, client = ready(desk), client_of(desk.coordinator)
    data = filled(client.get(url), text_sv="Godkänns med ett tillägg.")
    Plan.objects.update(vision_sv="En annan vision.")

    stale = client.post(url, data)

    assert stale.status_code == 409
    assert not Outcome.objects.exists()
    assert "En annan vision." in client.get(url, {"lang": "sv"}).content.decode()
    assert "Godkänns med ett tillägg." in stale.content.decode()
    again = client.post(url, filled(stale))
    assert again.status_code == 302
    assert Outcome.objects.get().text_sv == "Godkänns med ett tillägg."


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "noted"},
        {"kind": ""},
        {"title_sv": "", "title_fi": ""},
        {"text_sv": "", "text_fi": ""},
        {"addressed": "members", "answer_by": ""},
        {"addressed": "members", "answer_by": "1.1.2020"},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_recorded(desk, fields):
    url, client = ready(desk), client_of(desk.coordinator)
    data = filled(client.get(url))

    wrong = client.post(url, data | fields)

    assert wrong.status_code == 422
    assert Plan.objects.get().state == PlanState.PROPOSED
    assert not Outcome.objects.exists()
    assert client.post(url, data).status_code == 302


def test_an_approval_that_is_addressed_asks_the_organisations(desk):
    url, client = ready(desk), client_of(desk.coordinator)
    day = today() + timedelta(days=30)
    data = filled(client.get(url), addressed="members")

    client.post(url, data | {"answer_by": f"{day.day}.{day.month}.{day.year}"})

    assert Echo.objects.count() == 3


def test_before_the_meeting_begins_the_page_says_why_nothing_can_be_recorded(desk):
    item = placed(desk)

    page = client_of(desk.coordinator).get(
        f"{reverse('plans:plan_approve', args=[desk.plan.pk])}?item={item.pk}", {"lang": "en"}
    )

    assert page.status_code == 403
    assert "has not begun" in page.content.decode()


def test_an_approved_edition_shows_what_was_agreed_since_and_keeps_its_text(desk):
    version = approve(desk, placed(desk))
    offer = answered(desk, offered(desk), OfferAction.NEGOTIATE)
    settle_offer(offer_id=offer.pk, version=1, by=desk.coordinator, now=timezone.now())
    url = reverse("plans:plan_version", args=[desk.plan.pk, 1])

    page = client_of(desk.coordinator).get(url)

    [row] = page.context["drift"]
    day = offer.proposed_due_on
    assert row["now"] == f"{day.day}.{day.month}.{day.year}"
    version.refresh_from_db()
    assert version.content["measures"][0]["due_on"] == desk.measure.due_on.isoformat()
    assert page.context["is_whole"]


def test_another_organisation_that_took_it_on_shows_as_drift(desk):
    approve(desk, placed(desk))
    other = desk.held.organisations[1]
    answered(desk, offered(desk, organisation=other), OfferAction.ACCEPT, by=desk.held.holders[1])

    page = client_of(desk.contact).get(reverse("plans:plan_version", args=[desk.plan.pk, 1]))

    assert [row["now"] for row in page.context["drift"]] == [other.name_sv]


def test_the_next_edition_shows_what_changed_before_and_after_it_is_approved(desk):
    approve(desk, placed(desk))
    revise_plan(plan_id=desk.plan.pk, by=desk.coordinator, now=timezone.now())
    Measure.objects.filter(pk=desk.measure.pk).update(title_sv="Ny rubrik", title_fi="")
    make_measure(goal=desk.under, responsible=desk.organisation)
    desk.plan.refresh_from_db()
    client, url = client_of(desk.coordinator), ready(desk)

    before = client.get(url, {"lang": "en"})
    client.post(url, filled(before))
    after = client.get(reverse("plans:plan_version", args=[desk.plan.pk, 2]))
    first = client.get(reverse("plans:plan_version", args=[desk.plan.pk, 1]), {"lang": "en"})

    names = [(row["is_new"], row["is_gone"]) for row in before.context["changes"]]
    assert names == [(False, False), (True, False)]
    assert len(after.context["changes"]) == 2
    assert "no longer holds" in first.content.decode()


def test_a_body_that_its_reader_need_not_know_of_is_named_by_its_kind():
    desk = make_desk(visibility="public")
    approve(desk, placed(desk))
    Body.objects.filter(pk=desk.body.pk).update(visibility="body", name_sv="Inre kretsen")
    for name, args in (("plan_detail", [desk.plan.pk]), ("plan_version", [desk.plan.pk, 1])):
        url = reverse(f"plans:{name}", args=args)
        assert "Inre kretsen" not in Client().get(url, {"lang": "sv"}).content.decode()
        inside = client_of(desk.held.holders[0]).get(url, {"lang": "sv"}).content.decode()
        assert "Inre kretsen" in inside


def test_a_fingerprint_that_does_not_fit_is_said(desk, monkeypatch):
    monkeypatch.setattr("plans.services.approval.fingerprint", lambda _content: "0" * 64)
    version = approve(desk, placed(desk), sha256="0" * 64)

    page = client_of(desk.coordinator).get(
        reverse("plans:plan_version", args=[version.plan_id, 1]), {"lang": "en"}
    )

    assert not page.context["is_whole"]
    assert "does not fit" in page.content.decode()


def test_the_pages_cost_the_same_for_a_plan_of_many_actions(desk):
    url, client = ready(desk), client_of(desk.coordinator)
    client.get(url)
    counts = []
    for _more in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counts.append(len(queries))
        for _number in range(4):
            make_measure(goal=desk.under, responsible=desk.organisation)

    assert counts[0] == counts[1] <= 30


def test_a_plan_on_its_way_waits_for_its_coordinator_alone(desk):
    placed(desk)
    now = timezone.now()

    assert len(due_plans(desk.coordinator, now)) == 1
    assert due_plans(desk.contact, now) == []
    approved(desk)
    assert due_plans(desk.coordinator, now) == []


def test_actions_wait_for_a_report_when_late_near_or_silent(desk):
    far = make_measure(
        goal=desk.under, responsible=desk.organisation, due_on=today() + timedelta(days=400)
    )
    approved(desk)
    now = timezone.now()

    def waits(days, user=None) -> list:
        rows = due_measures(user or desk.contact, now + timedelta(days=days))
        return [row["url"] for row in rows]

    own = reverse("plans:measure_report", args=[desk.measure.pk])
    later = reverse("plans:measure_report", args=[far.pk])
    assert waits(10) == []
    assert waits(31) == [own]
    assert waits(70) == [own]
    assert waits(95) == [own, later]
    assert waits(95, also_contact(desk.held, 2)) == []


def test_deadlines_stand_in_the_calendars_of_who_carries_them_and_of_the_group(desk):
    approved(desk)
    day = desk.measure.due_on.strftime("DTSTART;VALUE=DATE:%Y%m%d")

    def feed(user, *, group=False) -> str:
        token = make_feed(user=user, now=timezone.now())
        name, args = "calendar_feed", [token]
        if group:
            name, args = "group_calendar_feed", [desk.group.pk, token]
        return Client().get(reverse(f"overview:{name}", args=args)).content.decode()

    assert day in feed(desk.contact)
    assert day not in feed(desk.coordinator)
    assert day in feed(desk.coordinator, group=True)
    assert day in feed(desk.held.holders[2], group=True)


def test_the_calendar_of_a_group_opens_to_its_own_people_with_their_own_link_only(desk):
    other = make_desk()
    token = make_feed(user=desk.contact, now=timezone.now())

    def status(group, key) -> int:
        path = reverse("overview:group_calendar_feed", args=[group.pk, key])
        return Client().get(path).status_code

    assert status(desk.group, token) == 200
    assert status(other.group, token) == 404
    assert status(desk.group, "x" * 43) == 404
