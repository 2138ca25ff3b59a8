"""Argon2id at a cost that two cores bear."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """64 MiB, 2 passes, 1 lane. OWASP asks for 19 MiB at least (Password Storage Cheat Sheet)."""

    memory_cost = 65_536
    time_cost = 2
    parallelism = 1
