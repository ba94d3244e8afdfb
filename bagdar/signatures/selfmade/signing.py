"""Signed messages (CMS) as NCALayer makes them, by the self-made authority's people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from asn1crypto import cms, core, tsp
from asn1crypto.parser import emit

from bagdar.signatures.algorithms import digest
from bagdar.signatures.asn1 import Whole
from bagdar.signatures.certificates import Certificate
from bagdar.signatures.cms import DATA, OCSP_RESPONSE, SIGNED_DATA, Attributes, Enclosed, Info
from bagdar.signatures.selfmade.authority import Identity, sequence
from bagdar.signatures.selfmade.keys import SHA256

Change = Callable[[list[dict[str, Any]]], list[dict[str, Any]]]


def sign(
    content: bytes,
    *signers: Identity,
    at: datetime,
    chain: Sequence[Certificate] = (),
    detached: bool = True,
    content_type: str = DATA,
    change: Change = list,
) -> bytes:
    """A CMS over *content* by *signers*; *chain* goes into it beside their certificates.

    ``change``: what a test does to the attributes before they are signed.
    """
    infos = [signer_info(one, content, at, content_type, change) for one in signers]
    certificates = [one.certificate for one in signers] + list(chain)
    return assemble(content, infos, certificates, detached=detached, content_type=content_type)


def assemble(
    content: bytes,
    infos: Sequence[Info],
    certificates: Sequence[Certificate],
    *,
    detached: bool = True,
    content_type: str = DATA,
    crls: Sequence[bytes] = (),
    ocsp: Sequence[bytes] = (),
) -> bytes:
    """A CMS of signers that have signed already; lists and answers about revocation may come with it."""
    by_key = any(info["sid"].name == "subject_key_identifier" for info in infos)
    version = "v5" if ocsp else "v1" if content_type == DATA and not by_key else "v3"
    answers = [emit(2, 1, 1, core.ObjectIdentifier(OCSP_RESPONSE).dump() + one) for one in ocsp]
    evidence = b"".join([*crls, *answers])
    enclosed = {"content_type": content_type} | ({} if detached else {"content": content})
    data = sequence(
        cms.CMSVersion(version).dump(),
        emit(0, 1, 17, b"".join(sorted({info["digest"].dump() for info in infos}))),
        Enclosed(enclosed).dump(),
        emit(2, 1, 0, b"".join(sorted(one.der for one in certificates))),
        emit(2, 1, 1, evidence) if evidence else b"",
        emit(0, 1, 17, b"".join(sorted(info.dump() for info in infos))),
    )
    return sequence(core.ObjectIdentifier(SIGNED_DATA).dump(), emit(2, 1, 0, data))


def signer_info(
    who: Identity, content: bytes, at: datetime, content_type: str = DATA, change: Change = list
) -> Info:
    """What *who* adds to a message over *content*, signed; its parts may still be changed by a test."""
    attributes = change(
        [
            {"type": "content_type", "values": [content_type]},
            {"type": "message_digest", "values": [digest(who.key.digest_name, content)]},
            {"type": "signing_time", "values": [cms.Time("utc_time", at)]},
            {"type": "signing_certificate_v2", "values": [bound(who.certificate)]},
        ]
    )
    signed = cms.CMSAttributes(attributes)
    fields = {"digest": {"algorithm": who.key.digest}, "how": who.key.how}
    return Info(
        {
            "version": "v1",
            "sid": issuer_and_serial(who.certificate),
            "signed": Attributes.load(signed.dump()),
            "signature": who.key.sign(signed.dump()),
            **fields,
        }
    )


def issuer_and_serial(certificate: Certificate) -> cms.SignerIdentifier:
    """How a signer names its certificate."""
    body = Whole.load(certificate.der)["body"]
    named = {"issuer": body["issuer"], "serial_number": body["serial_number"]}
    return cms.SignerIdentifier("issuer_and_serial_number", named)


def bound(certificate: Certificate) -> tsp.SigningCertificateV2:
    """The attribute that makes the certificate a part of what is signed (RFC 5035)."""
    value = {"hash_algorithm": {"algorithm": SHA256}, "cert_hash": digest("sha256", certificate.der)}
    return tsp.SigningCertificateV2({"certs": [value]})
