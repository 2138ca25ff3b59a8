"""The pages of plans: what each shows, to whom, at what cost."""

import re
import uuid
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groups.kinds import NodeKind, Relation
from groups.models import Link
from groups.permissions import Role
from plans.models import Goal, Measure, Plan, Position, Progress, Step
from plans.panels.chain import chain_goals, chain_measures
from tests.factories import make_actor, make_category, make_organisation, today
from tests.plans.plans import approved, make_desk, make_goal, make_measure, revised

pytestmark = pytest.mark.django_db

PLAN_BUDGET, LIST_BUDGET, MEASURE_BUDGET = 14, 8, 14


def address(name, *args):
    return reverse(f"plans:{name}", args=args)


def page(client, user, name, *args, lang="en", **query):
    if user:
        client.force_login(user)
    else:
        client.logout()
    return client.get(address(name, *args), {"lang": lang, **query}, follow=True)


def send(client, user, name, pk, **fields):
    client.force_login(user)
    return client.post(address(name, pk), {"form_key": str(uuid.uuid4()), **fields})


def queries(client, user, name, *args):
    page(client, user, name, *args)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address(name, *args)).status_code == 200
    return len(seen)


@pytest.mark.parametrize(
    ("name", "pk"),
    [
        ("group_plans", "group"), ("plan_new", "group"), ("plan_detail", "plan"),
        ("plan_print", "plan"), ("plan_edit", "plan"), ("plan_open", "plan"),
        ("goal_new", "plan"), ("measure_new", "plan"), ("goal_detail", "goal"),
        ("goal_edit", "goal"), ("goal_remove", "under"), ("measure_detail", "measure"),
        ("measure_edit", "measure"), ("measure_remove", "measure"), ("measure_needs", "measure"),
        ("measure_report", "measure"), ("measure_steps", "measure"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["sv", "fi", "en"])
def test_each_page_opens_for_the_coordinator(desk, client, name, pk, lang):
    answer = page(client, desk.coordinator, name, getattr(desk, pk).pk, lang=lang)
    assert answer.status_code == 200
    assert b"<h1>" in answer.content


def test_the_plan_shows_goals_with_their_actions_in_order(desk, client):
    make_measure(goal=desk.under, title_sv="Andra")
    html = page(client, desk.contact, "plan_detail", desk.plan.pk, lang="sv").content.decode()
    places = [html.index(text) for text in ("Trygga studieförmågan", "Korta köerna", "1.1.1")]
    assert places == sorted(places)
    assert "1.1.2" in html
    assert "Yrkesinstitutet Strand" in html


@pytest.mark.parametrize("title", ["NYTT UTKAST"])
def test_a_new_edition_stays_with_those_who_write_it(client, title):
    """Whoever reads no drafts reads the approved version, by whichever page."""
    desk = make_desk(visibility="public")
    revised(approved(desk))
    Plan.objects.update(title_sv=title, title_fi=title, vision_sv=title, vision_fi=title)
    Position.objects.update(text_sv=title, text_fi=title)
    Goal.objects.update(title_sv=title, title_fi=title)
    Measure.objects.update(title_sv=title, title_fi=title)
    new = make_goal(plan=desk.plan)
    added = make_measure(goal=new)
    whole = ("plan_detail", desk.plan.pk)
    readers = [None, make_actor(role=Role.STAFF, organisation=desk.organisation)]
    readers += [make_actor(role=Role.NATIONAL), make_actor(role=Role.RESEARCHER)]
    for reader in readers:
        for name, pk in (("plan_detail", desk.plan), ("plan_print", desk.plan),
                         ("group_plans", desk.group)):  # fmt: skip
            answer = page(client, reader, name, pk.pk, lang="sv")
            assert answer.status_code == 200
            assert title not in answer.content.decode()
            assert "Verksamhetsplan" in answer.content.decode()
        for name, row in (("goal_detail", desk.goal), ("measure_detail", desk.measure)):
            answer = page(client, reader, name, row.pk, lang="sv")
            kept = address("plan_version", desk.plan.pk, 1)
            parts = name.replace("_detail", "s")
            assert answer.redirect_chain == [(f"{kept}#{parts}-{row.pk}", 302)]
            assert f'id="{parts}-{row.pk}"' in answer.content.decode()
            assert title not in answer.content.decode()
            assert f'href="{kept}#{parts}-' in page(client, reader, *whole).content.decode()
        for name, row in (("goal_detail", new), ("measure_detail", added)):
            assert page(client, reader, name, row.pk).status_code == 404
        drawn = chain_measures([desk.measure.pk, added.pk], reader or AnonymousUser())
        assert set(drawn) == {desk.measure.pk}
        goals = chain_goals([desk.goal.pk, new.pk], reader or AnonymousUser())
        assert set(goals) == {desk.goal.pk}
        told = [drawn[desk.measure.pk], goals[desk.goal.pk]]
        assert {text.url.split("#")[0] for text in told} == {kept}
        assert title not in {text.title for text in told}
    seen = page(client, desk.contact, "plan_detail", desk.plan.pk, lang="sv")
    assert title in seen.content.decode()


@pytest.mark.parametrize("visibility", ["group", "all_regions", "public"])
def test_what_is_approved_is_read_as_far_as_it_is_open(client, visibility):
    desk = make_desk(visibility=visibility)
    approved(desk)
    elsewhere = make_actor(role=Role.COORDINATOR)
    national = make_actor(role=Role.NATIONAL)
    codes = {
        reader: [
            page(client, user, name, row.pk).status_code
            for name, row in (("plan_detail", desk.plan), ("goal_detail", desk.goal),
                              ("measure_detail", desk.measure))
        ]
        for reader, user in (("public", None), ("regions", elsewhere), ("group", national))
    }  # fmt: skip
    assert codes == {
        "public": [200 if visibility == "public" else 404] * 3,
        "regions": [404 if visibility == "group" else 200] * 3,
        "group": [200] * 3,
    }


def test_reports_and_names_stay_within_the_group(client):
    desk = make_desk(visibility="public")
    approved(desk)
    Progress.objects.create(
        measure=desk.measure, status="under_way", text="Inre läge", language="sv",
        by=desk.contact, organisation=desk.organisation, at=desk.now,
    )  # fmt: skip
    inside = page(client, desk.contact, "measure_detail", desk.measure.pk).content.decode()
    assert "Inre läge" in inside
    assert desk.contact.name in inside
    researcher = make_actor(role=Role.RESEARCHER)
    read = page(client, researcher, "measure_detail", desk.measure.pk).content.decode()
    assert "Inre läge" in read
    assert desk.contact.name not in read
    for outside in (None, make_actor(role=Role.COORDINATOR)):
        html = page(client, outside, "measure_detail", desk.measure.pk).content.decode()
        assert "Inre läge" not in html
        assert desk.contact.name not in html


def titles(html):
    return set(re.findall(r'<th scope="row"><a[^>]*>([^<]*)</a>', html))


def test_the_table_is_filtered(desk, client):
    other = make_goal(plan=desk.plan, title_sv="Det andra")
    employment = make_category(key="EMP", sector="employment")
    carrier = make_organisation(name_sv="Kusten", category=employment)
    late = today() - timedelta(days=2)
    make_measure(goal=other, responsible=carrier, due_on=late, title_sv="Sen")
    make_measure(goal=other, responsible=carrier, status="done", due_on=late, title_sv="Klar")
    Link.objects.create(
        group=desk.group, from_kind=NodeKind.NEED, from_id=1, relation=Relation.ANSWERED_BY,
        to_kind=NodeKind.MEASURE, to_id=desk.measure.pk, at=desk.now,
    )  # fmt: skip
    own = desk.measure.title_sv

    def shown(**asked):
        return titles(
            page(client, desk.contact, "plan_detail", desk.plan.pk, lang="sv", **asked)
            .content.decode()
        )  # fmt: skip

    assert shown() == {own, "Sen", "Klar"}
    assert shown(goal=desk.goal.pk) == {own}
    assert shown(goal=other.pk) == {"Sen", "Klar"}
    assert shown(organisation=carrier.pk) == {"Sen", "Klar"}
    assert shown(sector="employment") == {"Sen", "Klar"}
    assert shown(status="late") == {"Sen"}
    assert shown(status="done") == {"Klar"}
    assert shown(status="without_need") == {"Sen", "Klar"}
    assert shown(status="done", goal=desk.goal.pk) == set()
    assert shown(status="nonsense", goal="x'", organisation="-1") == {own, "Sen", "Klar"}


@pytest.mark.parametrize(
    ("name", "attr", "fields", "mine"),
    [
        ("plan_edit", "plan", {"title_sv": "Mitt", "year_from": 2027, "year_to": 2029}, "Mitt"),
        ("goal_edit", "goal", {"title_sv": "Mitt"}, "Mitt"),
    ],
)
def test_the_second_editor_sees_both_texts(desk, client, name, attr, fields, mine):
    row = getattr(desk, attr)
    type(row).objects.filter(pk=row.pk).update(title_sv="Andras", version=1)
    answer = send(client, desk.coordinator, name, row.pk, version=0, **fields)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert mine in html
    assert "Andras" in html
    row.refresh_from_db()
    assert row.title_sv == "Andras"
    again = send(client, desk.coordinator, name, row.pk, version=1, **fields)
    row.refresh_from_db()
    assert (again.status_code, row.title_sv) == (302, mine)


def test_the_second_editor_of_a_position_and_of_an_action_sees_both_texts(desk, client):
    position = desk.plan.positions.first()
    Position.objects.filter(pk=position.pk).update(text_sv="Andras", version=1)
    answer = send(client, desk.coordinator, "position_edit", position.pk, version=0, text_sv="Mitt")
    assert answer.status_code == 409
    assert b"Andras" in answer.content
    Measure.objects.update(title_sv="Andras", version=1)
    fields = {"goal": desk.under.pk, "kind": "study", "responsible": desk.organisation.pk}
    fields |= {"due_on": "1.5.2027", "title_sv": "Mitt", "version": 0}
    answer = send(client, desk.coordinator, "measure_edit", desk.measure.pk, **fields)
    assert answer.status_code == 409
    assert b"Andras" in answer.content
    assert Measure.objects.get().title_sv == "Andras"


def test_the_second_editor_of_steps_sees_both_texts(desk, client):
    step = Step.objects.create(measure=desk.measure, number=1, text_sv="Andras")
    Measure.objects.update(version=1)
    fields = {"version": 0, "count": 1, "pk_0": step.pk, "text_sv_0": "Mitt"}
    answer = send(client, desk.contact, "measure_steps", desk.measure.pk, **fields)
    assert answer.status_code == 409
    assert b"Andras" in answer.content
    fields |= {"version": 1}
    answer = send(client, desk.contact, "measure_steps", desk.measure.pk, **fields)
    assert answer.status_code == 302
    assert Step.objects.get().text_sv == "Mitt"


def test_what_was_typed_stays_where_it_is_refused(desk, client):
    fields = {"goal": desk.under.pk, "kind": "study", "title_sv": "Mitt", "due_on": "31.2.2027"}
    answer = send(client, desk.coordinator, "measure_new", desk.plan.pk, **fields)
    assert answer.status_code == 422
    assert b"Mitt" in answer.content
    fields |= {"due_on": "1.3.2027", "responsible": desk.organisation.pk}
    answer = send(client, desk.coordinator, "measure_new", desk.plan.pk, **fields)
    assert answer.status_code == 302
    assert Measure.objects.filter(title_sv="Mitt").count() == 1


def test_a_form_sent_twice_has_one_effect(desk, client):
    fields = {"form_key": str(uuid.uuid4()), "title_sv": "Ett mål"}
    for _attempt in range(2):
        assert send(client, desk.coordinator, "goal_new", desk.plan.pk, **fields).status_code == 302
    assert Goal.objects.filter(title_sv="Ett mål").count() == 1


def test_the_organisation_reports_from_the_page(desk, client):
    step = Step.objects.create(measure=desk.measure, number=1, text_sv="Ett")
    answer = send(
        client, desk.contact, "measure_report", desk.measure.pk,
        action="start", text="<script>alert(1)</script>", steps=[step.pk],
    )  # fmt: skip
    assert answer.status_code == 302
    html = page(client, desk.contact, "measure_detail", desk.measure.pk).content.decode()
    assert "&lt;script&gt;" in html
    assert "<script>alert" not in html
    assert Measure.objects.get().status == "under_way"


def test_a_draft_says_which_language_is_missing(desk, client):
    Position.objects.filter(kind="roles").update(text_fi="")
    html = page(client, desk.contact, "plan_detail", desk.plan.pk).content.decode()
    assert "The Finnish text is missing." in html
    Position.objects.filter(kind="roles").update(text_fi="Näin", behind="fi")
    html = page(client, desk.contact, "plan_detail", desk.plan.pk).content.decode()
    assert "The Finnish text has not followed the Swedish one." in html


@pytest.mark.parametrize("reader", ["coordinator", "contact"])
def test_pages_cost_the_same_with_one_action_and_with_many(desk, client, reader):
    user = getattr(desk, reader)
    counted = [
        queries(client, user, "plan_detail", desk.plan.pk),
        queries(client, user, "group_plans", desk.group.pk),
        queries(client, user, "goal_detail", desk.goal.pk),
        queries(client, user, "plan_print", desk.plan.pk),
    ]
    for number in range(30):
        goal = make_goal(plan=desk.plan, parent=desk.goal)
        goal.national_goals.add(desk.national)
        make_measure(goal=goal, title_sv=f"Åtgärd {number}", responsible=desk.organisation)
    again = [
        queries(client, user, "plan_detail", desk.plan.pk),
        queries(client, user, "group_plans", desk.group.pk),
        queries(client, user, "goal_detail", desk.goal.pk),
        queries(client, user, "plan_print", desk.plan.pk),
    ]
    assert again == counted
    assert again[0] <= PLAN_BUDGET
    assert again[1] <= LIST_BUDGET


def test_an_approved_plan_keeps_to_the_budget(desk, client):
    approved(desk)
    for user in (desk.coordinator, desk.contact, make_actor(role=Role.RESEARCHER)):
        assert queries(client, user, "plan_detail", desk.plan.pk) <= PLAN_BUDGET
    revised(desk.plan)
    assert queries(client, user, "plan_detail", desk.plan.pk) <= PLAN_BUDGET


def test_an_action_costs_the_same_with_many_reports(desk, client):
    few = queries(client, desk.contact, "measure_detail", desk.measure.pk)
    for number in range(20):
        Step.objects.create(measure=desk.measure, number=number, text_sv=f"Steg {number}")
        Progress.objects.create(
            measure=desk.measure, status="idea", text=f"Läge {number}", language="sv",
            by=desk.contact, organisation=desk.organisation, at=desk.now,
        )  # fmt: skip
    assert queries(client, desk.contact, "measure_detail", desk.measure.pk) == few
    assert few <= MEASURE_BUDGET
