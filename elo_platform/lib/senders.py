"""How often answers come from one network: counted in this process's memory, stored nowhere.

Not in the cache with the limits of signing in, which is a table: rows of who sent when would be
a list of who answered when. What is counted under cannot be turned back into an address, since
its key is born and dies with the process.
"""

import secrets
from hashlib import blake2b

from django.core.cache.backends.locmem import LocMemCache

# A whole school may answer over one connection in one lesson; a script sends more than that.
MOST = 100
SECONDS = 300
_KEY = secrets.token_bytes(32)
_MEMORY = LocMemCache("senders", {"OPTIONS": {"MAX_ENTRIES": 20_000}})


class Sender:
    """Whoever sends to a path from a network, known by nothing but a count."""

    def __init__(self, *, network: str, path: str) -> None:
        who = f"{network} {path}".encode()
        self._key = blake2b(who, key=_KEY, digest_size=16).hexdigest()

    def may_send(self) -> bool:
        """Count once more; tell whether that is within the limit."""
        if _MEMORY.add(self._key, 1, SECONDS):
            return True
        try:
            return _MEMORY.incr(self._key) <= MOST
        except ValueError:  # its time ended between the two
            return True
