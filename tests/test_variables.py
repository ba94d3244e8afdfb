"""Every variable of the environment that the program asks for is described for the operator, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import bagdar

CODE = Path(bagdar.__file__).parent
PAGE = CODE.parent / "docs" / "operator.md"
ASKED = re.compile(r"""\b(?:text|flag|number|words)\(\s*"([A-Z_]+)\"""")
"""The helpers of the settings put the prefix before what they are asked for."""
NAMED = re.compile(r"BAGDAR_[A-Z0-9_]*[A-Z0-9]")


def asked_for() -> set[str]:
    settings = (CODE / "config" / "settings.py").read_text("utf-8")
    by_settings = {f"BAGDAR_{name}" for name in ASKED.findall(settings)}
    elsewhere = (path.read_text("utf-8") for path in CODE.rglob("*.py") if "tests" not in path.parts)
    return by_settings | {name for text in elsewhere for name in NAMED.findall(text)}


def rows() -> list[list[str]]:
    """Cells of each row of the table of settings."""
    text = PAGE.read_text("utf-8").partition("### Settings")[2].partition("\n### ")[0]
    return [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| `")]


def described() -> set[str]:
    return {name for cells in rows() for name in NAMED.findall(cells[0])}


def test_what_the_program_asks_for_is_described_and_nothing_else() -> None:
    assert described() == asked_for()


def test_each_row_says_a_default_and_a_meaning() -> None:
    assert [cells for cells in rows() if len(cells) < 3 or not all(cell.strip() for cell in cells)] == []


def test_the_count_can_fail() -> None:
    """Negative control: both ways of asking are found."""
    assert {"BAGDAR_MAIL_FROM", "BAGDAR_TRACE", "BAGDAR_HOME"} <= asked_for()
