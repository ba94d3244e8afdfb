"""A methodology outside the program, named by its folder, works through the commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bagdar.cli.main import main
from bagdar.documents.pages import plan_layout
from bagdar.documents.writing.docx import write_docx
from bagdar.methodology.checks.tests.test_shipped import PROGRAMME
from bagdar.methodology.loader import load
from bagdar.methodology.tests.make import VALDOR, copied


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented country's pack under another id and in another place."""
    folder = copied(tmp_path_factory.mktemp("pack"), VALDOR)
    file = folder / "pack.toml"
    file.write_text(file.read_text("utf-8").replace(f'id = "{VALDOR}"', 'id = "zz-elsewhere-1"'), "utf-8")
    return folder


@pytest.fixture(scope="module")
def plan(pack: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "programme.docx"
    write_docx(plan_layout(PROGRAMME, load(pack).forms["plan"], "fr"), path)
    return path


def test_a_plan_is_read_by_it(pack: Path, plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(plan), "--json", "--methodology", str(pack), "--lang", "en"]) == 0
    read = json.loads(capsys.readouterr().out)
    kinds = read["tables"][0]["account"]["items"]
    assert kinds["axis"] == len(load(pack).sections)
    assert read["tables"][0]["not_understood"] == []


def test_a_plan_is_checked_by_it(pack: Path, plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(plan), "--json", "--methodology", str(pack), "--lang", "en"])
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [each for each in found if each["severity"] == "error"] == []


def test_forms_are_issued_by_it(pack: Path, plan: Path, tmp_path: Path) -> None:
    arguments = ["forms", str(plan), "--year", "2026", "--part", "1", "--out", str(tmp_path)]
    assert main([*arguments, "--methodology", str(pack), "--format", "docx", "--lang", "en"]) == 0
    owed = json.loads((tmp_path / "obligations.json").read_text("utf-8"))
    assert {each["clause"] for each in owed} <= set(load(pack).clauses)
    assert list(tmp_path.glob("*.docx"))


def test_what_new_writes_is_named_by_its_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "xx-new-2031"
    assert main(["methodology", "new", str(folder), "--languages", "ru,en", "--lang", "ru"]) == 0
    capsys.readouterr()
    assert main(["methodology", "show", str(folder), "--lang", "en"]) == 0
    assert "xx-new-2031" in capsys.readouterr().out
