"""Registration numbers: check digits worked out by hand."""

from __future__ import annotations

import pytest

from bagdar.kernel.text import Text
from bagdar.methodology.loader import load
from bagdar.methodology.model import NumberCheck
from bagdar.methodology.numbers import is_valid
from bagdar.methodology.tests.make import VALDOR


@pytest.mark.parametrize(
    "number, valid",
    [
        ("020240000555", True),  # 4+8+20+50+55 = 137, 137 − 12·11 = 5
        ("081140000436", True),  # 16+3+4+20+40+33 = 116, 116 − 10·11 = 6
        ("020240000556", False),  # last digit changed
        ("020240000465", False),  # 4+8+20+40+66 = 138, rest 6, not 5
        ("202040000555", False),  # neighbours exchanged: 2+6+20+50+55 = 133, rest 1
        ("990140000806", True),  # 9+18+4+20+80 = 131, rest 10; second row 27+36+6+28+8 = 105, rest 6
        ("990140000800", False),  # the same with another digit
        *((f"99014000082{digit}", False) for digit in range(10)),  # 153 and 109 both leave 10: no such number
        ("02024000055", False),
        ("0202400005555", False),
        ("02024000055A", False),
        ("٠٢٠٢٤٠٠٠٠٥٥٥", False),
        ("", False),
    ],
)
def test_a_bin_is_valid_only_with_its_check_digit(number: str, valid: bool) -> None:
    assert is_valid(number, load().number_checks["bin"]) is valid


@pytest.mark.parametrize(
    "number, valid",
    [
        ("100000169", True),  # 1000001 = 97·10309 + 28; 97 − 28 = 69
        ("100000170", False),
        ("000009700", False),  # 97 leaves nothing: the key is 97, not 00
        ("000009797", True),
        ("10000169", False),
    ],
)
def test_another_country_has_another_key(number: str, valid: bool) -> None:
    assert is_valid(number, load(VALDOR).number_checks["nov"]) is valid


@pytest.mark.parametrize(
    "number, valid",
    [("79927398713", True), ("79927398710", False), ("18", True), ("81", False)],  # 8+2 = 10; 1+(16−9) = 8
)
def test_luhn(number: str, valid: bool) -> None:
    check = NumberCheck(name=Text.of(en="number"), length=len(number), algorithm="luhn")
    assert is_valid(number, check) is valid
