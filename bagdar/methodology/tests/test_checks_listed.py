"""Checks and packs know each other: a check without an entry never runs, an entry without a check is dead."""

from __future__ import annotations

import pytest

from bagdar.kernel.messages import catalogue
from bagdar.methodology.checks import purposes, registered
from bagdar.methodology.loader import available, load


def test_every_check_has_its_entry_in_the_default_pack() -> None:
    assert set(registered()) == set(load().checks)


@pytest.mark.parametrize("pack", available())
def test_every_entry_names_a_check_that_exists_and_has_words(pack: str) -> None:
    known = set(registered())
    for key in load(pack).checks:
        assert key in known
        assert f"checks.{key}" in catalogue()


def test_every_check_says_what_it_looks_for() -> None:
    assert [key for key, told in purposes().items() if len(told) < 15] == []
    assert len(set(purposes().values())) == len(purposes())
