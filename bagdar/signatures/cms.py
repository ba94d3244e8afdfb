"""A signed message (CMS, RFC 5652) taken apart: content, certificates, signers; nothing is verified yet."""

from __future__ import annotations

import base64
from typing import Any, ClassVar

import msgspec
from asn1crypto import cms, core, pem

from bagdar.signatures.asn1 import NULL, Algorithm, Exact, algorithm, reading
from bagdar.signatures.certificates import Certificate, Name, read_certificate, read_name
from bagdar.signatures.refusals import SignatureRefusedError

SIGNED_DATA = "1.2.840.113549.1.7.2"
DATA = "1.2.840.113549.1.7.1"
CONTENT_TYPE = "1.2.840.113549.1.9.3"
MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
SIGNING_TIME = "1.2.840.113549.1.9.5"
SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.47"
ALGORITHM_PROTECTION = "1.2.840.113549.1.9.52"
TIME_STAMP = "1.2.840.113549.1.9.16.2.14"
OCSP_RESPONSE = "1.3.6.1.5.5.7.16.2"
OTHER_EVIDENCE = b"\xa1"
"""Tag of what is no list among lists."""
MOST = 20
"""Certificates, signers, attributes of a signer, that one message may bring."""


class Values(core.SetOf):  # type: ignore[misc]
    """Values of an attribute, of any kind."""

    _child_spec = core.Any


class Attribute(Exact):
    """An attribute whose values are left as they are."""

    _fields: ClassVar = [("type", core.ObjectIdentifier), ("values", Values)]


class Attributes(core.SetOf):  # type: ignore[misc]
    """Signed or unsigned attributes."""

    _child_spec = Attribute


class Enclosed(Exact):
    """EncapsulatedContentInfo: what was signed, or only its kind where it travels apart."""

    _fields: ClassVar = [
        ("content_type", core.ObjectIdentifier),
        ("content", core.OctetString, {"explicit": 0, "optional": True}),
    ]


class Info(Exact):
    """SignerInfo."""

    _fields: ClassVar = [
        ("version", cms.CMSVersion),
        ("sid", cms.SignerIdentifier),
        ("digest", Algorithm),
        ("signed", Attributes, {"implicit": 0, "optional": True}),
        ("how", Algorithm),
        ("signature", core.OctetString),
        ("unsigned", Attributes, {"implicit": 1, "optional": True}),
    ]


class Infos(core.SetOf):  # type: ignore[misc]
    """All signers."""

    _child_spec = Info


class Algorithms(core.SetOf):  # type: ignore[misc]
    """Digests announced before the content, for those who read it as a stream."""

    _child_spec = Algorithm


class Data(Exact):
    """SignedData."""

    _fields: ClassVar = [
        ("version", cms.CMSVersion),
        ("digests", Algorithms),
        ("enclosed", Enclosed),
        ("certificates", Values, {"implicit": 0, "optional": True}),
        ("crls", Values, {"implicit": 1, "optional": True}),
        ("signers", Infos),
    ]


class Envelope(Exact):
    """ContentInfo, of which signed data is one kind."""

    _fields: ClassVar = [("content_type", core.ObjectIdentifier), ("content", Data, {"explicit": 0})]


class Wrapped(Exact):
    """OtherRevocationInfoFormat: something about revocation that is no list."""

    _fields: ClassVar = [("format", core.ObjectIdentifier), ("info", core.Any)]


