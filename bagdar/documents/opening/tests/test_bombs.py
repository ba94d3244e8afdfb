"""Every bomb is refused within 256 MB and with little work, for the reason it was made for."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from bagdar.documents.opening.parse import parse
from bagdar.documents.opening.tests.bombs import BOMBS, padded
from bagdar.documents.opening.tests.make import docx_parts, p, sheet, xlsx_parts, zipped
from bagdar.kernel.errors import FileRefusedError
from bagdar.kernel.tests.work import CATASTROPHE

MEGABYTES = 256


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What a reader in a process of its own says about all bombs, one after the other."""
    folder = tmp_path_factory.mktemp("bombs")
    tasks = []
    for number, (key, (name, _, build)) in enumerate(BOMBS.items()):
        path = folder / str(number)
        path.write_bytes(build())
        tasks.append({"key": key, "path": str(path), "name": name})
    command = [sys.executable, "-m", "bagdar.documents.opening.tests.measure"]
    done = subprocess.run(command, input=json.dumps(tasks), capture_output=True, text=True, check=True)
    answer: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize("key", BOMBS)
def test_a_bomb_is_refused_quickly_and_cheaply(key: str, told: dict[str, dict[str, Any]]) -> None:
    assert told[key]["message"] == "opening." + BOMBS[key][1]
    assert told[key]["seconds"] <= CATASTROPHE
    assert told[key]["megabytes"] <= MEGABYTES


def test_without_the_guard_bombs_go_off() -> None:
    """The checks above can fail: what they refuse is read, at its price, when the guard is off."""
    unguarded = {
        key: parse(BOMBS[key][2](), BOMBS[key][0], guarded=False)
        for key in (
            "ratio",
            "external entity",
            "gridSpan",
            "too many sheets",
            "one name twice",
            "symbolic link",
        )
    }
    assert unguarded["gridSpan"].tables[0].rows[0].cells[0].span == 100_000
    assert len(unguarded["too many sheets"].tables) == 65
    assert unguarded["ratio"].paragraphs == ("x",)


def test_entities_are_expanded_without_the_guard() -> None:
    parts = docx_parts(p("&who;"))
    text = str(parts["word/document.xml"])
    parts["word/document.xml"] = text.replace(
        "<w:document", '<!DOCTYPE x [<!ENTITY who "me">]><w:document', 1
    )
    assert parse(zipped(parts), "a.docx", guarded=False).paragraphs == ("me",)
    with pytest.raises(FileRefusedError, match="doctype"):
        parse(zipped(parts), "a.docx")


def test_there_are_enough_bombs_and_padding_is_none() -> None:
    assert len(BOMBS) >= 30
    assert parse(padded(xlsx_parts(sheet())), "a.xlsx").tables[0].rows == ()
