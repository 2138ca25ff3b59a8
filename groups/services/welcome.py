"""The greeting in a group's welcome pack, and the first steps that somebody new has marked."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from groups.models import OnboardingMark, Welcome
from groups.policies.networks import can_keep
from groups.querysets.onboarding import MARKS


@transaction.atomic
def change_welcome(
    *, group_id: int, version: int, text_sv: str, text_fi: str, by: User, now: datetime
) -> Welcome:
    """Write the greeting of a group's welcome pack; empty texts take it away.

    Raises:
        PermissionDenied: `by` does not coordinate the group.
        StaleEdit: somebody saved in between.
    """
    require(can_keep(by, group_id))
    Welcome.objects.bulk_create([Welcome(group_id=group_id)], ignore_conflicts=True)
    welcome = Welcome.objects.select_for_update().get(group=group_id)
    if welcome.version != version:
        raise StaleEdit(welcome)
    welcome.text_sv, welcome.text_fi = text_sv, text_fi
    welcome.version += 1
    welcome.save()
    record(kind=AuditKind.WELCOME_CHANGED, target=welcome, by=by, at=now, group_id=group_id)
    return welcome


@transaction.atomic
def mark_step(*, key: str, by: User, now: datetime) -> None:
    """Keep that `by` has read a thing or put the first steps away; twice is once.

    Raises:
        ValidationError: no such step.
    """
    if key not in MARKS:
        raise ValidationError(_("There is no such step."))
    OnboardingMark.objects.bulk_create(
        [OnboardingMark(user=by, key=key, at=now)], ignore_conflicts=True
    )
