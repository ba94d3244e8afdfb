"""Time stamps (RFC 3161) over a signature: when it is proved to have existed, by a trusted authority's clock."""

from __future__ import annotations

from datetime import datetime

import msgspec
from asn1crypto import tsp

from bagdar.signatures.algorithms import digest, digest_named
from bagdar.signatures.asn1 import algorithm, reading
from bagdar.signatures.certificates import Certificate
from bagdar.signatures.chains import build_chain
from bagdar.signatures.cms import Signer, read_message
from bagdar.signatures.refusals import SignatureRefusedError
from bagdar.signatures.revocation import Evidence, Revocation, check_chain
from bagdar.signatures.signers import check_signer, digester
from bagdar.signatures.trust import Trust

STAMP_CONTENT = "1.2.840.113549.1.9.16.1.4"
TIME_STAMPING = "1.3.6.1.5.5.7.3.8"


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """A time stamp that holds."""

    at: datetime
    authority: str
    revocation: tuple[Revocation, ...]


def check_stamp(raw: bytes, signer: Signer, trust: Trust, evidence: Evidence) -> Stamp:
    """The stamp in *raw* over the signature of *signer*. Raises SignatureRefusedError("stamp_wrong")."""
    try:
        return _check(raw, signer, trust, evidence)
    except SignatureRefusedError as refusal:
        raise SignatureRefusedError("stamp_wrong", cause=refusal.message) from refusal


def _check(raw: bytes, signer: Signer, trust: Trust, evidence: Evidence) -> Stamp:
    message = read_message(raw)
    if message.content is None or message.content_type != STAMP_CONTENT or len(message.signers) != 1:
        raise SignatureRefusedError("unreadable")
    with reading():
        info = tsp.TSTInfo.load(message.content, strict=True)
        at: datetime = info["gen_time"].native
        imprint = info["message_imprint"]
        name = digest_named(*algorithm(imprint["hash_algorithm"]), trust.profile)
        if imprint["hashed_message"].native != digest(name, signer.signature):
            raise SignatureRefusedError("content_changed")
    signed = check_signer(message, message.signers[0], digester(message.content), trust.profile)
    _check_authority(signed.certificate)
    chain = build_chain(signed.certificate, message.certificates, trust, at)
    known = evidence.with_(message.crls, message.ocsp)
    revocation = check_chain(chain, known, trust.profile, at)
    return Stamp(at=at, authority=str(signed.certificate.subject), revocation=revocation)


def _check_authority(certificate: Certificate) -> None:
    """Its key may stamp time and nothing else (RFC 3161, section 2.3)."""
    if certificate.extended_usages != (TIME_STAMPING,) or not certificate.extended_critical:
        raise SignatureRefusedError("purpose_wrong", name=str(certificate.subject))
