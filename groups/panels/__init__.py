"""What pages show of groups, in words; and what other pages ask of groups through ports."""

from groups.panels.chain import chain_echoes, chain_items, chain_needs, chain_outcomes
from groups.panels.due_invitations import due_invitations
from groups.panels.meetings import calendar_entries, due_answers, group_entries
from groups.panels.needs import due_needs, needs_tab

__all__ = [
    "calendar_entries",
    "chain_echoes",
    "chain_items",
    "chain_needs",
    "chain_outcomes",
    "due_answers",
    "due_invitations",
    "due_needs",
    "group_entries",
    "needs_tab",
]
