"""Checks and packs know each other: a check without an entry never runs, an entry without a check is dead."""

from __future__ import annotations

from pathlib import Path

import pytest

from bagdar.cli.main import main
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


def test_the_page_of_checks_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    """tools/list-checks writes it."""
    page = Path(__file__).parents[3] / "docs" / "explain" / "checks.md"
    assert main(["methodology", "checks", "--markdown", "--lang", "en"]) == 0
    assert page.read_text("utf-8").endswith(capsys.readouterr().out)


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_table_of_checks_speaks_each_language(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["methodology", "checks", "--markdown", "--lang", language])
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| `")]
    assert len(rows) == len(registered())
    assert all("practice" not in row.split("|")[2] for row in rows)
