"""The list of checks that the command prints, and the page made from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bagdar.cli.main import main
from bagdar.methodology.checks import registered


def test_the_page_of_checks_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    """tools/list-checks writes it."""
    page = Path(__file__).parents[1] / "docs" / "explain" / "checks.md"
    assert main(["methodology", "checks", "--markdown", "--lang", "en"]) == 0
    assert page.read_text("utf-8").endswith(capsys.readouterr().out)


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_table_of_checks_speaks_each_language(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["methodology", "checks", "--markdown", "--lang", language])
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| `")]
    assert len(rows) == len(registered())
    assert all("practice" not in row.split("|")[2] for row in rows)
