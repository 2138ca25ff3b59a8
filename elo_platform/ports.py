"""The one way upwards: what a lower floor calls, a higher one has listed in the settings.

Each port is a setting that holds dotted paths. Entries are called in the caller's
transaction, in the order written. There is no registry: what is listed is what runs.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

PORTS = (
    "ACTS",
    "NOTICES",
    "INBOX",
    "OUTBOX",
    "CALENDAR",
    "GROUP_CALENDAR",
    "DUE",
    "PROMISES",
    "TEXTS",
    "TIMELINE",
    "CARRIED",
    "UNDER_WAY",
    "CHAIN_NODES",
    "GOALS",
    "FULFILLED_BY",
    "TABS",
    "ITEM_ACTS",
    "APPROVALS",
    "STANDING",
    "LINKABLE",
    "SERVES",
    "GROUP_CREATED",
    "BODY_CREATED",
    "MANDATE_ENDED",
    "TOUCHED",
    "SUCCEEDED",
    "COPIED",
    "BODIES_MERGED",
    "ACCOUNT_CLOSED",
)


@cache
def _resolve(path: str) -> Callable[..., Any]:
    return import_string(path)


def entry(port: str, kind: str) -> Callable[..., Any] | None:
    """Return what answers for `kind` at `port`, or None where nobody does."""
    path = getattr(settings, port).get(kind)
    return _resolve(path) if path else None


def entries(port: str) -> dict[str, Callable[..., Any]]:
    """Return all that is plugged in at `port`, in the order of the settings."""
    return {kind: _resolve(path) for kind, path in getattr(settings, port).items()}


def call_all(port: str, **values: object) -> None:
    """Call everything that is plugged in at `port`, in order, in the caller's transaction."""
    for answer in entries(port).values():
        answer(**values)
