"""The mail of an invitation before it is sent, as text, for the page on which it is written."""

from dataclasses import dataclass
from datetime import datetime

from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from groups.models import Invitation, Seat
from groups.notices.people import invitation_values


@dataclass(frozen=True, slots=True)
class Preview:
    """What the invitee would read, and in which language."""

    language: str
    subject: str
    text: str


def preview_of(
    *,
    seat: Seat,
    kind: str,
    name: str,
    language: str,
    greeting: str,
    inviter: object,
    expires_at: datetime,
) -> Preview:
    """Return the mail that an invitation to `seat`, none of it saved, would become."""
    asked = Invitation(
        seat=seat,
        kind=kind,
        name=name,
        language=language,
        greeting=greeting,
        invited_by=inviter,
        expires_at=expires_at,
    )
    with translation.override(language):
        values = {**invitation_values(asked), "base_txt": "emails/_item.txt"}
        subject = " ".join(_plain("emails/invitation/subject.txt", values).split())
        text = _plain("emails/invitation/body.txt", {**values, "subject": subject})
    return Preview(language, subject, text.strip().removeprefix("* "))


def _plain(template: str, values: dict[str, object]) -> str:
    return get_template(template).template.render(Context(values, autoescape=False))
