"""The files of a group that belong to no meeting: appointments, annexes, clauses, evidence."""

import uuid
from datetime import datetime

from django.core.files.base import File
from django.db import transaction

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from groups.models import Document, EloGroup
from groups.models.document import DocumentReach
from groups.services.files import TYPES, clean_name, hash_of, inspect_file


@transaction.atomic
def keep_document(
    *, group: EloGroup | None, file: File, reach: DocumentReach, by: User | None, now: datetime
) -> Document:
    """Keep `file` with the group, or with a national event, under a random name.

    It asks no policy: the service that the file belongs to has asked its own.

    Raises:
        ValidationError: empty, too large, not what its ending says, packed like a bomb, with
            macros.
    """
    ending = inspect_file(file=file)
    document = Document(
        group=group,
        reach=reach,
        name=clean_name(name=file.name or "", ending=ending),
        content_type=TYPES[ending][0],
        size=file.size,
        sha256=hash_of(file=file),
        added_by=by,
        added_at=now,
    )
    document.file.save(f"documents/{uuid.uuid4().hex}", file, save=False)
    document.save()
    record(
        kind=AuditKind.DOCUMENT_ADDED,
        target=document,
        by=by,
        at=now,
        data={"sha256": document.sha256},
        group_id=group.pk if group else None,
    )
    return document


def forget_document(*, document: Document) -> None:
    """Delete a document and, once that is certain, its file.

    It asks no policy, and records nothing: the service that the file belonged to does.
    """
    storage, key = document.file.storage, document.file.name
    document.delete()
    transaction.on_commit(lambda: storage.delete(key))
