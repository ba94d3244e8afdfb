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


class ForbiddenError(DomainError):
    """The actor is known and may not; the message says who can."""


class FactorNeededError(ForbiddenError):
    """The actor may, once a second factor is shown."""


class ConfirmationNeededError(ForbiddenError):
    """The actor may, once they have proved again who they are: it was too long ago."""


class AbsentError(DomainError):
    """There is no such thing, or none that the actor may see: the same answer for both."""


class ConflictError(DomainError):
    """Somebody changed the thing since it was read; ``current`` holds what stands there now."""

    def __init__(self, message: str, *, current: Any = None, **params: Any) -> None:
        super().__init__(message, **params)
        self.current = current


class InvalidError(DomainError):
    """What was entered does not hold. ``faults``: field → message id and its params; "" is the whole form."""

    def __init__(self, faults: dict[str, tuple[str, dict[str, Any]]], *, clause: str = "practice") -> None:
        super().__init__("kernel.invalid", clause=clause)
        self.faults = faults


class TooManyError(DomainError):
    """Too many attempts; ``seconds``: when to come back."""

    def __init__(self, message: str, *, seconds: int, **params: Any) -> None:
        super().__init__(message, seconds=seconds, **params)
        self.seconds = seconds
