"""The few structures of X.509 and CMS that are read here in an own, narrower way, and reading under guard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from asn1crypto import core, x509

from bagdar.signatures.refusals import SignatureRefusedError


class Exact(core.Sequence):  # type: ignore[misc]
    """A SEQUENCE with nothing after its last field: the library lets more follow and shows none of it."""

    children: list[Any] | None

    def _parse_children(self, recurse: bool = False) -> None:
        super()._parse_children(recurse=recurse)
        if self.children is not None and len(self.children) > len(self._fields):
            self.children = None
            raise ValueError("more stands in a structure than it has fields")


class Algorithm(Exact):
    """AlgorithmIdentifier whose parameters stay as they are; unknown identifiers are no error."""

    _fields: ClassVar = [("algorithm", core.ObjectIdentifier), ("parameters", core.Any, {"optional": True})]


class KeyInfo(Exact):
    """SubjectPublicKeyInfo of any kind of key."""

    _fields: ClassVar = [("algorithm", Algorithm), ("public_key", core.BitString)]


class Identifiers(core.SequenceOf):  # type: ignore[misc]
    """A list of object identifiers: the parameters of a GOST key name its curve first, then its digest."""

    _child_spec = core.ObjectIdentifier


class PssParameters(Exact):
    """Parameters of RSA with PSS padding; what is absent has the standard's weak default."""

    _fields: ClassVar = [
        ("digest", Algorithm, {"explicit": 0, "optional": True}),
        ("mask", Algorithm, {"explicit": 1, "optional": True}),
        ("salt_length", core.Integer, {"explicit": 2, "default": 20}),
        ("trailer", core.Integer, {"explicit": 3, "default": 1}),
    ]


class AlgorithmProtection(Exact):
    """The algorithms of a signature, repeated inside what is signed (RFC 6211)."""

    _fields: ClassVar = [
        ("digest", Algorithm),
        ("signature", Algorithm, {"implicit": 1, "optional": True}),
        ("mac", Algorithm, {"implicit": 2, "optional": True}),
    ]


class Body(Exact):
    """TBSCertificate: the signed part of a certificate."""

    _fields: ClassVar = [
        ("version", x509.Version, {"explicit": 0, "default": "v1"}),
        ("serial_number", core.Integer),
        ("signature", Algorithm),
        ("issuer", x509.Name),
        ("validity", x509.Validity),
        ("subject", x509.Name),
        ("key", KeyInfo),
        ("issuer_unique_id", core.OctetBitString, {"implicit": 1, "optional": True}),
        ("subject_unique_id", core.OctetBitString, {"implicit": 2, "optional": True}),
        ("extensions", x509.Extensions, {"explicit": 3, "optional": True}),
    ]


class Whole(Exact):
    """A certificate: its body, and the issuer's signature over it."""

    _fields: ClassVar = [("body", Body), ("how", Algorithm), ("signature", core.BitString)]


FAULTS = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)
"""What a reader of ASN.1 may raise over bytes that are none."""
NULL = b"\x05\x00"


@contextmanager
def reading(reason: str = "unreadable") -> Iterator[None]:
    """Within the block a fault of the reader is a refusal for *reason*: hostile bytes are no accident here."""
    try:
        yield
    except FAULTS as fault:
        raise SignatureRefusedError(reason) from fault


def algorithm(value: Any) -> tuple[str, bytes]:
    """Dotted identifier and parameters as they stand (empty where absent) of an AlgorithmIdentifier."""
    read = value if isinstance(value, Algorithm) else Algorithm.load(value.dump(), strict=True)
    return str(read["algorithm"].dotted), bytes(read["parameters"].dump())


def bits(value: Any) -> bytes:
    """The bytes of a BIT STRING that has no loose bits. Raises ValueError for one that has."""
    contents = bytes(value.contents)
    if contents[:1] != b"\x00":
        raise ValueError("loose bits")
    return contents[1:]
