"""Digests and signature schemes by identifier: which are believed, which are weak, which are not known."""

from __future__ import annotations

import hashlib

from bagdar.signatures.asn1 import NULL
from bagdar.signatures.gost import streebog
from bagdar.signatures.profile import Profile, Scheme
from bagdar.signatures.refusals import SignatureRefusedError

DIGESTS = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
    "2.16.840.1.101.3.4.2.8": "sha3_256",
    "2.16.840.1.101.3.4.2.9": "sha3_384",
    "2.16.840.1.101.3.4.2.10": "sha3_512",
}
PSS = "1.2.840.113549.1.1.10"
SCHEMES = {
    "1.2.840.113549.1.1.1": Scheme(key="rsa"),
    "1.2.840.113549.1.1.11": Scheme(key="rsa", digest="sha256"),
    "1.2.840.113549.1.1.12": Scheme(key="rsa", digest="sha384"),
    "1.2.840.113549.1.1.13": Scheme(key="rsa", digest="sha512"),
    PSS: Scheme(key="rsa"),
    "1.2.840.10045.4.3.2": Scheme(key="ec", digest="sha256"),
    "1.2.840.10045.4.3.3": Scheme(key="ec", digest="sha384"),
    "1.2.840.10045.4.3.4": Scheme(key="ec", digest="sha512"),
}
WEAK = {
    "1.2.840.113549.2.2": "MD2",
    "1.2.840.113549.2.5": "MD5",
    "1.3.14.3.2.26": "SHA-1",
    "2.16.840.1.101.3.4.2.4": "SHA-224",
    "1.2.840.113549.1.1.2": "MD2 RSA",
    "1.2.840.113549.1.1.4": "MD5 RSA",
    "1.2.840.113549.1.1.5": "SHA-1 RSA",
    "1.3.14.3.2.29": "SHA-1 RSA",
    "1.2.840.113549.1.1.14": "SHA-224 RSA",
    "1.2.840.10045.4.1": "SHA-1 ECDSA",
    "1.2.840.10045.4.3.1": "SHA-224 ECDSA",
    "1.2.840.10040.4.3": "SHA-1 DSA",
    "1.2.398.3.10.1.3.1": "GOST 34.311-95",
    "1.2.398.3.10.1.1.1.2": "GOST 34.310-2004",
}
"""Identifiers that are known and refused, with the name to say."""


def digest_named(identifier: str, parameters: bytes, profile: Profile) -> str:
    """The digest of that identifier. Raises SignatureRefusedError: weak, unknown, or with odd parameters."""
    name = DIGESTS.get(identifier) or profile.digests.get(identifier)
    if name is None:
        raise _not_believed(identifier)
    if parameters not in (b"", NULL):
        raise SignatureRefusedError("unreadable")
    return name


def scheme_named(identifier: str, profile: Profile) -> Scheme:
    """The scheme of that identifier. Raises SignatureRefusedError: weak or unknown."""
    scheme = SCHEMES.get(identifier) or profile.schemes.get(identifier)
    if scheme is None:
        raise _not_believed(identifier)
    return scheme


def _not_believed(identifier: str) -> SignatureRefusedError:
    if identifier in WEAK:
        return SignatureRefusedError("algorithm_weak", name=WEAK[identifier])
    return SignatureRefusedError("algorithm_unknown", identifier=identifier)


def digest(name: str, data: bytes) -> bytes:
    """The digest of *data*; Streebog takes about a second for every 100 KB."""
    if name.startswith("streebog"):
        return streebog(int(name.removeprefix("streebog")), data)
    return hashlib.new(name, data).digest()
