"""Whatever is changed in a signed message, in its text or its certificate, it is not believed any more."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from random import Random

import pytest

from bagdar.signatures.challenge import verify_challenge
from bagdar.signatures.refusals import SignatureRefusedError
from bagdar.signatures.revocation import Evidence
from bagdar.signatures.selfmade.statements import revocation_list
from bagdar.signatures.tests.make import AT, BEGINS, CHALLENGE, world
from bagdar.signatures.tests.test_revocation import told
from bagdar.signatures.tests.test_stamps import clock_of, judged_late, stamped
from bagdar.signatures.verification import Verified

COUNTS = {"rsa": 2200, "ec": 2200, "gost": 600}


def mutate(raw: bytes, chance: Random) -> bytes:
    """*raw* with one thing changed: a bit, a byte, a stretch cut out, doubled, swapped or its end lost."""
    place = chance.randrange(len(raw))
    end = min(len(raw), place + chance.randrange(1, 24))
    kind = chance.randrange(8)
    if kind < 3:
        return raw[:place] + bytes([raw[place] ^ 1 << chance.randrange(8)]) + raw[place + 1 :]
    if kind == 3:
        return raw[:place] + bytes([chance.randrange(256)]) + raw[place + 1 :]
    if kind == 4:
        return raw[:place] + raw[end:]
    if kind == 5:
        return raw[:end] + raw[place:end] + raw[end:]
    if kind == 6:
        return raw[:place] + raw[place:end][::-1] + raw[end:]
    return raw[:place]


def mutations(cms: bytes, count: int, chance: Random) -> Iterator[tuple[bytes, bytes]]:
    """*count* pairs of message and challenge, one of them changed: one in five times it is the challenge."""
    while count:
        of_text = chance.randrange(5) == 0
        changed = mutate(CHALLENGE if of_text else cms, chance)
        if changed in (CHALLENGE, cms):
            continue
        count -= 1
        yield (cms, changed) if of_text else (changed, CHALLENGE)


@pytest.mark.parametrize("kind", COUNTS)
@pytest.mark.parametrize("detached", [True, False])
def test_no_changed_message_verifies(kind: str, detached: bool) -> None:
    at_work = world(kind)
    cms = at_work.signed(CHALLENGE, at_work.aigerim, detached=detached)
    assert isinstance(verify_challenge(cms, CHALLENGE, at_work.trust, AT), Verified)
    reasons: Counter[str] = Counter()
    for message, challenge in mutations(cms, COUNTS[kind] // 2, Random(int(os.environ["BAGDAR_SEED"]))):
        verdict = verify_challenge(message, challenge, at_work.trust, AT)
        assert not isinstance(verdict, Verified), [
            (place, one, other)
            for place, (one, other) in enumerate(zip(cms, message, strict=False))
            if one != other
        ][:5]
        reasons[verdict.check] += 1
    # The changes reach every stage, not only the reader.
    assert len(reasons) >= 6, reasons
    assert {"signatures.content_changed", "signatures.signature_wrong"} <= set(reasons)


def test_no_changed_stamp_makes_an_old_signature_hold() -> None:
    at_work, chance = world("ec"), Random(int(os.environ["BAGDAR_SEED"]))
    message = stamped(at_work, clock_of(at_work))
    assert isinstance(judged_late(at_work, message), Verified)
    for _ in range(600):
        changed = mutate(message, chance)
        if changed == message:
            continue
        try:
            verdict = judged_late(at_work, changed)
        except SignatureRefusedError:
            continue
        assert not isinstance(verdict, Verified)


@pytest.mark.parametrize("revoked", [True, False])
def test_no_changed_list_says_the_opposite(revoked: bool) -> None:
    at_work, chance = world("ec"), Random(int(os.environ["BAGDAR_SEED"]))
    since = {at_work.aigerim.certificate.serial if revoked else 1: BEGINS}
    crl = revocation_list(at_work.authority.issuing, AT, since)
    said = "signatures.revoked" if revoked else "not_revoked crl"
    assert told(at_work, Evidence(crls=(crl,))) == said
    for _ in range(250):
        assert told(at_work, Evidence(crls=(mutate(crl, chance),))) in {said, "not_checked None"}
