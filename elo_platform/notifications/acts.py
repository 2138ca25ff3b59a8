"""One act from a mail: a signed link that covers one act on one object, for one person.

The link is made when the mail is rendered and nothing of it is stored: what makes it single
use is the state of its object (an invitation is answered once), and what ends it early is
that state too (withdrawn, cancelled, the mandate ended).
"""

from dataclasses import dataclass
from datetime import datetime

from django.core import signing

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.http import signed_page

_SIGNER = signing.Signer(salt="elo.act", sep="~")


class BadAct(Exception):
    """The link is forged or cut."""


class ExpiredAct(Exception):
    """The link's time has passed. `act` is what it was for."""

    def __init__(self, act: "Act") -> None:
        super().__init__("expired")
        self.act = act


@dataclass(frozen=True, slots=True)
class Act:
    """`kind` names the entry of the port ACTS; `subject` is for whom: a user id or an address."""

    kind: str
    object_id: int
    subject: str
    expires: int

    @property
    def user_id(self) -> int | None:
        return int(self.subject) if self.subject.isdigit() else None


def make_token(*, kind: str, object_id: int, subject: int | str, expires_at: datetime) -> str:
    """Return the token of one act; equal arguments give equal tokens."""
    value = [kind, object_id, str(subject), int(expires_at.timestamp())]
    return _SIGNER.sign_object(value)


def read_token(token: str, *, now: datetime) -> Act:
    """Return what `token` is for.

    Raises:
        BadAct: the signature does not hold.
        ExpiredAct: it was good until its time passed.
    """
    try:
        kind, object_id, subject, expires = _SIGNER.unsign_object(token)
        act = Act(kind=str(kind), object_id=int(object_id), subject=str(subject), expires=expires)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadAct from error
    if now.timestamp() >= act.expires:
        raise ExpiredAct(act)
    return act


def act_url(*, kind: str, object_id: int, subject: int | str, expires_at: datetime) -> str:
    """Return the absolute address of one act, in the active language: that of the mail."""
    token = make_token(kind=kind, object_id=object_id, subject=subject, expires_at=expires_at)
    return signed_page("notifications:act", token)


def record_use(*, act: Act, now: datetime) -> None:
    """Write to the audit log that a one-act link was used; who held it is a matter of trust."""
    person = User.objects.filter(pk=act.user_id).first() if act.user_id else None
    record(
        kind=AuditKind.ACT_LINK_USED,
        target=None,
        by=person,
        at=now,
        data={"act": act.kind, "object": act.object_id},
    )
