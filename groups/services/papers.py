"""The files of a meeting: looked into before they are kept, kept under a random name."""

import hashlib
import uuid
import zipfile
from datetime import datetime
from pathlib import PurePath

import puremagic
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.decisions import require
from groups.models import Meeting, Paper
from groups.policies.meetings import can_keep_papers

OFFICE = "application/vnd.openxmlformats-officedocument"
# Ending -> (type that it is served as, first bytes or the part that its archive must hold).
TYPES: dict[str, tuple[str, str]] = {
    "pdf": ("application/pdf", ".pdf"),
    "png": ("image/png", ".png"),
    "jpg": ("image/jpeg", ".jpg"),
    "jpeg": ("image/jpeg", ".jpg"),
    "docx": (f"{OFFICE}.wordprocessingml.document", "word/document.xml"),
    "xlsx": (f"{OFFICE}.spreadsheetml.sheet", "xl/workbook.xml"),
    "pptx": (f"{OFFICE}.presentationml.presentation", "ppt/presentation.xml"),
    "odt": ("application/vnd.oasis.opendocument.text", "content.xml"),
}
ARCHIVES = {"docx", "xlsx", "pptx", "odt"}
MAX_PAPERS = 50
# Limits of what an archive may declare. A bomb declares more.
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 100
MAX_ENTRIES = 2_000
MAX_NAME = 150
# The image endings that a library may give for one and the same format.
SAME = {".jpeg": ".jpg", ".jfif": ".jpg", ".jpe": ".jpg"}


@transaction.atomic
def add_paper(*, meeting_id: int, file: File, language: str, by: User, now: datetime) -> Paper:
    """Keep `file` with the meeting, under a key that nobody can guess.

    Raises:
        PermissionDenied: `by` does not lead the body, or the meeting is cancelled.
        ValidationError: empty, too large, not what its ending says, packed like a bomb, with
            macros, or too many papers.
    """
    meeting = (
        Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting_id)
    )
    require(can_keep_papers(by, meeting))
    if meeting.papers.count() >= MAX_PAPERS:
        sentence = _("A meeting has at most %(number)s papers.")
        raise ValidationError({"file": ValidationError(sentence, params={"number": MAX_PAPERS})})
    ending = _inspect(file)
    paper = Paper(
        meeting=meeting,
        name=_clean_name(file.name or "", ending),
        content_type=TYPES[ending][0],
        size=file.size,
        sha256=_hash(file),
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


def _inspect(file: File) -> str:
    """Return the ending of a file whose content agrees with it.

    Raises:
        ValidationError: for the field `file`.
    """
    ending = PurePath(file.name or "").suffix.lower().lstrip(".")
    if ending not in TYPES:
        raise _refusal(
            _("Choose a file of one of these kinds: %(kinds)s."), kinds=", ".join(sorted(TYPES))
        )
    if not file.size:
        raise _refusal(_("The file is empty."))
    if file.size > settings.MAX_PAPER_BYTES:
        megabytes = settings.MAX_PAPER_BYTES // (1024 * 1024)
        raise _refusal(_("The file is larger than %(size)s MB."), size=megabytes)
    agrees = _is_archive_of(file, ending) if ending in ARCHIVES else _starts_as(file, ending)
    file.seek(0)
    if not agrees:
        raise _refusal(_("The content of the file is not what its ending says."))
    return ending


def _starts_as(file: File, ending: str) -> bool:
    file.seek(0)
    head = file.read(4096)
    try:
        found = {match.extension for match in puremagic.magic_string(head)}
    except puremagic.PureError:
        return False
    return TYPES[ending][1] in {SAME.get(each, each) for each in found}


def _is_archive_of(file: File, ending: str) -> bool:
    """Read the central directory only: nothing is unpacked."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return False
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * packed:
        raise _refusal(_("The file unpacks to more than is allowed."))
    names = {entry.filename for entry in entries}
    if any(PurePath(name).name.lower() == "vbaproject.bin" for name in names):
        raise _refusal(_("The file holds macros. Save it without them."))
    return TYPES[ending][1] in names


def _refusal(sentence: object, **params: object) -> ValidationError:
    return ValidationError({"file": ValidationError(sentence, params=params or None)})


def _clean_name(name: str, ending: str) -> str:
    """Return a file's own name without folders, control characters and excess length."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    printable = "".join(char for char in base if char.isprintable())
    stem = printable[: -len(ending) - 1].strip(" .") or "paper"
    return f"{stem[:MAX_NAME]}.{ending}"


def _hash(file: File) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _record(kind: AuditKind, paper: Paper, by: User, now: datetime) -> None:
    record(
        kind=kind,
        target=paper,
        by=by,
        at=now,
        data={"meeting": paper.meeting_id, "sha256": paper.sha256},
        group_id=paper.meeting.body.group_id,
    )
