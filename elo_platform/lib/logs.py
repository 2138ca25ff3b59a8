"""Logs as JSON lines that name no person: ids, paths without tokens, and states."""

import logging
import re

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

# Addresses of one-act links, feeds and surveys are keys: they open something without a password.
_TOKEN = re.compile(
    r"(/(?:act|s|unsubscribe|me/calendar|groups/\d+/calendar|accounts/password/reset/key)/)"
    r"[^/\s?\"']+"
)
_ADDRESS = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[a-zA-Z]{2,}")
_SECRET_FIELDS = {"ip", "user_agent", "cookie", "authorization"}


def scrub(text: str) -> str:
    """Return `text` without tokens and without e-mail addresses."""
    return _ADDRESS.sub("[address]", _TOKEN.sub(r"\1[token]", text))


def without_people(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """A structlog processor that drops or scrubs what could point at a person."""
    return {
        key: scrub(value) if isinstance(value, str) else value
        for key, value in event.items()
        if key not in _SECRET_FIELDS
    }


def json_formatter() -> logging.Formatter:
    """Return the formatter of the root handler."""
    before: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*before, structlog.stdlib.PositionalArgumentsFormatter()],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            without_people,
            structlog.processors.JSONRenderer(default=str),
        ],
    )


def configure() -> None:
    """Send structlog's own loggers through the standard library's handlers."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLogger().level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
