"""Time stamps: a signature outlives its certificate when a trusted clock saw it in time, and only then."""

from __future__ import annotations

from datetime import timedelta

import pytest
from asn1crypto import core

from bagdar.kernel.findings import Finding
from bagdar.signatures.cms import TIME_STAMP, Attribute, Attributes, Values
from bagdar.signatures.revocation import Evidence
from bagdar.signatures.selfmade.authority import EMPLOYEE, TIME_STAMPING, Identity, make_authority
from bagdar.signatures.selfmade.keys import ec_key
from bagdar.signatures.selfmade.signing import assemble, signer_info
from bagdar.signatures.selfmade.statements import revocation_list, stamp
from bagdar.signatures.tests.make import AT, BEGINS, DOCUMENT, KINDS, World, world
from bagdar.signatures.verification import Demands, Verified, verify_message

THREE_YEARS = timedelta(days=3 * 365)
HOUR = timedelta(hours=1)


def clock_of(at_work: World) -> Identity:
    """The authority's clock: its certificate runs as long as the authority itself."""
    return at_work.authority.issue({"common_name": "Clock"}, TIME_STAMPING, extended_critical=True)


def stamped(at_work: World, by: Identity, *, other: bytes = b"") -> bytes:
    info = signer_info(at_work.bolat, DOCUMENT, AT)
    chain = [at_work.authority.issuing.certificate]
    token = stamp(other or info["signature"].native, by, AT + HOUR, tuple(chain))
    attribute = Attribute({"type": TIME_STAMP, "values": Values([core.Any.load(token)])})
    info["unsigned"] = Attributes([attribute])
    return assemble(DOCUMENT, [info], [at_work.bolat.certificate, *chain])


def judged_late(at_work: World, message: bytes, **demands: object) -> Verified | Finding:
    asked = Demands(purposes=frozenset({"signing"}), **demands)  # type: ignore[arg-type]
    late = AT + THREE_YEARS
    (verdict,) = verify_message(message, trust=at_work.trust, at=late, content=DOCUMENT, demands=asked)
    return verdict


@pytest.mark.parametrize("kind", KINDS)
def test_a_stamped_signature_holds_three_years_after_its_certificate_ran_out(kind: str) -> None:
    at_work = world(kind)
    verdict = judged_late(at_work, stamped(at_work, clock_of(at_work)))
    assert isinstance(verdict, Verified), verdict
    assert verdict.judged_at == AT + HOUR
    assert verdict.stamp is not None
    assert verdict.stamp.authority == "Clock"
    bare = judged_late(at_work, at_work.signed(DOCUMENT, at_work.bolat))
    assert isinstance(bare, Finding)
    assert bare.check == "signatures.expired"


def test_what_was_revoked_before_the_stamp_stays_refused() -> None:
    at_work = world("ec")
    message, serial = stamped(at_work, clock_of(at_work)), at_work.bolat.certificate.serial
    for since, held in ((AT, False), (AT + 2 * HOUR, True)):
        crl = revocation_list(at_work.authority.issuing, AT + 3 * HOUR, {serial: since})
        verdict = judged_late(at_work, message, evidence=Evidence(crls=(crl,)))
        assert isinstance(verdict, Verified) is held, verdict


def test_a_stamp_must_be_over_this_signature_and_by_a_trusted_clock() -> None:
    at_work = world("ec")
    stranger = make_authority(ec_key, BEGINS).issue(
        {"common_name": "Clock"}, TIME_STAMPING, extended_critical=True
    )
    lenient = at_work.authority.issue({"common_name": "Clock"}, TIME_STAMPING)
    other_use = at_work.authority.issue(
        {"common_name": "Clock"}, TIME_STAMPING, EMPLOYEE, extended_critical=True
    )
    messages = [stamped(at_work, one) for one in (stranger, lenient, other_use, at_work.bolat)]
    messages.append(stamped(at_work, clock_of(at_work), other=b"another signature"))
    for message in messages:
        verdict = judged_late(at_work, message)
        assert isinstance(verdict, Finding)
        assert verdict.check == "signatures.stamp_wrong"
