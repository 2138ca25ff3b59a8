"""What a matter on an agenda builds on: joined and parted by who leads the body."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.lib.decisions import require
from groups.kinds import NodeKind, Relation
from groups.models import AgendaItem
from groups.policies.meetings import can_edit
from groups.querysets.chain import Ref, named
from groups.services.links import join, part
from groups.services.need_steps import lift_need_to


@transaction.atomic
def link_item(*, item_id: int, ref: Ref, by: User, now: datetime) -> None:
    """Say that a matter builds on a thing of the group; a need is lifted by that.

    Raises:
        PermissionDenied: `by` does not lead the body, the meeting is over or cancelled, or a
            need is closed.
        ValidationError: nothing that `by` may see, or a need that the agenda would open.
    """
    item = _locked(item_id)
    require(can_edit(by, item.meeting, now))
    if not named([ref], by):
        raise ValidationError({"node": _("Choose something of this group.")})
    if ref.kind == NodeKind.NEED:
        lift_need_to(need_id=ref.id, item_id=item_id, by=by, now=now)
        return
    end = Ref(NodeKind.ITEM, item_id)
    group_id = item.meeting.body.group_id
    given = {"relation": Relation.LIFTED_TO, "end": end, "by": by, "now": now}
    join(start=ref, group_id=group_id, **given)


@transaction.atomic
def unlink_item(*, item_id: int, ref: Ref, by: User, now: datetime) -> bool:
    """Say that a matter does not build on a thing; return whether it did.

    Raises:
        PermissionDenied: `by` does not lead the body, or the meeting is over or cancelled.
    """
    item = _locked(item_id)
    require(can_edit(by, item.meeting, now))
    end = Ref(NodeKind.ITEM, item_id)
    return part(start=ref, relation=Relation.LIFTED_TO, end=end, by=by, now=now)


def _locked(item_id: int) -> AgendaItem:
    rows = AgendaItem.objects.select_for_update(of=("self",))
    return rows.select_related("meeting__body").get(pk=item_id)
