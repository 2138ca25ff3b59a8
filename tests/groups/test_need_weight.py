"""What people say of needs: votes, comments, the answer that is owed, and what a merge carries."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from elo_platform.notifications.models import Owed
from groups.kinds import GuidanceArea, Transition
from groups.models import EloGroup, Need, NeedComment, NeedVote
from groups.permissions import Role
from groups.services.need_answers import (
    AnswerValues,
    answer_need,
    comment_on_need,
    remind_of_answers,
    remove_need_comment,
)
from groups.services.need_steps import merge_needs, refuse_need, reopen_need
from groups.services.need_votes import Vote, vote_on_needs
from groups.services.needs import support_need
from tests.browsing import client_of, soup
from tests.factories import make_actor, today
from tests.groups.meetings import make_hall, sit
from tests.groups.needs import make_need

pytestmark = pytest.mark.django_db


def path(name, pk) -> str:
    return reverse(f"groups:{name}", args=[pk])


def typed(page) -> dict[str, str]:
    """Return what a browser would send from the last form of a page that posts to itself."""
    form = soup(page).select("main form[method=post]:not([action])")[-1]
    data = {each["name"]: each.get("value", "") for each in form.select("input[name]")}
    data |= {each["name"]: each.text.strip() for each in form.select("textarea[name]")}
    for each in form.select("select[name]"):
        chosen = each.select_one("option[selected]")
        data[each["name"]] = chosen["value"] if chosen else ""
    return data


def vote(hall, need, user, importance=4, influence=5) -> int:
    votes = [Vote(need.pk, importance, influence)]
    return vote_on_needs(group_id=need.group_id, votes=votes, by=user, now=timezone.now())


def test_means_show_from_three_votes_on_in_the_list_the_picture_and_the_page(hall):
    heavy, light = (
        make_need(hall, title_sv="Tungt", title_fi=""),
        make_need(hall, title_sv="Lätt", title_fi=""),
    )
    people = [hall.coordinator, *hall.members]
    for person in people[:2]:
        vote(hall, heavy, person)
        vote(hall, light, person, 1, 2)
    client = client_of(hall.members[0])
    before = soup(client.get(path("group_needs", heavy.group_id), {"lang": "en"}))
    assert not before.select("svg.prio")
    assert "You have voted on 2 of 2 needs." in before.text

    vote(hall, heavy, people[2], 5, 3)
    query = {"lang": "en", "sort": "weight"}
    after = soup(client.get(path("group_needs", heavy.group_id), query))

    rows = after.select("tbody tr")
    assert [row.select_one("th a").text for row in rows] == ["Tungt", "Lätt"]
    assert "4.3" in rows[0].text
    assert "4.3" not in rows[1].text
    assert [point.text for point in after.select("svg.prio .no")] == ["1"]
    assert "High on both: 1." in after.select_one("svg.prio")["aria-label"]
    page = soup(client.get(path("need_detail", heavy.pk), {"lang": "en"}))
    assert "Means of 3 votes from 1 to 5." in page.text


def test_a_vote_is_one_a_person_can_be_changed_and_lies_within_one_and_five(hall):
    need, foreign = make_need(hall), make_need(make_hall())
    member = hall.members[0]
    client = client_of(member)
    address = path("needs_vote", need.group_id)
    sent = typed(client.get(address)) | {f"importance_{need.pk}": "5", f"influence_{need.pk}": "2"}
    assert client.post(address, sent)["Location"] == path("group_needs", need.group_id)

    again = typed(client.get(path("need_vote", need.pk)))
    assert again[f"importance_{need.pk}"] == "5"
    again[f"influence_{need.pk}"] = "4"
    assert client.post(path("need_vote", need.pk), again).status_code == 302
    assert NeedVote.objects.values_list("user", "importance", "influence").get() == (
        *(member.pk, 5, 4),
    )

    for changes in ({f"importance_{need.pk}": "6"}, {f"influence_{need.pk}": ""}):
        refused = client.post(address, typed(client.get(address)) | changes)
        assert refused.status_code == 422
    for grades in ((0, 3), (3, 6)):
        with pytest.raises(ValidationError):
            vote(hall, need, member, *grades)
    with pytest.raises(ValidationError):
        vote_on_needs(
            group_id=need.group_id, votes=[Vote(foreign.pk, 3, 3)], by=member, now=timezone.now()
        )
    staff = make_actor(role=Role.STAFF, organisation=hall.seats[0].organisation)
    with pytest.raises((PermissionDenied, ValidationError)):
        vote(hall, need, staff)
    refuse_need(need_id=need.pk, reason="Nej.", by=hall.coordinator, now=timezone.now())
    with pytest.raises(PermissionDenied):
        vote(hall, need, member)
    assert NeedVote.objects.get().influence == 4


def test_comments_are_for_those_who_take_part_and_go_by_their_writer_or_a_coordinator(hall):
    need = make_need(hall)
    writer, other = hall.members
    client = client_of(writer)
    form = soup(client.get(path("need_detail", need.pk))).select_one("#comments > form")
    key = form.select_one("[name=form_key]")["value"]
    empty = client.post(form["action"], {"form_key": key, "text": " "})
    client.post(form["action"], {"form_key": key, "text": "Hos oss <b>också</b>."})
    comment = NeedComment.objects.get()

    assert empty.status_code == 422
    assert (comment.by, comment.language) == (writer, "sv")
    shown = client_of(other).get(path("need_detail", need.pk)).content.decode()
    assert "Hos oss &lt;b&gt;också&lt;/b&gt;." in shown
    Need.objects.update(visibility="public")
    assert "Hos oss" not in Client().get(path("need_detail", need.pk)).content.decode()
    given = {"comment_id": comment.pk, "now": timezone.now()}
    with pytest.raises(PermissionDenied):
        remove_need_comment(by=other, **given)
    assert client_of(other).post(path("need_comment_remove", comment.pk)).status_code == 403
    remove_need_comment(by=hall.coordinator, **given)
    gone = client_of(other).get(path("need_detail", need.pk), {"lang": "en"}).content.decode()
    assert "The comment has been removed." in gone
    assert not NeedComment.objects.get().text


def test_an_answer_is_owed_shown_told_and_late_only_until_it_comes(hall):
    EloGroup.objects.update(answer_days=14)
    member, supporter = hall.members
    began = timezone.now() - timedelta(days=12)
    need = make_need(hall, by=member, now=began, raised_on=today() - timedelta(days=12))
    support_need(need_id=need.pk, by=supporter, now=began)
    assert need.answer_by == today() + timedelta(days=2)
    client = client_of(hall.coordinator)
    waits = client.get(path("need_detail", need.pk), {"lang": "en"}).content.decode()
    assert "Waits for an answer, 12 of 14 days" in waits
    assert remind_of_answers(now=timezone.now()) == 0

    late = timezone.now() + timedelta(days=4)
    assert remind_of_answers(now=late) == 1
    assert remind_of_answers(now=late + timedelta(days=1)) == 0
    assert Owed.objects.get(kind="need_overdue").reader == hall.coordinator

    address = path("need_answer", need.pk)
    empty = client.post(address, typed(client.get(address)))
    page = client.get(address)
    sent = client.post(address, typed(page) | {"answer_sv": "Vi tar det 1.12.", "answer_fi": "Ok."})
    stale = client.post(address, typed(page) | {"answer_sv": "Nej.", "form_key": str(need.pk)})
    assert (empty.status_code, sent.status_code) == (422, 302)
    assert stale.status_code in {409, 422}
    told = Owed.objects.filter(kind="need_step", params__step="replied")
    assert {row.reader for row in told} == {member, supporter}
    shown = client_of(member).get(path("need_detail", need.pk)).content.decode()
    assert "Vi tar det 1.12." in shown
    assert hall.coordinator.name in shown
    assert not Need.objects.overdue(today() + timedelta(days=40)).exists()


def test_a_refused_need_is_not_answered_and_one_taken_up_again_has_its_time_anew(hall):
    need = make_need(hall)
    Need.objects.update(answer_by=today() - timedelta(days=9))
    given = {"need_id": need.pk, "by": hall.coordinator, "now": timezone.now()}
    refuse_need(reason="Nej.", **given)
    values = AnswerValues(answer_sv="Jo.")
    with pytest.raises(PermissionDenied):
        answer_need(version=1, values=values, **given)
    assert client_of(hall.coordinator).get(path("need_answer", need.pk)).status_code == 403

    again = reopen_need(**given)
    assert again.answer_by == today() + timedelta(days=30)
    assert answer_need(version=again.version, values=values, **given).answered_by == (
        hall.coordinator
    )


def test_a_merge_takes_votes_and_comments_along_and_counts_nobody_twice(hall):
    need, into = make_need(hall), make_need(hall)
    first, second = hall.members
    vote(hall, need, first, 5, 5)
    vote(hall, into, first, 1, 1)
    vote(hall, need, second, 4, 4)
    given = {"by": first, "now": timezone.now(), "language": "sv"}
    comment_on_need(need_id=need.pk, text="Så är det.", **given)

    merge_needs(need_id=need.pk, into_id=into.pk, by=hall.coordinator, now=timezone.now())

    votes = into.votes.order_by("importance").values_list("user", "importance")
    assert list(votes) == [(first.pk, 1), (second.pk, 4)]
    assert into.comments.get().text == "Så är det."


def test_likeness_is_told_to_who_can_merge(hall):
    need = make_need(hall, title_sv="Vuxna vet inte vart de ska vända sig", title_fi="")
    like = make_need(hall, title_sv="Vart kan vuxna vända sig med frågor?", title_fi="")
    make_need(hall, title_sv="Blanketten frågar för mycket", title_fi="")

    assert list(Need.objects.all().alike(need)) == [like]
    way = f"{path('need_merge', need.pk)}?into={like.pk}"
    assert way in str(soup(client_of(hall.coordinator).get(path("need_detail", need.pk))))
    assert way not in str(soup(client_of(hall.members[0]).get(path("need_detail", need.pk))))
    assert not Need.objects.all().alike(make_need(hall, title_sv="&|!:*' (", title_fi="")).exists()


def test_the_list_is_chosen_by_transition_and_area_and_the_statement_gathers_by_them(hall):
    adult = make_need(
        hall,
        title_sv="Vuxna",
        transition=Transition.UNEMPLOYED,
        area=GuidanceArea.ADULT,
        target_sv="Vuxna som byter yrke",
    )
    make_need(hall, title_sv="Unga", transition=Transition.BASIC_UPPER)
    client = client_of(hall.members[0])

    for query in ({"transition": "unemployed"}, {"area": "adult"}):
        page = soup(client.get(path("group_needs", adult.group_id), query))
        assert [each.text for each in page.select("tbody th a")] == ["Vuxna"]
    address = path("needs_statement", adult.group_id)
    whole = soup(client.get(address, {"lang": "sv"}))
    assert [each.text for each in whole.select("article h3")] == ["Unga", "Vuxna"]
    chosen = soup(client.get(address, {"target": "Vuxna som byter yrke"}))
    assert [each.text for each in chosen.select("article h3")] == ["Vuxna"]


def test_a_coordinator_says_how_soon_needs_are_answered(hall):
    group = hall.body.group
    client = client_of(hall.coordinator)
    address = path("needs_terms", group.pk)
    for days, status in (("6", 422), ("366", 422), ("21", 302)):
        answer = client.post(address, typed(client.get(address)) | {"answer_days": days})
        assert answer.status_code == status
    assert make_need(hall).answer_by == today() + timedelta(days=21)
    assert client_of(hall.members[0]).get(address).status_code == 403


def test_lists_and_pages_cost_the_same_with_one_row_and_with_many(hall):
    third = sit(seat=hall.seats[1], kind="deputy")
    people = [*hall.members, third]
    group_id = hall.body.group_id
    names = ("group_needs", "needs_statement", "needs_vote", "need_detail")
    client = client_of(hall.coordinator)

    def cost(name: str) -> int:
        pk = need.pk if name == "need_detail" else group_id
        client.get(path(name, pk))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(path(name, pk)).status_code == 200
        return len(queries)

    need = make_need(hall)
    before = {name: cost(name) for name in names}
    for number in range(6):
        more = make_need(hall, title_sv=f"Behov {number}") if number else need
        for person in people:
            vote(hall, more, person)
            given = {"by": person, "now": timezone.now(), "language": "sv"}
            comment_on_need(need_id=more.pk, text="Ja.", **given)
    after = {name: cost(name) for name in names}

    assert after == before
    assert after["need_detail"] <= 14
    assert max(cost for name, cost in after.items() if name != "need_detail") <= 8
