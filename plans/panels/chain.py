"""How goals, actions and plans show in the chain from an answer to its effect."""

from collections.abc import Sequence
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.text import day
from groups.kinds import NodeKind
from groups.page import Tab
from groups.permissions import GroupPermission
from groups.querysets.chain import NodeText
from groups.querysets.permitted import today_in_helsinki
from plans.models import Goal, Measure, Plan, PlanVersion
from plans.panels.reading import kept_parts, words, years_of
from plans.panels.table import status_of
from plans.querysets.measures import statuses_of
from plans.states import PlanState

PLAN_TONES = {
    PlanState.DRAFT: ("neutral", "circle-dashed"),
    PlanState.PROPOSED: ("hjortron", "hourglass"),
    PlanState.APPROVED: ("success", "circle-check"),
    PlanState.ENDED: ("neutral", "archive"),
}


def plans_tab(rights: frozenset[GroupPermission]) -> Tab:
    """Return the tab of a group's plans: everyone may open it, and sees what is open to them."""
    del rights
    return Tab("plans:group_plans", gettext("Plans"), "target")


def chain_goals(ids: Sequence[int], reader: User | AnonymousUser) -> dict[int, NodeText]:
    """Return the goals among `ids` that `reader` may see."""
    rows = Goal.objects.visible_to(reader).filter(pk__in=ids).select_related("parent", "plan")
    found = {
        goal.pk: NodeText(
            title=goal.title,
            url=reverse("plans:goal_detail", args=[goal.pk]),
            detail=goal.parent.title if goal.parent else goal.plan.title,
        )
        for goal in rows
    }
    for part in kept_parts("goals", set(ids) - set(found), reader):
        found[part.row["id"]] = NodeText(words(part.row), part.url, detail=part.plan)
    return found


def goals_of(group_id: int, reader: User | AnonymousUser) -> list[tuple[str, int, str]]:
    """Return the goals of a group's plans that `reader` may see, to be chosen from: port GOALS."""
    rows = Goal.objects.visible_to(reader).filter(plan__group=group_id)
    rows = rows.exclude(plan__state=PlanState.ENDED).select_related("plan")
    return [
        (NodeKind.GOAL.value, goal.pk, f"{goal.plan.title}: {goal.title}")
        for goal in rows.order_by("-plan__year_from", "plan", "pk")
    ]


def chain_measures(ids: Sequence[int], reader: User | AnonymousUser) -> dict[int, NodeText]:
    """Return the actions among `ids` that `reader` may see."""
    rows = Measure.objects.visible_to(reader).filter(pk__in=ids).with_deadline()
    found = {}
    rows = rows.annotate(today=today_in_helsinki()).select_related("responsible")
    for measure in rows:
        found[measure.pk] = measure_node(measure, measure.today)
    kept = kept_parts("measures", set(ids) - set(found), reader)
    statuses = statuses_of(part.row["id"] for part in kept) if kept else {}
    for part in kept:
        row, due = part.row, date.fromisoformat(part.row["due_on"])
        facts = {"status": statuses.get(row["id"], ""), "deadline": due}
        tone, _icon, text = status_of(facts, part.today)
        found[row["id"]] = NodeText(
            title=words(row),
            url=part.url,
            detail=_by(words(row["responsible"], "name"), due),
            state=text,
            tone=tone,
        )
    return found


def measure_node(measure: Measure, today: date) -> NodeText:
    """Return an action (`with_deadline`) as its own page and the chain show it."""
    tone, _icon, text = status_of({"status": measure.status, "deadline": measure.deadline}, today)
    return NodeText(
        title=measure.title,
        url=reverse("plans:measure_detail", args=[measure.pk]),
        detail=_by(measure.responsible.name, measure.deadline),
        state=text,
        tone=tone,
        at=max(day for day in (measure.changed_at, measure.last_reported_at) if day),
    )


def _by(organisation: str, on: date) -> str:
    values = {"organisation": organisation, "day": day(on)}
    return gettext("%(organisation)s, by %(day)s") % values


def chain_plans(ids: Sequence[int], reader: User | AnonymousUser) -> dict[int, NodeText]:
    """Return the plans among `ids` that `reader` may see, named as the reader reads them."""
    found = {}
    rows = Plan.objects.visible_to(reader).filter(pk__in=ids)
    kept = kept_titles([plan.pk for plan in rows if not plan.is_read_live], reader)
    for plan in rows:
        own = (plan.title, years_of(plan.year_from, plan.year_to))
        found[plan.pk] = plan_node(plan, *(own if plan.is_read_live else kept[plan.pk]))
    return found


def plan_node(plan: Plan, title: str, years: str) -> NodeText:
    """Return a plan as its reader reads it, named as they read it."""
    state = PlanState(plan.state) if plan.is_read_live else PlanState.APPROVED
    url = reverse("plans:plan_detail", args=[plan.pk])
    return NodeText(title, url, years, str(state.label), PLAN_TONES[state][0])


def kept_titles(
    plan_ids: Sequence[int], reader: User | AnonymousUser
) -> dict[int, tuple[str, str]]:
    """Return title and years of each plan as they were approved last: one query, small fields."""
    if not plan_ids:
        return {}
    fields = ("title_sv", "title_fi", "year_from", "year_to")
    versions = PlanVersion.objects.visible_to(reader).filter(plan__in=plan_ids)
    rows = versions.order_by("plan", "-edition")
    found = rows.distinct("plan").values("plan", *(f"content__{name}" for name in fields))
    named = {}
    for row in found:
        text = {name: row[f"content__{name}"] for name in fields}
        named[row["plan"]] = (words(text), years_of(text["year_from"], text["year_to"]))
    return named
