"""Signing in with a certificate: the text to be signed, and whether it was signed by whom the certificate names."""

from __future__ import annotations

from datetime import UTC, datetime

from bagdar.kernel.findings import Finding
from bagdar.signatures.cms import read_message
from bagdar.signatures.refusals import SignatureRefusedError
from bagdar.signatures.revocation import Evidence
from bagdar.signatures.trust import Trust
from bagdar.signatures.verification import Demands, Verified, judge

LARGEST = 64 * 1024
"""Bytes of a signed challenge as it is sent."""
SHORTEST_NONCE = 16


def compose_challenge(installation: str, nonce: bytes, at: datetime) -> bytes:
    """What a person signs to sign in: it says that it is a sign-in, where, and since when; nothing else.

    ``installation``: the address people know it by; ``nonce``: at least 16 random bytes, never used again.
    A document never begins with these words, so a signed challenge cannot be passed off as a signed document.
    """
    if len(nonce) < SHORTEST_NONCE or any(ord(letter) < 32 for letter in installation):
        raise ValueError("a longer nonce and an address of one line are needed")
    instant = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"bagdar sign-in\n{installation}\n{instant}\n{nonce.hex()}\n".encode()


def verify_challenge(
    cms: bytes, challenge: bytes, trust: Trust, at: datetime, evidence: Evidence | None = None
) -> Verified | Finding:
    """Who signed *challenge*, if exactly one person did with a key that may sign in; else the refusal.

    ``cms``: the signed message as the browser sent it (DER, PEM or base64), the challenge in it or apart.
    ``holder.number`` of what is returned is the person's registered number, never empty.
    """
    try:
        return _verify(cms, challenge, trust, at, evidence)
    except SignatureRefusedError as refusal:
        return refusal.finding()


def _verify(
    cms: bytes, challenge: bytes, trust: Trust, at: datetime, evidence: Evidence | None
) -> Verified | Finding:
    if len(cms) > LARGEST:
        raise SignatureRefusedError("too_large", limit=LARGEST // 1024)
    message = read_message(cms)
    if len(message.signers) != 1:
        raise SignatureRefusedError("several_signers")
    demands = Demands(purposes=trust.profile.challenge_purposes, evidence=evidence or Evidence())
    (judged,) = judge(message, trust=trust, at=at, content=challenge, demands=demands)
    if isinstance(judged, Verified) and judged.holder.number is None:
        raise SignatureRefusedError("number_missing", name=judged.holder.name)
    return judged
