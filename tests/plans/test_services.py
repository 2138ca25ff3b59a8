"""Plans, positions, goals and actions by their services: what is done, and what is refused."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone, translation

from elo_platform.audit.models import AuditEvent
from elo_platform.lib.forms import StaleEdit
from groups.kinds import NodeKind, Relation
from groups.models import Link
from groups.services.needs import NeedValues, raise_need
from plans.kinds import Completeness, PositionKind
from plans.models import Goal, Measure, Offer, Plan, Position, Progress, Step
from plans.querysets.completeness import left_empty
from plans.querysets.content import content_of, fingerprint
from plans.services.goals import GoalValues, add_goal, change_goal, remove_goal
from plans.services.goals import values_of as goal_values
from plans.services.measures import (
    add_measure,
    answer_needs,
    change_measure,
    needs_answered,
    remove_measure,
    values_of,
)
from plans.services.plans import (
    PlanValues,
    change_plan,
    draft_plan,
    end_plan,
    open_plan,
    revise_plan,
)
from plans.services.positions import PositionValues, change_position
from plans.services.progress import Report, StepValues, report_progress, save_steps, steps_of
from plans.states import MeasureAction
from tests.factories import make_organisation, today
from tests.plans.plans import (
    approved,
    make_desk,
    make_goal,
    make_measure,
    make_national,
    stranger,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def by(desk, user=None):
    return {"by": user or desk.coordinator, "now": timezone.now()}


def plan_values(**fields):
    given = {"year_from": 2027, "year_to": 2029, "title_sv": "Planen", "title_fi": "Suunnitelma"}
    return PlanValues(**(given | fields))


def kinds(target):
    return [event.kind for event in AuditEvent.objects.filter(target_id=target.pk).order_by("pk")]


def make_need(desk, title="Köerna är långa"):
    values = NeedValues(raised_on=today(), title_sv=title, title_fi=title)
    return raise_need(
        group_id=desk.group.pk, values=values, by=desk.held.holders[1], now=timezone.now()
    )


def test_a_draft_begins_with_four_empty_positions(desk):
    plan = draft_plan(group_id=desk.group.pk, values=plan_values(), **by(desk))
    assert {row.kind for row in plan.positions.all()} == set(PositionKind)
    assert left_empty(plan.positions.all()) == list(PositionKind)
    assert (plan.state, plan.edition, plan.visibility) == ("draft", 1, "group")
    with pytest.raises(PermissionDenied):
        draft_plan(group_id=desk.group.pk, values=plan_values(), **by(desk, desk.contact))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title_sv": "", "title_fi": ""}, "title_sv"),
        ({"year_from": 1999}, "year_from"),
        ({"year_to": 2101}, "year_to"),
        ({"year_to": 2026}, "year_to"),
    ],
)
def test_what_is_no_plan_is_refused(desk, fields, field):
    with pytest.raises(ValidationError) as refusal:
        draft_plan(group_id=desk.group.pk, values=plan_values(**fields), **by(desk))
    assert field in refusal.value.error_dict


@pytest.mark.parametrize(
    ("texts", "exceptions", "behind", "expected"),
    [
        (("ja", "kyllä"), ("", ""), "", Completeness.DONE),
        (("ja", "kyllä"), ("därför", "siksi"), "", Completeness.DONE),
        (("ja", "kyllä"), ("", ""), "fi", Completeness.DRAFT),
        (("ja", ""), ("", ""), "", Completeness.DRAFT),
        (("", "kyllä"), ("därför", ""), "", Completeness.DRAFT),
        (("", ""), ("", ""), "", Completeness.EMPTY),
        (("", ""), ("därför", ""), "", Completeness.EXCUSED),
        (("", ""), ("", "siksi"), "", Completeness.EXCUSED),
    ],
)
def test_how_far_a_position_has_come(texts, exceptions, behind, expected):
    position = Position(
        text_sv=texts[0], text_fi=texts[1], exception_sv=exceptions[0],
        exception_fi=exceptions[1], behind=behind,
    )  # fmt: skip
    assert position.completeness is expected


@pytest.mark.parametrize(
    ("values", "in_step", "expected"),
    [
        ({"text_sv": "Nytt", "text_fi": "Näin"}, False, "fi"),
        ({"text_sv": "Så", "text_fi": "Uusi"}, False, "sv"),
        ({"text_sv": "Nytt", "text_fi": "Uusi"}, False, ""),
        ({"text_sv": "Nytt", "text_fi": "Näin"}, True, ""),
        ({"text_sv": "Nytt", "text_fi": ""}, False, ""),
    ],
)
def test_a_language_that_does_not_follow_is_behind(desk, values, in_step, expected):
    position = desk.plan.positions.first()
    Position.objects.filter(pk=position.pk).update(text_sv="Så", text_fi="Näin")
    given = {"position_id": position.pk, "version": 0, "values": PositionValues(**values)}
    assert change_position(**given, in_step=in_step, **by(desk)).behind == expected


def test_a_language_is_no_longer_behind_once_both_have_been_compared(desk):
    position = desk.plan.positions.first()
    given = {"position_id": position.pk, **by(desk)}
    values = PositionValues(text_sv="Nytt", text_fi=position.text_fi)
    assert change_position(version=0, values=values, **given).behind == "fi"
    compared = change_position(version=1, values=values, in_step=True, **given)
    assert (compared.behind, compared.version) == ("", 2)


def edits(desk):
    """Return each edit of a part, as (act, ids, values of now, row)."""
    position = desk.plan.positions.first()
    return {
        "plan": (change_plan, {"plan_id": desk.plan.pk}, plan_values(title_sv="Nytt"), Plan),
        "position": (
            change_position,
            {"position_id": position.pk},
            PositionValues(text_sv="Nytt"),
            Position,
        ),
        "goal": (change_goal, {"goal_id": desk.goal.pk}, GoalValues(title_sv="Nytt"), Goal),
        "measure": (
            change_measure,
            {"measure_id": desk.measure.pk},
            values_of(measure=make_measure(goal=desk.under, title_sv="Nytt",
                                           responsible=desk.organisation)),
            Measure,
        ),
    }  # fmt: skip


@pytest.mark.parametrize("part", ["plan", "position", "goal", "measure"])
def test_the_second_of_two_editors_is_told(desk, part):
    act, ids, values, model = edits(desk)[part]
    pk = next(iter(ids.values()))
    act(**ids, version=0, values=values, **by(desk))
    with pytest.raises(StaleEdit) as stale:
        act(**ids, version=0, values=values, **by(desk))
    assert stale.value.current.version == model.objects.get(pk=pk).version == 1


@pytest.mark.parametrize("part", ["plan", "position", "goal", "measure"])
def test_parts_are_written_by_coordinators_and_never_once_approved(desk, part):
    act, ids, values, _model = edits(desk)[part]
    with pytest.raises(PermissionDenied):
        act(**ids, version=0, values=values, **by(desk, desk.contact))
    act(**ids, version=0, values=values, **by(desk))
    approved(desk)
    with pytest.raises(PermissionDenied, match="new version"):
        act(**ids, version=1, values=values, **by(desk))


def test_equal_values_change_nothing(desk):
    values = goal_values(goal=desk.goal)
    assert change_goal(goal_id=desk.goal.pk, version=0, values=values, **by(desk)).version == 0
    own = values_of(measure=desk.measure)
    same = change_measure(measure_id=desk.measure.pk, version=0, values=own, **by(desk))
    assert same.version == 0


def test_opening_is_an_act_of_its_own(desk):
    given = {"plan_id": desk.plan.pk, **by(desk)}
    plan = open_plan(version=0, visibility="public", **given)
    assert plan.visibility == "public"
    event = AuditEvent.objects.get(kind="plan_opened")
    assert event.data == {"opened": ["group", "public"]}
    with pytest.raises(ValidationError):
        open_plan(version=1, visibility="body", **given)
    with pytest.raises(StaleEdit):
        open_plan(version=0, visibility="group", **given)


def test_a_new_edition_begins_and_a_plan_ends(desk):
    given = {"plan_id": desk.plan.pk, **by(desk)}
    with pytest.raises(PermissionDenied):
        revise_plan(**given)
    approved(desk)
    plan = revise_plan(**given)
    assert (plan.state, plan.edition) == ("draft", 2)
    with pytest.raises(PermissionDenied):
        end_plan(**given)
    approved(desk, plan=plan)
    assert end_plan(**given).state == "ended"
    assert {"plan_revised", "plan_changed"} <= set(kinds(plan))


def test_goals_stand_under_strategic_goals_without_actions(desk):
    given = {"plan_id": desk.plan.pk, **by(desk)}
    values = GoalValues(title_sv="Mål", national_goal_ids=(desk.national.pk,))
    strategic = add_goal(values=values, **given)
    assert strategic.number == 2
    assert list(strategic.national_goals.all()) == [desk.national]
    assert add_goal(parent_id=strategic.pk, values=values, **given).number == 1
    with pytest.raises(ValidationError, match="strategic goal"):
        add_goal(parent_id=desk.under.pk, values=values, **given)
    busy = make_goal(plan=desk.plan)
    make_measure(goal=busy)
    with pytest.raises(ValidationError, match="actions of its own"):
        add_goal(parent_id=busy.pk, values=values, **given)


def test_a_goal_with_something_under_it_stays(desk):
    for goal in (desk.goal, desk.under):
        with pytest.raises(ValidationError):
            remove_goal(goal_id=goal.pk, **by(desk))
    bare = make_goal(plan=desk.plan)
    remove_goal(goal_id=bare.pk, **by(desk))
    assert not Goal.objects.filter(pk=bare.pk).exists()


def measure_values(desk, **fields):
    own = values_of(measure=desk.measure)
    names = own.__dataclass_fields__
    return type(own)(**({name: getattr(own, name) for name in names} | fields))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title_sv": "", "title_fi": ""}, "title_sv"),
        ({"kind": "dance"}, "kind"),
        ({"starts_on": today() + timedelta(days=99)}, "due_on"),
        ({"goal_id": 0}, "goal"),
        ({"responsible_id": 0}, "responsible"),
        ({"partner_ids": (0,)}, "partners"),
        ({"national_goal_ids": (0,)}, "national_goals"),
    ],
)
def test_what_is_no_action_is_refused(desk, fields, field):
    with pytest.raises(ValidationError) as refusal:
        add_measure(plan_id=desk.plan.pk, values=measure_values(desk, **fields), **by(desk))
    assert field in refusal.value.error_dict
    assert add_measure(plan_id=desk.plan.pk, values=measure_values(desk), **by(desk)).number == 2


def test_an_action_stands_under_the_lowest_goal_and_within_the_group(desk):
    given = {"plan_id": desk.plan.pk, **by(desk)}
    with pytest.raises(ValidationError, match="development goals"):
        add_measure(values=measure_values(desk, goal_id=desk.goal.pk), **given)
    outside = make_organisation(name_sv="Utanför")
    with pytest.raises(ValidationError, match="organisations of the group"):
        add_measure(values=measure_values(desk, responsible_id=outside.pk), **given)


def test_an_action_answers_needs_and_their_people_are_told(desk):
    need = make_need(desk)
    measure = add_measure(
        plan_id=desk.plan.pk, values=measure_values(desk), need_ids=(need.pk,), **by(desk)
    )
    assert needs_answered(measure_id=measure.pk) == [need.pk]
    links = Link.objects.standing().filter(to_kind=NodeKind.MEASURE, to_id=measure.pk)
    assert {link.relation for link in links} == {Relation.ANSWERED_BY, Relation.IMPLEMENTED_BY}
    told = need.raised_by.owed.filter(kind="need_step")
    assert told.count() == 1
    given = {"measure_id": measure.pk, **by(desk)}
    assert answer_needs(need_ids=(need.pk,), **given) == []
    assert told.count() == 1
    assert answer_needs(need_ids=(), **given) == []
    assert needs_answered(measure_id=measure.pk) == []


def test_needs_that_are_hidden_stay_joined_and_cannot_be_chosen(desk):
    other = make_desk()
    foreign = make_need(other)
    with pytest.raises(ValidationError, match="open needs of the group"):
        answer_needs(measure_id=desk.measure.pk, need_ids=(foreign.pk,), **by(desk))


def test_an_action_moves_to_another_goal_with_its_link(desk):
    measure = add_measure(plan_id=desk.plan.pk, values=measure_values(desk), **by(desk))
    other = make_goal(plan=desk.plan)
    values = measure_values(desk, goal_id=other.pk)
    moved = change_measure(measure_id=measure.pk, version=0, values=values, **by(desk))
    assert moved.number == 1
    links = Link.objects.standing().filter(relation=Relation.IMPLEMENTED_BY, to_id=measure.pk)
    assert [link.from_id for link in links] == [other.pk]


def test_an_action_with_a_history_is_stopped_and_not_removed(desk):
    fresh = make_measure(goal=desk.under, responsible=desk.organisation)
    plan = remove_measure(measure_id=fresh.pk, **by(desk))
    assert plan == desk.plan
    assert not Measure.objects.filter(pk=fresh.pk).exists()
    report_progress(measure_id=desk.measure.pk, report=Report(text="Det går"), **by(desk))
    with pytest.raises(ValidationError, match="Stop it instead"):
        remove_measure(measure_id=desk.measure.pk, **by(desk))


def test_an_action_that_was_approved_is_not_removed(desk):
    approved(desk)
    revise_plan(plan_id=desk.plan.pk, **by(desk))
    with pytest.raises(ValidationError, match="was approved"):
        remove_measure(measure_id=desk.measure.pk, **by(desk))


def test_the_organisation_reports_while_the_plan_is_approved(desk):
    approved(desk)
    report = Report(text="Vi har börjat", action=MeasureAction.START)
    with translation.override("fi"):
        said = report_progress(measure_id=desk.measure.pk, report=report, **by(desk, desk.contact))
    measure = Measure.objects.get()
    assert (measure.status, said.organisation, said.language) == (
        "under_way",
        desk.organisation,
        "fi",
    )
    assert measure.last_reported_at == said.at
    with pytest.raises(PermissionDenied):
        report_progress(measure_id=desk.measure.pk, report=report, **by(desk, stranger(desk)))


def test_stopping_takes_a_reason_and_a_coordinator(desk):
    given = {"measure_id": desk.measure.pk}
    stop = Report(text="Pengarna tog slut", action=MeasureAction.STOP)
    with pytest.raises(PermissionDenied):
        report_progress(report=stop, **given, **by(desk, desk.contact))
    with pytest.raises(ValidationError, match="why"):
        report_progress(report=Report(action=MeasureAction.STOP), **given, **by(desk))
    report_progress(report=stop, **given, **by(desk))
    assert Measure.objects.get().stop_reason == "Pengarna tog slut"
    report_progress(report=Report(action=MeasureAction.REOPEN), **given, **by(desk))
    assert (Measure.objects.get().status, Measure.objects.get().stop_reason) == ("under_way", "")


def test_a_report_says_something(desk):
    with pytest.raises(ValidationError, match="in some words"):
        report_progress(measure_id=desk.measure.pk, report=Report(), **by(desk))
    assert not Progress.objects.exists()


def test_steps_are_kept_ticked_and_never_lost_once_done(desk):
    given = {"measure_id": desk.measure.pk, **by(desk, desk.contact)}
    new = [StepValues(text_sv="Ett"), StepValues(text_fi="Kaksi"), StepValues()]
    save_steps(version=0, steps=new, **given)
    one, two = steps_of(measure=desk.measure)
    report_progress(report=Report(done_ids=(one.pk,)), **given)
    assert Step.objects.get(pk=one.pk).done_by == desk.contact
    with pytest.raises(ValidationError, match="is done stays"):
        save_steps(version=1, steps=[two], **given)
    save_steps(version=1, steps=[two, one], **given)
    assert [step.pk for step in steps_of(measure=desk.measure)] == [two.pk, one.pk]
    with pytest.raises(StaleEdit):
        save_steps(version=1, steps=[one], **given)
    with pytest.raises(ValidationError, match="no longer there"):
        save_steps(version=2, steps=[one, StepValues(text_sv="x", pk=0)], **given)
    with pytest.raises(ValidationError):
        report_progress(report=Report(done_ids=(0,)), **given)


def test_the_agreed_date_is_the_deadline(desk):
    agreed = today() - timedelta(days=3)
    offer = Offer.objects.create(
        measure=desk.measure, organisation=desk.organisation, answer_by=today(),
        offered_by=desk.coordinator, offered_at=timezone.now(),
    )  # fmt: skip
    measure = Measure.objects.with_deadline().get()
    assert (measure.deadline, measure.carrier_id) == (desk.measure.due_on, None)
    Offer.objects.filter(pk=offer.pk).update(state="accepted", agreed_due_on=agreed)
    measure = Measure.objects.with_deadline().get()
    assert (measure.deadline, measure.carrier_id) == (agreed, desk.organisation.pk)
    assert (measure.days_late(today()), measure.days_late(agreed)) == (3, 0)


def test_the_fingerprint_follows_every_part(desk):
    seen = {fingerprint(content_of(desk.plan))}
    assert fingerprint(content_of(Plan.objects.get())) in seen
    changes = (
        lambda: Plan.objects.update(vision_fi="Uusi"),
        lambda: Position.objects.filter(kind="roles").update(text_sv="Nytt"),
        lambda: Goal.objects.filter(pk=desk.under.pk).update(title_sv="Nytt"),
        lambda: Measure.objects.update(due_on=today()),
        lambda: desk.measure.partners.clear(),
        lambda: desk.goal.national_goals.add(make_national(number=2)),
    )
    for change in changes:
        change()
        seen.add(fingerprint(content_of(Plan.objects.get())))
    assert len(seen) == len(changes) + 1
    Measure.objects.update(status="done")
    assert fingerprint(content_of(Plan.objects.get())) in seen
