"""Whom a certificate can be traced to, and every link that may be missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from asn1crypto import core
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from bagdar.signatures.certificates import Certificate, read_certificate, read_certificates
from bagdar.signatures.chains import build_chain, examine_trust
from bagdar.signatures.holders import holder_of
from bagdar.signatures.profile import profile
from bagdar.signatures.refusals import SignatureRefusedError
from bagdar.signatures.selfmade.authority import (
    AUTHENTICATION,
    Authority,
    Identity,
    Wanted,
    issue,
    make_authority,
    person,
)
from bagdar.signatures.selfmade.keys import ec_key, rsa_key
from bagdar.signatures.tests.make import AT, BEGINS, NUMBER, world
from bagdar.signatures.trust import read_trust, trust_of

SOMEBODY = person("БІРЕУ", NUMBER)
AUTHORITY = {"usages": frozenset({"key_cert_sign"}), "authority": True}


def refusal(leaf: Certificate, *brought: Certificate, authority: Authority, **when: Any) -> str:
    with pytest.raises(SignatureRefusedError) as refused:
        build_chain(leaf, brought, authority.trust(), when.get("at", AT))
    return refused.value.reason


def issued_by(issuer: Identity, **changes: Any) -> Certificate:
    wanted = Wanted(
        subject=SOMEBODY,
        key=ec_key().public,
        begins=BEGINS,
        ends=BEGINS + timedelta(days=365),
        extended_usages=(AUTHENTICATION,),
    )
    return issue(msgspec.structs.replace(wanted, **changes), issuer)


def test_a_certificate_holds_from_its_first_instant_to_its_last() -> None:
    at_work = world("ec")
    leaf, issuing = at_work.aigerim.certificate, at_work.authority.issuing.certificate
    for instant in (leaf.begins, leaf.ends):
        assert len(build_chain(leaf, [issuing], at_work.trust, instant)) == 3
    second = timedelta(seconds=1)
    for at, reason in ((leaf.begins - second, "not_yet_valid"), (leaf.ends + second, "expired")):
        assert refusal(leaf, issuing, authority=at_work.authority, at=at) == reason


def test_an_expired_issuer_issues_nothing_that_holds() -> None:
    at_work = world("ec")
    late = issued_by(at_work.authority.issuing, ends=BEGINS + timedelta(days=365 * 20))
    issuing = at_work.authority.issuing.certificate
    at = issuing.ends + timedelta(days=1)
    assert refusal(late, issuing, authority=at_work.authority, at=at) == "expired"


def test_without_the_issuing_certificate_there_is_no_way_up() -> None:
    at_work = world("ec")
    assert refusal(at_work.aigerim.certificate, authority=at_work.authority) == "issuer_unknown"
    with_issuing = trust_of([at_work.authority.root.certificate, at_work.authority.issuing.certificate])
    assert len(build_chain(at_work.aigerim.certificate, [], with_issuing, AT)) == 3


def test_a_root_that_comes_with_the_message_is_not_believed() -> None:
    stranger = make_authority(ec_key, BEGINS)
    leaf = issued_by(stranger.issuing)
    brought = [stranger.issuing.certificate, stranger.root.certificate]
    # Its names are those of the believed authority; its keys are not.
    assert refusal(leaf, *brought, authority=world("ec").authority) == "issuer_unknown"


def test_without_roots_nothing_is_believed() -> None:
    at_work = world("ec")
    with pytest.raises(SignatureRefusedError) as refused:
        build_chain(at_work.aigerim.certificate, [], trust_of([]), AT)
    assert refused.value.reason == "no_roots"


def test_a_forged_certificate_in_the_issuers_name_is_told() -> None:
    at_work = world("ec")
    issuing = at_work.authority.issuing
    forger = Identity(ec_key(), issuing.certificate)
    assert (
        refusal(issued_by(forger), issuing.certificate, authority=at_work.authority) == "certificate_forged"
    )


def test_a_person_is_no_authority() -> None:
    at_work = world("ec")
    brought = [at_work.aigerim.certificate, at_work.authority.issuing.certificate]
    leaf = issued_by(at_work.aigerim)
    assert refusal(leaf, *brought, authority=at_work.authority) == "issuer_no_authority"


@pytest.mark.parametrize(
    "changes",
    [
        {"authority": True, "usages": frozenset({"digital_signature"})},
        {"authority": False, "usages": frozenset({"key_cert_sign"})},
    ],
)
def test_an_authority_needs_both_the_mark_and_the_usage(changes: dict[str, Any]) -> None:
    authority = world("ec").authority
    half = Identity(
        key := ec_key(), issued_by(authority.root, subject={"common_name": "X"}, key=key.public, **changes)
    )
    assert refusal(issued_by(half), half.certificate, authority=authority) == "issuer_no_authority"


def test_an_issuing_authority_may_not_make_authorities() -> None:
    authority = world("ec").authority
    deeper = authority.issue({"common_name": "Deeper"}, **AUTHORITY)
    brought = [deeper.certificate, authority.issuing.certificate]
    assert refusal(issued_by(deeper), *brought, authority=authority) == "chain_too_long"


def test_a_chain_has_an_end() -> None:
    authority = make_authority(ec_key, BEGINS)
    upper, brought = authority.root, []
    for step in range(6):
        key = ec_key()
        certificate = issued_by(upper, subject={"common_name": f"Step {step}"}, key=key.public, **AUTHORITY)
        upper = Identity(key, certificate)
        brought.append(certificate)
    assert len(build_chain(brought[3], brought, authority.trust(), AT)) == 5
    assert refusal(issued_by(upper), *brought, authority=authority) == "issuer_unknown"


def test_many_alike_names_do_not_keep_the_verifier_busy() -> None:
    authority = make_authority(ec_key, BEGINS)
    alike = [make_authority(ec_key, BEGINS).issuing for _ in range(5)]
    nameless = [msgspec.structs.replace(one.certificate, key_id=None) for one in alike] * 9
    leaf = msgspec.structs.replace(issued_by(alike[0]), issuer_key_id=None, signature=b"")
    assert refusal(leaf, *nameless, authority=authority) in {"certificate_forged", "chain_too_long"}


def test_a_demand_that_nobody_understands_is_a_refusal() -> None:
    authority = world("ec").authority
    odd = {"extn_id": "1.2.3.4", "critical": True, "extn_value": core.ParsableOctetString(b"\x05\x00")}
    leaf = issued_by(authority.issuing, more=(odd,))
    assert refusal(leaf, authority.issuing.certificate, authority=authority) == "extension_unknown"


@pytest.mark.parametrize("make_key, reason", [(lambda: rsa_key(1024), "key_size")])
def test_weak_keys_of_an_authority_are_refused(make_key: Callable[[], Any], reason: str) -> None:
    weak = make_authority(make_key, BEGINS)
    assert refusal(issued_by(weak.issuing), weak.issuing.certificate, authority=weak) == reason


def test_a_certificate_reads_as_another_library_reads_it() -> None:
    for kind in ("rsa", "ec"):
        ours = world(kind).aigerim.certificate
        theirs = x509.load_der_x509_certificate(ours.der)
        assert ours.serial == theirs.serial_number
        assert (ours.begins, ours.ends) == (theirs.not_valid_before_utc, theirs.not_valid_after_utc)
        assert ours.signed == theirs.tbs_certificate_bytes
        assert ours.signature == theirs.signature
        assert [value for _, value in ours.subject.attributes] == [one.value for one in theirs.subject]
        usages = theirs.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        assert list(ours.extended_usages) == [usage.dotted_string for usage in usages]
        theirs.verify_directly_issued_by(
            x509.load_der_x509_certificate(world(kind).authority.issuing.certificate.der)
        )


def test_two_numbers_in_one_name_are_refused_and_an_odd_one_is_none() -> None:
    kz = profile()
    certificate = issued_by(world("ec").authority.issuing)
    assert holder_of(certificate, kz).number == NUMBER
    pairs = (("2.5.4.5", f"IIN{NUMBER}"), ("2.5.4.5", "IIN111111111111"))
    two = msgspec.structs.replace(certificate.subject, attributes=pairs)
    with pytest.raises(SignatureRefusedError) as refused:
        holder_of(msgspec.structs.replace(certificate, subject=two), kz)
    assert refused.value.reason == "number_ambiguous"
    for odd in ("IIN12345678901", "IIN1234567890123", "BIN900101400017", "900101400017", "IIN٩٠٠١٠١٤٠٠٠١٧"):
        name = msgspec.structs.replace(certificate.subject, attributes=(("2.5.4.5", odd),))
        assert holder_of(msgspec.structs.replace(certificate, subject=name), kz).number is None


def test_trust_is_read_from_a_folder_of_files(tmp_path: Path) -> None:
    at_work = world("ec")
    root, issuing = at_work.authority.root.certificate, at_work.authority.issuing.certificate
    (tmp_path / "root.cer").write_bytes(root.der)
    both = [x509.load_der_x509_certificate(one.der) for one in (issuing, at_work.aigerim.certificate)]
    pems = [one.public_bytes(Encoding.PEM) for one in both]
    (tmp_path / "others.pem").write_bytes(b"".join(pems))
    (tmp_path / "readme.txt").write_text("not a certificate")
    trust = read_trust(tmp_path)
    assert (trust.roots, trust.issuing) == ((root,), (issuing,))
    (tmp_path / "bad.crt").write_bytes(b"bad")
    with pytest.raises(SignatureRefusedError) as refused:
        read_trust(tmp_path)
    assert (refused.value.reason, refused.value.params) == ("trust_unreadable", {"file": "bad.crt"})


def test_what_is_wrong_with_the_trust_is_told_before_anybody_signs() -> None:
    authority = world("ec").authority
    root, issuing = authority.root.certificate, authority.issuing.certificate
    foreign = make_authority(ec_key, BEGINS).issuing.certificate
    cases = [
        ([root, issuing], AT, []),
        ([issuing], AT, ["no_roots"]),
        ([root, foreign], AT, ["issuer_unknown"]),
        ([root], root.ends + timedelta(days=1), ["expired"]),
    ]
    for certificates, at, reasons in cases:
        found = [one.check.partition(".")[2] for one in examine_trust(trust_of(certificates), at)]
        assert found == reasons


def test_a_damaged_certificate_is_refused_quietly() -> None:
    der = world("ec").aigerim.certificate.der
    for raw in (b"", der[:-1], der + b"\x00", bytes(200), bytes(70_000)):
        with pytest.raises(SignatureRefusedError):
            read_certificate(raw)
    assert read_certificates(der) == (read_certificate(der),)
