"""Who is told of an event: those who may come, and those who have signed up."""

from datetime import datetime

from django.db.models import Q, QuerySet

from elo_platform.accounts.models import User
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe, owe_address
from groups.models import Event, RoleGrant, SignUp
from groups.permissions import BodyPermission, Role, Visibility
from groups.querysets.permitted import holds_today
from groups.querysets.readers import people_of, people_permitted
from groups.states import SignUpState

# The coordinators of the regions, and the national group, that is always invited.
NATIONAL_AUDIENCE = [Role.COORDINATOR, Role.NATIONAL]
STANDING = (SignUpState.COMING, SignUpState.WAITING)


def announce(*, event: Event, by: User, now: datetime) -> int:
    """Owe the news of an open event to whom it is for; return how many are told."""
    return owe(
        kind=NoticeKind.EVENT_OPENED,
        readers=told_of(event=event, by=by),
        occasion=f"event:{event.pk}:opened",
        params={"event": event.pk},
        now=now,
    )


def told_of(*, event: Event, by: User) -> QuerySet[User]:
    """Return who is told when `by` opens an event for sign-up."""
    return audience_of(event=event).filter(is_active=True).exclude(pk=by.pk).distinct()


def audience_of(*, event: Event) -> QuerySet[User]:
    """Return whom an event is for: its body, its group, or of a national one the network."""
    if event.group_id is None:
        grants = RoleGrant.objects.filter(holds_today(), role__in=NATIONAL_AUDIENCE)
        return User.objects.filter(pk__in=grants.values("user"), is_active=True)
    if event.visibility == Visibility.BODY and event.body:
        return people_permitted(event.body, BodyPermission.VIEW_MEETINGS)
    return people_of(event.group_id).order_by()


def tell_participants(
    *,
    event: Event,
    kind: NoticeKind,
    occasion: str,
    now: datetime,
    params: dict[str, object] | None = None,
    due_at: datetime | None = None,
    only: Q | None = None,
) -> int:
    """Owe a message to those who have signed up, or to `only` some; return how many are new."""
    rows = event.signups.filter(only or Q(state__in=STANDING)).select_related("user")
    values = {"kind": kind, "occasion": occasion, "now": now, "due_at": due_at}
    return sum(_tell(row, params=params or {}, **values) for row in rows)


def tell_participant(*, signup: SignUp, what: str, now: datetime) -> None:
    """Owe one participant what became of their sign-up.

    `what` names the step and its number, so that each is told once.
    """
    occasion = f"signup:{signup.pk}:{what}"
    params = {"step": what.partition(":")[0]}
    _tell(signup, kind=NoticeKind.SIGN_UP, occasion=occasion, params=params, now=now, due_at=None)


def _tell(
    row: SignUp,
    *,
    kind: NoticeKind,
    occasion: str,
    params: dict[str, object],
    now: datetime,
    due_at: datetime | None,
) -> int:
    given = {"kind": kind, "now": now, "due_at": due_at}
    given["params"] = {"event": row.event_id, "signup": row.pk, **params}
    if row.user_id:
        return owe(readers=User.objects.filter(pk=row.user_id), occasion=occasion, **given)
    if not row.address:
        return 0
    return owe_address(
        address=row.address,
        name=row.name,
        language=row.language,
        occasion=f"{occasion}:{row.pk}",
        **given,
    )
