"""A table in one test hides no failure of a case."""

from __future__ import annotations

import pytest

from bagdar.kernel.tests.each import each


def test_every_case_that_fails_is_told_and_the_others_are_tried() -> None:
    tried = []

    @each("number, square", [(1, 1), (2, 5), (3, 9), (4, 15)])
    def look(number: int, square: int) -> None:
        tried.append(number)
        assert number * number == square

    with pytest.raises(pytest.fail.Exception) as failed:
        look()
    assert tried == [1, 2, 3, 4]
    assert str(failed.value).startswith("2 of 4 cases")
    assert "{'number': 2, 'square': 5}" in str(failed.value)


def test_an_error_of_a_case_is_a_failure_and_so_is_a_case_that_says_so() -> None:
    @each("number", [0, 1])
    def look(number: int) -> None:
        if 1 / number:
            pytest.fail("said")

    with pytest.raises(pytest.fail.Exception, match="2 of 2 cases"):
        look()


def test_an_empty_table_proves_nothing() -> None:
    @each("number", [])
    def look(number: int) -> None:
        """Nothing to look at."""

    with pytest.raises(pytest.fail.Exception, match="0 of 0 cases"):
        look()


def test_it_keeps_the_name_that_a_failure_is_told_under() -> None:
    @each("number", [1])
    def look(number: int) -> None:
        """What it looks at."""

    assert (look.__name__, look.__doc__, look.__module__) == ("look", "What it looks at.", __name__)
