"""How much needs weigh: importance and possibility to influence, voted by the group's people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.decisions import require
from groups.models import EloGroup, Need, NeedVote
from groups.policies.needs import can_vote
from groups.querysets.permitted import rights_in

GRADES = range(1, 6)


@dataclass(frozen=True, slots=True)
class Vote:
    """What somebody thinks of one need."""

    need_id: int
    importance: int
    influence: int


@transaction.atomic
def vote_on_needs(*, group_id: int, votes: Sequence[Vote], by: User, now: datetime) -> int:
    """Keep how `by` weighs needs of a group; what they said of one before, is replaced.

    Returns how many needs they weighed.

    Raises:
        PermissionDenied: no role for it, or one of the needs is closed.
        ValidationError: nothing is weighed, a grade is outside of 1 to 5, or a need is none
            of the group's that `by` sees.
    """
    if not votes:
        raise ValidationError(_("Choose both grades for one need at least."))
    if any(grade not in GRADES for each in votes for grade in (each.importance, each.influence)):
        raise ValidationError(_("Give grades from 1 to 5."))
    wanted = {each.need_id for each in votes}
    seen = Need.objects.visible_to(by).filter(group=group_id, pk__in=wanted)
    rows = Need.objects.select_for_update(of=("self",)).filter(pk__in=seen.values("pk"))
    needs = {need.pk: need for need in rows.order_by("pk")}
    if needs.keys() != wanted:
        raise ValidationError(_("One of the needs is no longer here. Load the page again."))
    rights = rights_in(by, group_id)
    for need in needs.values():
        require(can_vote(by, need, rights))
    NeedVote.objects.bulk_create(
        [NeedVote(need_id=each.need_id, user=by, importance=each.importance,
                  influence=each.influence, at=now) for each in votes],
        update_conflicts=True,
        unique_fields=["need", "user"],
        update_fields=["importance", "influence", "at"],
    )  # fmt: skip
    group = EloGroup.objects.get(pk=group_id)
    said = {"needs": sorted(wanted)}
    record(kind=AuditKind.NEED_VOTED, target=group, by=by, at=now, data=said, group_id=group_id)
    return len(votes)
