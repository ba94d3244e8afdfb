"""A configured outside verifier: for keys this program does not reckon with itself, such as those before 2022.

It is a command of the operator. It gets one JSON object on its standard input and answers with one::

    {"format": 1, "message": base64, "content": base64, "at": "2026-06-01T09:30:00+00:00"}
    {"format": 1, "verifier": "name and version", "signers": [{"certificate": SHA-256 in hexadecimal digits,
      "valid": true, "stamped_at": null or an instant, "revocation": "not_revoked" or "not_checked"}]}

Whose certificate it is, what it may be used for and on which days it held is read and judged here all the same;
the outside verifier vouches for what only it can reckon: signature, chain, stamp, revocation.
"""

from __future__ import annotations

import base64
import subprocess
from datetime import UTC, datetime
from typing import Literal

import msgspec

from bagdar.kernel.findings import Finding
from bagdar.signatures.certificates import Certificate
from bagdar.signatures.chains import check_alone
from bagdar.signatures.cms import Message, read_message
from bagdar.signatures.holders import Holder, holder_of
from bagdar.signatures.profile import Profile
from bagdar.signatures.refusals import SignatureRefusedError
from bagdar.signatures.revocation import Standing
from bagdar.signatures.trust import Trust
from bagdar.signatures.verification import Demands, Verified, judge

PATIENCE = 20
"""Seconds a verifier may take."""
LONGEST = 64 * 1024
"""Bytes an answer may have."""
UNKNOWN = {"signatures.algorithm_unknown", "signatures.key_unknown"}
OLD = "GOST"
"""How the names of national algorithms begin that are out of use but were good in their time."""


class Outside(msgspec.Struct, frozen=True, kw_only=True):
    """How to reach the outside verifier. ``command``: program and arguments; no shell reads them."""

    command: tuple[str, ...]


class Vouched(msgspec.Struct, frozen=True, kw_only=True):
    """A signature that the outside verifier vouches for."""

    holder: Holder
    certificate: Certificate
    verifier: str
    judged_at: datetime
    stamped_at: datetime | None = None
    revocation: Standing = Standing.NOT_CHECKED


class _Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    certificate: str
    valid: bool
    stamped_at: datetime | None = None
    revocation: Standing = Standing.NOT_CHECKED


class _Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: Literal[1]
    verifier: str
    signers: list[_Said]


def verify_with(
    outside: Outside | None,
    raw: bytes,
    *,
    trust: Trust,
    at: datetime,
    content: bytes,
    demands: Demands | None = None,
) -> tuple[Verified | Vouched | Finding, ...]:
    """Each signer of the message *raw* over *content*, in its order; the outside verifier is asked where needed.

    It is asked only where every reason against a signer is that its kind of key is not reckoned with here,
    so it cannot overrule a signature that was found wrong. Raises SignatureRefusedError as
    :func:`~bagdar.signatures.verification.verify_message` does, and "outside_failed".
    """
    message = read_message(raw)
    own = judge(message, trust=trust, at=at, content=content, demands=demands)
    if outside is None or not any(_is_unreckoned(one) for one in own):
        return own
    answer = _ask(outside, raw, content, at)
    purposes = (demands or Demands(purposes=trust.profile.document_purposes)).purposes
    return tuple(
        _vouched(answer, message, place, trust.profile, purposes, at) if _is_unreckoned(one) else one
        for place, one in enumerate(own)
    )


def _is_unreckoned(verdict: Verified | Finding) -> bool:
    """Whether it only says that this program does not reckon with such keys: MD5 is weak for everyone."""
    if isinstance(verdict, Verified):
        return False
    old = verdict.check == "signatures.algorithm_weak" and str(verdict.params.get("name")).startswith(OLD)
    return old or verdict.check in UNKNOWN


def _ask(outside: Outside, raw: bytes, content: bytes, at: datetime) -> _Answer:
    question = {
        "format": 1,
        "message": base64.b64encode(raw).decode(),
        "content": base64.b64encode(content).decode(),
        "at": at.astimezone(UTC).isoformat(),
    }
    try:
        told = subprocess.run(  # noqa: S603 - the operator's own command, from the settings
            outside.command,
            input=msgspec.json.encode(question),
            capture_output=True,
            timeout=PATIENCE,
            check=True,
        )
        if len(told.stdout) > LONGEST:
            raise ValueError("too long an answer")
        return msgspec.json.decode(told.stdout, type=_Answer)
    except (OSError, subprocess.SubprocessError, msgspec.MsgspecError, ValueError) as fault:
        raise SignatureRefusedError("outside_failed") from fault


def _vouched(
    answer: _Answer, message: Message, place: int, profile: Profile, purposes: frozenset[str], at: datetime
) -> Vouched | Finding:
    signer = message.signers[place]
    try:
        certificate = next(
            one
            for one in message.certificates
            if (one.issuer, one.serial) == (signer.issuer, signer.serial)
            or (signer.key_id is not None and one.key_id == signer.key_id)
        )
        said = next(one for one in answer.signers if one.certificate.lower() == certificate.fingerprint)
        if not said.valid:
            raise SignatureRefusedError("signature_wrong")
        judged_at = min(at, said.stamped_at or at)
        check_alone(certificate, judged_at)
        holder = holder_of(certificate, profile)
        if not holder.purposes & purposes:
            raise SignatureRefusedError("purpose_wrong", name=holder.name)
    except StopIteration:
        return SignatureRefusedError("outside_silent").finding()
    except SignatureRefusedError as refusal:
        return refusal.finding()
    return Vouched(
        holder=holder,
        certificate=certificate,
        verifier=answer.verifier,
        judged_at=judged_at,
        stamped_at=said.stamped_at,
        revocation=said.revocation,
    )
