"""The sample kinds of the outbox's tests are wanted here too."""

from tests.notifications.conftest import sample_kinds

__all__ = ["sample_kinds"]
