"""Registration numbers of bodies: does a number's check digit agree, by the pack's rule."""

from __future__ import annotations

from collections.abc import Sequence

from bagdar.methodology.model import NumberCheck


def is_valid(number: str, check: NumberCheck) -> bool:
    """Whether *number* (digits only, no spaces) has the length and check digit that *check* asks for."""
    if len(number) != check.length or not (number.isascii() and number.isdigit()):
        return False
    digits = [int(digit) for digit in number]
    if check.algorithm == "weighted-mod-11":
        return weighted_digit(digits[:-1], check.weights) == digits[-1]
    if check.algorithm == "luhn":
        return _luhn(digits) % 10 == 0
    if check.algorithm == "mod-97":
        return 97 - int(number[:-2]) % 97 == int(number[-2:])
    return True


def weighted_digit(digits: Sequence[int], weights: Sequence[Sequence[int]]) -> int | None:
    """Σ digit·weight mod 11 with the first row of *weights* that gives a digit; None where no row does.

    A rest of 10 is no digit: the next row is tried, and after the last the number does not exist.
    """
    for row in weights:
        rest = sum(digit * weight for digit, weight in zip(digits, row, strict=True)) % 11
        if rest < 10:
            return rest
    return None


def _luhn(digits: Sequence[int]) -> int:
    doubled = [2 * digit - 9 if digit > 4 else 2 * digit for digit in digits[-2::-2]]
    return sum(digits[::-2]) + sum(doubled)
