"""Preparing, confirming, carrying out and undoing a reorganisation; merging two bodies."""

import json
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread
from unittest.mock import Mock

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from elo_platform.accounts.models import User
from elo_platform.lib.forms import StaleEdit
from elo_platform.notifications.models import Owed
from forums.models import Topic
from groups.kinds import StepRelation, SuccessionOf, Touched
from groups.models import (
    Agreement,
    Authority,
    Body,
    Category,
    Coordination,
    EloGroup,
    Municipality,
    Need,
    Organisation,
    Party,
    Region,
    Reorganisation,
    RequiredCategory,
    RoleGrant,
    Seat,
    SeatHolder,
)
from groups.permissions import BodyPermission, Role
from groups.querysets.reorganisation import seats_to_refill
from groups.querysets.succession import successors_of
from groups.services import reorganisation_confirming
from groups.services.merging import merge_bodies, what_merges
from groups.services.reorganisation import (
    ReorganisationValues,
    StepValues,
    Successor,
    add_step,
    draft_reorganisation,
)
from groups.services.reorganisation_applying import apply_due, withdraw_reorganisation
from groups.services.reorganisation_confirming import choose, confirm_reorganisation
from groups.services.reorganisation_journal import picture
from groups.services.reorganisation_lines import lines_of
from groups.services.reorganisation_simulation import simulate
from groups.services.reorganisation_verbs import VERBS
from groups.states import ReorganisationState
from tests.factories import (
    make_actor,
    make_body,
    make_category,
    make_group,
    make_mandate,
    make_organisation,
    make_seat,
    make_user,
    today,
)
from tests.groups.reform import answer_all
from tests.plans.plans import approved, make_desk, make_goal, make_measure, make_plan

DAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 19, 22, 30, tzinfo=UTC)  # half past midnight of that day in Finland
THE_DAY_BEFORE = NOW - timedelta(hours=1)
ALWAYS = date(2020, 1, 1)

pytestmark = pytest.mark.django_db


@dataclass(slots=True)
class Office:
    """A centre that becomes another: it coordinates a group, and a person sits there for it."""

    admins: list[User]
    group: EloGroup
    body: Body
    old: Authority
    new: Authority
    organisation: Organisation
    holder: SeatHolder
    reorganisation: Reorganisation

    def confirm(self, admin: int, fingerprint: str = "") -> Reorganisation:
        found = fingerprint or simulate(reorganisation_id=self.reorganisation.pk).fingerprint
        self.reorganisation = confirm_reorganisation(
            reorganisation_id=self.reorganisation.pk,
            fingerprint=found,
            by=self.admins[admin],
            now=THE_DAY_BEFORE,
        )
        return self.reorganisation


@pytest.fixture
def office() -> Office:
    admins = [make_user(is_staff=True) for _number in range(3)]
    group = make_group()
    body = make_body(group=group, starts_on=ALWAYS)
    old, new = (
        Authority.objects.create(key=key, kind="ely_centre", valid_from=since)
        for key, since in (("old-centre", ALWAYS), ("new-centre", DAY))
    )
    for authority, name in ((old, "Gamla centralen"), (new, "Nya centralen")):
        authority.names.create(name_sv=name, name_fi=name, valid_from=authority.valid_from)
    group.coordinations.create(authority=old, starts_on=ALWAYS)
    organisation = make_organisation(
        name_sv="Gamla centralen", category=make_category(key="CENTRE"), authority=old
    )
    holder = make_mandate(
        seat=make_seat(body=body, organisation=organisation, opened_on=ALWAYS), starts_on=ALWAYS
    )
    make_actor(role=Role.CONTACT, organisation=organisation)
    reorganisation = draft_reorganisation(
        values=ReorganisationValues("Reform", "Uudistus", DAY), by=admins[0], now=THE_DAY_BEFORE
    )
    add_step(
        reorganisation_id=reorganisation.pk,
        version=0,
        values=StepValues(
            SuccessionOf.AUTHORITY, StepRelation.RENAME, (old.pk,), (Successor(new.pk),)
        ),
        by=admins[0],
        now=THE_DAY_BEFORE,
    )
    return Office(admins, group, body, old, new, organisation, holder, reorganisation)


