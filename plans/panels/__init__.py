"""What pages show of plans, in words; and what other pages ask of plans through ports."""

from plans.panels.chain import chain_goals, chain_measures, chain_plans, plans_tab

__all__ = ["chain_goals", "chain_measures", "chain_plans", "plans_tab"]
