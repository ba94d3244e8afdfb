"""A signature against a public key: RSA, ECDSA, GOST; the algorithm must fit the key and the digest."""

from __future__ import annotations

from asn1crypto import core
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from cryptography.hazmat.primitives.serialization import load_der_public_key

from bagdar.signatures import gost
from bagdar.signatures.algorithms import PSS, digest, digest_named, scheme_named
from bagdar.signatures.asn1 import (
    NULL,
    Algorithm,
    Identifiers,
    KeyInfo,
    PssParameters,
    algorithm,
    bits,
    reading,
)
from bagdar.signatures.profile import Profile, Scheme
from bagdar.signatures.refusals import SignatureRefusedError

SMALLEST_RSA = 2048
LARGEST_RSA = 8192
"""Bits. A larger key only serves to keep the verifier busy."""
CURVES = {"secp256r1", "secp384r1", "secp521r1"}
MASK = "1.2.840.113549.1.1.8"
HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
    "sha3_256": hashes.SHA3_256(),
    "sha3_384": hashes.SHA3_384(),
    "sha3_512": hashes.SHA3_512(),
}


def kind_of_key(key: bytes, profile: Profile) -> str:
    """What to call the key of a certificate (``key`` is its SubjectPublicKeyInfo): ``"RSA 2048"``."""
    with reading("key_unknown"):
        identifier, _ = algorithm(KeyInfo.load(key, strict=True)["algorithm"])
        if identifier in profile.gost_keys:
            return f"GOST R 34.10-2015 {profile.gost_keys[identifier]}"
        public = _public_key(key)
    return f"RSA {public.key_size}" if isinstance(public, rsa.RSAPublicKey) else f"ECDSA {public.curve.name}"


def verify(
    key: bytes,
    how: tuple[str, bytes],
    message: bytes,
    signature: bytes,
    profile: Profile,
    *,
    digest_name: str | None = None,
) -> None:
    """Whether *signature* over *message* was made with *key*; a refusal says what is wrong.

    ``how``: the scheme's identifier and parameters, both untrusted. ``digest_name``: the digest said
    elsewhere in the message; it must agree with the scheme's own.
    """
    with reading("signature_wrong"):
        identifier, parameters = how
        scheme = scheme_named(identifier, profile)
        kind, _ = algorithm(KeyInfo.load(key, strict=True)["algorithm"])
        if (scheme.key == "gost") != (kind in profile.gost_keys):
            raise SignatureRefusedError("algorithm_differs")
        name = _digest_of(scheme, how, digest_name, profile)
        if scheme.key == "gost":
            _verify_gost(key, parameters, name, message, signature, profile)
        else:
            _verify_usual(key, how, scheme, name, message, signature)


def _digest_of(scheme: Scheme, how: tuple[str, bytes], said: str | None, profile: Profile) -> str:
    """The one digest that scheme, parameters and the rest of the message agree on."""
    own = scheme.digest
    if how[0] == PSS:
        said_there = PssParameters.load(how[1], strict=True)["digest"]
        if isinstance(said_there, core.Void):
            raise SignatureRefusedError("algorithm_weak", name="SHA-1 RSA")
        own = digest_named(*algorithm(said_there), profile)
    names = {name for name in (own, said) if name}
    if len(names) != 1:
        raise SignatureRefusedError("algorithm_differs")
    return names.pop()


def _verify_gost(
    key: bytes, parameters: bytes, name: str, message: bytes, signature: bytes, profile: Profile
) -> None:
    read = KeyInfo.load(key, strict=True)
    identifier, key_parameters = algorithm(read["algorithm"])
    if name != f"streebog{profile.gost_keys[identifier]}" or parameters not in (b"", NULL, key_parameters):
        raise SignatureRefusedError("algorithm_differs")
    named = Identifiers.load(key_parameters, strict=True)[0].dotted
    if named not in profile.gost_curves:
        raise SignatureRefusedError("key_unknown")
    curve = gost.curve_named(profile.gost_curves[named])
    public = core.OctetString.load(bits(read["public_key"]), strict=True).native
    if not gost.verify(curve, public, digest(name, message), signature):
        raise SignatureRefusedError("signature_wrong")


def _public_key(key: bytes) -> rsa.RSAPublicKey | ec.EllipticCurvePublicKey:
    """The key, if it is of a kind and strength that is believed."""
    try:
        public = load_der_public_key(key)
    except UnsupportedAlgorithm as unknown:
        raise SignatureRefusedError("key_unknown") from unknown
    if isinstance(public, rsa.RSAPublicKey):
        if not SMALLEST_RSA <= public.key_size <= LARGEST_RSA:
            raise SignatureRefusedError("key_size", bits=public.key_size)
        return public
    if isinstance(public, ec.EllipticCurvePublicKey) and public.curve.name in CURVES:
        return public
    raise SignatureRefusedError("key_unknown")


def _verify_usual(
    key: bytes, how: tuple[str, bytes], scheme: Scheme, name: str, message: bytes, signature: bytes
) -> None:
    public = _public_key(key)
    if (scheme.key == "rsa") != isinstance(public, rsa.RSAPublicKey) or name not in HASHES:
        raise SignatureRefusedError("algorithm_differs")
    prepared = utils.Prehashed(HASHES[name])
    value = digest(name, message)
    try:
        if isinstance(public, rsa.RSAPublicKey):
            public.verify(signature, value, _padding(how, name), prepared)
        elif how[1] != b"":
            raise SignatureRefusedError("algorithm_differs")
        else:
            public.verify(signature, value, ec.ECDSA(prepared))
    except InvalidSignature as wrong:
        raise SignatureRefusedError("signature_wrong") from wrong


def _padding(how: tuple[str, bytes], name: str) -> padding.AsymmetricPadding:
    identifier, parameters = how
    if identifier != PSS:
        if parameters not in (b"", NULL):
            raise SignatureRefusedError("algorithm_differs")
        return padding.PKCS1v15()
    read = PssParameters.load(parameters, strict=True)
    mask, inner = algorithm(read["mask"])
    same = (
        mask == MASK
        and Algorithm.load(inner, strict=True)["algorithm"].dotted == read["digest"]["algorithm"].dotted
    )
    salt, same = read["salt_length"].native, same and read["trailer"].native == 1
    if not same or not HASHES[name].digest_size <= salt <= LARGEST_RSA // 8:
        raise SignatureRefusedError("algorithm_differs")
    return padding.PSS(padding.MGF1(HASHES[name]), salt_length=salt)
