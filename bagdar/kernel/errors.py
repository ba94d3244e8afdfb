"""Refusals: the program says what, where, by which clause, and what to do."""

from __future__ import annotations

from typing import Any

from bagdar.kernel.findings import Place


class DomainError(Exception):
    """A refusal with a message id of the catalogue and its named fields; never a bare string.

    ``clause`` as in :class:`bagdar.kernel.findings.Finding`; ``exit_code`` is what the command
    returns (documented in docs/commands).
    """

    exit_code = 2

    def __init__(
        self, message: str, *, clause: str = "practice", place: Place | None = None, **params: Any
    ) -> None:
        super().__init__(message)
        self.message = message
        self.clause = clause
        self.place = place or Place()
        self.params = params

    def __str__(self) -> str:
        fields = ", ".join(f"{k}={v!r}" for k, v in self.params.items())
        return f"{self.message}({fields})"


class FileRefusedError(DomainError):
    """A file that is not read at all: wrong kind, hostile, too large, encrypted, macros."""

    exit_code = 3
