"""A mailbox of files: what would have been sent, for a demo and for development."""

import itertools
import os
import re
import time as stopwatch
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage as Message
from email.utils import parsedate_to_datetime
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

_counter = itertools.count()
_ID = re.compile(r"[0-9]{13,20}-[0-9]+-[0-9]+")
_LINK = re.compile(r"https?://[^\s<>\"]+")
KEPT = 1000
SHOWN = 100


class FileMailbox(BaseEmailBackend):
    """Writes each message to a file of its own in EMAIL_FILE_PATH; the newest KEPT stay."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{stopwatch.time_ns() // 1000}-{os.getpid()}-{next(_counter)}"
            unfinished = folder / f".{name}.part"
            whole = message.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]
            unfinished.write_bytes(whole)
            unfinished.rename(folder / f"{name}.eml")
        for old in _files()[KEPT:]:
            old.unlink(missing_ok=True)
        return len(email_messages)


@dataclass(frozen=True, slots=True)
class Part:
    """A file that came with a mail."""

    number: int
    name: str
    kind: str
    content: bytes


@dataclass(frozen=True)
class Caught:
    """One mail as the demo's catcher shows it. A list of many reads their heads alone."""

    id: str
    raw: bytes

    @cached_property
    def message(self) -> Message:
        return message_from_bytes(self.raw, policy=policy.default)

    @cached_property
    def _head(self) -> Message:
        return message_from_bytes(self.raw.partition(b"\r\n\r\n")[0], policy=policy.default)

    @property
    def subject(self) -> str:
        return str(self._head["Subject"] or "")

    @property
    def to(self) -> str:
        return str(self._head["To"] or "")

    @property
    def sent_at(self) -> datetime | None:
        """When it left."""
        text = self._head["Date"]
        return parsedate_to_datetime(str(text)) if text else None

    @property
    def text(self) -> str:
        """The plain-text part."""
        body = self.message.get_body(("plain",))
        return body.get_content() if body else ""

    @property
    def html(self) -> str:
        """The HTML part."""
        body = self.message.get_body(("html",))
        return body.get_content() if body else ""

    @property
    def links(self) -> list[str]:
        """The addresses in the text part, in order, each once."""
        return list(dict.fromkeys(_LINK.findall(self.text)))

    @property
    def parts(self) -> list[Part]:
        """What is attached."""
        return [
            Part(number, str(part.get_filename()), part.get_content_type(), _bytes(part))
            for number, part in enumerate(self.message.iter_attachments())
            if part.get_filename()
        ]


def caught_mails(*, to: str = "") -> list[Caught]:
    """Return the newest mails, of one address where `to` is given."""
    wanted = to.lower()
    mails = (_read(path) for path in _files())
    near = (mail for mail in mails if wanted.encode() in mail.raw.lower())
    return list(itertools.islice((mail for mail in near if wanted in mail.to.lower()), SHOWN))


def caught_mail(mail_id: str) -> Caught | None:
    """Return one mail, or None."""
    path = _folder() / f"{mail_id}.eml"
    if not _ID.fullmatch(mail_id) or not path.is_file():
        return None
    return _read(path)


def _folder() -> Path:
    return Path(settings.EMAIL_FILE_PATH)


def _files() -> list[Path]:
    """Return the files, newest first: their names begin with the time."""
    return sorted(_folder().glob("[0-9]*.eml"), key=lambda path: path.name, reverse=True)


def _read(path: Path) -> Caught:
    return Caught(path.stem, path.read_bytes())


def _bytes(part: Message) -> bytes:
    return part.get_payload(decode=True) or b""
