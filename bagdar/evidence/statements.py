"""What leaves the system of a root: a statement of five facts, its digest, its short code."""

from __future__ import annotations

from hashlib import sha256

from bagdar.evidence.canonical import canonical_json, instant
from bagdar.evidence.codes import code_of
from bagdar.evidence.models import Anchor


def statement(anchor: Anchor) -> bytes:
    """Canonical JSON: what is stamped, mailed and exported, byte for byte."""
    return canonical_json(
        {
            "at": instant(anchor.at),
            "chain": bytes(anchor.chain).hex(),
            "number": anchor.number,
            "root": bytes(anchor.root).hex(),
            "size": anchor.size,
        }
    )


def code_of_anchor(anchor: Anchor) -> str:
    """Twelve letters of the statement's SHA-256."""
    return code_of(sha256(statement(anchor)).digest())
