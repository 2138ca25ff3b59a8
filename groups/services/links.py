"""The one writer of the chain: links are added and retired, never changed."""

from datetime import datetime

from django.db import transaction

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from groups.kinds import Relation
from groups.models import Link
from groups.querysets.chain import Ref


@transaction.atomic
def join(
    *, start: Ref, relation: Relation, end: Ref, group_id: int, by: User | None, now: datetime
) -> Link:
    """Say that `start` led to `end`, from the earlier to the later; once, however often said.

    It asks no policy: the service that calls it has decided.
    """
    link, is_new = Link.objects.get_or_create(
        from_kind=start.kind,
        from_id=start.id,
        relation=relation,
        to_kind=end.kind,
        to_id=end.id,
        retired_at=None,
        defaults={"group_id": group_id, "by": by, "at": now},
    )
    if is_new:
        _record(AuditKind.LINKED, link, by, now)
    return link


@transaction.atomic
def part(*, start: Ref, relation: Relation, end: Ref, by: User | None, now: datetime) -> bool:
    """Retire the link from `start` to `end`; return whether there was one."""
    rows = Link.objects.select_for_update().filter(
        from_kind=start.kind,
        from_id=start.id,
        relation=relation,
        to_kind=end.kind,
        to_id=end.id,
        retired_at=None,
    )
    link = rows.first()
    if link is None:
        return False
    link.retired_by, link.retired_at = by, now
    link.save(update_fields=["retired_by", "retired_at"])
    _record(AuditKind.UNLINKED, link, by, now)
    return True


def _record(kind: AuditKind, link: Link, by: User | None, now: datetime) -> None:
    data = {"from": f"{link.from_kind}:{link.from_id}", "to": f"{link.to_kind}:{link.to_id}"}
    record(kind=kind, target=link, by=by, at=now, data=data, group_id=link.group_id)
