"""What the port NOTICES tells of groups: `(params, reader)` gives a mail's values, or None."""

from groups.notices import listed
from groups.notices.meetings import deputy_spared, meeting, meeting_cancelled
from groups.notices.needs import need_step
from groups.notices.people import body_message, invitation, invitation_answered, seat_started

__all__ = [
    "body_message",
    "deputy_spared",
    "invitation",
    "invitation_answered",
    "listed",
    "meeting",
    "meeting_cancelled",
    "need_step",
    "seat_started",
]
