"""Who reads what the answers led to: chosen by an act of its own."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from surveys.models import Survey
from surveys.policies.themes import can_share
from surveys.services.building import SHOWABLE


@transaction.atomic
def share_said(*, survey_id: int, version: int, visibility: str, by: User, now: datetime) -> Survey:
    """Choose who reads what a survey led to; nothing happens where it is chosen already.

    Raises:
        PermissionDenied: `by` makes no surveys of the group, or the answers do not show.
        StaleEdit: somebody saved in between.
        ValidationError: nobody can read it so.
    """
    survey = Survey.objects.select_for_update().get(pk=survey_id)
    require(can_share(by, survey))
    if survey.version != version:
        raise StaleEdit(survey)
    if visibility not in SHOWABLE:
        raise ValidationError({"visibility": _("Choose who may read it.")})
    if visibility != survey.said_visibility:
        opened = [survey.said_visibility, visibility]
        survey.said_visibility = visibility
        survey.version += 1
        survey.changed_by, survey.changed_at = by, now
        survey.save()
        record(
            kind=AuditKind.SURVEY_SHARED,
            target=survey,
            by=by,
            at=now,
            data={"opened": opened},
            group_id=survey.group_id,
        )
    return survey
