"""The library of studies: added, corrected, and noted where something builds on one."""

from dataclasses import dataclass, fields
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import StaleEdit
from groups.kinds import EvidenceKind, NodeKind
from groups.models import Study, StudyUse
from groups.models.document import DocumentReach
from groups.models.study import StudyKind
from groups.permissions import Visibility
from groups.policies.studies import can_add_study, can_change_study, can_open_study
from groups.querysets.chain import Ref, named
from groups.services.documents import forget_document, keep_document
from groups.services.needs import EvidenceValues, add_evidence

NO_TITLE = _("Give the study a title in one language at least.")
# What can build on a study.
PLACES = (NodeKind.NEED, NodeKind.GOAL, NodeKind.MEASURE)
EARLIEST = 1900


@dataclass(frozen=True, slots=True)
class StudyValues:
    """What the library says of a study. `visibility` beyond the group is the coordinators' act."""

    title_sv: str = ""
    title_fi: str = ""
    kind: str = StudyKind.STUDY
    publisher: str = ""
    year: int | None = None
    url: str = ""
    findings_sv: str = ""
    findings_fi: str = ""
    visibility: str = Visibility.GROUP
    file: File | None = None


TEXTS = tuple(field.name for field in fields(StudyValues) if field.name != "file")


@transaction.atomic
def add_study(*, group_id: int, values: StudyValues, by: User, now: datetime) -> Study:
    """Add a study to a group's library.

    Raises:
        PermissionDenied: `by` may not raise needs in the group, or not open it beyond.
        ValidationError: by field: no title, a year that nobody means, open to one body, or a
            file that `keep_document` refuses.
    """
    require(can_add_study(by, group_id))
    study = Study(group_id=group_id, added_by=by, added_at=now)
    _fill(study, values, by, now)
    record(kind=AuditKind.STUDY_ADDED, target=study, by=by, at=now, group_id=group_id)
    return study


@transaction.atomic
def change_study(
    *, study_id: int, version: int, values: StudyValues, by: User, now: datetime
) -> Study:
    """Correct what the library says of a study; a new file takes the place of the one before.

    Raises:
        PermissionDenied: neither who added it nor a coordinator.
        StaleEdit: somebody saved in between.
        ValidationError: as of `add_study`.
    """
    study = Study.objects.select_for_update(of=("self",)).get(pk=study_id)
    require(can_change_study(by, study))
    if study.version != version:
        raise StaleEdit(study)
    study.version += 1
    _fill(study, values, by, now)
    record(kind=AuditKind.STUDY_CHANGED, target=study, by=by, at=now, group_id=study.group_id)
    return study


@transaction.atomic
def use_study(*, study_id: int, place: Ref, by: User, now: datetime) -> None:
    """Note that a need, a goal or an action builds on a study; for a need it is evidence too.

    Raises:
        PermissionDenied: `by` may not add evidence, or raise needs in the study's group.
        ValidationError: `place` cannot build on a study, or `by` does not see it.
    """
    study = Study.objects.visible_to(by).get(pk=study_id)
    require(can_add_study(by, study.group_id))
    if place.kind not in PLACES or place not in named([place], by):
        raise ValidationError({"place": _("Choose something that builds on the study.")})
    if place.kind == NodeKind.NEED:
        values = EvidenceValues(
            kind=EvidenceKind.STUDY, on=helsinki_day(now), source=study.publisher, study_id=study.pk
        )
        add_evidence(need_id=place.id, values=values, by=by, now=now)
    use = {"study": study, "node_kind": place.kind, "node_id": place.id}
    StudyUse.objects.get_or_create(**use, defaults={"by": by, "at": now})
    told = {"place": [place.kind, place.id]}
    record(
        kind=AuditKind.STUDY_USED, target=study, by=by, at=now, data=told, group_id=study.group_id
    )


def _fill(study: Study, values: StudyValues, by: User, now: datetime) -> None:
    if not (values.title_sv or values.title_fi):
        raise ValidationError({"title_sv": NO_TITLE})
    if values.year is not None and not EARLIEST <= values.year <= now.year + 1:
        raise ValidationError({"year": _("Give the year in which it came out.")})
    if values.visibility == Visibility.BODY:
        raise ValidationError({"visibility": _("A study is read by the group at least.")})
    if values.visibility != (study.visibility if study.pk else Visibility.GROUP):
        require(can_open_study(by, study.group_id))
    for name in TEXTS:
        setattr(study, name, getattr(values, name))
    before = None
    if values.file:
        # Whoever may read the study may open it: the reach of its own is the narrowest.
        kept = {"file": values.file, "reach": DocumentReach.MANAGERS}
        before, study.document = (
            study.document,
            keep_document(group=study.group, **kept, by=by, now=now),
        )
    study.changed_by, study.changed_at = by, now
    study.save()
    if before:
        forget_document(document=before)
