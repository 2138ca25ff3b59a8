"""Guidelines: who writes, settles, publishes and takes in; editions, numbers, what others read."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from elo_platform.lib.forms import StaleEdit
from elo_platform.notifications.acts import make_token
from elo_platform.notifications.models import Owed
from groups.models import Acknowledgement, Guideline, GuidelineComment, GuidelineEdition
from groups.notices.guidelines import asked, step
from groups.panels.guidelines import due_guidelines
from groups.permissions import Role
from groups.policies.guidelines import can_step
from groups.services.acknowledgements import (
    acknowledge,
    acknowledge_by_link,
    remind_of_guidelines,
    remind_silent,
)
from groups.services.guideline_steps import (
    approve_guideline,
    open_guideline,
    publish_guideline,
    return_guideline,
    revise_guideline,
    submit_guideline,
)
from groups.services.guidelines import (
    GuidelineValues,
    change_guideline,
    comment_on_guideline,
    reply_to_comment,
)
from groups.states import GuidelineAction, GuidelineState
from tests.browsing import client_of
from tests.factories import make_actor, make_body, make_organisation, make_seat, make_user, today
from tests.groups.guidelines import (
    SAID,
    answer_of,
    approved,
    drafted,
    opened,
    published,
    submitted,
)
from tests.groups.networks import sent
from tests.groups.outcomes import chair_of, recorded
from tests.groups.test_networks import cost, read

pytestmark = pytest.mark.django_db
LIST_QUERIES, PAGE_QUERIES = 8, 14


def page_of(guideline, name="detail") -> str:
    return reverse(f"groups:guideline_{name}", args=[guideline.pk])


def owed(kind: str) -> list:
    return list(Owed.objects.filter(kind=kind).values_list("reader", flat=True))


def test_a_guideline_goes_from_the_draft_to_each_organisation(held):
    chair, network = chair_of(held), held.holders[2]
    member = client_of(held.holders[0])
    made = member.post(
        reverse("groups:guideline_new", args=[held.body.group_id]), sent(body=held.body.pk, **SAID)
    )
    guideline = Guideline.objects.get()
    until = today() + timedelta(days=9)

    assert made.status_code == 302
    assert client_of(network).get(page_of(guideline)).status_code == 404
    assert member.post(page_of(guideline, "ask"), sent(comments_by=until)).status_code == 302
    said = {"text": "Vad menas med köer?"}
    client_of(network).post(page_of(guideline, "comment"), sent(**said))
    comment = GuidelineComment.objects.get()
    assert (comment.by, comment.organisation) == (network, held.organisations[2])
    reply = reverse("groups:guideline_reply", args=[comment.pk])
    client_of(held.coordinator).post(reply, sent(reply="Mer än en vecka."))
    assert "Mer än en vecka." in read(client_of(network), page_of(guideline))
    assert owed("guideline_step") == [network.pk]
    assert network.pk in owed("guideline_comments")
    assert member.post(page_of(guideline, "submit"), sent()).status_code == 302
    guidance = sent(guidance_sv="Nämn tiden.", guidance_fi="")
    assert client_of(chair).post(page_of(guideline, "return"), guidance).status_code == 302
    assert "Nämn tiden." in read(member, page_of(guideline))
    guideline.refresh_from_db()
    edit = sent(version=guideline.version, **(SAID | {"text_sv": "Inom en vecka."}))
    assert member.post(page_of(guideline, "edit"), edit).status_code == 302
    member.post(page_of(guideline, "submit"), sent())
    guideline.refresh_from_db()
    outcome = recorded(held)
    approve = sent(version=guideline.version, outcome=outcome.pk)
    assert client_of(chair).post(page_of(guideline, "approve"), approve).status_code == 302
    publish = sent(answer_by=today() + timedelta(days=20))
    assert member.post(page_of(guideline, "publish"), publish).status_code == 403
    publisher = client_of(held.coordinator)
    assert publisher.post(page_of(guideline, "publish"), publish).status_code == 302

    guideline.refresh_from_db()
    assert (guideline.number, guideline.edition, guideline.outcome) == (1, 1, outcome)
    assert {row.organisation for row in guideline.acknowledgements.all()} == {*held.organisations}
    assert held.contact.pk in owed("guideline_published")
    assert held.holders[0].pk not in owed("guideline_published")
    row = answer_of(guideline, held.organisations[2])
    taken = reverse("groups:guideline_acknowledge", args=[row.pk])
    answer = sent(version=0, meaning="Vi öppnar på torsdagar.")
    assert client_of(network).post(taken, answer).status_code == 302
    text = read(publisher, page_of(guideline))
    assert "Vi öppnar på torsdagar." in text
    assert "1 av 3 har svarat" in text or "1 of 3" in text
    assert approved(held).number == 2


ROLES = {
    "leading": {GuidelineAction.ASK, GuidelineAction.SUBMIT, GuidelineAction.REVISE},
    "chair": set(GuidelineAction) - {GuidelineAction.PUBLISH, GuidelineAction.RETIRE},
    "coordinator": set(GuidelineAction),
    "network": set(),
    "elsewhere": set(),
    "nobody": set(),
}
FROM = {
    GuidelineState.DRAFT: {"ask", "submit"},
    GuidelineState.COMMENTS: {"ask", "submit"},
    GuidelineState.RETURNED: {"ask", "submit"},
    GuidelineState.SUBMITTED: {"approve", "return", "reject"},
    GuidelineState.APPROVED: {"publish", "revise", "retire"},
    GuidelineState.PUBLISHED: {"revise", "retire"},
    GuidelineState.REJECTED: set(),
    GuidelineState.RETIRED: set(),
}


def test_who_may_take_which_step_in_which_state(held):
    guideline = drafted(held)
    people = {
        "leading": held.holders[0],
        "chair": chair_of(held),
        "coordinator": held.coordinator,
        "network": held.holders[2],
        "elsewhere": make_actor(role=Role.CHAIR, body=make_body(group=held.body.group)),
        "nobody": make_user(),
    }

    found = {
        (role, state, action)
        for role, person in people.items()
        for state in GuidelineState
        for action in GuidelineAction
        if can_step(person, _in(guideline, state), action)
    }

    assert found == {
        (role, state, GuidelineAction(action))
        for role, allowed in ROLES.items()
        for state, possible in FROM.items()
        for action in possible
        if action in allowed
    }


def _in(guideline, state):
    guideline.state = state
    return guideline


def test_what_is_refused_changes_nothing(held):
    empty = drafted(held, text_sv="", text_fi="")
    page = client_of(held.coordinator).get(page_of(empty), {"lang": "en"})
    assert "Nothing is written yet." in page.content.decode()
    given = {"by": held.coordinator, "now": held.now}
    with translation.override("en"), pytest.raises(ValidationError, match="text in one language"):
        submit_guideline(guideline_id=empty.pk, **given)
    with translation.override("en"), pytest.raises(PermissionDenied, match="has approved"):
        publish_guideline(guideline_id=empty.pk, answer_by=today() + timedelta(days=9), **given)
    guideline = opened(held)
    late = {"by": held.holders[2], "now": held.now + timedelta(days=11), "language": "sv"}
    with translation.override("en"), pytest.raises(PermissionDenied, match="over"):
        comment_on_guideline(guideline_id=guideline.pk, text="Sent", **late)
    comment = comment_on_guideline(
        guideline_id=guideline.pk, text="I tid", **(late | {"now": held.now})
    )
    assert comment.version == guideline.version
    reply_to_comment(comment_id=comment.pk, text="Tack", **given)
    with pytest.raises(ValidationError):
        reply_to_comment(comment_id=comment.pk, text="Tack igen", **given)
    waiting = submitted(held)
    with translation.override("en"), pytest.raises(ValidationError, match="leading group thinks"):
        return_guideline(guideline_id=waiting.pk, guidance_sv="", guidance_fi="", **given)
    with (
        translation.override("en"),
        pytest.raises(ValidationError, match="outcomes of this leading group"),
    ):
        approve_guideline(
            guideline_id=waiting.pk, version=waiting.version, outcome_id=10**9, **given
        )
    ready = approved(held)
    with pytest.raises(ValidationError):
        publish_guideline(guideline_id=ready.pk, answer_by=today(), **given)
    with pytest.raises(ValidationError):
        open_guideline(guideline_id=ready.pk, visibility="body", **given)

    states = Guideline.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["draft", "comments", "submitted", "approved"]
    assert not Acknowledgement.objects.exists()


def test_a_text_that_was_written_meanwhile_is_read_anew_before_it_is_approved(held):
    guideline = submitted(held)
    chair = client_of(chair_of(held))
    approve = page_of(guideline, "approve")
    values = GuidelineValues(**(SAID | {"text_sv": "Någon annan skrev."}))
    given = {"values": values, "by": held.holders[0], "now": held.now}
    change_guideline(guideline_id=guideline.pk, version=guideline.version, **given)

    stale = chair.post(approve, sent(version=guideline.version))
    version = BeautifulSoup(stale.content, "html.parser").select_one("main [name=version]")

    assert stale.status_code == 409
    assert "Någon annan skrev." in stale.content.decode()
    assert not GuidelineEdition.objects.exists()
    assert chair.post(approve, sent(version=version["value"])).status_code == 302
    edition = GuidelineEdition.objects.get()
    assert edition.text_sv == "Någon annan skrev."
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        GuidelineEdition.objects.filter(pk=edition.pk).update(text_sv="Ändrat")
    old = sent(version=guideline.version, **SAID)
    assert chair.post(page_of(guideline, "edit"), old).status_code == 403
    with pytest.raises(PermissionDenied):
        change_guideline(guideline_id=guideline.pk, version=version["value"], **given)


def test_two_who_write_at_once_both_keep_their_text(held):
    guideline = drafted(held)
    edit, client = page_of(guideline, "edit"), client_of(held.holders[0])
    client.post(edit, sent(version=0, **(SAID | {"text_sv": "Den första."})))

    second = client.post(edit, sent(version=0, **(SAID | {"text_sv": "Den andra."})))

    assert second.status_code == 409
    text = second.content.decode()
    assert "Den första." in text
    assert "Den andra." in text
    assert Guideline.objects.get().text_sv == "Den första."


def test_the_network_reads_the_published_edition_while_the_next_one_is_written(held):
    guideline = published(held)
    row = answer_of(guideline, held.organisations[0])
    given = {"by": held.coordinator, "now": held.now}
    revise_guideline(guideline_id=guideline.pk, **given)
    guideline.refresh_from_db()
    values = GuidelineValues(**(SAID | {"text_sv": "Varje skola erbjuder vägledning utan köer."}))
    change_guideline(guideline_id=guideline.pk, version=guideline.version, values=values, **given)
    network = client_of(held.holders[2])

    assert SAID["text_sv"] in read(network, page_of(guideline))
    assert "Varje skola" not in read(network, page_of(guideline))
    assert "Varje skola" in read(client_of(held.holders[0]), page_of(guideline))
    given |= {"version": 0, "language": "sv"}
    acknowledge(acknowledgement_id=row.pk, meaning="Vi utser en kontakt.", **given)
    published(held, submit_guideline(guideline_id=guideline.pk, by=held.coordinator, now=held.now))
    assert "Varje skola" in read(network, page_of(guideline))
    assert guideline.acknowledgements.current().unanswered().count() == 3
    with translation.override("en"), pytest.raises(PermissionDenied, match="newer edition"):
        acknowledge(acknowledgement_id=row.pk, meaning="Sent", **(given | {"version": 1}))
    edition = network.get(reverse("groups:guideline_edition", args=[guideline.pk, 2]))
    assert "<ins> skola</ins>" in edition.content.decode()
    assert "<del> organisation</del>" in edition.content.decode()
    guideline.refresh_from_db()
    assert (guideline.number, guideline.edition) == (1, 2)


def test_an_organisation_takes_it_in_from_the_mail_and_two_at_once_are_told(held):
    guideline = published(held)
    row = answer_of(guideline, held.organisations[0])
    ends = held.now + timedelta(days=2)
    link = {"kind": "acknowledgement", "object_id": row.pk, "expires_at": ends}
    url = reverse("notifications:act", args=[make_token(subject=held.contact.pk, **link)])
    wrong = reverse("notifications:act", args=[make_token(subject=held.holders[1].pk, **link)])
    client = Client()

    assert asked({"acknowledgement": row.pk}, held.contact)["acts"]
    assert len(due_guidelines(held.contact, held.now)) == 1
    ours = reverse("groups:organisation_ours", args=[held.organisations[0].pk])
    [waits] = client_of(held.contact).get(ours).context["waiting"]
    assert waits["url"] == reverse("groups:guideline_acknowledge", args=[row.pk])
    assert client.get(wrong).status_code == 410
    assert SAID["text_sv"] in client.get(url).content.decode()
    first = client.post(url, sent(version=0, meaning="Vi utser en kontakt."))
    second = client.post(url, sent(version=0, meaning="Vi gör inget."))

    assert (first.status_code, second.status_code) == (302, 409)
    assert "Vi utser en kontakt." in second.content.decode()
    assert "Vi gör inget." in second.content.decode()
    row.refresh_from_db()
    assert (row.meaning, row.answered_by, row.is_on_behalf) == (
        "Vi utser en kontakt.", held.contact, False
    )  # fmt: skip
    assert asked({"acknowledgement": row.pk}, held.contact) is None
    assert due_guidelines(held.contact, held.now) == []
    page = client_of(held.contact).get(ours)
    assert page.context["waiting"] == []
    assert [each["title"] for each in page.context["promises"]] == ["Vi utser en kontakt."]
    other = answer_of(guideline, held.organisations[1])
    given = {"version": 0, "meaning": "De ringde.", "language": "sv", "now": held.now}
    with pytest.raises(PermissionDenied):
        acknowledge(acknowledgement_id=other.pk, by=held.contact, **given)
    with pytest.raises(PermissionDenied):
        acknowledge_by_link(acknowledgement_id=other.pk, subject=str(held.contact.pk), **given)
    entered = acknowledge(acknowledgement_id=other.pk, by=held.coordinator, **given)
    assert entered.is_on_behalf
    with pytest.raises(StaleEdit):
        acknowledge(acknowledgement_id=other.pk, by=held.coordinator, **given)


def test_a_comment_comes_from_the_mail_until_the_day(held):
    guideline, reader = opened(held), held.holders[2]
    link = {"kind": "guideline_comment", "object_id": guideline.pk, "subject": reader.pk}
    token = make_token(expires_at=held.now + timedelta(days=2), **link)
    url, client = reverse("notifications:act", args=[token]), Client()

    assert SAID["text_sv"] in client.get(url).content.decode()
    assert client.post(url, sent(text="")).status_code == 422
    assert client.post(url, sent(text="Bra så.")).status_code == 302
    Guideline.objects.update(comments_by=today() - timedelta(days=1))
    assert client.post(url, sent(text="Sent.")).status_code == 410
    assert [each.text for each in GuidelineComment.objects.all()] == ["Bra så."]


def test_the_silent_are_reminded_by_stages_and_by_hand_once_a_day(held):
    guideline = published(held)
    Acknowledgement.objects.update(asked_at=held.now - timedelta(days=30))
    Guideline.objects.update(answer_by=today() + timedelta(days=7))
    given = {"guideline_id": guideline.pk, "by": held.coordinator, "now": held.now}
    acknowledge(
        acknowledgement_id=answer_of(guideline, held.organisations[0]).pk,
        version=0,
        meaning="",
        language="sv",
        by=held.contact,
        now=held.now,
    )

    assert remind_of_guidelines(now=held.now) == 2
    assert remind_of_guidelines(now=held.now) == 0
    assert sorted(owed("guideline_reminder")) == sorted(each.pk for each in held.holders[1:])
    assert (remind_silent(**given), remind_silent(**given)) == (2, 0)
    with pytest.raises(PermissionDenied):
        remind_silent(**(given | {"by": chair_of(held)}))
    revised = published(held, days=7)
    assert remind_of_guidelines(now=held.now) == 0
    assert revised.pk != guideline.pk


def test_opening_it_is_an_act_and_shows_no_comments_or_answers(held):
    guideline = published(held, opened_then_submitted(held))
    row = answer_of(guideline, held.organisations[0])
    given = {"version": 0, "language": "sv", "now": held.now}
    acknowledge(acknowledgement_id=row.pk, by=held.contact, meaning="Hemligt hos oss", **given)
    anyone, listed = Client(), reverse("groups:guideline_list")

    assert anyone.get(page_of(guideline)).status_code == 404
    assert SAID["title_sv"] not in anyone.get(listed).content.decode()
    opened_by = client_of(held.coordinator)
    opened_by.post(page_of(guideline, "open"), sent(visibility="public"))
    page = anyone.get(page_of(guideline), headers={"accept-language": "sv"}).content.decode()
    assert SAID["text_sv"] in page
    assert "Hemligt hos oss" not in page
    assert "En kommentar" not in page
    assert SAID["title_sv"] in anyone.get(listed, {"lang": "sv"}).content.decode()
    inside = read(client_of(held.holders[2]), page_of(guideline))
    assert "Hemligt hos oss" in inside
    assert "En kommentar" in inside


def opened_then_submitted(held) -> Guideline:
    guideline = opened(held)
    given = {"by": held.holders[2], "language": "sv", "now": held.now}
    comment_on_guideline(guideline_id=guideline.pk, text="En kommentar", **given)
    return submit_guideline(guideline_id=guideline.pk, by=held.coordinator, now=held.now)


def test_who_leads_sees_what_waits_and_the_others_do_not(held):
    guideline, chair = submitted(held), chair_of(held)
    url = reverse("groups:guideline_approvals", args=[held.body.group_id])

    assert SAID["title_sv"] in read(client_of(chair), url)
    assert client_of(held.holders[0]).get(url).status_code == 403
    assert client_of(make_user()).get(url).status_code == 404
    assert [row["url"] for row in due_guidelines(chair, held.now)] == [url]
    assert step({"guideline": guideline.pk, "step": "submitted"}, chair)["step"] == "submitted"
    approved(held, guideline)
    assert due_guidelines(chair, held.now) == []
    assert step({"guideline": guideline.pk, "step": "submitted"}, chair) is None
    assert SAID["title_sv"] not in read(client_of(chair), url)


def test_pages_cost_the_same_with_one_and_with_many(held):
    guideline = published(held)
    reader = client_of(held.holders[2])
    register = reverse("groups:group_guidelines", args=[held.body.group_id])
    listed = reverse("groups:guideline_list")
    open_guideline(
        guideline_id=guideline.pk, visibility="public", by=held.coordinator, now=held.now
    )
    pages = (register, listed, page_of(guideline))
    before = [cost(reader, url) for url in pages]
    for number in range(4):
        make_seat(body=held.body, organisation=make_organisation(name_sv=f"Skola {number}"))
    Acknowledgement.objects.bulk_create(
        Acknowledgement(
            guideline=guideline,
            organisation=make_organisation(name_sv=f"Förening {number}"),
            edition=1,
            asked_at=held.now,
        )
        for number in range(4)
    )
    for _each in range(3):
        more = published(held)
        given = {"by": held.coordinator, "now": held.now}
        open_guideline(guideline_id=more.pk, visibility="public", **given)

    assert [cost(reader, url) for url in pages] == before
    assert max(before[:2]) <= LIST_QUERIES
    assert before[2] <= PAGE_QUERIES
    export = reverse("groups:guidelines_export", args=[held.body.group_id, "csv"])
    assert reader.get(export).content.decode("utf-8-sig").count(SAID["title_sv"]) == 4
    assert "4" in read(reader, register)
    assert SAID["title_sv"] not in read(reader, f"{register}?year=1999")
