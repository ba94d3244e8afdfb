"""A certificate (X.509) read once into plain values; DER or PEM, of any kind of key."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import lru_cache
from typing import Any
from unicodedata import normalize

import msgspec
from asn1crypto import core, pem

from bagdar.signatures.asn1 import Whole, algorithm, bits, reading
from bagdar.signatures.refusals import SignatureRefusedError

KNOWN_CRITICAL = {
    "2.5.29.15",  # key usage
    "2.5.29.17",  # other names of the subject
    "2.5.29.19",  # basic constraints
    "2.5.29.32",  # policies
    "2.5.29.37",  # extended key usage
}
"""Extensions that are understood here; any other one marked critical means that the certificate is refused."""
LARGEST = 64 * 1024


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """A subject or issuer. ``compared``: what two spellings of one name have in common."""

    compared: str
    attributes: tuple[tuple[str, str], ...]
    """Identifier and value of each attribute, in the order of the certificate."""

    def values(self, identifier: str) -> tuple[str, ...]:
        return tuple(value for kind, value in self.attributes if kind == identifier)

    def __str__(self) -> str:
        common = self.values("2.5.4.3")
        return common[0] if common else ", ".join(value for _, value in self.attributes)


class Certificate(msgspec.Struct, frozen=True, kw_only=True):
    """What a certificate says; nothing here is believed until a chain is built."""

    der: bytes
    serial: int
    subject: Name
    issuer: Name
    begins: datetime
    ends: datetime
    key: bytes
    """SubjectPublicKeyInfo."""
    authority: bool = False
    path_length: int | None = None
    key_usages: frozenset[str] | None = None
    """Names of X.509 ("digital_signature"); None where the certificate does not limit them."""
    extended_usages: tuple[str, ...] = ()
    extended_critical: bool = False
    policies: tuple[str, ...] = ()
    key_id: bytes | None = None
    issuer_key_id: bytes | None = None
    not_understood: tuple[str, ...] = ()
    """Critical extensions that nobody here understands."""
    signed: bytes
    how: tuple[str, bytes]
    """Identifier and parameters of the issuer's signature over ``signed``."""
    signature: bytes

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, in hexadecimal digits."""
        return hashlib.sha256(self.der).hexdigest()

    @property
    def self_issued(self) -> bool:
        return self.subject.compared == self.issuer.compared


def read_certificate(raw: bytes) -> Certificate:
    """The certificate in *raw*, DER or PEM. Raises SignatureRefusedError."""
    if len(raw) > LARGEST:
        raise SignatureRefusedError("too_large", limit=LARGEST // 1024)
    with reading("certificate_unreadable"):
        return _read(bytes(pem.unarmor(raw)[2] if pem.detect(raw) else raw))


@lru_cache(maxsize=256)
def _read(der: bytes) -> Certificate:
    """Kept, because the same authorities come with every message. Raises what a reader of ASN.1 may raise."""
    read = Whole.load(der, strict=True)
    body = read["body"]
    how = algorithm(read["how"])
    if algorithm(body["signature"]) != how or body["version"].native != "v3":
        raise ValueError("two algorithms, or no extensions")
    return Certificate(
        der=der,
        serial=body["serial_number"].native,
        subject=read_name(body["subject"]),
        issuer=read_name(body["issuer"]),
        begins=body["validity"]["not_before"].native,
        ends=body["validity"]["not_after"].native,
        key=bytes(body["key"].dump()),
        signed=bytes(body.dump()),
        how=how,
        signature=bits(read["signature"]),
        **_extensions(body["extensions"]),
    )


def read_certificates(raw: bytes) -> tuple[Certificate, ...]:
    """All certificates of a file: one DER, or any number of PEM blocks."""
    if not pem.detect(raw):
        return (read_certificate(raw),)
    with reading("certificate_unreadable"):
        blocks = [der for kind, _, der in pem.unarmor(raw, multiple=True) if kind == "CERTIFICATE"]
    return tuple(read_certificate(der) for der in blocks)


def read_name(name: Any) -> Name:
    """A name as the library has read it."""
    groups = [
        [(str(part["type"].dotted), str(part["value"].native)) for part in group] for group in name.chosen
    ]
    return Name(
        compared="\n".join(
            "+".join(sorted(f"{kind}={_plain(value)}" for kind, value in group)) for group in groups
        ),
        attributes=tuple(pair for group in groups for pair in group),
    )


def _plain(value: str) -> str:
    """*value* without what does not count when names are compared: case, form of letters, width of spaces."""
    return " ".join(normalize("NFKC", value).casefold().split())


def _extensions(extensions: Any) -> dict[str, Any]:
    """Fields of Certificate out of its extensions. Raises ValueError for one that stands twice."""
    found: dict[str, Any] = {}
    for extension in extensions:
        identifier = str(extension["extn_id"].dotted)
        if identifier in found:
            raise ValueError("an extension stands twice")
        found[identifier] = extension
    fields: dict[str, Any] = {}
    for identifier, reader in READERS.items():
        if identifier in found:
            fields.update(reader(found[identifier]["extn_value"].parsed))
    critical = [identifier for identifier, extension in found.items() if extension["critical"].native]
    fields["not_understood"] = tuple(sorted(set(critical) - KNOWN_CRITICAL))
    fields["extended_critical"] = "2.5.29.37" in critical
    return fields


def _constraints(value: Any) -> dict[str, Any]:
    return {"authority": bool(value["ca"].native), "path_length": value["path_len_constraint"].native}


def _issuer_key(value: Any) -> dict[str, Any]:
    key = value["key_identifier"]
    return {"issuer_key_id": None if isinstance(key, core.Void) else bytes(key.native)}


READERS = {
    "2.5.29.19": _constraints,
    "2.5.29.15": lambda value: {"key_usages": frozenset(value.native)},
    "2.5.29.37": lambda value: {"extended_usages": tuple(str(usage.dotted) for usage in value)},
    "2.5.29.32": lambda value: {"policies": tuple(str(one["policy_identifier"].dotted) for one in value)},
    "2.5.29.14": lambda value: {"key_id": bytes(value.native)},
    "2.5.29.35": _issuer_key,
}
