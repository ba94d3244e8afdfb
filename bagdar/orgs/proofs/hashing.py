"""The password hash: Argon2id with 64 MiB, at most two computations at once in a process."""

from __future__ import annotations

from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher

AT_ONCE = BoundedSemaphore(2)
"""A rush of people signing in waits here instead of taking 64 MiB each."""


class Argon2(Argon2PasswordHasher):
    """Parameters of RFC 9106's second recommendation, for one processor."""

    time_cost = 2
    memory_cost = 64 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with AT_ONCE:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with AT_ONCE:
            return super().verify(password, encoded)
