"""What a group wishes of the national level for its mandate or means, and the answer."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe
from groups.models import EloGroup, RoleGrant, Wish
from groups.permissions import GroupPermission, Role
from groups.policies.mandate import can_answer_wishes, can_keep_mandate
from groups.querysets.readers import people_permitted_in_group


@transaction.atomic
def send_wish(*, group_id: int, text: str, language: str, by: User, now: datetime) -> Wish:
    """Send a group's wish to the national coordinators.

    Raises:
        PermissionDenied: `by` does not coordinate the group.
        ValidationError: by field: no text.
    """
    group = EloGroup.objects.get(pk=group_id)
    require(can_keep_mandate(by, group))
    if not text:
        raise ValidationError({"text": _("Write what the group wishes.")})
    wish = Wish.objects.create(group=group, text=text, language=language, sent_by=by, sent_at=now)
    national = RoleGrant.objects.current().filter(role=Role.NATIONAL)
    _tell(NoticeKind.WISH_SENT, wish, User.objects.filter(pk__in=national.values("user")), now)
    _record(AuditKind.WISH_SENT, wish, by, now)
    return wish


@transaction.atomic
def answer_wish(*, wish_id: int, version: int, text: str, by: User, now: datetime) -> Wish:
    """Answer a wish, or change the answer; the group's coordinators are told.

    Raises:
        PermissionDenied: `by` coordinates nothing nationally.
        StaleEdit: somebody answered in between.
        ValidationError: by field: no text.
    """
    require(can_answer_wishes(by))
    wish = Wish.objects.select_for_update().get(pk=wish_id)
    if wish.version != version:
        raise StaleEdit(wish)
    if not text:
        raise ValidationError({"answer": _("Write the answer.")})
    wish.answer, wish.answered_by, wish.answered_at = text, by, now
    wish.version += 1
    wish.save()
    coordinators = people_permitted_in_group(wish.group_id, GroupPermission.MANAGE_GROUP)
    _tell(NoticeKind.WISH_ANSWERED, wish, coordinators, now)
    _record(AuditKind.WISH_ANSWERED, wish, by, now)
    return wish


def _tell(kind: NoticeKind, wish: Wish, readers: object, now: datetime) -> None:
    occasion = f"wish:{wish.pk}:{wish.version}"
    owe(kind=kind, readers=readers, occasion=occasion, params={"wish": wish.pk}, now=now)


def _record(kind: AuditKind, wish: Wish, by: User, now: datetime) -> None:
    record(kind=kind, target=wish, by=by, at=now, group_id=wish.group_id)
