"""What keeps a group going when people change, and how a coordinator hands over."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from elo_platform.accounts.models import User
from elo_platform.audit.models import AuditEvent
from elo_platform.lib.forms import StaleEdit
from elo_platform.notifications.models import Owed
from groups.models import (
    Agreement,
    EloGroup,
    Funding,
    Handover,
    HandoverNote,
    OperatingModel,
    Responsibility,
    RoleGrant,
)
from groups.permissions import GroupPermission, Role
from groups.querysets.continuity import continuity_of
from groups.services.appointing import Appointee
from groups.services.handover import (
    NoteValues,
    Passed,
    hand_over,
    withdraw_handover,
    write_handover_note,
)
from groups.services.roles import dismiss
from tests.factories import (
    give_role,
    make_actor,
    make_body,
    make_group,
    make_mandate,
    make_organisation,
    make_seat,
    make_user,
    today,
)
from tests.plans.plans import make_goal, make_measure, make_plan

pytestmark = pytest.mark.django_db
NOTES = NoteValues(people="Ring förbundet.", promises="En kurs i mars.", differently="")


@pytest.fixture
def coordinator():
    return make_actor(role=Role.COORDINATOR, group=make_group(), name="Alva Strand")


def group_of(user):
    return user.role_grants.get(role=Role.COORDINATOR).group


def grant_of(user):
    return RoleGrant.objects.get(user=user, role=Role.COORDINATOR)


def area(group, user, **fields):
    return Responsibility.objects.create(
        group=group, area_sv="Utbildning", area_fi="Koulutus", user=user,
        starts_on=today() - timedelta(days=30), **fields,
    )  # fmt: skip


def gaps(group):
    return continuity_of([group.pk], today())[group.pk].gaps(today())


def test_each_check_counts_what_is_missing_and_nothing_that_is_in_order(coordinator):
    group, soon, later = group_of(coordinator), today() + timedelta(days=60), timedelta(days=400)
    assert {name for name, number in gaps(group).items() if number} == {
        "coordinators", "note", "model",
    }  # fmt: skip
    body = make_body(group=group)
    seat = make_seat(body=body)
    make_mandate(seat=seat, ends_on=soon)
    old = Agreement.objects.create(
        group=group, title_sv="Avtal", state="in_force", starts_on=today(), ends_on=soon
    )
    money = Funding.objects.create(
        group=group, source="Staten", amount=1, starts_on=today(), ends_on=soon
    )
    empty = area(group, None)
    found = gaps(group)
    assert {name: found[name] for name in found if found[name]} == dict.fromkeys(found, 1)

    give_role(user=make_user(), role=Role.COORDINATOR, held_in=group)
    give_role(user=make_user(), role=Role.CHAIR, held_in=body)
    make_mandate(seat=seat, kind="deputy")
    seat.holders.filter(kind="principal").update(ends_on=today() + later)
    Agreement.objects.create(group=group, title_sv="Nytt", starts_on=soon, renews=old)
    Funding.objects.create(group=group, source=money.source, amount=1, starts_on=soon)
    Responsibility.objects.filter(pk=empty.pk).update(user=coordinator)
    OperatingModel.objects.create(group=group, number=1, text_sv="x", published_on=today())
    given = {"group_id": group.pk, "by": coordinator, "now": timezone.now()}
    write_handover_note(version=0, values=NoteValues("", "", ""), **given)
    assert gaps(group)["note"] == 1
    write_handover_note(version=1, values=NOTES, **given)
    assert set(gaps(group).values()) == {0}


def test_the_page_leads_to_the_next_step_and_the_country_to_the_groups(client, coordinator):
    group = group_of(coordinator)
    national = make_actor(role=Role.NATIONAL)
    client.force_login(coordinator)
    page = client.get(reverse("groups:group_continuity", args=[group.pk]), {"lang": "en"})
    assert "Only one person coordinates the group" in page.content.decode()
    assert reverse("groups:coordinator_new", args=[group.pk]) in page.content.decode()
    client.force_login(national)
    page = client.get(reverse("groups:group_continuity", args=[group.pk]), {"lang": "en"})
    assert "Only one person" in page.content.decode()
    assert reverse("groups:coordinator_new", args=[group.pk]) not in page.content.decode()

    def count(expected):
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("groups:national_continuity"), {"lang": "en"})
        assert len(page.context["rows"]) == expected
        return len(queries)

    one = count(1)
    for number in range(6):
        make_body(group=make_group(name_sv=f"Grupp {number}"))
    assert count(7) == one <= 8


def test_a_handover_passes_all_on_its_day_and_not_before(coordinator):
    group, day = group_of(coordinator), today() + timedelta(days=10)
    body = make_body(group=group)
    give_role(user=coordinator, role=Role.CHAIR, held_in=body)
    moved, kept = area(group, coordinator), area(group, coordinator)
    with pytest.raises(ValidationError):
        dismiss(grant_id=grant_of(coordinator).pk, by=coordinator, now=timezone.now())
    with pytest.raises(ValidationError):
        plan(coordinator, coordinator, day)
    with pytest.raises(ValidationError):
        plan(coordinator, make_user(), today())

    heir = Appointee("uusi@elo.example", "Onni Lehtola", "fi")
    passed = Passed(chairs=(body.pk,), responsibilities=(moved.pk,))
    handover = plan(coordinator, heir, day, passed)
    successor = User.objects.get(email="uusi@elo.example")
    assert (handover.leaving, handover.successor) == (coordinator, successor)
    assert list(
        AuditEvent.objects.filter(kind="handover_planned").values_list("group_id", flat=True)
    ) == [group.pk]

    def manages(user):
        return EloGroup.objects.permitted(user, GroupPermission.MANAGE_GROUP).exists()

    assert manages(coordinator)
    assert not manages(successor)
    with time_machine.travel(timezone.now() + timedelta(days=10), tick=False):
        on = today()
        grants = RoleGrant.objects.overlapping(on, on)
        assert set(grants.values_list("user", "role")) == {
            (successor.pk, "coordinator"), (successor.pk, "chair"),
        }  # fmt: skip
    assert Responsibility.objects.get(user=successor).starts_on == day
    moved.refresh_from_db()
    kept.refresh_from_db()
    assert (moved.ends_on, kept.ends_on) == (day - timedelta(days=1), None)


def plan(leaving, successor, day, passed=None, by=None):
    return hand_over(
        grant_id=grant_of(leaving).pk,
        successor=successor,
        day=day,
        passed=passed or Passed(),
        by=by or leaving,
        now=timezone.now(),
    )


def test_a_colleague_who_coordinates_already_takes_over_and_strangers_plan_nothing(coordinator):
    group, day = group_of(coordinator), today() + timedelta(days=10)
    colleague = make_user()
    give_role(user=colleague, role=Role.COORDINATOR, held_in=group)
    with pytest.raises(PermissionDenied):
        plan(coordinator, colleague, day, by=make_actor(role=Role.COORDINATOR))
    assert not Handover.objects.exists()
    plan(coordinator, colleague, day, by=colleague)
    assert RoleGrant.objects.filter(user=colleague).count() == 1
    assert grant_of(coordinator).ends_on == day - timedelta(days=1)


def test_notes_are_kept_version_by_version_and_a_stale_one_shows_both(client, coordinator):
    group = group_of(coordinator)
    client.force_login(coordinator)
    path = reverse("groups:handover_notes", args=[group.pk])

    def send(version, people):
        data = {"form_key": str(uuid.uuid4()), "version": version, "people": people}
        return client.post(path, data, headers={"accept-language": "en"})

    assert send(0, "Ring på morgonen.").status_code == 302
    stale = send(0, "Skriv.")
    assert stale.status_code == 409
    assert "Ring på morgonen." in stale.content.decode()
    assert send(1, "Skriv.").status_code == 302
    texts = HandoverNote.objects.order_by("number").values_list("number", "people")
    assert list(texts) == [(1, "Ring på morgonen."), (2, "Skriv.")]
    assert set(HandoverNote.objects.visible_to(make_actor(role=Role.NATIONAL))) == set()
    with pytest.raises(PermissionDenied):
        write_handover_note(
            group_id=group.pk, version=2, values=NOTES, by=make_user(), now=timezone.now()
        )
    with pytest.raises(StaleEdit):
        write_handover_note(
            group_id=group.pk, version=1, values=NOTES, by=coordinator, now=timezone.now()
        )


def test_the_pack_is_a_page_of_constant_cost_and_a_document(client, coordinator):
    group = group_of(coordinator)
    client.force_login(coordinator)
    path = reverse("groups:group_handover", args=[group.pk])

    def cost():
        with CaptureQueriesContext(connection) as queries:
            page = client.get(path, {"lang": "en"})
        return len(queries), page

    first, _page = cost()
    body = make_body(group=group)
    for number in range(4):
        seat = make_seat(body=body, organisation=make_organisation(name_sv=f"Org {number}"))
        make_mandate(seat=seat, ends_on=today() + timedelta(days=40))
        area(group, coordinator)
        agreed = Agreement.objects.create(
            group=group, title_sv=f"Avtal {number}", starts_on=today()
        )
        agreed.commitments.create(number=1, text_sv="Vi deltar.")
        Agreement.objects.filter(pk=agreed.pk).update(state="in_force")
    write_handover_note(
        group_id=group.pk, version=0, values=NOTES, by=coordinator, now=timezone.now()
    )
    second, page = cost()
    assert second == first <= 14
    counts = {section.title: section.count for section in page.context["sections"]}
    assert counts["Mandates that lapse"] == counts["People"] == counts["Promises"] == 4
    agreed = next(each for each in page.context["sections"] if each.title == "Agreements")
    assert agreed.first == "Avtal 0, in force, open"
    document = client.get(reverse("groups:handover_pdf", args=[group.pk]))
    assert document.content.startswith(b"%PDF")
    assert "no-store" in document["Cache-Control"]


def test_a_handover_is_planned_in_the_browser(client, coordinator):
    group, successor = group_of(coordinator), make_user(name="Onni Lehtola")
    make_mandate(seat=make_seat(body=make_body(group=group)), user=successor)
    row = area(group, coordinator)
    client.force_login(coordinator)
    path = reverse("groups:handover_new", args=[group.pk])
    assert f"area:{row.pk}" in client.get(path).content.decode()
    data = {"form_key": str(uuid.uuid4()), "user": successor.pk, "language": "sv"}
    refused = client.post(path, data | {"day": "1.1.2020"})
    assert refused.status_code == 422
    foreign = {"day": "1.1.2199", "passes": ["area:999"]}
    assert client.post(path, data | foreign).status_code == 422
    day = today() + timedelta(days=3)
    sent = client.post(path, data | {"day": day.isoformat(), "passes": [f"area:{row.pk}"]})
    assert sent.url == reverse("groups:group_handover", args=[group.pk])
    assert "Onni Lehtola" in client.get(sent.url).content.decode()
    assert Responsibility.objects.get(user=successor).starts_on == day


def test_a_handover_is_withdrawn_before_its_day_and_all_stays_with_who_was_to_leave(
    client, coordinator
):
    group, day = group_of(coordinator), today() + timedelta(days=10)
    body, successor = make_body(group=group), make_user(name="Onni Lehtola")
    give_role(user=coordinator, role=Role.CHAIR, held_in=body)
    row = area(group, coordinator, deputy=successor)
    handover = plan(coordinator, successor, day, Passed((body.pk,), (row.pk,)))
    with pytest.raises(ValidationError):
        plan(coordinator, make_user(), day)
    assert set(RoleGrant.objects.filter(user=successor).values_list("starts_on", flat=True)) == {
        day
    }
    path = reverse("groups:handover_withdraw", args=[handover.pk])
    client.force_login(successor)
    assert client.get(path).status_code == 403
    client.force_login(coordinator)
    assert path in client.get(reverse("groups:group_handover", args=[group.pk])).content.decode()
    on_the_day = timezone.now() + timedelta(days=10)
    with pytest.raises(ValidationError):
        withdraw_handover(handover_id=handover.pk, by=coordinator, now=on_the_day)
    data = {"form_key": str(uuid.uuid4())}
    assert client.post(path, data).status_code == 302
    assert client.post(path, {"form_key": str(uuid.uuid4())}).status_code == 404

    assert not RoleGrant.objects.filter(user=successor).exists()
    kept = RoleGrant.objects.filter(user=coordinator).values_list("role", "ends_on")
    assert set(kept) == {("coordinator", None), ("chair", None)}
    areas = Responsibility.objects.filter(group=group).values_list("user", "deputy", "ends_on")
    assert list(areas) == [(coordinator.pk, successor.pk, None)]
    events = Owed.objects.filter(kind="handover", reader=successor).order_by("pk")
    assert [each.params["event"] for each in events] == ["planned", "withdrawn"]
    plan(coordinator, make_user(), day)


def test_the_pack_lists_the_agreed_actions_that_are_still_open(client, coordinator):
    group = group_of(coordinator)
    goal = make_goal(plan=make_plan(group=group, approved_at=timezone.now()))
    for status in ("under_way", "done"):
        make_measure(goal=goal, title_sv=f"Kurs {status}", title_fi="", status=status)
    client.force_login(coordinator)
    page = client.get(reverse("groups:group_handover", args=[group.pk]), {"lang": "en"})
    sections = {section.title: section.lines for section in page.context["sections"]}
    assert [line.partition(": ")[2] for line in sections["Actions under way"]] == ["Kurs under_way"]
