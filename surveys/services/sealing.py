"""Seals an answer while it waits, so that a copy of the database alone does not tell what it says.

AES-GCM with a key out of SECRET_KEY. Not Fernet, which writes the moment into what it seals.
"""

import json
import os
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE_BYTES = 12
# Sealed answers are as long as each other, up to the next step: a length could be recognised.
STEP = 4096


class Unreadable(Exception):
    """The seal does not open: another SECRET_KEY closed it, or it is damaged."""


def seal(*, content: dict[str, object], bound_to: str) -> bytes:
    """Return `content`, plain values, sealed and bound to the row that it is stored in."""
    nonce = os.urandom(NONCE_BYTES)
    plain = json.dumps(content, ensure_ascii=False).encode()
    padded = plain + b" " * (-len(plain) % STEP)
    return nonce + _cipher(settings.SECRET_KEY).encrypt(nonce, padded, bound_to.encode())


def open_sealed(*, sealed: bytes, bound_to: str) -> dict[str, object]:
    """Return what was sealed, also under an earlier SECRET_KEY that is still a fallback.

    Raises:
        Unreadable: no key opens it.
    """
    nonce, rest = bytes(sealed[:NONCE_BYTES]), bytes(sealed[NONCE_BYTES:])
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return json.loads(_cipher(secret).decrypt(nonce, rest, bound_to.encode()))
        except InvalidTag:
            continue
    raise Unreadable


@cache
def _cipher(secret: str) -> AESGCM:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"elo surveys: waiting answers")
    return AESGCM(derived.derive(secret.encode()))
