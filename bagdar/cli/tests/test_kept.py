"""What ``bagdar consolidate`` keeps is known among ``--history`` by what it holds, whatever it is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from bagdar.cli.conclude import is_kept


@pytest.mark.parametrize(
    "text, kept",
    [
        ('{"methodology": "x", "plan": {}, "consolidation": {}}', True),
        ('{"form": "report", "lines": []}', False),
        ("[1, 2]", False),
        ("not JSON", False),
    ],
)
def test_it_is_known_by_its_keys(text: str, kept: bool, tmp_path: Path) -> None:
    path = tmp_path / "national-2025.json"
    path.write_text(text, "utf-8")
    assert is_kept(path) is kept
    assert not is_kept(tmp_path / "absent.json")
