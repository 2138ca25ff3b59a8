"""What is approved stays as it was approved, whichever way somebody tries to change it."""

import pytest
from django.db import DatabaseError, connection, transaction

from plans.models import (
    Goal,
    GoalNational,
    Measure,
    MeasureNational,
    MeasurePartner,
    Plan,
    PlanClause,
    PlanVersion,
    Position,
    Progress,
    Step,
)
from tests.factories import make_organisation, today
from tests.plans.plans import (
    approved,
    make_clause,
    make_desk,
    make_goal,
    make_measure,
    make_national,
    revised,
)

pytestmark = pytest.mark.django_db


def sql(text, *values):
    with connection.cursor() as cursor:
        cursor.execute(text, values)


def save(row, **changes):
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()


def raw(model, column, value):
    table = model._meta.db_table
    return lambda desk: sql(f"UPDATE {table} SET {column} = %s", value)


def bulk(model, **changes):
    def act(desk):
        rows = list(model.objects.all())
        for row in rows:
            for name, value in changes.items():
                setattr(row, name, value)
        model.objects.bulk_update(rows, list(changes))

    return act


# Each changes something of what was approved. All are possible while the plan is a draft.
CHANGES = {
    "plan title by save": lambda d: save(Plan.objects.get(), title_sv="Nytt"),
    "plan vision by queryset": lambda d: Plan.objects.update(vision_fi="Uusi"),
    "plan years by SQL": raw(Plan, "year_to", 2040),
    "plan by bulk": bulk(Plan, vision_sv="Nytt"),
    "clause added": lambda d: d.plan.clauses.add(make_clause(group=d.group)),
    "clauses cleared": lambda d: d.plan.clauses.clear(),
    "clause moved": lambda d: PlanClause.objects.update(clause=make_clause(group=d.group)),
    "position by save": lambda d: save(Position.objects.first(), text_sv="Nytt"),
    "position reason by SQL": raw(Position, "exception_fi", "Uusi"),
    "position removed": lambda d: Position.objects.first().delete(),
    "positions removed by SQL": lambda d: sql("DELETE FROM plans_position"),
    "goal by save": lambda d: save(Goal.objects.get(pk=d.goal.pk), title_fi="Uusi"),
    "goal by bulk": bulk(Goal, text_sv="Nytt"),
    "goal added": lambda d: make_goal(plan=d.plan),
    "goal moved": lambda d: Goal.objects.filter(pk=d.under.pk).update(parent=None, number=9),
    "national goal of a goal added": lambda d: d.goal.national_goals.add(make_national(number=2)),
    "national goal of a goal removed": lambda d: d.goal.national_goals.clear(),
    "national goal of a goal by SQL": raw(GoalNational, "goal_id", None),
    "measure by save": lambda d: save(Measure.objects.get(), description_sv="Nytt"),
    "measure by queryset": lambda d: Measure.objects.update(due_on=today()),
    "measure by bulk": bulk(Measure, kind="study"),
    "measure by SQL": raw(Measure, "title_fi", "Uusi"),
    "measure's organisation": lambda d: Measure.objects.update(responsible=make_organisation()),
    "measure added": lambda d: make_measure(goal=d.under),
    "measures added by bulk": lambda d: Measure.objects.bulk_create(
        [Measure(**fields_of(d.measure), number=7)]
    ),
    "measure removed": lambda d: Measure.objects.get().delete(),
    "partner added": lambda d: d.measure.partners.add(make_organisation()),
    "partners set": lambda d: d.measure.partners.set([]),
    "partner by SQL": lambda d: sql("DELETE FROM plans_measurepartner"),
    "national goal added": lambda d: d.measure.national_goals.add(make_national(number=3)),
    "national goal moved": lambda d: MeasureNational.objects.update(
        national_goal=make_national(number=4)
    ),
    "national goal removed": lambda d: d.measure.national_goals.clear(),
}


def fields_of(measure):
    names = ("plan_id", "goal_id", "title_sv", "responsible_id", "due_on", "made_at", "changed_at")
    return {name: getattr(measure, name) for name in names}


