"""A mail server that keeps nothing but the count: who was written to, under which Message-ID."""

import logging
import socket
from email import message_from_bytes
from email.policy import SMTP as POLICY
from types import TracebackType
from typing import Any, Self

from aiosmtpd.controller import Controller

Letter = tuple[str, str]  # recipient, Message-ID


class _Counter:
    def __init__(self) -> None:
        self.letters: list[Letter] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Take a message. The name is aiosmtpd's."""
        message = message_from_bytes(envelope.content, policy=POLICY)
        self.letters += [(address, str(message["Message-ID"])) for address in envelope.rcpt_tos]
        return "250 taken"


class Sink:
    """The server, on a free port of this machine, in a thread of its own."""

    def __enter__(self) -> Self:
        logging.getLogger("mail.log").setLevel(logging.WARNING)  # aiosmtpd's, a line each command
        self._counter = _Counter()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._server = Controller(self._counter, hostname="127.0.0.1", port=self.port)
        self._server.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.stop()

    @property
    def url(self) -> str:
        """The value of EMAIL_URL for those who shall post here."""
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def letters(self) -> list[Letter]:
        """What has come, in order."""
        return self._counter.letters

    def empty(self) -> None:
        """Forget what has come."""
        self._counter.letters = []
