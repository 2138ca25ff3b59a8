"""What an organisation said elsewhere, such as on paper, entered for it with what shows it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.text import day
from groups.models import EloGroup
from groups.models.document import DocumentReach
from groups.models.given import GivenElsewhere
from groups.services.documents import keep_document

# A paper is signed at most so long before it is sent here, or before it holds.
SIGNED_AHEAD = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class EnteredSignature:
    """A signature that was given elsewhere: who signed and when, why here, and what shows it."""

    signer: str
    signed_on: date
    reason: str
    evidence: File


def enter_on(
    *,
    row: GivenElsewhere,
    values: EnteredSignature,
    existed_on: date,
    group: EloGroup,
    by: User,
    now: datetime,
) -> None:
    """Write `values` on `row`, whose text was there on `existed_on`, and keep the evidence.

    It asks no policy and saves no row: the service that the row belongs to does.

    Raises:
        ValidationError: by field: a day that has not come, or that lies long before the text, no
            reason, no file that can be kept.
    """
    if values.signed_on > helsinki_day(now):
        raise ValidationError({"signed_on": _("That day has not come yet.")})
    earliest = existed_on - SIGNED_AHEAD
    if values.signed_on < earliest:
        sentence = _("It did not exist then. Give %(day)s or a later day.")
        raise ValidationError({"signed_on": sentence % {"day": day(earliest)}})
    if not values.reason:
        raise ValidationError({"reason": _("Say why it is entered here.")})
    given = {"reach": DocumentReach.MANAGERS, "by": by, "now": now}
    row.evidence = keep_document(group=group, file=values.evidence, **given)
    row.signer, row.signed_on, row.reason = values.signer, values.signed_on, values.reason
