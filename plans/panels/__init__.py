"""What pages show of plans, in words; and what other pages ask of plans through ports."""

from plans.panels.calendar import calendar_deadlines, group_deadlines
from plans.panels.chain import chain_goals, chain_measures, chain_plans, goals_of, plans_tab
from plans.panels.due import due_left, due_measures, due_offers, due_plans
from plans.panels.item_acts import plan_acts
from plans.panels.promises import offered_measures, promised_measures

__all__ = [
    "calendar_deadlines",
    "chain_goals",
    "chain_measures",
    "chain_plans",
    "due_left",
    "due_measures",
    "due_offers",
    "due_plans",
    "group_deadlines",
    "goals_of",
    "offered_measures",
    "plan_acts",
    "plans_tab",
    "promised_measures",
]