@pytest.mark.parametrize("change", [pytest.param(act, id=name) for name, act in CHANGES.items()])
def test_what_is_approved_changes_by_no_path(desk, change):
    if change is not CHANGES["national goal of a goal by SQL"]:
        with transaction.atomic():
            change(desk)
            transaction.set_rollback(True)
    approved(desk)
    with pytest.raises(DatabaseError, match="new edition only"), transaction.atomic():
        change(desk)


@pytest.mark.parametrize("change", [pytest.param(act, id=name) for name, act in CHANGES.items()])
def test_a_plan_that_has_ended_stays_as_it_was(desk, change):
    approved(desk)
    Plan.objects.update(state="ended")
    with pytest.raises(DatabaseError, match="new edition only"), transaction.atomic():
        change(desk)


def test_life_goes_on_while_a_plan_is_approved(desk):
    approved(desk)
    Measure.objects.update(status="under_way", last_reported_at=desk.now)
    step = Step.objects.create(measure=desk.measure, number=1, text_sv="Utred köerna")
    save(step, done_on=today())
    Progress.objects.create(
        measure=desk.measure, status="under_way", text="Det går", language="sv",
        by=desk.contact, at=desk.now,
    )  # fmt: skip
    Plan.objects.update(visibility="public")
    assert Measure.objects.get().status == "under_way"
    assert Step.objects.get().done_on == today()


def test_a_new_edition_opens_the_plan_again(desk):
    revised(approved(desk))
    Measure.objects.update(title_sv="Nytt")
    desk.measure.partners.clear()
    assert (Measure.objects.get().title_sv, MeasurePartner.objects.count()) == ("Nytt", 0)
    assert PlanVersion.objects.get().content["measures"][0]["title_sv"] != "Nytt"


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "draft"},
        {"state": "proposed"},
        {"edition": 2},
        {"state": "draft", "edition": 3},
        {"state": "draft", "edition": 2, "title_sv": "Nytt"},
    ],
    ids=str,
)
def test_an_approved_plan_goes_back_by_the_next_edition_alone(desk, changes):
    approved(desk)
    with pytest.raises(DatabaseError, match="new edition only"), transaction.atomic():
        Plan.objects.update(**changes)
    assert Plan.objects.update(state="draft", edition=2) == 1


def test_a_plan_is_approved_with_a_kept_version_alone(desk):
    with pytest.raises(DatabaseError, match="version of its edition"), transaction.atomic():
        Plan.objects.update(state="approved", approved_at=desk.now)
    assert approved(desk).state == "approved"


def test_a_new_edition_needs_a_version_of_its_own(desk):
    revised(approved(desk))
    with pytest.raises(DatabaseError, match="version of its edition"), transaction.atomic():
        Plan.objects.update(state="approved")


@pytest.mark.parametrize(
    "act",
    [
        lambda: PlanVersion.objects.update(sha256="0" * 64),
        lambda: sql("UPDATE plans_planversion SET content = '{}'"),
        lambda: sql("DELETE FROM plans_planversion"),
        lambda: PlanVersion.objects.get().delete(),
        lambda: Progress.objects.update(text="Nytt"),
        lambda: sql("DELETE FROM plans_progress"),
    ],
)
def test_versions_and_reports_are_never_changed(desk, act):
    approved(desk)
    Progress.objects.create(
        measure=desk.measure, status="agreed", language="sv", by=desk.contact, at=desk.now
    )
    with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
        act()


def test_a_plan_that_was_approved_is_never_deleted(desk):
    revised(approved(desk))
    with pytest.raises(DatabaseError), transaction.atomic():
        sql("SET CONSTRAINTS ALL IMMEDIATE; DELETE FROM plans_plan")


def test_goals_measures_and_clauses_stay_within_their_plan(desk):
    other = make_desk(title_sv="En annan", year_from=2030, year_to=2031)
    with pytest.raises(DatabaseError, match="its own group"), transaction.atomic():
        desk.plan.clauses.set(other.plan.clauses.all())
    with pytest.raises(DatabaseError, match="its own plan"), transaction.atomic():
        make_goal(plan=desk.plan, parent=other.goal)
    with pytest.raises(DatabaseError, match="its own plan"), transaction.atomic():
        make_goal(plan=desk.plan, parent=desk.under)
    with pytest.raises(DatabaseError, match="its own plan"), transaction.atomic():
        Measure.objects.filter(pk=desk.measure.pk).update(goal=other.under)
