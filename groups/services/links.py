"""The one writer of the chain: links are added and retired, never changed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from groups.kinds import NodeKind, Relation
from groups.models import Link, Need
from groups.querysets.chain import Ref


@transaction.atomic
def join(
    *, start: Ref, relation: Relation, end: Ref, group_id: int, by: User | None, now: datetime
) -> Link:
    """Say that `start` led to `end`, from the earlier to the later; once, however often said.

    A need that has been merged meanwhile stands for the one that it was merged into. It asks no
    policy: the service that calls it has decided.
    """
    start, end = _held(start), _held(end)
    link, is_new = Link.objects.get_or_create(
        **_ends(start, relation, end),
        retired_at=None,
        defaults={"group_id": group_id, "by": by, "at": now},
    )
    if is_new:
        _record(AuditKind.LINKED, link, by, now)
    return link


@transaction.atomic
def join_all(
    *,
    starts: Iterable[Ref],
    relation: Relation,
    end: Ref,
    group_id: int,
    by: User | None,
    now: datetime,
) -> None:
    """Say that each of `starts` led to `end`, in one statement; once, however often said.

    The act that joins so many writes its own row of the log.
    """
    links = [
        Link(group_id=group_id, **_ends(start, relation, end), by=by, at=now) for start in starts
    ]
    Link.objects.bulk_create(links, ignore_conflicts=True)


@transaction.atomic
def part(*, start: Ref, relation: Relation, end: Ref, by: User | None, now: datetime) -> bool:
    """Retire the link from `start` to `end`; return whether there was one."""
    rows = Link.objects.select_for_update()
    link = rows.filter(**_ends(start, relation, end), retired_at=None).first()
    if link is None:
        return False
    link.retired_by, link.retired_at = by, now
    link.save(update_fields=["retired_by", "retired_at"])
    _record(AuditKind.UNLINKED, link, by, now)
    return True


def _ends(start: Ref, relation: Relation, end: Ref) -> dict[str, Any]:
    return {
        "from_kind": start.kind,
        "from_id": start.id,
        "relation": relation,
        "to_kind": end.kind,
        "to_id": end.id,
    }


def _held(ref: Ref) -> Ref:
    """Return `ref`; a need is held until the transaction ends, so that nobody merges it away."""
    if ref.kind != NodeKind.NEED:
        return ref
    rows = Need.objects.select_for_update(of=("self",), no_key=True).filter(pk=ref.id)
    into = next(iter(rows.values_list("merged_into", flat=True)), None)
    return _held(Ref(ref.kind, into)) if into else ref


def _record(kind: AuditKind, link: Link, by: User | None, now: datetime) -> None:
    data = {"from": f"{link.from_kind}:{link.from_id}", "to": f"{link.to_kind}:{link.to_id}"}
    record(kind=kind, target=link, by=by, at=now, data=data, group_id=link.group_id)
