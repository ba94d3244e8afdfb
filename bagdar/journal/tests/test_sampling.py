"""A seed draws the same entries for everybody, fairly, and another seed draws others."""

from __future__ import annotations

import hashlib
from collections import Counter

from bagdar.journal.sampling import draw


def test_the_worked_example() -> None:
    """docs/explain/sampling.md; worked out with sha256sum."""
    ranks = {number: hashlib.sha256(b"2027:%d" % number).hexdigest() for number in range(1, 11)}
    assert draw("2027", range(1, 11), 3) == sorted(sorted(ranks, key=lambda one: ranks[one])[:3])
    assert draw("2027", range(1, 11), 3) == [1, 3, 5]


def test_the_order_in_which_numbers_come_does_not_matter() -> None:
    assert draw("a", range(1000), 25) == draw("a", reversed(range(1000)), 25)


def test_another_seed_draws_others() -> None:
    assert draw("a", range(1000), 25) != draw("b", range(1000), 25)


def test_all_are_drawn_where_there_are_no_more() -> None:
    assert draw("a", [3, 1, 2], 5) == [1, 2, 3]
    assert draw("a", [], 5) == []


def test_a_larger_sample_holds_the_smaller_one() -> None:
    assert set(draw("a", range(1000), 25)) < set(draw("a", range(1000), 50))


def test_each_number_is_as_likely_as_another() -> None:
    """2,000 samples of 10 out of 100: each number 200 times, give or take six standard deviations."""
    drawn = Counter(number for seed in range(2000) for number in draw(str(seed), range(100), 10))
    assert len(drawn) == 100
    assert all(abs(count - 200) < 6 * (200 * 0.9) ** 0.5 for count in drawn.values())
