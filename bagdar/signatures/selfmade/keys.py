"""Key pairs of the three kinds, made at random; the GOST ones are not hardened and only fit for trying out."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import NamedTuple

from asn1crypto import core
from asn1crypto.parser import emit
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bagdar.signatures.algorithms import digest
from bagdar.signatures.asn1 import Algorithm, Identifiers, KeyInfo
from bagdar.signatures.gost import curve_named, multiple

GOST_KEY = "1.2.398.3.10.1.1.2.2"
GOST_CURVE = "1.2.398.3.10.1.1.2.2.1"
GOST_DIGEST = "1.2.398.3.10.1.3.3"
GOST_SIGNATURE = "1.2.398.3.10.1.1.2.3.2"
SHA256 = "2.16.840.1.101.3.4.2.1"


class Key(NamedTuple):
    """A key pair: its public half as certificates hold it, and how it signs."""

    public: bytes
    digest: str
    """Identifier of the digest it signs, and its name."""
    digest_name: str
    how: Algorithm
    sign: Callable[[bytes], bytes]
    """Message → signature."""


def rsa_key(bits: int = 2048) -> Key:
    private = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    how = Algorithm({"algorithm": "1.2.840.113549.1.1.11", "parameters": core.Null()})
    return Key(
        _public(private.public_key()),
        SHA256,
        "sha256",
        how,
        lambda message: private.sign(message, padding.PKCS1v15(), hashes.SHA256()),
    )


def ec_key() -> Key:
    private = ec.generate_private_key(ec.SECP256R1())
    how = Algorithm({"algorithm": "1.2.840.10045.4.3.2"})
    return Key(
        _public(private.public_key()),
        SHA256,
        "sha256",
        how,
        lambda message: private.sign(message, ec.ECDSA(hashes.SHA256())),
    )


def gost_key() -> Key:
    """A 512-bit key on the curve and with the identifiers of the national authority of Kazakhstan."""
    curve = curve_named("id-tc26-gost-3410-12-512-paramSetA")
    private = secrets.randbelow(curve.q - 1) + 1

    def sign(message: bytes) -> bytes:
        e = int.from_bytes(digest("streebog512", message), "little") % curve.q or 1
        k = secrets.randbelow(curve.q - 1) + 1
        r = multiple(curve, k)[0] % curve.q
        return _low_first(r, (r * private + k * e) % curve.q)

    point = core.OctetString(_low_first(*multiple(curve, private))).dump()
    public = KeyInfo(
        {
            "algorithm": {"algorithm": GOST_KEY, "parameters": Identifiers([GOST_CURVE, GOST_DIGEST])},
            "public_key": core.BitString.load(emit(0, 0, 3, b"\x00" + point)),
        }
    )
    return Key(public.dump(), GOST_DIGEST, "streebog512", Algorithm({"algorithm": GOST_SIGNATURE}), sign)


def _low_first(*pair: int) -> bytes:
    return b"".join(number.to_bytes(64, "little") for number in pair)


def _public(key: rsa.RSAPublicKey | ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
