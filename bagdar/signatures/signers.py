"""One signer of a message: that its signed attributes fit the content, the certificate and the signature."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache

import msgspec
from asn1crypto import cms, core, tsp

from bagdar.signatures.algorithms import digest, digest_named
from bagdar.signatures.asn1 import AlgorithmProtection, algorithm, reading
from bagdar.signatures.certificates import Certificate
from bagdar.signatures.cms import (
    ALGORITHM_PROTECTION,
    CONTENT_TYPE,
    MESSAGE_DIGEST,
    SIGNING_CERTIFICATE,
    SIGNING_TIME,
    Message,
    Signer,
)
from bagdar.signatures.keys import verify
from bagdar.signatures.profile import Profile
from bagdar.signatures.refusals import SignatureRefusedError

Digester = Callable[[str], bytes]
"""Name of a digest → that digest of the content."""


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """What holds of a signer whose signature fits; the certificate is not yet believed."""

    certificate: Certificate
    certificate_bound: bool
    """Whether the certificate itself is among what was signed (RFC 5035)."""
    said_at: datetime | None
    """When it was signed, by the signer's own clock."""


def digester(content: bytes) -> Digester:
    """Digests of *content*, each kind made once however many signers use it."""
    return cache(lambda name: digest(name, content))


def check_signer(message: Message, signer: Signer, content_digest: Digester, profile: Profile) -> Signed:
    """That *signer* signed the content (RFC 5652, section 5.6). Raises SignatureRefusedError."""
    certificate = _certificate(message, signer)
    name = digest_named(*signer.digest, profile)
    with reading("attributes_wrong"):
        _check_attributes(message, signer, content_digest(name))
        bound = _check_bound(signer, certificate, profile)
        said_at = _said_at(signer)
    verify(certificate.key, signer.how, signer.signed, signer.signature, profile, digest_name=name)
    return Signed(certificate=certificate, certificate_bound=bound, said_at=said_at)


def _certificate(message: Message, signer: Signer) -> Certificate:
    """The certificate that the signer names; never simply the first one: the message holds a set."""
    named = {
        certificate
        for certificate in message.certificates
        if (
            certificate.key_id == signer.key_id
            if signer.issuer is None
            else (certificate.issuer, certificate.serial) == (signer.issuer, signer.serial)
        )
    }
    if len(named) != 1:
        raise SignatureRefusedError("certificate_missing")
    return named.pop()


def _check_attributes(message: Message, signer: Signer, content_digest: bytes) -> None:
    kind, value = signer.only(CONTENT_TYPE), signer.only(MESSAGE_DIGEST)
    if kind is None or value is None:
        raise SignatureRefusedError("attributes_wrong")
    if core.ObjectIdentifier.load(kind, strict=True).dotted != message.content_type:
        raise SignatureRefusedError("attributes_wrong")
    if core.OctetString.load(value, strict=True).native != content_digest:
        raise SignatureRefusedError("content_changed")
    protection = signer.only(ALGORITHM_PROTECTION)
    if protection is not None:
        _check_protection(AlgorithmProtection.load(protection, strict=True), signer)


def _check_protection(said: AlgorithmProtection, signer: Signer) -> None:
    if algorithm(said["digest"])[0] != signer.digest[0]:
        raise SignatureRefusedError("algorithm_differs")
    how = said["signature"]
    if isinstance(how, core.Void) or how["algorithm"].dotted != signer.how[0]:
        raise SignatureRefusedError("algorithm_differs")


def _check_bound(signer: Signer, certificate: Certificate, profile: Profile) -> bool:
    """Whether the signer signed its certificate, too. Raises where it signed another one."""
    value = signer.only(SIGNING_CERTIFICATE)
    if value is None:
        return False
    first = tsp.SigningCertificateV2.load(value, strict=True)["certs"][0]
    name = digest_named(*algorithm(first["hash_algorithm"]), profile)
    issuer = first["issuer_serial"]
    same = first["cert_hash"].native == digest(name, certificate.der)
    if not isinstance(issuer, core.Void):
        same = same and issuer["serial_number"].native == certificate.serial
    if not same:
        raise SignatureRefusedError("certificate_differs", name=str(certificate.subject))
    return True


def _said_at(signer: Signer) -> datetime | None:
    value = signer.only(SIGNING_TIME)
    if value is None:
        return None
    said: datetime = cms.Time.load(value, strict=True).native
    return said
