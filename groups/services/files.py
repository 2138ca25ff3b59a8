"""What an uploaded file really is: looked into before it is kept, and nothing is unpacked."""

import hashlib
import zipfile
from pathlib import PurePath

import puremagic
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

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
# Limits of what an archive may declare. A bomb declares more.
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 100
MAX_ENTRIES = 2_000
MAX_NAME = 150
# The image endings that a library may give for one and the same format.
SAME = {".jpeg": ".jpg", ".jfif": ".jpg", ".jpe": ".jpg"}


def inspect_file(*, file: File) -> str:
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


def clean_name(*, name: str, ending: str) -> str:
    """Return a file's own name without folders, control characters and excess length."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    printable = "".join(char for char in base if char.isprintable())
    stem = printable[: -len(ending) - 1].strip(" .") or "paper"
    return f"{stem[:MAX_NAME]}.{ending}"


def hash_of(*, file: File) -> str:
    """Return the SHA-256 of a file's content, in hexadecimal."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
