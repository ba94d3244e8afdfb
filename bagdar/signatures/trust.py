"""Whom an installation believes: root certificates laid down by its operator, and issuing ones beneath them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from bagdar.signatures.certificates import Certificate, read_certificates
from bagdar.signatures.profile import Profile, profile
from bagdar.signatures.refusals import SignatureRefusedError

ENDINGS = {".pem", ".crt", ".cer", ".der"}


class Trust(msgspec.Struct, frozen=True, kw_only=True):
    """``roots`` are believed because they stand here; ``issuing`` only help to build a chain up to a root."""

    profile: Profile
    roots: tuple[Certificate, ...] = ()
    issuing: tuple[Certificate, ...] = ()


def trust_of(certificates: Iterable[Certificate], country: Profile | None = None) -> Trust:
    """Trust in *certificates*: those that name themselves as issuer are roots, other authorities are issuing.

    Certificates of persons are left out: they come with what they signed.
    """
    authorities = [certificate for certificate in certificates if certificate.authority]
    return Trust(
        profile=country or profile(),
        roots=tuple(certificate for certificate in authorities if certificate.self_issued),
        issuing=tuple(certificate for certificate in authorities if not certificate.self_issued),
    )


def read_trust(folder: Path, country: Profile | None = None) -> Trust:
    """Trust in the certificate files of *folder* (PEM or DER).

    Raises SignatureRefusedError("trust_unreadable") with the file that is none.
    """
    found: list[Certificate] = []
    for path in sorted(path for path in folder.iterdir() if path.suffix.lower() in ENDINGS):
        try:
            found += read_certificates(path.read_bytes())
        except SignatureRefusedError as refusal:
            raise SignatureRefusedError("trust_unreadable", file=path.name) from refusal
    return trust_of(found, country)
