"""A plan points at the clauses of the performance agreement that it fulfils."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from groups.models import Clause
from groups.permissions import Role
from plans.models import PlanVersion
from plans.panels.clauses import plans_of_clauses
from plans.panels.kept import changed
from plans.querysets.approval import changes
from plans.querysets.content import content_of
from plans.services.plans import PlanValues, change_plan
from tests.factories import make_actor
from tests.plans.plans import approved, make_clause, make_desk, make_plan, revised

pytestmark = pytest.mark.django_db
OLD, NEW = "Centralen samordnar gruppen.", "Centralen samordnar gruppen och rapporterar."


def _client(user):
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def _text(user, name, pk):
    return _client(user).get(reverse(name, args=[pk])).content.decode()


@pytest.mark.parametrize(
    ("years", "own", "is_kept"),
    [
        ((date(2024, 1, 1), date(2027, 1, 1)), True, True),
        ((date(2029, 12, 31), None), True, True),
        ((date(2024, 1, 1), date(2026, 12, 31)), True, False),
        ((date(2030, 1, 1), None), True, False),
        ((date(2024, 1, 1), None), False, False),
    ],
)
def test_a_plan_points_at_clauses_of_its_group_and_years(years, own, is_kept):
    desk = make_desk()
    group = desk.group if own else make_desk().group
    clause = make_clause(group=group, starts_on=years[0], ends_on=years[1])
    values = PlanValues(2027, 2029, title_sv="Planen", clause_ids=(clause.pk,))
    given = {"plan_id": desk.plan.pk, "version": 0, "by": desk.coordinator, "now": timezone.now()}
    if not is_kept:
        with pytest.raises(ValidationError) as refusal:
            change_plan(values=values, **given)
        assert list(refusal.value.error_dict) == ["clauses"]
        return
    assert list(change_plan(values=values, **given).clauses.all()) == [clause]


def test_clauses_are_chosen_where_the_plan_is_written():
    desk = make_desk()
    clause = make_clause(group=desk.group, text_sv=NEW)
    client, url = _client(desk.coordinator), reverse("plans:plan_edit", args=[desk.plan.pk])
    form = client.get(url).context["form"]
    assert len(form.fields["clauses"].choices) == 2
    sent = {name: form.initial[name] for name in (*form.FIELDS, "version")}
    sent |= {"clauses": [clause.pk], "form_key": str(uuid.uuid4())}
    assert client.post(url, sent).status_code == 302
    assert list(desk.plan.clauses.all()) == [clause]
    stale = client.post(url, sent | {"clauses": [], "form_key": str(uuid.uuid4())})
    assert stale.status_code == 409
    bare = make_plan(group=make_desk().group)
    Clause.objects.exclude(group=desk.group).filter(group=bare.group).update(group=desk.group)
    coordinator = make_actor(role=Role.COORDINATOR, group=bare.group)
    empty = _client(coordinator).get(reverse("plans:plan_edit", args=[bare.pk]))
    assert "clauses" not in empty.context["form"].fields


def test_an_approved_plan_keeps_the_wording_that_it_pointed_at():
    desk = make_desk(visibility="public")
    approved(desk)
    clause = desk.plan.clauses.get()
    with pytest.raises(ProtectedError):
        clause.delete()
    Clause.objects.update(text_sv=NEW)
    researcher = make_actor(role=Role.RESEARCHER)
    mandate = reverse("groups:group_mandate", args=[desk.group.pk])
    for name in ("plan_detail", "plan_print"):
        for user in (desk.contact, researcher):
            page = _text(user, f"plans:{name}", desk.plan.pk)
            assert OLD in page
            assert NEW not in page
    assert mandate in _text(desk.contact, "plans:plan_detail", desk.plan.pk)
    assert mandate not in _text(researcher, "plans:plan_detail", desk.plan.pk)
    plan = reverse("plans:plan_detail", args=[desk.plan.pk])
    own = _text(desk.contact, "groups:group_mandate", desk.group.pk)
    assert NEW in own
    assert plan in own


def test_a_new_edition_takes_its_clauses_along_and_shows_what_changed():
    desk = make_desk()
    plan = revised(approved(desk))
    clause = plan.clauses.get()
    staff = make_actor(role=Role.STAFF, organisation=desk.organisation)
    added = make_clause(group=desk.group, text_sv=NEW)
    plan.clauses.add(added)
    Clause.objects.filter(pk=clause.pk).update(text_sv="Annat.")
    seen = {user: set(plans_of_clauses(desk.group.pk, user)) for user in (desk.contact, staff)}
    assert seen == {desk.contact: {clause.pk, added.pk}, staff: {clause.pk}}
    assert "Annat." in _text(desk.contact, "plans:plan_detail", plan.pk)
    assert OLD in _text(staff, "plans:plan_detail", plan.pk)
    was, now = PlanVersion.objects.get().content, content_of(plan)
    with translation.override("en"):
        told = changed(changes(was, now), now)
    assert {(row["is_new"], row["is_gone"]) for row in told} == {(True, False), (False, False)}
    assert {field["label"] for row in told for field in row["fields"]} == {"Text, in Swedish"}
    was.pop("clauses")
    assert [row["is_new"] for row in changed(changes(was, now), now)] == [True, True]
