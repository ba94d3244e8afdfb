"""Signing in: who signed the challenge, and every reason not to believe it."""

from __future__ import annotations

import base64

import pytest

from bagdar.kernel.findings import Finding
from bagdar.signatures.challenge import compose_challenge, verify_challenge
from bagdar.signatures.tests.make import AT, BODY_NUMBER, CHALLENGE, KINDS, NUMBER, world
from bagdar.signatures.verification import Verified


def reason(verdict: Verified | Finding) -> str:
    assert isinstance(verdict, Finding), verdict
    return verdict.check.removeprefix("signatures.")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("detached", [True, False])
def test_a_challenge_signed_by_a_person_names_that_person(kind: str, detached: bool) -> None:
    at_work = world(kind)
    cms = at_work.signed(CHALLENGE, at_work.aigerim, detached=detached)
    verified = verify_challenge(cms, CHALLENGE, at_work.trust, AT)
    assert isinstance(verified, Verified), verified
    assert verified.holder.number == NUMBER
    assert verified.holder.body_number == BODY_NUMBER
    assert verified.holder.name == "СЕРІКҚЫЗЫ АЙГЕРІМ"
    assert verified.holder.organisation == "МИНИСТРЛІК"
    assert verified.holder.capacities == {"legal_person", "employee"}
    assert verified.holder.purposes == {"authentication"}
    assert verified.certificate_bound
    assert verified.said_at == AT
    assert [str(one.subject) for one in verified.chain][1:] == [
        str(at_work.authority.issuing.certificate.subject),
        str(at_work.authority.root.certificate.subject),
    ]
    assert not verified.revocation_checked


def test_it_may_come_as_pem_or_in_base64() -> None:
    at_work = world("ec")
    cms = at_work.signed(CHALLENGE, at_work.aigerim)
    coded = base64.encodebytes(cms)
    pem = b"-----BEGIN CMS-----\n" + coded + b"-----END CMS-----\n"
    for raw in (coded, pem):
        assert isinstance(verify_challenge(raw, CHALLENGE, at_work.trust, AT), Verified)


def test_another_challenge_was_signed() -> None:
    at_work = world("ec")
    other = compose_challenge("https://bagdar.example", bytes(32), AT)
    detached = at_work.signed(other, at_work.aigerim)
    attached = at_work.signed(other, at_work.aigerim, detached=False)
    assert reason(verify_challenge(detached, CHALLENGE, at_work.trust, AT)) == "content_changed"
    assert reason(verify_challenge(attached, CHALLENGE, at_work.trust, AT)) == "content_differs"
