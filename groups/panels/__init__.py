"""What pages show of groups, in words; and what other pages ask of groups through ports."""

from groups.panels.due_invitations import due_invitations
from groups.panels.meetings import calendar_entries, due_answers

__all__ = ["calendar_entries", "due_answers", "due_invitations"]
