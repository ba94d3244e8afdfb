"""Reasons not to believe a signed message: one case for each, the reason told exactly."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from asn1crypto import cms, core

from bagdar.kernel.findings import Finding
from bagdar.signatures.challenge import LARGEST, verify_challenge
from bagdar.signatures.cms import Info
from bagdar.signatures.selfmade.signing import assemble, bound, signer_info
from bagdar.signatures.tests.make import AT, CHALLENGE, DOCUMENT, World, world
from bagdar.signatures.verification import Verified, verify_message

Attributes = list[dict[str, Any]]
RSA_SHA1, RSA_SHA256, RSA_SHA512 = "1.2.840.113549.1.1.5", "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.13"
ECDSA, GOST = "1.2.840.10045.4.3.2", "1.2.398.3.10.1.1.2.3.2"
SHA1, MD5, SHA512 = "1.3.14.3.2.26", "1.2.840.113549.2.5", "2.16.840.1.101.3.4.2.3"
NONE = "1.3.6.1.4.1.99999.0"


def refused(cms_bytes: bytes, at_work: World, challenge: bytes = CHALLENGE) -> str:
    verdict = verify_challenge(cms_bytes, challenge, at_work.trust, AT)
    assert isinstance(verdict, Finding), verdict
    return verdict.check.removeprefix("signatures.")


def without(kind: str) -> Callable[[Attributes], Attributes]:
    return lambda attributes: [one for one in attributes if one["type"] != kind]


def with_values(kind: str, *values: Any) -> Callable[[Attributes], Attributes]:
    return lambda attributes: [*without(kind)(attributes), {"type": kind, "values": list(values)}]


def twice(attributes: Attributes) -> Attributes:
    return [*attributes, attributes[1]]


@pytest.mark.parametrize(
    "change, reason",
    [
        (without("content_type"), "attributes_wrong"),
        (without("message_digest"), "attributes_wrong"),
        (with_values("content_type", "signed_data"), "attributes_wrong"),
        (with_values("message_digest", bytes(32)), "content_changed"),
        (with_values("message_digest", bytes(32), bytes(range(32))), "attributes_wrong"),
        (twice, "attributes_wrong"),
        (with_values("signing_certificate_v2", bound(world("ec").bolat.certificate)), "certificate_differs"),
    ],
)
def test_signed_attributes_must_fit(change: Callable[[Attributes], Attributes], reason: str) -> None:
    at_work = world("ec")
    assert refused(at_work.signed(CHALLENGE, at_work.aigerim, change=change), at_work) == reason


def test_without_its_certificate_among_what_was_signed_a_message_is_believed_and_says_so() -> None:
    at_work = world("ec")
    cms_bytes = at_work.signed(CHALLENGE, at_work.aigerim, change=without("signing_certificate_v2"))
    verified = verify_challenge(cms_bytes, CHALLENGE, at_work.trust, AT)
    assert isinstance(verified, Verified)
    assert not verified.certificate_bound


def changed(at_work: World, change: Callable[[Info], None]) -> bytes:
    """A message whose signer information was changed after signing."""
    info = signer_info(at_work.aigerim, CHALLENGE, AT)
    change(info)
    chain = [at_work.aigerim.certificate, at_work.authority.issuing.certificate]
    return assemble(CHALLENGE, [info], chain)


def swap(**fields: str) -> Callable[[Info], None]:
    def change(info: Info) -> None:
        for field, identifier in fields.items():
            info[field] = {"algorithm": identifier}

    return change


def bare(info: Info) -> None:
    info["signed"] = None


def empty(info: Info) -> None:
    info["signature"] = b""


def by_key_in_an_old_version(info: Info) -> None:
    info["sid"] = cms.SignerIdentifier("subject_key_identifier", world("rsa").aigerim.certificate.key_id)


@pytest.mark.parametrize(
    "change, reason",
    [
        (swap(digest=SHA1), "algorithm_weak"),
        (swap(digest=MD5), "algorithm_weak"),
        (swap(how=RSA_SHA1), "algorithm_weak"),
        (swap(digest=SHA1, how=RSA_SHA1), "algorithm_weak"),
        (swap(digest=NONE), "algorithm_unknown"),
        (swap(how=NONE), "algorithm_unknown"),
        (swap(how=SHA512), "algorithm_unknown"),
        (swap(how=RSA_SHA512), "algorithm_differs"),
        (swap(digest=SHA512), "content_changed"),
        (swap(how=ECDSA), "algorithm_differs"),
        (swap(how=GOST), "algorithm_differs"),
        (bare, "attributes_wrong"),
        (empty, "signature_wrong"),
        (by_key_in_an_old_version, "unreadable"),
    ],
)
def test_algorithms_cannot_be_swapped(change: Callable[[Info], None], reason: str) -> None:
    at_work = world("rsa")
    assert refused(changed(at_work, change), at_work) == reason


def test_a_gost_key_takes_no_other_algorithm() -> None:
    at_work = world("gost")
    assert refused(changed(at_work, swap(how=RSA_SHA256)), at_work) == "algorithm_differs"
    assert refused(changed(at_work, swap(how="1.2.398.3.10.1.1.2.3.1")), at_work) == "algorithm_differs"
    assert refused(changed(at_work, swap(how="1.2.398.3.10.1.1.1.2")), at_work) == "algorithm_weak"


def test_the_kind_of_key_may_stand_where_the_kind_of_signature_belongs() -> None:
    """Some programs write it so; the digest stands beside it."""
    for kind, key in (("rsa", "1.2.840.113549.1.1.1"), ("gost", "1.2.398.3.10.1.1.2.2")):
        at_work = world(kind)
        message = changed(at_work, swap(how=key))
        assert isinstance(verify_challenge(message, CHALLENGE, at_work.trust, AT), Verified)


def test_a_signer_may_name_its_certificate_by_the_key() -> None:
    at_work = world("ec")

    def by_key(info: Info) -> None:
        info["version"] = "v3"
        info["sid"] = cms.SignerIdentifier("subject_key_identifier", at_work.aigerim.certificate.key_id)

    assert isinstance(verify_challenge(changed(at_work, by_key), CHALLENGE, at_work.trust, AT), Verified)


def test_absent_parameters_and_null_mean_the_same() -> None:
    """Java programs write NULL in some places and leave it out in others."""
    at_work = world("ec")

    def null(info: Info) -> None:
        info["digest"] = {"algorithm": at_work.aigerim.key.digest, "parameters": core.Null()}

    def odd(info: Info) -> None:
        info["digest"] = {"algorithm": at_work.aigerim.key.digest, "parameters": core.Integer(1)}

    assert isinstance(verify_challenge(changed(at_work, null), CHALLENGE, at_work.trust, AT), Verified)
    assert refused(changed(at_work, odd), at_work) == "unreadable"


def test_a_message_full_of_attributes_is_not_gone_through() -> None:
    at_work = world("ec")
    many = [{"type": f"1.2.3.{number}", "values": [core.Integer(1)]} for number in range(30)]
    message = at_work.signed(CHALLENGE, at_work.aigerim, change=lambda attributes: attributes + many)
    assert refused(message, at_work) == "too_many"


def test_the_certificate_is_found_by_what_the_signer_says_not_by_its_place() -> None:
    at_work = world("ec")
    info = signer_info(at_work.aigerim, CHALLENGE, AT)
    others = [
        at_work.authority.root.certificate,
        at_work.bolat.certificate,
        at_work.authority.issuing.certificate,
    ]
    message = assemble(CHALLENGE, [info], [*others, at_work.aigerim.certificate])
    verified = verify_challenge(message, CHALLENGE, at_work.trust, AT)
    assert isinstance(verified, Verified)
    assert verified.holder.surname == "СЕРІКҚЫЗЫ"
    assert refused(assemble(CHALLENGE, [info], others), at_work) == "certificate_missing"


def test_one_person_signs_in_at_a_time() -> None:
    at_work = world("ec")
    assert refused(at_work.signed(CHALLENGE, at_work.aigerim, at_work.bolat), at_work) == "several_signers"
    assert refused(assemble(CHALLENGE, [], [at_work.aigerim.certificate]), at_work) == "no_signer"


@pytest.mark.parametrize(
    "raw, reason",
    [
        (b"", "unreadable"),
        (b"0", "unreadable"),
        (b"not a signature", "unreadable"),
        (b"\x30\x80\x00\x00", "unreadable"),
        (b"\x30\x84\xff\xff\xff\xff", "unreadable"),
        (b"\x30\x80" * 2000, "unreadable"),
        (b"-----BEGIN CMS-----\nAAAA\n-----END CMS-----\n", "unreadable"),
        (bytes(LARGEST + 1), "too_large"),
    ],
)
def test_what_is_no_signed_message_is_refused_quietly(raw: bytes, reason: str) -> None:
    assert refused(raw, world("ec")) == reason


def test_nothing_may_follow_a_message() -> None:
    at_work = world("ec")
    assert refused(at_work.signed(CHALLENGE, at_work.aigerim) + b"\x00", at_work) == "unreadable"


def test_a_document_is_signed_by_several_each_judged_alone() -> None:
    at_work = world("ec")
    message = at_work.signed(DOCUMENT, at_work.bolat, at_work.aigerim)
    verdicts = verify_message(message, trust=at_work.trust, at=AT, content=DOCUMENT)
    held = [one for one in verdicts if isinstance(one, Verified)]
    refusals = [one.check for one in verdicts if isinstance(one, Finding)]
    assert [one.holder.capacities for one in held] == [{"legal_person", "first_head"}]
    # Aigerim's key is for signing in, not for documents.
    assert refusals == ["signatures.purpose_wrong"]


def test_an_attached_document_needs_nothing_else() -> None:
    at_work = world("gost")
    message = at_work.signed(DOCUMENT, at_work.bolat, detached=False)
    (verdict,) = verify_message(message, trust=at_work.trust, at=AT)
    assert isinstance(verdict, Verified)
    assert verdict.key == "GOST R 34.10-2015 512"