class Signer(msgspec.Struct, frozen=True, kw_only=True):
    """One signer as the message has it."""

    issuer: Name | None = None
    """With ``serial``; where it is None, ``key_id`` names the certificate."""
    serial: int | None = None
    key_id: bytes | None = None
    digest: tuple[str, bytes]
    how: tuple[str, bytes]
    signature: bytes
    signed: bytes
    """The signed attributes as they were signed."""
    attributes: dict[str, tuple[bytes, ...]]
    """Signed attributes: identifier → DER of its values."""
    stamps: tuple[bytes, ...] = ()
    """Time stamps over the signature, each a signed message of its own."""

    def only(self, identifier: str) -> bytes | None:
        """The value of a signed attribute that may have one value only; None where it is absent."""
        values = self.attributes.get(identifier)
        if values is not None and len(values) != 1:
            raise SignatureRefusedError("attributes_wrong")
        return values[0] if values else None


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A signed message. ``content`` is None where it travels apart (detached)."""

    content_type: str
    content: bytes | None
    certificates: tuple[Certificate, ...]
    signers: tuple[Signer, ...]
    crls: tuple[bytes, ...] = ()
    ocsp: tuple[bytes, ...] = ()
    """Lists and answers about revocation that came with it."""


def message_bytes(raw: bytes) -> bytes:
    """DER or BER of a message that came so, or as PEM, or in base64. Raises SignatureRefusedError."""
    with reading():
        if pem.detect(raw):
            return bytes(pem.unarmor(raw.strip())[2])
        if raw[:1] == b"\x30":
            return raw
        return base64.b64decode(b"".join(raw.split()), validate=True)


def read_message(raw: bytes) -> Message:
    """The parts of a message (as of :func:`message_bytes`). Raises SignatureRefusedError."""
    der = message_bytes(raw)
    with reading():
        envelope = Envelope.load(der, strict=True)
        if envelope["content_type"].dotted != SIGNED_DATA:
            raise SignatureRefusedError("unreadable")
        data = envelope["content"]
        content = data["enclosed"]["content"]
        message = Message(
            content_type=str(data["enclosed"]["content_type"].dotted),
            content=None if isinstance(content, core.Void) else bytes(content),
            certificates=_certificates(data["certificates"]),
            signers=tuple(_signer(info) for info in _few(data["signers"])),
            **_evidence(data["crls"]),
        )
        _check_outside(data, message)
        return message


def _check_outside(data: Data, message: Message) -> None:
    """Version and digests stand outside what is signed; they must be what the rest of the message makes them."""
    later = message.content_type != DATA or any(signer.issuer is None for signer in message.signers)
    if data["version"].native != ("v5" if message.ocsp else "v3" if later else "v1"):
        raise SignatureRefusedError("unreadable")
    announced = [algorithm(one) for one in _few(data["digests"])]
    if any(parameters not in (b"", NULL) for _, parameters in announced):
        raise SignatureRefusedError("unreadable")
    if not {signer.digest[0] for signer in message.signers} <= {identifier for identifier, _ in announced}:
        raise SignatureRefusedError("algorithm_differs")
    if not message.signers:
        raise SignatureRefusedError("no_signer")


def _few(found: Any) -> Any:
    if len(found) > MOST:
        raise SignatureRefusedError("too_many", limit=MOST)
    return found


def _certificates(found: Any) -> tuple[Certificate, ...]:
    if isinstance(found, core.Void):
        return ()
    return tuple(read_certificate(bytes(one.dump())) for one in _few(found))


def _evidence(found: Any) -> dict[str, tuple[bytes, ...]]:
    """The lists, which stand as they are, and the answers, each in a wrapping that says what it is (RFC 5940)."""
    crls, ocsp = [], []
    for one in () if isinstance(found, core.Void) else _few(found):
        raw = bytes(one.dump())
        if raw[:1] != OTHER_EVIDENCE:
            crls.append(raw)
            continue
        wrapped = Wrapped.load(raw, strict=True, tag_type="implicit", tag=1)
        if wrapped["format"].dotted != OCSP_RESPONSE:
            raise SignatureRefusedError("unreadable")
        ocsp.append(bytes(wrapped["info"].dump()))
    return {"crls": tuple(crls), "ocsp": tuple(ocsp)}


def _signer(info: Info) -> Signer:
    sid, unsigned = info["sid"], _attributes(info["unsigned"])
    by_name = sid.name == "issuer_and_serial_number"
    if info["version"].native != ("v1" if by_name else "v3"):
        raise SignatureRefusedError("unreadable")
    if isinstance(info["signed"], core.Void):
        # A bare signature over the content could be one over the attributes of another message.
        raise SignatureRefusedError("attributes_wrong")
    return Signer(
        issuer=read_name(sid.chosen["issuer"]) if by_name else None,
        serial=sid.chosen["serial_number"].native if by_name else None,
        key_id=None if by_name else bytes(sid.chosen.native),
        digest=algorithm(info["digest"]),
        how=algorithm(info["how"]),
        signature=bytes(info["signature"].native),
        # Signed was the set with its own tag, not with the one that its place in the message gives it.
        signed=b"\x31" + bytes(info["signed"].dump())[1:],
        attributes=_attributes(info["signed"]),
        stamps=unsigned.get(TIME_STAMP, ()),
    )


def _attributes(found: Any) -> dict[str, tuple[bytes, ...]]:
    if isinstance(found, core.Void):
        return {}
    attributes: dict[str, tuple[bytes, ...]] = {}
    for attribute in _few(found):
        identifier = str(attribute["type"].dotted)
        if identifier in attributes:
            raise SignatureRefusedError("attributes_wrong")
        attributes[identifier] = tuple(bytes(value.dump()) for value in attribute["values"])
    return attributes
