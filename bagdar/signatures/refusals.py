"""Refusals of signatures and certificates: one reason each, in the words of the catalogue."""

from __future__ import annotations

from typing import Any

from bagdar.kernel.errors import DomainError
from bagdar.kernel.findings import Finding, Severity


class SignatureRefusedError(DomainError):
    """A certificate, message or stamp that is not believed; ``reason`` is the message id after "signatures."."""

    def __init__(self, reason: str, **params: Any) -> None:
        super().__init__(f"signatures.{reason}", **params)
        self.reason = reason

    def finding(self) -> Finding:
        """The same refusal as a finding, to stand in a list beside what was verified."""
        return Finding(check=self.message, clause=self.clause, severity=Severity.ERROR, params=self.params)
