"""Messages that other programs make: another library's, and the longer encoding that Java programs use."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from asn1crypto import parser
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder

from bagdar.signatures.certificates import Certificate
from bagdar.signatures.challenge import verify_challenge
from bagdar.signatures.selfmade.authority import AUTHENTICATION, person
from bagdar.signatures.tests.make import AT, CHALLENGE, NUMBER, world
from bagdar.signatures.verification import Verified


def issued(private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> Certificate:
    public = private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    subject = person("БӨТЕН БАҒДАРЛАМА", NUMBER)
    return world("ec").authority.issue(subject, AUTHENTICATION, key=public).certificate


@pytest.mark.parametrize(
    "make, how",
    [
        (lambda: rsa.generate_private_key(65537, 2048), hashes.SHA256()),
        (lambda: rsa.generate_private_key(65537, 3072), hashes.SHA512()),
        (lambda: ec.generate_private_key(ec.SECP384R1()), hashes.SHA384()),
    ],
)
@pytest.mark.parametrize(
    "options", [[PKCS7Options.Binary], [PKCS7Options.Binary, PKCS7Options.DetachedSignature]]
)
def test_another_librarys_message_is_believed(
    make: Callable[[], rsa.RSAPrivateKey], how: hashes.SHA256, options: list[PKCS7Options]
) -> None:
    private = make()
    certificate = x509.load_der_x509_certificate(issued(private).der)
    issuing = x509.load_der_x509_certificate(world("ec").authority.issuing.certificate.der)
    builder = PKCS7SignatureBuilder().set_data(CHALLENGE).add_signer(certificate, private, how)
    message = builder.add_certificate(issuing).sign(Encoding.DER, options)
    verdict = verify_challenge(message, CHALLENGE, world("ec").trust, AT)
    assert isinstance(verdict, Verified), verdict


PADDINGS: list[tuple[hashes.HashAlgorithm, int, bool]] = [
    (hashes.SHA256(), 32, True),
    (hashes.SHA256(), 222, True),
    (hashes.SHA256(), 20, False),
    (hashes.SHA384(), 32, False),
]
"""Digest of the mask, length of the salt, whether it is believed."""


def test_rsa_with_pss_padding_is_believed_with_its_own_digest_only() -> None:
    private = rsa.generate_private_key(65537, 2048)
    certificate = x509.load_der_x509_certificate(issued(private).der)
    issuing = x509.load_der_x509_certificate(world("ec").authority.issuing.certificate.der)
    for inner, salt, held in PADDINGS:
        pss = padding.PSS(padding.MGF1(inner), salt_length=salt)
        builder = PKCS7SignatureBuilder().set_data(CHALLENGE)
        builder = builder.add_signer(certificate, private, hashes.SHA256(), rsa_padding=pss)
        message = builder.add_certificate(issuing).sign(Encoding.DER, [PKCS7Options.Binary])
        verdict = verify_challenge(message, CHALLENGE, world("ec").trust, AT)
        assert isinstance(verdict, Verified) is held, verdict


def loosened(der: bytes, depth: int) -> bytes:
    """The same structure with lengths left open (BER) down to *depth*, as streaming writers make it."""
    _, method, _, header, contents, _ = parser.parse(der)
    if not method or not depth or header[0] == 0x31:
        return der
    inner, place = b"", 0
    while place < len(contents):
        *_, head, body, trailer = parser.parse(contents[place:], strict=False)
        size = len(head) + len(body) + len(trailer)
        inner += loosened(contents[place : place + size], depth - 1)
        place += size
    return bytes(header[:1]) + b"\x80" + inner + b"\x00\x00"


@pytest.mark.parametrize("detached", [True, False])
@pytest.mark.parametrize("depth", [1, 2, 3, 4, 5])
def test_open_lengths_around_the_signed_parts_are_read(detached: bool, depth: int) -> None:
    at_work = world("ec")
    message = at_work.signed(CHALLENGE, at_work.aigerim, detached=detached)
    loose = loosened(message, depth)
    assert loose != message
    assert isinstance(verify_challenge(loose, CHALLENGE, at_work.trust, AT), Verified)
