"""The answer of a policy: allowed, or denied with a reason fit to show."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Decision:
    """Truthy where allowed. `reason` is empty or a translatable sentence."""

    allowed: bool
    reason: str | Promise = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Decision(True)


def denied(reason: str | Promise) -> Decision:
    """Return a refusal for `reason`."""
    return Decision(False, reason)


def require(decision: Decision) -> None:
    """Do nothing where allowed.

    Raises:
        PermissionDenied: with the reason in the active language, where denied.
    """
    if not decision:
        raise PermissionDenied(str(decision.reason))
