"""A letter becomes a MIME message, and leaves over a connection that stays open."""

import hashlib
import logging
import smtplib
from types import TracebackType
from typing import Self

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from elo_platform.notifications.models import Mail
from elo_platform.notifications.rendering import Letter

logger = logging.getLogger(__name__)

PERMANENT = range(500, 600)
SERVICE_CLOSING = 421


class PostOffline(Exception):
    """The mail server does not answer: no mail is at fault, and none is counted as tried."""


class Refused(Exception):
    """The server will never take this mail."""


def message_id(mail: Mail) -> str:
    """Return the Message-ID of `mail`: equal at each attempt, so that a double is known as one."""
    key = f"{mail.key} {mail.made_at.isoformat()}"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{settings.MAIL_DOMAIN}>"


def make_message(*, mail: Mail, letter: Letter, address: str) -> EmailMultiAlternatives:
    """Return the message to one recipient, marked as a machine's so that no machine answers it."""
    headers = {
        "Message-ID": message_id(mail),
        "Auto-Submitted": "auto-generated",  # RFC 3834
        "X-Auto-Response-Suppress": "All",  # the same for Exchange
        "Precedence": "bulk",
    }
    if letter.stop_url:
        headers["List-Unsubscribe"] = f"<{letter.stop_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    message = EmailMultiAlternatives(letter.subject, letter.text, None, [address], headers=headers)
    message.attach_alternative(letter.html, "text/html")
    for name, content, kind in letter.attachments:
        plain_kind = "; ".join(
            part.strip() for part in kind.split(";") if not part.strip().startswith("charset=")
        )
        if plain_kind.startswith("text/calendar"):
            # Calendars read the alternative, people keep the file.
            message.attach_alternative(content.decode(), plain_kind)
        message.attach(name, content, plain_kind)
    return message


class Postman:
    """One connection to the mail server, opened when first needed and kept open."""

    def __enter__(self) -> Self:
        self._backend = get_connection()
        self._is_open = False
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def post(self, message: EmailMultiAlternatives) -> None:
        """Hand over one message.

        Raises:
            PostOffline: nobody answers, or nobody lets us in.
            Refused: a permanent answer about this message.
        """
        self._open()
        try:
            self._hand_over(message)
        except smtplib.SMTPRecipientsRefused as error:
            if all(code in PERMANENT for code, _text in error.recipients.values()):
                raise Refused from error
            raise
        except smtplib.SMTPDataError as error:
            if error.smtp_code in PERMANENT:
                raise Refused from error
            raise

    def _hand_over(self, message: EmailMultiAlternatives) -> None:
        """Send, and once more over a new connection where the server had closed the old one."""
        try:
            self._backend.send_messages([message])
        except (smtplib.SMTPServerDisconnected, ConnectionError) as error:
            logger.info("the mail server closed the connection: %s", type(error).__name__)
            self._close()
            self._open()
            self._backend.send_messages([message])
        except smtplib.SMTPResponseException as error:
            if error.smtp_code != SERVICE_CLOSING:
                raise
            self._close()
            self._open()
            self._backend.send_messages([message])

    def _open(self) -> None:
        if self._is_open:
            return
        try:
            self._backend.open()
        except (OSError, smtplib.SMTPException) as error:
            raise PostOffline(type(error).__name__) from error
        self._is_open = True

    def _close(self) -> None:
        if self._is_open:
            self._backend.close()
        self._is_open = False
