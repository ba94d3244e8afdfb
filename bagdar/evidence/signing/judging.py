"""Whether a message or a signed PDF is the head's signature, and what is kept of the answer."""

from __future__ import annotations

import shlex
from datetime import datetime
from typing import Any

import msgspec
from django.conf import settings

from bagdar.evidence.stamping import ask_for_stamp
from bagdar.files.models import StoredFile
from bagdar.files.storage import place
from bagdar.kernel.errors import InvalidError
from bagdar.kernel.findings import Finding
from bagdar.orgs.proofs.certificate import trust
from bagdar.signatures.cms import message_bytes, read_message
from bagdar.signatures.outside import UNKNOWN, Outside, Vouched, verify_with
from bagdar.signatures.pades import verify_pdf
from bagdar.signatures.refusals import SignatureRefusedError
from bagdar.signatures.verification import Verified

LARGEST = 256 * 1024
"""Bytes of a detached message."""


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """*standing*: as of a signature. ``content``: what to keep; ``file``: where it is kept already."""

    standing: str
    content: bytes = b""
    pdf: bool = False
    file: StoredFile | None = None
    found: dict[str, Any] = {}
    stamp: bytes | None = None
    holder_number: str | None = None
    holder_name: str = ""


def judge_message(raw: bytes, statement: bytes, at: datetime) -> Judged:
    """Of a detached message over *statement*. Raises InvalidError with the reason in words."""
    believed = trust()
    if believed is None:
        raise InvalidError({"": ("signing.no_trust", {})})
    try:
        if len(raw) > LARGEST:
            raise SignatureRefusedError("too_large", limit=LARGEST // 1024)
        message = message_bytes(raw)
        verdicts = verify_with(outside(), message, trust=believed, at=at, content=statement)
        if len(verdicts) != 1:
            raise SignatureRefusedError("several_signers")
    except SignatureRefusedError as refusal:
        raise InvalidError({"": (refusal.message, refusal.params)}) from refusal
    return _judged(verdicts[0], message, stamp=_stamp(message))


def judge_pdf(pdf: bytes, document: StoredFile | None, at: datetime) -> Judged:
    """Of our *document* with one more signature inside. Raises InvalidError with the reason in words."""
    believed = trust()
    if believed is None:
        raise InvalidError({"": ("signing.no_trust", {})})
    if document is None or not pdf.startswith(_bytes_of(document)):
        raise InvalidError({"": ("signing.other_document", {})})
    try:
        signatures = verify_pdf(pdf, trust=believed, at=at)
    except SignatureRefusedError as refusal:
        raise InvalidError({"": (refusal.message, refusal.params)}) from refusal
    if len(signatures) != 1 or signatures[0].covered != len(pdf):
        raise InvalidError({"": ("signing.pdf_unsigned", {})})
    return _judged(signatures[0].verdict, pdf, pdf=True)


def outside() -> Outside | None:
    """The operator's verifier for keys that are not reckoned with here (BAGDAR_SIGNATURE_VERIFIER)."""
    command = tuple(shlex.split(settings.SIGNATURE_VERIFIER))
    return Outside(command=command) if command else None


def _judged(
    verdict: Verified | Vouched | Finding, content: bytes, *, pdf: bool = False, stamp: bytes | None = None
) -> Judged:
    if isinstance(verdict, Finding):
        if not _is_unreckoned(verdict):
            raise InvalidError({"": (verdict.check, dict(verdict.params))})
        found = {"reason": verdict.check, "params": dict(verdict.params)}
        return Judged(standing="not_verified", content=content, pdf=pdf, found=found, stamp=stamp)
    return Judged(
        standing="verified" if isinstance(verdict, Verified) else "vouched",
        content=content,
        pdf=pdf,
        found=_facts(verdict),
        stamp=stamp,
        holder_number=verdict.holder.number,
        holder_name=verdict.holder.name,
    )


def _bytes_of(file: StoredFile) -> bytes:
    with place().open(file.place) as opened:
        return opened.read()


def _is_unreckoned(verdict: Finding) -> bool:
    return verdict.check in UNKNOWN or str(verdict.params.get("name", "")).startswith("GOST")


def _facts(verdict: Verified | Vouched) -> dict[str, Any]:
    """What a reader years later wants to know, as plain values; no number of the person."""
    holder, certificate = verdict.holder, verdict.certificate
    facts: dict[str, Any] = {
        "holder": holder.name,
        "organisation": holder.organisation,
        "body_number": holder.body_number or "",
        "capacities": sorted(holder.capacities),
        "certificate": certificate.fingerprint,
        "serial": f"{certificate.serial:x}",
        "issuer": str(certificate.issuer),
        "valid_until": certificate.ends.isoformat(),
        "judged_at": verdict.judged_at.isoformat(),
    }
    if isinstance(verdict, Vouched):
        return facts | {"verifier": verdict.verifier, "revocation": str(verdict.revocation)}
    checked = "not_revoked" if verdict.revocation_checked else "not_checked"
    stamp = verdict.stamp
    return facts | {
        "key": verdict.key,
        "revocation": checked,
        "stamped_at": stamp.at.isoformat() if stamp else "",
        "stamped_by": stamp.authority if stamp else "",
    }


def _stamp(message: bytes) -> bytes | None:
    """A trusted clock's word on when the signature was there, where an authority is configured and answers."""
    if not settings.TSA_URL:
        return None
    signer = read_message(message).signers[0]
    if signer.stamps:
        return None
    try:
        return ask_for_stamp(settings.TSA_URL, signer.signature).token
    except (OSError, SignatureRefusedError):
        return None
