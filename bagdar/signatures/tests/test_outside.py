"""The outside verifier: asked only for what is not reckoned with here, and believed only for that."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bagdar.kernel.findings import Finding
from bagdar.signatures.cms import Info
from bagdar.signatures.outside import Outside, Vouched, verify_with
from bagdar.signatures.refusals import SignatureRefusedError
from bagdar.signatures.revocation import Standing
from bagdar.signatures.selfmade.authority import Identity
from bagdar.signatures.selfmade.signing import assemble, signer_info
from bagdar.signatures.tests.make import AT, DOCUMENT, World, world
from bagdar.signatures.verification import Verified

OLD_SCHEME, OLD_DIGEST = "1.2.398.3.10.1.1.1.2", "1.2.398.3.10.1.3.1"
MD5 = "1.2.840.113549.2.5"
ANSWERS = {
    "yes": '{"format": 1, "verifier": "judge 1", "signers": [{"certificate": "CERT", "valid": true, '
    '"stamped_at": "2026-05-30T10:00:00Z", "revocation": "not_revoked"}]}',
    "no": '{"format": 1, "verifier": "judge 1", "signers": [{"certificate": "CERT", "valid": false}]}',
    "nobody": '{"format": 1, "verifier": "judge 1", "signers": []}',
    "more": '{"format": 1, "verifier": "judge 1", "signers": [], "valid": true}',
    "nonsense": "yes",
}


def old_message(at_work: World, who: Identity, digest: str = OLD_DIGEST, scheme: str = OLD_SCHEME) -> bytes:
    """As a key of before 2022 signs; the numbers themselves are another key's, only the outside judge looks."""
    info = signer_info(who, DOCUMENT, AT)
    fields = {name: info[name] for name in ("version", "sid", "signed", "signature")}
    changed = Info({**fields, "digest": {"algorithm": digest}, "how": {"algorithm": scheme}})
    return assemble(DOCUMENT, [changed], [who.certificate])


def judge_saying(tmp_path: Path, answer: str, who: Identity, code: int = 0) -> Outside:
    """A program that reads the question, writes down that it was asked, and gives *answer*."""
    words = ANSWERS[answer].replace("CERT", who.certificate.fingerprint)
    program = tmp_path / "judge.py"
    program.write_text(
        "import json, pathlib, sys\n"
        "asked = json.load(sys.stdin)\n"
        "assert set(asked) == {'format', 'message', 'content', 'at'}\n"
        f"pathlib.Path({str(tmp_path / 'asked')!r}).touch()\n"
        f"print({words!r})\n"
        f"sys.exit({code})\n",
        "utf-8",
    )
    return Outside(command=(sys.executable, str(program)))


def verdict(outside: Outside | None, message: bytes) -> Verified | Vouched | Finding:
    (judged,) = verify_with(outside, message, trust=world("ec").trust, at=AT, content=DOCUMENT)
    return judged


def reason(judged: object) -> str:
    assert isinstance(judged, Finding), judged
    return judged.check.removeprefix("signatures.")


def test_what_is_reckoned_with_here_is_not_asked_elsewhere(tmp_path: Path) -> None:
    at_work = world("ec")
    outside = judge_saying(tmp_path, "no", at_work.bolat)
    assert isinstance(verdict(outside, at_work.signed(DOCUMENT, at_work.bolat)), Verified)
    assert reason(verdict(outside, at_work.signed(DOCUMENT + b"!", at_work.bolat))) == "content_changed"
    assert not (tmp_path / "asked").exists()


def test_an_old_national_signature_is_vouched_for(tmp_path: Path) -> None:
    bolat = world("ec").bolat
    message = old_message(world("ec"), bolat)
    assert reason(verdict(None, message)) == "algorithm_weak"
    judged = verdict(judge_saying(tmp_path, "yes", bolat), message)
    assert isinstance(judged, Vouched), judged
    assert judged.verifier == "judge 1"
    assert judged.revocation is Standing.NOT_REVOKED
    assert judged.judged_at == judged.stamped_at != AT
    assert judged.holder.number == "750202300025"


@pytest.mark.parametrize("answer, expected", [("no", "signature_wrong"), ("nobody", "outside_silent")])
def test_what_it_does_not_vouch_for_is_refused(tmp_path: Path, answer: str, expected: str) -> None:
    bolat = world("ec").bolat
    judged = verdict(judge_saying(tmp_path, answer, bolat), old_message(world("ec"), bolat))
    assert reason(judged) == expected


@pytest.mark.parametrize("answer, code", [("nonsense", 0), ("more", 0), ("yes", 3)])
def test_a_faulty_answer_is_no_answer(tmp_path: Path, answer: str, code: int) -> None:
    bolat = world("ec").bolat
    with pytest.raises(SignatureRefusedError, match="outside_failed"):
        verdict(judge_saying(tmp_path, answer, bolat, code), old_message(world("ec"), bolat))


def test_it_cannot_make_a_broken_algorithm_good(tmp_path: Path) -> None:
    bolat = world("ec").bolat
    outside = judge_saying(tmp_path, "yes", bolat)
    assert reason(verdict(outside, old_message(world("ec"), bolat, digest=MD5))) == "algorithm_weak"
    assert not (tmp_path / "asked").exists()


def test_a_key_for_signing_in_signs_no_document(tmp_path: Path) -> None:
    aigerim = world("ec").aigerim
    judged = verdict(judge_saying(tmp_path, "yes", aigerim), old_message(world("ec"), aigerim))
    assert reason(judged) == "purpose_wrong"
