"""Raising, rewording, supporting, opening, lifting, refusing and merging, with each refusal."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from elo_platform.audit.models import AuditEvent
from elo_platform.lib.forms import StaleEdit
from elo_platform.notifications.models import Owed
from groups.kinds import NeedStep, NodeKind, Relation
from groups.models import AgendaItem, Evidence, Link, Need, Support
from groups.permissions import Role, Visibility
from groups.querysets.chain import Ref, earlier, later
from groups.services.links import join
from groups.services.need_steps import lift_need, merge_needs, refuse_need, reopen_need
from groups.services.needs import (
    add_evidence,
    change_need,
    open_need,
    refresh_evidence,
    support_need,
    tell_need_step,
    withdraw_support,
)
from tests.factories import give_role, make_actor, make_body, make_organisation, make_seat, today
from tests.groups.meetings import called, draft, make_hall, sit
from tests.groups.needs import THEME, TOPIC, evidence, make_need, values

pytestmark = pytest.mark.django_db
ITEM = Ref(NodeKind.ITEM, 77)


def now():
    return timezone.now()


def told(step) -> set[int]:
    rows = Owed.objects.filter(kind="need_step", params__step=step)
    return set(rows.values_list("reader", flat=True))


def recorded(kind, need) -> list[dict]:
    rows = AuditEvent.objects.filter(kind=kind, target_kind="groups.need", target_id=need.pk)
    return list(rows.values_list("data", flat=True))


def test_a_member_raises_a_need_for_their_organisation_and_supports_it(hall):
    member = hall.members[0]

    need = make_need(hall, by=member)

    assert (need.state, need.visibility, need.version) == ("open", "group", 0)
    assert need.raised_for == hall.seats[0].organisation
    assert list(need.supports.values_list("user", "organisation")) == [
        (member.pk, need.raised_for_id)
    ]
    assert recorded("need_raised", need) == [{}]


def test_a_coordinator_without_a_seat_raises_for_nobody():
    need = make_need(make_hall())

    assert need.raised_for is None
    assert not need.supports.exists()


def test_guidance_staff_raise_for_the_organisation_that_they_belong_to(hall):
    staff = make_actor(role=Role.STAFF, organisation=hall.seats[0].organisation)

    need = make_need(hall, by=staff)

    assert need.raised_for == hall.seats[0].organisation
    assert list(Need.objects.visible_to(staff)) == [need]


@pytest.mark.parametrize("role", [Role.NATIONAL, Role.RESEARCHER])
def test_who_is_not_of_the_group_raises_nothing(hall, role):
    with pytest.raises(PermissionDenied):
        make_need(hall, by=make_actor(role=role))

    assert not Need.objects.exists()


def test_a_need_is_raised_in_the_own_body_and_in_no_other(hall):
    other = make_body(group=hall.body.group, kind="working")
    member = hall.members[0]

    need = make_need(hall, by=member, body=hall.body, visibility=Visibility.BODY)

    assert need.body == hall.body
    for body in (other, make_body()):
        with pytest.raises(PermissionDenied):
            make_need(hall, by=member, body=body, visibility=Visibility.BODY)


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("title_sv", {"title_sv": "", "title_fi": ""}),
        ("raised_on", {"raised_on": today() + timedelta(days=1)}),
        ("raised_for", {"raised_for_id": 987654}),
        ("visibility", {"visibility": Visibility.PUBLIC}),
        ("visibility", {"visibility": Visibility.ALL_REGIONS}),
        ("visibility", {"visibility": Visibility.BODY}),
    ],
)
def test_what_is_no_need_is_refused_at_its_field(hall, field, fields):
    make_need(hall)

    with pytest.raises(ValidationError) as refusal:
        make_need(hall, **fields)

    assert field in refusal.value.error_dict
    assert Need.objects.count() == 1


def test_a_theme_raises_one_need_however_often(hall):
    first = make_need(hall, source=THEME, said=evidence())
    second = make_need(hall, source=THEME, said=evidence(), title_sv="Annat")
    other = make_need(hall, source=TOPIC)

    assert first == second
    assert first.title_sv != "Annat"
    assert other != first
    assert first.evidence.count() == 1
    assert earlier(NodeKind.NEED, [first.pk]) == {first.pk: [THEME]}


def test_a_theme_whose_need_was_merged_leads_to_the_other_need(hall):
    need, into = make_need(hall, source=THEME), make_need(hall)
    merge_needs(need_id=need.pk, into_id=into.pk, by=hall.coordinator, now=now())

    assert make_need(hall, source=THEME) == into


def test_evidence_of_a_theme_is_brought_up_to_date_and_that_of_others_is_not(hall):
    need = make_need(hall, source=THEME, said=evidence())
    typed = add_evidence(
        need_id=need.pk, values=evidence(answers=None), by=hall.members[0], now=now()
    )
    few = evidence(answers=None, is_few=True, sectors_sv=())

    changed = [refresh_evidence(source=THEME, values=few, now=now()) for _ in range(2)]

    row = need.evidence.get(node_id=THEME.id)
    assert changed == [1, 0]
    assert (row.answers, row.is_few, row.sectors_sv) == (None, True, [])
    assert not Evidence.objects.get(pk=typed.pk).is_few


def test_the_database_counts_no_fewer_than_five_answers(hall):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_need(hall, source=THEME, said=evidence(answers=4))

    assert make_need(hall, source=THEME, said=evidence(answers=5))


def test_evidence_says_something_and_comes_from_who_may_raise_needs(hall):
    need = make_need(hall)
    given = {"need_id": need.pk, "now": now()}

    with pytest.raises(ValidationError):
        add_evidence(values=evidence(text_sv=""), by=hall.members[0], **given)
    with pytest.raises(PermissionDenied):
        add_evidence(values=evidence(), by=make_actor(role=Role.COORDINATOR), **given)

    add_evidence(values=evidence(), by=hall.members[0], **given)
    assert len(recorded("evidence_added", need)) == 1


def test_nobody_adds_evidence_to_or_supports_what_they_do_not_see(hall):
    other = make_actor(
        role=Role.WORKING_MEMBER, body=make_body(group=hall.body.group, kind="working")
    )
    need = make_need(hall, body=hall.body, visibility=Visibility.BODY)
    given = {"need_id": need.pk, "by": other, "now": now()}

    with pytest.raises(PermissionDenied):
        support_need(**given)
    with pytest.raises(PermissionDenied):
        add_evidence(values=evidence(), **given)
    open_need(need_id=need.pk, version=0, visibility="group", by=hall.coordinator, now=now())
    support_need(**given)
    add_evidence(values=evidence(), **given)


def test_support_is_given_once_and_taken_back(hall):
    need, member = make_need(hall), hall.members[1]

    support = support_need(need_id=need.pk, by=member, now=now())
    with pytest.raises(PermissionDenied):
        support_need(need_id=need.pk, by=member, now=now())

    assert support.organisation == hall.seats[1].organisation
    withdraw_support(need_id=need.pk, by=member, now=now())
    assert not need.supports.exists()
    with pytest.raises(PermissionDenied):
        withdraw_support(need_id=need.pk, by=member, now=now())
    assert recorded("need_supported", need) == [{}, {"withdrawn": True}]


def test_who_speaks_for_two_organisations_says_for_which(hall):
    need, member = make_need(hall), hall.members[0]
    second = make_seat(body=hall.body, organisation=make_organisation(name_sv="Andra"))
    sit(seat=second, user=member)
    foreign = make_organisation(name_sv="Främmande")

    with pytest.raises(ValidationError):
        support_need(need_id=need.pk, organisation_id=foreign.pk, by=member, now=now())
    support = support_need(
        need_id=need.pk, organisation_id=second.organisation_id, by=member, now=now()
    )

    assert support.organisation == second.organisation


def test_support_of_two_at_once_is_one_row_in_the_database(hall):
    need = make_need(hall)
    Support.objects.create(need=need, user=hall.members[0], at=now())

    with pytest.raises(IntegrityError), transaction.atomic():
        Support.objects.create(need=need, user=hall.members[0], at=now())


def test_who_raised_it_rewords_it_until_it_is_lifted(hall):
    member = hall.members[0]
    need = make_need(hall, by=member)
    given = {"need_id": need.pk, "now": now()}
    again = values(title_sv="Nytt", raised_for_id=need.raised_for_id)

    need = change_need(version=0, values=again, by=member, **given)
    with pytest.raises(PermissionDenied):
        change_need(version=1, values=again, by=hall.members[1], **given)

    assert (need.title_sv, need.version, need.changed_by) == ("Nytt", 1, member)
    assert recorded("need_changed", need) == [{"fields": ["title_sv"]}]
    lift_need(need_id=need.pk, meeting_id=called(hall).pk, by=hall.coordinator, now=now())
    with pytest.raises(PermissionDenied):
        change_need(version=2, values=again, by=member, **given)
    change_need(version=2, values=again, by=hall.coordinator, **given)


def test_the_second_of_two_who_reword_is_told(hall):
    need = make_need(hall)
    given = {"need_id": need.pk, "version": 0, "by": hall.coordinator, "now": now()}
    change_need(values=values(title_sv="Första"), **given)

    with pytest.raises(StaleEdit) as stale:
        change_need(values=values(title_sv="Andra"), **given)

    assert stale.value.current.title_sv == "Första"


def test_saving_what_stands_changes_nothing(hall):
    need = make_need(hall)

    need = change_need(need_id=need.pk, version=0, values=values(), by=hall.coordinator, now=now())

    assert need.version == 0
    assert recorded("need_changed", need) == []


def test_opening_is_an_act_of_its_own_of_the_coordinator(hall):
    need = make_need(hall, by=hall.members[0])
    given = {"need_id": need.pk, "version": 0, "now": now()}

    with pytest.raises(PermissionDenied):
        open_need(visibility="public", by=hall.members[0], **given)
    with pytest.raises(ValidationError):
        open_need(visibility="body", by=hall.coordinator, **given)
    need = open_need(visibility="public", by=hall.coordinator, **given)
    with pytest.raises(StaleEdit):
        open_need(visibility="group", by=hall.coordinator, **given)

    assert need.visibility == "public"
    assert recorded("need_opened", need) == [{"opened": ["group", "public"]}]


def test_lifting_makes_the_last_item_and_tells_those_behind_the_need(hall):
    raiser, supporter = hall.members
    need = make_need(hall, by=raiser)
    support_need(need_id=need.pk, by=supporter, now=now())
    meeting = called(hall)

    item = lift_need(need_id=need.pk, meeting_id=meeting.pk, by=hall.coordinator, now=now())

    need.refresh_from_db()
    meeting.refresh_from_db()
    assert (item.number, item.title_fi, item.text_sv) == (2, need.title_fi, need.text_sv)
    assert (need.state, need.version) == ("lifted", 1)
    assert later(NodeKind.NEED, [need.pk]) == {need.pk: [Ref(NodeKind.ITEM, item.pk)]}
    assert told("lifted") == {raiser.pk, supporter.pk}
    assert (meeting.version, meeting.sequence) == (2, 1)
    assert recorded("need_lifted", need) == [{"item": item.pk, "meeting": meeting.pk}]


def test_a_need_is_lifted_to_several_meetings_but_once_to_each(hall):
    need = make_need(hall)
    first, second = called(hall), draft(hall, days=30)
    given = {"need_id": need.pk, "by": hall.coordinator, "now": now()}
    lift_need(meeting_id=first.pk, **given)

    with pytest.raises(ValidationError):
        lift_need(meeting_id=first.pk, **given)
    lift_need(meeting_id=second.pk, **given)

    assert first.items.count() == 2
    assert second.items.count() == 2


def test_an_item_taken_off_the_agenda_can_be_put_on_again(hall):
    need, meeting = make_need(hall), called(hall)
    given = {"need_id": need.pk, "meeting_id": meeting.pk, "by": hall.coordinator, "now": now()}
    lift_need(**given).delete()

    assert lift_need(**given).number == 2


def test_a_need_goes_on_no_agenda_where_it_does_not_belong(hall):
    elsewhere = make_hall()
    need = make_need(hall)
    network = make_body(group=hall.body.group, kind="network")
    hall_of_network = make_hall()
    hall_of_network.body, hall_of_network.coordinator = network, hall.coordinator
    given = {"need_id": need.pk, "by": hall.coordinator, "now": now()}
    public = draft(hall, visibility=Visibility.PUBLIC)

    for meeting in (draft(elsewhere), draft(hall_of_network), public):
        with pytest.raises(ValidationError) as refusal:
            lift_need(meeting_id=meeting.pk, **given)
        assert "meeting" in refusal.value.error_dict
    with pytest.raises(ValidationError):
        lift_need(meeting_id=987654321, **given)
    open_need(need_id=need.pk, version=0, visibility="public", by=hall.coordinator, now=now())
    lift_need(meeting_id=public.pk, **given)


def test_no_need_goes_on_the_agenda_of_a_meeting_that_is_over(hall):
    need, meeting = make_need(hall), called(hall)
    given = {"need_id": need.pk, "meeting_id": meeting.pk, "by": hall.coordinator}

    with pytest.raises(PermissionDenied):
        lift_need(now=meeting.ends_at, **given)

    assert AgendaItem.objects.count() == 1
    need.refresh_from_db()
    assert need.state == "open"
    lift_need(now=now(), **given)


def test_a_refusal_has_a_reason_and_an_owner_and_can_be_taken_back(hall):
    need = make_need(hall, by=hall.members[0])
    given = {"need_id": need.pk, "by": hall.coordinator, "now": now()}

    with pytest.raises(ValidationError):
        refuse_need(reason="  ", **given)
    need = refuse_need(reason="Kommunen gör det.", **given)

    assert (need.state, need.refusal, need.settled_by) == (
        "refused",
        "Kommunen gör det.",
        hall.coordinator,
    )
    assert told("refused") == {hall.members[0].pk}
    need = reopen_need(**given)
    assert (need.state, need.refusal, need.settled_by) == ("open", "", None)
    assert told("reopened") == {hall.members[0].pk}


def test_the_database_keeps_no_refusal_without_a_reason():
    need = make_need(make_hall())

    with pytest.raises(IntegrityError), transaction.atomic():
        Need.objects.filter(pk=need.pk).update(state="refused")


def test_merging_loses_no_source_no_evidence_no_support_and_no_link(hall):
    need = make_need(hall, by=hall.members[0], source=THEME, said=evidence())
    into = make_need(hall, source=TOPIC, said=evidence(text_sv="Tråden"))
    given = {"by": hall.coordinator, "now": now()}
    for member in hall.members:
        support_need(need_id=need.pk, by=member, now=now())
    support_need(need_id=into.pk, by=hall.members[1], now=now())
    measure = Ref(NodeKind.MEASURE, 55)
    group = {"group_id": need.group_id, **given}
    join(start=Ref(NodeKind.NEED, need.pk), relation=Relation.ANSWERED_BY, end=measure, **group)

    merge_needs(need_id=need.pk, into_id=into.pk, **given)

    need.refresh_from_db()
    assert (need.state, need.merged_into) == ("merged", into)
    assert set(earlier(NodeKind.NEED, [into.pk])[into.pk]) == {THEME, TOPIC}
    assert later(NodeKind.NEED, [into.pk]) == {into.pk: [measure]}
    assert earlier(NodeKind.NEED, [need.pk]) == {}
    assert later(NodeKind.NEED, [need.pk]) == {}
    assert into.evidence.count() == 2
    assert set(into.supports.values_list("user", flat=True)) == {
        member.pk for member in hall.members
    }
    assert Support.objects.count() == 3
    assert recorded("need_merged", need) == [{"into": into.pk}]
    assert hall.members[0].pk in told("merged")


def test_a_chain_of_merged_needs_leads_to_the_last(hall):
    first, second, last = (make_need(hall) for _ in range(3))
    given = {"by": hall.coordinator, "now": now()}

    merge_needs(need_id=first.pk, into_id=second.pk, **given)
    merge_needs(need_id=second.pk, into_id=last.pk, **given)

    first.refresh_from_db()
    assert first.merged_into == last


def test_a_lifted_need_stays_lifted_in_the_one_that_it_is_merged_into(hall):
    need, into = make_need(hall), make_need(hall)
    given = {"by": hall.coordinator, "now": now()}
    item = lift_need(need_id=need.pk, meeting_id=called(hall).pk, **given)

    merge_needs(need_id=need.pk, into_id=into.pk, **given)

    into.refresh_from_db()
    assert into.state == "lifted"
    assert later(NodeKind.NEED, [into.pk]) == {into.pk: [Ref(NodeKind.ITEM, item.pk)]}


def test_what_cannot_be_merged_is_refused_and_nothing_moves(hall):
    elsewhere = make_hall()
    need, into, foreign = make_need(hall), make_need(hall), make_need(elsewhere)
    given = {"need_id": need.pk, "by": hall.coordinator, "now": now()}
    refused, narrow = make_need(hall), make_need(hall, body=hall.body, visibility="body")
    refuse_need(need_id=refused.pk, reason="Nej.", by=hall.coordinator, now=now())
    merged = make_need(hall)
    merge_needs(need_id=merged.pk, into_id=into.pk, by=hall.coordinator, now=now())

    for other in (need, foreign, refused, narrow, merged):
        with pytest.raises(ValidationError) as refusal:
            merge_needs(into_id=other.pk, **given)
        assert "into" in refusal.value.error_dict
    with pytest.raises(ValidationError):
        merge_needs(into_id=987654321, **given)
    need.refresh_from_db()
    assert need.state == "open"
    assert merge_needs(into_id=into.pk, **given) == into


def test_both_of_two_that_are_merged_crosswise_are_never_gone(hall):
    first, second = make_need(hall), make_need(hall)
    given = {"by": hall.coordinator, "now": now()}
    merge_needs(need_id=first.pk, into_id=second.pk, **given)

    with pytest.raises(ValidationError):
        merge_needs(need_id=second.pk, into_id=first.pk, **given)

    second.refresh_from_db()
    assert second.state == "open"


def test_those_behind_a_need_are_told_once_of_each_thing_that_it_led_to(hall):
    need = make_need(hall, by=hall.members[0])
    given = {"need_ids": [need.pk], "by": hall.coordinator, "now": now()}
    measure, other = Ref(NodeKind.MEASURE, 1), Ref(NodeKind.MEASURE, 2)

    for about in (measure, measure, other):
        tell_need_step(step=NeedStep.ANSWERED, about=about, **given)
    tell_need_step(step=NeedStep.SETTLED, about=Ref(NodeKind.OUTCOME, 1), **given)

    assert Owed.objects.filter(kind="need_step", params__step="answered").count() == 2
    assert told("settled") == {hall.members[0].pk}


def test_who_takes_the_step_is_not_told_of_it(hall):
    need = make_need(hall)

    refuse_need(need_id=need.pk, reason="Nej.", by=hall.coordinator, now=now())

    assert told("refused") == set()


def test_those_behind_a_merged_need_are_told_what_becomes_of_the_other(hall):
    need, into = make_need(hall, by=hall.members[0]), make_need(hall)
    Support.objects.all().delete()
    merge_needs(need_id=need.pk, into_id=into.pk, by=hall.coordinator, now=now())

    refuse_need(need_id=into.pk, reason="Nej.", by=hall.coordinator, now=now())

    assert told("refused") == {hall.members[0].pk}


def test_a_link_stands_once_and_history_keeps_the_retired_one(hall):
    need, into = make_need(hall, source=THEME), make_need(hall)

    merge_needs(need_id=need.pk, into_id=into.pk, by=hall.coordinator, now=now())

    links = Link.objects.filter(from_kind=THEME.kind, from_id=THEME.id)
    assert sorted(links.values_list("to_id", "retired_by")) == [
        (need.pk, hall.coordinator.pk),
        (into.pk, None),
    ]


def test_rights_of_a_role_that_ended_yesterday_are_gone(hall):
    gone = make_actor(role=Role.COORDINATOR)
    give_role(
        user=gone,
        role=Role.COORDINATOR,
        held_in=hall.body.group,
        starts_on=today() - timedelta(days=9),
        ends_on=today() - timedelta(days=1),
    )
    need = make_need(hall)

    with pytest.raises(PermissionDenied):
        refuse_need(need_id=need.pk, reason="Nej.", by=gone, now=now())
    with pytest.raises(PermissionDenied):
        merge_needs(need_id=need.pk, into_id=make_need(hall).pk, by=gone, now=now())