def test_two_confirm_it_is_carried_out_on_its_day_and_undone_to_the_letter(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    coordinator = make_actor(role=Role.COORDINATOR, group=office.group)
    make_actor(role=Role.COORDINATOR, group=make_group())
    before = picture()
    found = simulate(reorganisation_id=office.reorganisation.pk)
    assert picture() == before
    assert {effect.touched for effect in found.effects} >= {
        Touched.AUTHORITY, Touched.COORDINATION, Touched.SEAT, Touched.MANDATE, Touched.ROLE
    }  # fmt: skip
    assert found.open_questions == ()

    assert office.confirm(0).state == ReorganisationState.DRAFT
    with pytest.raises(PermissionDenied):
        office.confirm(0)
    assert office.confirm(1).state == ReorganisationState.CONFIRMED
    assert apply_due(now=THE_DAY_BEFORE) == 0
    with monkeypatch.context() as patched:
        patched.setitem(VERBS, "succeed_authority", Mock(side_effect=IntegrityError))
        assert apply_due(now=NOW) == 0
    office.reorganisation.refresh_from_db()
    assert office.reorganisation.waits_for != ""
    assert apply_due(now=NOW) == 1
    assert apply_due(now=NOW) == 0

    assert Coordination.objects.on(DAY).get(group=office.group).authority == office.new
    assert Coordination.objects.on(DAY - timedelta(days=1)).get(group=office.group) is not None
    seat = Seat.objects.open_on(DAY).get(body=office.body)
    assert (seat.organisation.authority, seat.organisation.name_sv) == (office.new, "Nya centralen")
    assert SeatHolder.objects.on(DAY).get(seat=seat).user == office.holder.user
    heirs = successors_of(SuccessionOf.ORGANISATION, office.organisation.pk)
    assert [each.pk for each in heirs] == [seat.organisation_id]
    contact = RoleGrant.objects.get(organisation=seat.organisation)
    assert contact.starts_on >= DAY

    withdraw_reorganisation(
        reorganisation_id=office.reorganisation.pk, by=office.admins[2], now=NOW
    )
    assert picture() == before
    told = Owed.objects.filter(kind="reorganisation", reader=coordinator).order_by("pk")
    assert [owed.params["event"] for owed in told] == ["confirmed", "applied", "withdrawn"]
    assert Owed.objects.filter(kind="reorganisation").count() == 3
    with pytest.raises(PermissionDenied):
        withdraw_reorganisation(
            reorganisation_id=office.reorganisation.pk, by=office.admins[2], now=NOW
        )


def test_what_was_carried_out_is_not_undone_on_a_later_day_or_after_a_change(
    office: Office,
) -> None:
    office.confirm(0)
    office.confirm(1)
    apply_due(now=NOW)
    undo = {"reorganisation_id": office.reorganisation.pk, "by": office.admins[0]}

    with pytest.raises(PermissionDenied):
        withdraw_reorganisation(now=NOW + timedelta(days=1), **undo)
    Organisation.objects.filter(pk=office.organisation.pk).update(website="https://elo.example")
    with pytest.raises(ValidationError):
        withdraw_reorganisation(now=NOW, **undo)
    assert Coordination.objects.on(DAY).get(group=office.group).authority == office.new


def test_a_world_that_changed_asks_for_a_new_first_confirmation(office: Office) -> None:
    shown = simulate(reorganisation_id=office.reorganisation.pk).fingerprint
    office.confirm(0, shown)
    make_mandate(seat=Seat.objects.get(body=office.body), kind="deputy", starts_on=ALWAYS)

    with pytest.raises(ValidationError):
        office.confirm(1, shown)
    after = office.confirm(1)
    assert (after.first_by, after.second_by, after.state) == (office.admins[1], None, "draft")
    assert office.confirm(0).state == ReorganisationState.CONFIRMED


def test_a_choice_that_arises_after_confirming_holds_it_up(office: Office) -> None:
    office.confirm(0)
    office.confirm(1)
    heir = make_organisation(category=office.organisation.category, authority=office.new)
    other = make_mandate(seat=make_seat(body=office.body, organisation=heir), starts_on=ALWAYS)

    assert apply_due(now=NOW) == 0
    office.reorganisation.refresh_from_db()
    assert office.reorganisation.waits_for
    question = simulate(reorganisation_id=office.reorganisation.pk).open_questions[0]
    choice = {"reorganisation_id": office.reorganisation.pk, "key": question.key, "now": NOW}
    with pytest.raises(ValidationError):
        choose(chosen="somebody", by=office.admins[0], **choice)
    with pytest.raises(PermissionDenied):
        choose(chosen=f"person-{other.user_id}", by=make_user(), **choice)
    choose(chosen=f"person-{other.user_id}", by=office.admins[0], **choice)
    with pytest.raises(PermissionDenied):
        choose(chosen="none", by=office.admins[0], **choice)
    assert apply_due(now=NOW) == 1
    assert [each.user for each in SeatHolder.objects.on(DAY).filter(seat__body=office.body)] == [
        other.user
    ]


@pytest.mark.parametrize(
    ("before", "after", "relation", "field"),
    [
        ((), (), StepRelation.MERGE, "before"),
        (("old",), ("old",), StepRelation.RENAME, "after"),
        (("new", "new"), ("old",), StepRelation.MERGE, "before"),
        (("old",), ("new",), StepRelation.RENAME, "before"),
        (("new",), ("", ""), StepRelation.RENAME, "after"),
        (("new",), ("",), StepRelation.SPLIT, "after"),
    ],
)
def test_a_step_that_cannot_be_is_refused_by_field(
    office: Office, before, after, relation, field
) -> None:
    ids = {"old": office.old.pk, "new": office.new.pk, "": None}
    values = StepValues(
        SuccessionOf.AUTHORITY,
        relation,
        tuple(ids[name] for name in before),
        tuple(Successor(ids[name]) for name in after),
    )
    step = {"reorganisation_id": office.reorganisation.pk, "values": values, "now": NOW}

    with pytest.raises(ValidationError) as refusal:
        add_step(version=1, by=office.admins[0], **step)
    assert list(refusal.value.message_dict) == [field]
    with pytest.raises(PermissionDenied):
        add_step(version=1, by=make_user(), **step)
    with pytest.raises(StaleEdit):
        add_step(version=0, by=office.admins[0], **step)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_locked", [True, False])
def test_two_who_confirm_at_once_are_the_first_and_the_second(
    office: Office, monkeypatch: pytest.MonkeyPatch, is_locked: bool
) -> None:
    """Without the lock, the control, both become the first."""
    shown = simulate(reorganisation_id=office.reorganisation.pk).fingerprint
    barrier = Barrier(2)
    if not is_locked:

        def read(rows: QuerySet, *_args: object, **_fields: object) -> QuerySet:
            return rows

        monkeypatch.setattr(QuerySet, "select_for_update", read)

        def simulate_together(**values: int) -> object:
            found = simulate(**values)
            barrier.wait(timeout=20)
            return found

        monkeypatch.setattr(reorganisation_confirming, "simulate", simulate_together)

    def press(number: int) -> None:
        try:
            if is_locked:
                barrier.wait(timeout=20)
            office.confirm(number, shown)
        finally:
            connection.close()

    threads = [Thread(target=press, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    after = Reorganisation.objects.get(pk=office.reorganisation.pk)
    if is_locked:
        assert {after.first_by_id, after.second_by_id} == {each.pk for each in office.admins[:2]}
        assert after.state == ReorganisationState.CONFIRMED
    else:
        assert after.second_by is None


def test_h_two_bodies_merge_with_people_needs_and_discussions(client: Client) -> None:
    coordinator = make_actor(role=Role.COORDINATOR, group=(group := make_group()))
    old, target = (
        make_body(group=group, kind="network", name_sv=name, starts_on=ALWAYS)
        for name in ("Ungdomsgarantigruppen", "ELO-gruppen")
    )
    twice = make_organisation(name_sv="Gymnasiet Tallen")
    both = [
        make_mandate(
            seat=make_seat(body=body, organisation=twice, opened_on=ALWAYS), starts_on=ALWAYS
        )
        for body in (old, target)
    ]
    alone = make_mandate(seat=make_seat(body=old, opened_on=ALWAYS), starts_on=ALWAYS)
    need = Need.objects.create(
        group=group, body=old, title_sv="Behov", raised_on=DAY, made_at=NOW, changed_at=NOW
    )
    merge = {"old_id": old.pk, "target_id": target.pk, "on": DAY, "now": NOW}
    found = what_merges(old=old, on=DAY)
    assert (found.seats, found.people, found.needs, found.twice) == (
        2,
        2,
        1,
        {target.pk: [twice.name]},
    )

    with pytest.raises(PermissionDenied):
        merge_bodies(version=group.version, by=alone.user, **merge)
    with pytest.raises(ValidationError):
        merge_bodies(version=group.version, by=coordinator, **(merge | {"target_id": old.pk}))
    with pytest.raises(ValidationError):
        merge_bodies(
            version=group.version, by=coordinator, **(merge | {"on": DAY + timedelta(days=9)})
        )
    address = reverse("groups:body_merge", args=[old.pk])
    client.force_login(coordinator)
    form = {"target": target.pk, "on": DAY.isoformat(), "form_key": str(uuid.uuid4())}
    assert client.post(address, form | {"version": group.version + 5}).status_code == 409
    assert client.post(address, {"form_key": str(uuid.uuid4())}).status_code == 422
    answer = client.post(address, form | {"version": group.version})
    gaps = reverse("groups:group_representation", args=[group.pk])
    assert answer.headers["location"] == f"{gaps}?body={target.pk}"
    assert (
        f'value="{target.pk}" selected' in client.get(answer.headers["location"]).content.decode()
    )
    with pytest.raises(StaleEdit):
        merge_bodies(version=group.version, by=coordinator, **merge)

    sits = SeatHolder.objects.on(DAY).filter(seat__body=target)
    assert {(each.user_id, each.kind) for each in sits} == {
        (both[0].user_id, "deputy"),
        (both[1].user_id, "principal"),
        (alone.user_id, "principal"),
    }
    old.refresh_from_db()
    need.refresh_from_db()
    assert (old.ends_on, need.body) == (DAY - timedelta(days=1), target)
    assert [each.pk for each in successors_of(SuccessionOf.BODY, old.pk)] == [target.pk]
    read = Body.objects.permitted(alone.user, BodyPermission.VIEW_MEETINGS)
    assert {body.pk for body in read} == {old.pk, target.pk}
    assert not SeatHolder.objects.on(DAY).filter(seat__body=old).exists()
    assert Topic.objects.filter(space__body=old).count() == 0
    url = reverse("groups:body_detail", args=[target.pk])
    response = client.get(reverse("groups:body_detail", args=[old.pk]))
    assert f'class="b" href="{url}"' in response.content.decode()


def _kinds() -> dict[str, tuple[SuccessionOf, StepRelation, int, tuple[str, ...]]]:
    """Kind, relation, how many predecessors there are, and the heirs: "there" or new names."""
    rename, merge, split = StepRelation.RENAME, StepRelation.MERGE, StepRelation.SPLIT
    return {
        "organisation renamed": (SuccessionOf.ORGANISATION, rename, 1, ("Uusi",)),
        "organisations merged": (SuccessionOf.ORGANISATION, merge, 2, ("Uusi",)),
        "organisation split": (SuccessionOf.ORGANISATION, split, 1, ("there", "Uusi")),
        "organisation hands over": (
            SuccessionOf.ORGANISATION, StepRelation.TRANSFER, 1, ("there",),
        ),
        "category renamed": (SuccessionOf.CATEGORY, rename, 1, ("Uusi",)),
        "categories merged": (SuccessionOf.CATEGORY, merge, 2, ("Uusi",)),
        "group renamed": (SuccessionOf.GROUP, rename, 1, ("Uusi",)),
        "groups merged": (SuccessionOf.GROUP, merge, 2, ("Uusi",)),
        "group split": (SuccessionOf.GROUP, split, 1, ("Uusi", "Toinen")),
        "body renamed": (SuccessionOf.BODY, rename, 1, ("Uusi",)),
        "body merged": (SuccessionOf.BODY, merge, 1, ("there",)),
        "bodies merged": (SuccessionOf.BODY, merge, 2, ("Uusi",)),
        "municipality merged": (SuccessionOf.MUNICIPALITY, merge, 1, ("there",)),
        "municipality renamed": (SuccessionOf.MUNICIPALITY, rename, 1, ("Uusi",)),
        "authority split": (SuccessionOf.AUTHORITY, split, 1, ("Uusi", "Toinen")),
    }  # fmt: skip


@pytest.mark.parametrize("name", _kinds())
def test_each_kind_is_carried_out_loses_nothing_and_is_undone(office: Office, name: str) -> None:
    kind, relation, count, heirs = _kinds()[name]
    _furnish(office)
    rows = _things(office, kind)
    office.reorganisation.steps.all().delete()
    office.reorganisation.refresh_from_db()
    after = tuple(
        Successor(rows[-1]) if heir == "there" else Successor(name_sv=heir, name_fi=heir)
        for heir in heirs
    )
    add_step(
        reorganisation_id=office.reorganisation.pk,
        version=office.reorganisation.version,
        values=StepValues(kind, relation, tuple(rows[:count]), after),
        by=office.admins[0],
        now=THE_DAY_BEFORE,
    )
    answer_all(office.reorganisation, office.admins[0])
    before = picture()
    said = [line.label for line in lines_of(reorganisation=office.reorganisation)]
    office.confirm(0)
    office.confirm(1)
    assert apply_due(now=NOW) == 1

    if kind in {SuccessionOf.ORGANISATION, SuccessionOf.AUTHORITY}:
        assert said == [line.label for line in lines_of(reorganisation=office.reorganisation)]
    changed = picture()
    assert all(before[table].keys() <= changed[table].keys() for table in before)
    assert office.reorganisation.changes.exists() is (name != "organisation hands over")
    if relation in {StepRelation.MERGE, StepRelation.SPLIT}:
        assert successors_of(kind, rows[0])
    if kind == SuccessionOf.CATEGORY:
        refill = seats_to_refill(reorganisation_id=office.reorganisation.pk)
        assert all(each.is_open for each in refill)
    withdraw_reorganisation(
        reorganisation_id=office.reorganisation.pk, by=office.admins[0], now=NOW
    )
    assert picture() == before


def _furnish(office: Office) -> None:
    """Give the office neighbours: a second body and group with people, an agreement, a plan."""
    plan = make_plan(group=office.group)
    make_measure(goal=make_goal(plan=plan), responsible=office.organisation)
    agreement = Agreement.objects.create(
        group=office.group, title_sv="Avtal", title_fi="Sopimus", starts_on=ALWAYS
    )
    Party.objects.create(agreement=agreement, organisation=office.organisation)
    Agreement.objects.filter(pk=agreement.pk).update(state="in_force")
    make_actor(role=Role.COORDINATOR, group=office.group)
    other = make_group(name_sv="Andra gruppen", region=Region.objects.first())
    for group in (office.group, other):
        body = make_body(group=group, kind="network", name_sv="Nätverket", starts_on=ALWAYS)
        seat = make_seat(
            body=body,
            organisation=make_organisation(category=make_category(key="VET")),
            opened_on=ALWAYS,
        )
        make_mandate(seat=seat, starts_on=ALWAYS)
    for code, name in (("911", "Valtimo"), ("541", "Nurmes")):
        place = Municipality.objects.create(code=code, name_fi=name, name_sv=name)
        place.regions.create(region=Region.objects.first())
    RequiredCategory.objects.create(category=office.organisation.category)


def _things(office: Office, kind: SuccessionOf) -> list[int]:
    """Return ids of a kind: two that may be predecessors, and one that is there to be an heir."""
    heir = make_organisation(name_sv="Arvtagaren", category=office.organisation.category)
    rows = {
        SuccessionOf.AUTHORITY: Authority.objects.filter(pk=office.old.pk),
        SuccessionOf.ORGANISATION: Organisation.objects.filter(
            pk__in=[office.organisation.pk, heir.pk]
        )
        | Organisation.objects.filter(category__key="VET"),
        SuccessionOf.CATEGORY: Category.objects.all(),
        SuccessionOf.GROUP: EloGroup.objects.all(),
        SuccessionOf.BODY: Body.objects.filter(group=office.group),
        SuccessionOf.MUNICIPALITY: Municipality.objects.all(),
    }
    return list(rows[kind].order_by("pk").values_list("pk", flat=True))


def test_approved_plans_and_outcomes_keep_the_old_name() -> None:
    desk = make_desk()
    plan = approved(desk)
    version, outcome = plan.versions.get(), desk.held.body.outcomes.first()
    said = (version.content, version.sha256, str(outcome.text_sv))
    admins = [make_user(is_staff=True) for _number in range(2)]
    old = desk.organisation
    reorganisation = draft_reorganisation(
        values=ReorganisationValues("Namn", "", today()), by=admins[0], now=timezone.now()
    )
    add_step(
        reorganisation_id=reorganisation.pk,
        version=0,
        values=StepValues(
            SuccessionOf.ORGANISATION,
            StepRelation.MERGE,
            (old.pk,),
            (Successor(name_sv="Nya skolan", name_fi="Uusi koulu"),),
        ),
        by=admins[0],
        now=timezone.now(),
    )
    for admin in admins:
        found = simulate(reorganisation_id=reorganisation.pk)
        confirm_reorganisation(
            reorganisation_id=reorganisation.pk,
            fingerprint=found.fingerprint,
            by=admin,
            now=timezone.now(),
        )
    assert apply_due(now=timezone.now()) == 1

    version.refresh_from_db()
    outcome.refresh_from_db()
    assert (version.content, version.sha256, str(outcome.text_sv)) == said
    measure = plan.measures.get()
    assert measure.responsible == old
    assert old.name_sv in json.dumps(version.content, ensure_ascii=False)
