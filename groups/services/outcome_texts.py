"""A language that the title or wording of an outcome lacks is added; what stands never changes."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.decisions import require
from groups.models import Outcome
from groups.models.outcome import WORDS
from groups.policies.outcomes import can_complete
from groups.services.minutes import touch_minutes

STANDS = _("It has a text in this language already, which stays as it was recorded.")
NOTHING = _("Write what is missing.")


def missing_words(*, outcome: Outcome) -> tuple[str, ...]:
    """Return the columns of title and wording that hold nothing."""
    return tuple(name for name in WORDS if not getattr(outcome, name))


@transaction.atomic
def complete_outcome(
    *, outcome_id: int, words: Mapping[str, str], by: User, now: datetime
) -> Outcome:
    """Write title and wording, by column, where they have no text yet.

    Minutes that are being written or checked get a new version with them. Approved minutes keep
    their copy as it was, in all their revisions, until they are opened and approved again.

    Raises:
        PermissionDenied: `by` records nothing in this body.
        ValidationError: by field: there is a text already; or nothing was written.
    """
    rows = Outcome.objects.select_for_update(of=("self",)).select_related("body")
    outcome = rows.get(pk=outcome_id)
    require(can_complete(by, outcome))
    written = {name: words[name] for name in WORDS if words.get(name)}
    if standing := written.keys() - set(missing_words(outcome=outcome)):
        raise ValidationError(dict.fromkeys(sorted(standing), STANDS))
    if not written:
        raise ValidationError(NOTHING)
    for name, text in written.items():
        setattr(outcome, name, text)
    outcome.save(update_fields=list(written))
    touch_minutes(meeting_id=outcome.meeting_id)
    record(
        kind=AuditKind.OUTCOME_COMPLETED,
        target=outcome,
        by=by,
        at=now,
        data={"outcome": outcome.reference, "words": list(written)},
        group_id=outcome.body.group_id,
    )
    return outcome
