"""Revoked, not revoked, or not checked: and never one told for another."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from bagdar.kernel.findings import Finding
from bagdar.signatures.challenge import verify_challenge
from bagdar.signatures.revocation import Evidence, Standing
from bagdar.signatures.selfmade.authority import ANSWERING, Identity
from bagdar.signatures.selfmade.keys import ec_key
from bagdar.signatures.selfmade.signing import assemble, signer_info
from bagdar.signatures.selfmade.statements import WEEK, answer, revocation_list
from bagdar.signatures.tests.make import AT, CHALLENGE, DOCUMENT, KINDS, World, world
from bagdar.signatures.verification import Demands, Verified, verify_message

HOUR = timedelta(hours=1)


def told(at_work: World, evidence: Evidence) -> str:
    """What is told of Aigerim's certificate: its standing and source, or why it is refused."""
    cms = at_work.signed(CHALLENGE, at_work.aigerim)
    verdict = verify_challenge(cms, CHALLENGE, at_work.trust, AT, evidence)
    if isinstance(verdict, Finding):
        return verdict.check
    first = verdict.revocation[0]
    return f"{first.standing} {first.source}"


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_and_an_answer_tell_of_revocation(kind: str) -> None:
    at_work = world(kind)
    issuing, leaf = at_work.authority.issuing, at_work.aigerim.certificate
    before, after = ({1: AT - HOUR, leaf.serial: since} for since in (AT - HOUR, AT + HOUR))
    crl = Evidence(crls=(revocation_list(issuing, AT - HOUR, {}),))
    assert told(at_work, crl) == "not_revoked crl"
    assert (
        told(at_work, Evidence(crls=(revocation_list(issuing, AT - HOUR, before),))) == "signatures.revoked"
    )
    # Revoked later than the signing: a list of today judges what was signed yesterday.
    assert told(at_work, Evidence(crls=(revocation_list(issuing, AT + HOUR, after),))) == "not_revoked crl"
    assert told(at_work, Evidence(ocsp=(answer(leaf, issuing, AT - HOUR),))) == "not_revoked ocsp"
    refusing = Evidence(ocsp=(answer(leaf, issuing, AT, revoked=AT - HOUR),))
    assert told(at_work, refusing) == "signatures.revoked"


def test_one_word_of_revocation_outweighs_all_others() -> None:
    at_work = world("ec")
    issuing, leaf = at_work.authority.issuing, at_work.aigerim.certificate
    good = answer(leaf, issuing, AT)
    bad = revocation_list(issuing, AT - HOUR, {leaf.serial: AT - HOUR})
    assert told(at_work, Evidence(crls=(bad,), ocsp=(good,))) == "signatures.revoked"


def test_what_does_not_speak_of_it_says_nothing() -> None:
    at_work = world("ec")
    issuing, root, leaf = at_work.authority.issuing, at_work.authority.root, at_work.aigerim.certificate
    forger = Identity(ec_key(), issuing.certificate)
    whole = revocation_list(issuing, AT, {})
    nothing = (
        Evidence(),
        Evidence(crls=(b"", b"no list", whole[:-1], whole + b"\x00")),
        Evidence(crls=(revocation_list(root, AT, {}),)),
        Evidence(crls=(revocation_list(forger, AT, {}),)),
        Evidence(crls=(revocation_list(issuing, AT - 2 * WEEK, {}),)),
        Evidence(crls=(revocation_list(issuing, leaf.ends + HOUR, {}),)),
        Evidence(crls=(revocation_list(issuing, AT, {}, critical="2.5.29.28"),)),
        Evidence(ocsp=(b"", answer(at_work.bolat.certificate, issuing, AT))),
        Evidence(ocsp=(answer(leaf, forger, AT), answer(leaf, root, AT))),
        Evidence(ocsp=(answer(leaf, issuing, AT - 2 * WEEK),)),
    )
    for evidence in nothing:
        assert told(at_work, evidence) == "not_checked None", evidence


def test_a_forged_list_cannot_revoke_either() -> None:
    at_work = world("ec")
    leaf = at_work.aigerim.certificate
    forger = Identity(ec_key(), at_work.authority.issuing.certificate)
    assert (
        told(at_work, Evidence(crls=(revocation_list(forger, AT, {leaf.serial: AT - HOUR}),)))
        == "not_checked None"
    )


def test_whoever_answers_for_the_issuer_needs_its_leave() -> None:
    at_work = world("ec")
    issuing, leaf = at_work.authority.issuing, at_work.aigerim.certificate
    allowed = at_work.authority.issue({"common_name": "Answering"}, ANSWERING)
    assert told(at_work, Evidence(ocsp=(answer(leaf, issuing, AT, by=allowed),))) == "not_revoked ocsp"
    for other in (at_work.bolat, world("rsa").authority.issue({"common_name": "Answering"}, ANSWERING)):
        assert told(at_work, Evidence(ocsp=(answer(leaf, issuing, AT, by=other),))) == "not_checked None"


def test_a_caller_may_demand_that_it_was_checked() -> None:
    at_work = world("ec")
    issuing, root = at_work.authority.issuing, at_work.authority.root
    message = at_work.signed(DOCUMENT, at_work.bolat)
    demands = Demands(purposes=frozenset({"signing"}), revocation_required=True)
    (refused,) = verify_message(message, trust=at_work.trust, at=AT, content=DOCUMENT, demands=demands)
    assert isinstance(refused, Finding)
    assert refused.check == "signatures.revocation_not_known"
    lists = (revocation_list(issuing, AT, {}), revocation_list(root, AT, {}))
    with_lists = msgspec.structs.replace(demands, evidence=Evidence(crls=lists))
    (held,) = verify_message(message, trust=at_work.trust, at=AT, content=DOCUMENT, demands=with_lists)
    assert isinstance(held, Verified)
    assert held.revocation_checked
    assert {one.standing for one in held.revocation} == {Standing.NOT_REVOKED}


def test_a_revoked_issuer_takes_its_certificates_with_it() -> None:
    at_work = world("ec")
    issuing, root = at_work.authority.issuing, at_work.authority.root
    crl = revocation_list(root, AT - HOUR, {issuing.certificate.serial: AT - HOUR})
    assert told(at_work, Evidence(crls=(crl,))) == "signatures.revoked"


def test_what_came_with_the_message_is_heard_like_what_the_caller_brings() -> None:
    at_work = world("ec")
    issuing, leaf = at_work.authority.issuing, at_work.aigerim.certificate
    info = signer_info(at_work.aigerim, CHALLENGE, AT)
    certificates = [leaf, issuing.certificate]
    good, bad = answer(leaf, issuing, AT), answer(leaf, issuing, AT, revoked=AT - HOUR)
    for crls, ocsp, told_of in (
        ([], [good], "not_revoked ocsp"),
        ([], [bad], "signatures.revoked"),
        ([revocation_list(issuing, AT, {})], [], "not_revoked crl"),
        ([revocation_list(issuing, AT, {leaf.serial: AT - HOUR})], [good], "signatures.revoked"),
    ):
        cms = assemble(CHALLENGE, [info], certificates, crls=crls, ocsp=ocsp)
        verdict = verify_challenge(cms, CHALLENGE, at_work.trust, AT)
        if isinstance(verdict, Finding):
            assert verdict.check == told_of
        else:
            first = verdict.revocation[0]
            assert f"{first.standing} {first.source}" == told_of
