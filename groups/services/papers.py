"""The files of a meeting, kept under a random name."""

import uuid
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.decisions import require
from groups.models import Paper
from groups.policies.meetings import can_keep_papers
from groups.services.agenda import locked_meeting
from groups.services.files import TYPES, clean_name, hash_of, inspect_file

MAX_PAPERS = 50


@transaction.atomic
def add_paper(
    *,
    meeting_id: int,
    file: File,
    language: str,
    by: User,
    now: datetime,
    item_id: int | None = None,
) -> Paper:
    """Keep `file` with the meeting, or with one of its items, under a key that nobody can guess.

    Raises:
        PermissionDenied: `by` does not lead the body, or the meeting is cancelled.
        ValidationError: empty, too large, not what its ending says, packed like a bomb, with
            macros, too many papers, or an item of another meeting.
    """
    meeting = locked_meeting(meeting_id=meeting_id)
    require(can_keep_papers(by, meeting))
    if meeting.papers.count() >= MAX_PAPERS:
        sentence = _("A meeting has at most %(number)s papers.")
        raise ValidationError({"file": ValidationError(sentence, params={"number": MAX_PAPERS})})
    if item_id is not None and not meeting.items.filter(pk=item_id).exists():
        raise ValidationError({"item_id": _("Choose an item of this meeting.")})
    ending = inspect_file(file=file)
    paper = Paper(
        meeting=meeting,
        item_id=item_id,
        name=clean_name(name=file.name or "", ending=ending),
        content_type=TYPES[ending][0],
        size=file.size,
        sha256=hash_of(file=file),
        language=language,
        added_by=by,
        added_at=now,
    )
    paper.file.save(f"papers/{uuid.uuid4().hex}", file, save=False)
    paper.save()
    _record(AuditKind.PAPER_ADDED, paper, by, now)
    return paper


@transaction.atomic
def remove_paper(*, paper_id: int, by: User, now: datetime) -> None:
    """Remove a paper and, once that is certain, its file.

    Raises:
        PermissionDenied: `by` does not lead the body, or the meeting is cancelled.
    """
    rows = Paper.objects.select_for_update(of=("self",)).select_related("meeting__body")
    paper = rows.get(pk=paper_id)
    require(can_keep_papers(by, paper.meeting))
    _record(AuditKind.PAPER_REMOVED, paper, by, now)
    storage, key = paper.file.storage, paper.file.name
    paper.delete()
    transaction.on_commit(lambda: storage.delete(key))


def _record(kind: AuditKind, paper: Paper, by: User, now: datetime) -> None:
    record(
        kind=kind,
        target=paper,
        by=by,
        at=now,
        data={"meeting": paper.meeting_id, "sha256": paper.sha256},
        group_id=paper.meeting.body.group_id,
    )
