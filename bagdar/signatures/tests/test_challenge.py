"""Signing in: who signed the challenge, and every reason not to believe it."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest

from bagdar import signatures
from bagdar.kernel.findings import Finding
from bagdar.kernel.messages import catalogue
from bagdar.signatures.challenge import compose_challenge, verify_challenge
from bagdar.signatures.selfmade.authority import AUTHENTICATION, NATURAL_PERSON, SIGNING, person
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
    for raw in (coded, coded.replace(b"\n", b""), pem, b"\r\n" + pem.replace(b"\n", b"\r\n")):
        assert isinstance(verify_challenge(raw, CHALLENGE, at_work.trust, AT), Verified)


def test_another_challenge_was_signed() -> None:
    at_work = world("ec")
    other = compose_challenge("https://bagdar.example", bytes(32), AT)
    detached = at_work.signed(other, at_work.aigerim)
    attached = at_work.signed(other, at_work.aigerim, detached=False)
    assert reason(verify_challenge(detached, CHALLENGE, at_work.trust, AT)) == "content_changed"
    assert reason(verify_challenge(attached, CHALLENGE, at_work.trust, AT)) == "content_differs"


def test_a_person_of_no_body_signs_in_with_what_key_the_profile_allows() -> None:
    at_work = world("ec")
    for usage, held in ((AUTHENTICATION, True), (SIGNING, True), ("1.3.6.1.5.5.7.3.1", False)):
        who = at_work.authority.issue(person("ЖАНАР БӨТЕН", NUMBER), usage, NATURAL_PERSON)
        verdict = verify_challenge(at_work.signed(CHALLENGE, who), CHALLENGE, at_work.trust, AT)
        if held:
            assert isinstance(verdict, Verified), verdict
            assert verdict.holder.capacities == {"natural_person"}
            assert verdict.holder.body_number is None
        else:
            assert reason(verdict) == "purpose_wrong"


def test_a_certificate_without_a_persons_number_does_not_sign_in() -> None:
    at_work = world("ec")
    machine = at_work.authority.issue({"common_name": "Information system"}, AUTHENTICATION)
    verdict = verify_challenge(at_work.signed(CHALLENGE, machine), CHALLENGE, at_work.trust, AT)
    assert reason(verdict) == "number_missing"


def test_a_key_that_may_not_sign_does_not() -> None:
    at_work = world("ec")
    usages = frozenset({"key_agreement"})
    who = at_work.authority.issue(person("ЖАНАР БӨТЕН", NUMBER), AUTHENTICATION, usages=usages)
    verdict = verify_challenge(at_work.signed(CHALLENGE, who), CHALLENGE, at_work.trust, AT)
    assert reason(verdict) == "purpose_wrong"


def test_a_challenge_says_what_it_is_and_nothing_can_be_slipped_in() -> None:
    composed = compose_challenge("https://bagdar.example", bytes(16), AT)
    assert composed.decode().splitlines() == [
        "bagdar sign-in",
        "https://bagdar.example",
        "2026-06-01T09:30:00Z",
        "0" * 32,
    ]
    for installation, nonce in (("https://bagdar.example", bytes(15)), ("a\nb", bytes(16))):
        with pytest.raises(ValueError, match="longer nonce"):
            compose_challenge(installation, nonce, AT)


def test_every_reason_to_refuse_has_its_words() -> None:
    code = "".join(path.read_text("utf-8") for path in Path(signatures.__file__).parent.glob("*.py"))
    reasons = set(re.findall(r'RefusedError\(\s*"(\w+)"|reading\("(\w+)"', code))
    named = {one or other for one, other in reasons}
    assert len(named) > 30
    written = {key.partition(".")[2] for key in catalogue() if key.startswith("signatures.")}
    assert written == named
