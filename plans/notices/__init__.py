"""What the port NOTICES tells of plans: `(params, reader)` gives a mail's values, or None."""

from plans.notices import listed
from plans.notices.measures import measure_reminder, measure_stale
from plans.notices.offers import offer, offer_answered, offer_reminder

__all__ = [
    "listed",
    "measure_reminder",
    "measure_stale",
    "offer",
    "offer_answered",
    "offer_reminder",
]
