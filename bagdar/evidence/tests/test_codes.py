"""Codes are read as they were meant, and no slip of the hand makes another code of one."""

from __future__ import annotations

import os
import random
from hashlib import sha256

from bagdar.evidence import verifier
from bagdar.evidence.codes import ALPHABET, code_of, shown, typed


def digests(count: int) -> list[bytes]:
    chance = random.Random(int(os.environ["BAGDAR_SEED"]))
    return [chance.randbytes(32) for _ in range(count)]


def test_a_code_is_understood_as_it_is_shown_and_as_it_is_typed() -> None:
    code = code_of(sha256(b"x").digest())
    assert shown(code) == "5NRH-CGNQ-4TRW"
    for text in (code, shown(code), code.lower(), " 5nrh cgnq–4trw ", "5NRН-СGNQ-4ТRW"):
        assert typed(text) == code


def test_what_is_no_code_is_not_taken_for_one() -> None:
    for text in ("", "5NRH-CGNQ-4TR", "5NRH-CGNQ-4TRWW", "5NRH-CGNQ-4TR*", "квитанция", "5NRH-CGNQ-4TRX"):
        assert typed(text) is None


def test_one_wrong_letter_or_two_that_changed_places_are_found() -> None:
    for digest in digests(40):
        code = code_of(digest)
        assert typed(code) == code
        for at in range(len(code)):
            wrong = [code[:at] + letter + code[at + 1 :] for letter in ALPHABET if letter != code[at]]
            if at + 1 < len(code) and code[at] != code[at + 1]:
                wrong.append(code[:at] + code[at + 1] + code[at] + code[at + 2 :])
            assert [text for text in wrong if typed(text)] == []


def test_the_verifier_makes_the_same_codes() -> None:
    assert [verifier.code_of(digest) for digest in digests(50)] == [
        shown(code_of(digest)) for digest in digests(50)
    ]
