"""What else the self-made authority states: lists of revoked certificates, answers about one, time stamps."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from asn1crypto import core, crl, ocsp, tsp, x509
from asn1crypto.parser import emit

from bagdar.signatures.algorithms import digest
from bagdar.signatures.asn1 import KeyInfo, bits
from bagdar.signatures.certificates import Certificate
from bagdar.signatures.selfmade.authority import Identity, seal, sequence, subject_of
from bagdar.signatures.selfmade.signing import sign
from bagdar.signatures.stamps import STAMP_CONTENT

WEEK = timedelta(days=7)


def revocation_list(
    by: Identity, at: datetime, revoked: Mapping[int, datetime], *, critical: str | None = None
) -> bytes:
    """A list made at *at*, good for a week: serial number → since when. ``critical``: an odd extension."""
    body = sequence(
        core.Integer(1).dump(),
        by.key.how.dump(),
        subject_of(by).dump(),
        x509.Time("utc_time", at).dump(),
        x509.Time("utc_time", at + WEEK).dump(),
        _revoked(revoked),
        *([_critical(critical)] if critical else []),
    )
    return seal(core.Any.load(body), by.key)


def _revoked(revoked: Mapping[int, datetime]) -> bytes:
    entries = [
        sequence(core.Integer(serial).dump(), x509.Time("utc_time", day).dump())
        for serial, day in revoked.items()
    ]
    return sequence(*entries) if entries else b""


def _critical(identifier: str) -> bytes:
    extension = {"extn_id": identifier, "critical": True, "extn_value": core.ParsableOctetString(b"\x30\x00")}
    return bytes(emit(2, 1, 0, crl.TBSCertListExtensions([extension]).dump()))


def answer(
    about: Certificate, issuer: Identity, at: datetime, *, by: Identity | None = None, revoked: Any = None
) -> bytes:
    """An OCSP response about a certificate: good, or *revoked* since that instant; *by* the issuer itself."""
    who = by or issuer
    key = bits(KeyInfo.load(issuer.certificate.key)["public_key"])
    names = {
        "hash_algorithm": {"algorithm": "sha1"},
        "issuer_name_hash": _name_only(subject_of(issuer).dump()),
        "issuer_key_hash": _name_only(key),
        "serial_number": about.serial,
    }
    status = ("revoked", {"revocation_time": revoked}) if revoked else ("good", core.Null())
    single = ocsp.SingleResponse(
        {
            "cert_id": names,
            "cert_status": ocsp.CertStatus(*status),
            "this_update": at,
            "next_update": at + WEEK,
        }
    )
    responder = ocsp.ResponderId("by_name", subject_of(who))
    data = ocsp.ResponseData({"responder_id": responder, "produced_at": at, "responses": [single]})
    signature = core.OctetBitString(who.key.sign(data.dump())).dump()
    certificates = emit(2, 1, 0, sequence(who.certificate.der)) if by else b""
    basic = sequence(data.dump(), who.key.how.dump(), signature, certificates)
    inner = {"response_type": "basic_ocsp_response", "response": core.ParsableOctetString(basic)}
    return bytes(ocsp.OCSPResponse({"response_status": "successful", "response_bytes": inner}).dump())


def _name_only(data: bytes) -> bytes:
    """SHA-1 as OCSP uses it: to name an issuer, not to prove anything."""
    return hashlib.sha1(data, usedforsecurity=False).digest()


def stamp(signature: bytes, by: Identity, at: datetime, chain: tuple[Certificate, ...]) -> bytes:
    """A time stamp over a signature."""
    imprint = {
        "hash_algorithm": {"algorithm": by.key.digest},
        "hashed_message": digest(by.key.digest_name, signature),
    }
    info = tsp.TSTInfo(
        {
            "version": "v1",
            "policy": "1.2.398.3.3.2.6.4",
            "message_imprint": imprint,
            "serial_number": 1,
            "gen_time": at,
        }
    )
    return sign(info.dump(), by, at=at, chain=chain, detached=False, content_type=STAMP_CONTENT)
