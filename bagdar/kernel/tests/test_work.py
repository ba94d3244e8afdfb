"""The count of work tells a line from a square, and tells the same each time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bagdar.kernel.tests.work import LINEAR, calls, growth


def each(size: int) -> Callable[[], object]:
    return lambda: [abs(n) for n in range(size)]


def each_with_each(size: int) -> Callable[[], object]:
    return lambda: [max(a, b) for a in range(size) for b in range(size)]


def each_with_those_before(size: int) -> Callable[[], object]:
    def work() -> None:
        seen: list[int] = []
        for number in range(size):
            seen.append(sum(abs(other) for other in seen))
            assert number < len(seen)

    return work


def by_halves(size: int) -> Callable[[], object]:
    return lambda: sorted((abs(n) for n in range(size)), key=lambda n: -n)


@pytest.mark.parametrize("work", [each, by_halves])
def test_linear_work_is_told_as_linear(work: Callable[[int], Callable[[], object]]) -> None:
    assert growth(work, 2_000, 16_000) < LINEAR


@pytest.mark.parametrize("work", [each_with_each, each_with_those_before])
def test_a_square_is_found_out(work: Callable[[int], Callable[[], object]]) -> None:
    assert growth(work, 50, 400) > 2 * LINEAR


def test_the_count_is_the_same_each_time() -> None:
    assert len({calls(each(1_000)) for _ in range(5)}) == 1
    assert calls(each(1_000)) >= 1_000


def test_too_little_work_says_nothing() -> None:
    assert growth(each_with_each, 2, 8) < LINEAR
