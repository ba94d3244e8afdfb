"""Certificates of the self-made authority: a root, an issuing authority below it, people with national numbers."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import msgspec
from asn1crypto import core, parser, x509

from bagdar.signatures.asn1 import Body, KeyInfo, Whole
from bagdar.signatures.certificates import Certificate, read_certificate
from bagdar.signatures.selfmade.keys import Key
from bagdar.signatures.trust import Trust, trust_of

AUTHENTICATION = "1.3.6.1.5.5.7.3.2"
SIGNING = "1.3.6.1.5.5.7.3.4"
TIME_STAMPING = "1.3.6.1.5.5.7.3.8"
ANSWERING = "1.3.6.1.5.5.7.3.9"
NATURAL_PERSON = "1.2.398.3.3.4.1.1"
LEGAL_PERSON = "1.2.398.3.3.4.1.2"
FIRST_HEAD = "1.2.398.3.3.4.1.2.1"
EMPLOYEE = "1.2.398.3.3.4.1.2.5"
YEAR = timedelta(days=365)


class Identity(NamedTuple):
    """A key pair with its certificate."""

    key: Key
    certificate: Certificate


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What a certificate shall say. ``more``: further extensions as the library writes them."""

    subject: Mapping[str, str]
    key: bytes
    begins: datetime
    ends: datetime
    usages: frozenset[str] = frozenset({"digital_signature", "non_repudiation"})
    extended_usages: tuple[str, ...] = ()
    extended_critical: bool = False
    authority: bool = False
    path_length: int | None = None
    more: tuple[dict[str, Any], ...] = ()


class Authority(NamedTuple):
    """The self-made authority; ``make_key`` makes every key of it."""

    root: Identity
    issuing: Identity
    make_key: Callable[[], Key]
    begins: datetime

    def trust(self) -> Trust:
        """Trust in the root only: the issuing certificate comes with each message."""
        return trust_of([self.root.certificate])

    def issue(self, subject: Mapping[str, str], *usages: str, **changes: Any) -> Identity:
        """A certificate for *subject* (fields of a name) with those extended usages, valid for a year.

        *changes*: fields of :class:`Wanted` that shall be otherwise.
        """
        key = self.make_key()
        ends = self.begins + YEAR
        wanted = Wanted(
            subject=subject, key=key.public, begins=self.begins, ends=ends, extended_usages=usages
        )
        return Identity(key, issue(msgspec.structs.replace(wanted, **changes), self.issuing))


def person(name: str, number: str, organisation: str = "", body_number: str = "") -> dict[str, str]:
    """The subject of a certificate of a person, or of a person of a body, as the national authority writes it."""
    surname, _, _ = name.partition(" ")
    subject = {"common_name": name, "surname": surname, "serial_number": f"IIN{number}", "country_name": "KZ"}
    if organisation:
        subject |= {"organization_name": organisation, "organizational_unit_name": f"BIN{body_number}"}
    return subject


def make_authority(make_key: Callable[[], Key], begins: datetime) -> Authority:
    """A root and an issuing authority with fresh keys, valid for ten years from *begins*."""
    root_key, issuing_key = make_key(), make_key()
    wanted = Wanted(
        subject={"common_name": "Bagdar self-made root (not a real authority)", "country_name": "KZ"},
        key=root_key.public,
        begins=begins,
        ends=begins + 10 * YEAR,
        usages=frozenset({"key_cert_sign", "crl_sign"}),
        authority=True,
    )
    root = Identity(root_key, issue(wanted, root_key))
    name = {"common_name": "Bagdar self-made issuer (not a real authority)", "country_name": "KZ"}
    below = msgspec.structs.replace(wanted, subject=name, key=issuing_key.public, path_length=0)
    return Authority(root, Identity(issuing_key, issue(below, root)), make_key, begins)


def issue(wanted: Wanted, by: Identity | Key) -> Certificate:
    """A certificate issued by an authority; by a key alone, it names itself as its issuer."""
    name = x509.Name.build(dict(wanted.subject))
    if isinstance(by, Identity):
        signer, issuer, issuer_key = by.key, subject_of(by), by.certificate.key
    else:
        signer, issuer, issuer_key = by, name, wanted.key
    span = {"not_before": wanted.begins, "not_after": wanted.ends}
    body = Body(
        {
            "version": "v3",
            "serial_number": secrets.randbits(120) | 1 << 120,
            "signature": signer.how,
            "issuer": issuer,
            "validity": {end: x509.Time("utc_time", day) for end, day in span.items()},
            "subject": name,
            "key": KeyInfo.load(wanted.key),
            "extensions": _extensions(wanted, issuer_key),
        }
    )
    return read_certificate(seal(body, signer))


def _extensions(wanted: Wanted, issuer_key: bytes) -> list[dict[str, Any]]:
    limit = {} if wanted.path_length is None else {"path_len_constraint": wanted.path_length}
    extended = list(wanted.extended_usages)
    return [
        _extension("basic_constraints", {"ca": wanted.authority, **limit}, critical=True),
        _extension("key_usage", set(wanted.usages), critical=True),
        _extension("key_identifier", key_id(wanted.key)),
        _extension("authority_key_identifier", {"key_identifier": key_id(issuer_key)}),
        *(
            [_extension("extended_key_usage", extended, critical=wanted.extended_critical)]
            if extended
            else []
        ),
        *wanted.more,
    ]


def seal(body: Any, by: Key) -> bytes:
    """*body* (of a certificate, a list, an answer) with the algorithm and the signature of *by* after it."""
    raw = body.dump()
    signature = core.OctetBitString(by.sign(raw)).dump()
    return sequence(raw, by.how.dump(), signature)


def sequence(*parts: bytes) -> bytes:
    """DER of a SEQUENCE of parts that are DER already."""
    return bytes(parser.emit(0, 1, 16, b"".join(parts)))


def key_id(key: bytes) -> bytes:
    """An identifier of a key: the beginning of its SHA-256."""
    return hashlib.sha256(key).digest()[:20]


def subject_of(identity: Identity) -> x509.Name:
    """The subject's name as it stands in the certificate."""
    return Whole.load(identity.certificate.der)["body"]["subject"]


def _extension(name: str, value: Any, *, critical: bool = False) -> dict[str, Any]:
    return {"extn_id": name, "critical": critical, "extn_value": value}
