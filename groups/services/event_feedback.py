"""How an event was: said once by each participant, and kept without whose it is."""

from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from elo_platform.lib.http import signed_page
from groups.models import EventFeedback, SignUp
from groups.policies.events import can_say

# A signer of its own: what is done by the other links of mails is logged with who did it.
_SIGNER = signing.Signer(salt="elo.feedback", sep="~")


@dataclass(frozen=True, slots=True)
class FeedbackValues:
    """From 1, not at all useful, to 5, very."""

    useful: int
    text: str = ""


def feedback_url(*, signup: SignUp) -> str:
    """Return the address at which a participant says how it was, in the mail's language."""
    return signed_page("groups:event_feedback", _SIGNER.sign_object([signup.pk]))


def signup_of_token(*, token: str) -> int | None:
    """Return the sign-up that a feedback link was signed for; None of a forged or cut one."""
    try:
        [pk] = _SIGNER.unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return int(pk)


@transaction.atomic
def give_feedback(*, signup_id: int, values: FeedbackValues, language: str, now: datetime) -> None:
    """Keep what is said, without who said it; the log says nothing of it either.

    Raises:
        SignUp.DoesNotExist: the sign-up has been deleted by its time.
        PermissionDenied: said already, not a participant, or the event is not over.
        ValidationError: by field: not from 1 to 5.
    """
    rows = SignUp.objects.select_for_update(of=("self",)).select_related("event")
    signup = rows.get(pk=signup_id)
    require(can_say(signup, now))
    if not 1 <= values.useful <= 5:
        raise ValidationError({"useful": _("Choose one of the answers.")})
    signup.has_said = True
    signup.save(update_fields=["has_said"])
    EventFeedback.objects.create(
        event=signup.event,
        useful=values.useful,
        text=values.text,
        language=language,
        on=helsinki_day(now),
    )
