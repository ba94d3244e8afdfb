"""The command imports only what it needs, and shows progress in a terminal only."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bagdar.demo.content import demonstration
from bagdar.documents.pages import plan_layout
from bagdar.documents.writing.docx import write_docx
from bagdar.methodology.loader import load


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    methodology = load()
    path = tmp_path_factory.mktemp("plan") / "plan.docx"
    write_docx(plan_layout(demonstration(methodology).plan, methodology.forms["plan"], "ru"), path)
    return path


def bagdar(*arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
    """The command in a process of its own; *code* runs after it and prints on stderr."""
    script = f"import sys; from bagdar.cli.main import main; main({list(arguments)!r}); {code}"
    return subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8")


def modules_after(*arguments: str) -> set[str]:
    done = bagdar(*arguments, code="print(*sys.modules, file=sys.stderr)")
    return {name.partition(".")[0] for name in done.stderr.split()}


def test_a_check_imports_no_web_framework_and_no_writer(plan: Path) -> None:
    loaded = modules_after("check", str(plan))
    assert {"bagdar", "msgspec"} <= loaded
    assert not loaded & {"django", "typst", "pikepdf", "xlsxwriter", "docx", "openpyxl"}


def test_a_check_of_a_file_parses_nothing_in_its_own_process(plan: Path) -> None:
    """What could kill a parser must not be able to kill the command: lxml belongs to the child."""
    assert "lxml" not in modules_after("check", str(plan))


@pytest.mark.parametrize("arguments", [("--version",), ("--lang", "kk", "check", "--help")])
def test_help_imports_no_more_than_texts(arguments: Sequence[str]) -> None:
    script = "import sys, atexit; from bagdar.cli.main import main; "
    script += "atexit.register(lambda: print(*sys.modules, file=sys.stderr)); " + f"main({list(arguments)!r})"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8")
    loaded = {name for name in done.stderr.split() if name.startswith("bagdar.")}
    assert loaded
    assert not {name for name in loaded if name.startswith(("bagdar.documents", "bagdar.methodology"))}


def in_terminal(command: Sequence[str]) -> str:
    """What *command* writes to a terminal on its standard error."""
    import pty

    parent, child = pty.openpty()
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=child)
    os.close(child)
    written = b""
    while True:
        try:
            piece = os.read(parent, 4096)
        except OSError:  # Linux says so when the other side is closed
            break
        if not piece:
            break
        written += piece
    running.wait(60)
    os.close(parent)
    return written.decode("utf-8")


@pytest.fixture
def checking_twice(tmp_path: Path) -> list[str]:
    """A check of two files that takes no time."""
    plan = tmp_path / "plan.json"
    plan.write_text('{"form": "plan", "version": 1, "languages": ["ru"], "items": []}', "utf-8")
    return [sys.executable, "-m", "bagdar", "--lang", "en", "check", str(plan), str(plan)]


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals")
def test_long_work_shows_a_bar_in_a_terminal(checking_twice: list[str]) -> None:
    written = in_terminal(checking_twice)
    assert "Checking [" in written
    assert written.rstrip().endswith("2/2")


def test_no_bar_outside_a_terminal(checking_twice: list[str]) -> None:
    done = subprocess.run(checking_twice, capture_output=True, encoding="utf-8")
    assert done.stderr == ""
    assert "\r" not in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals")
def test_one_file_needs_no_bar(checking_twice: list[str]) -> None:
    assert in_terminal(checking_twice[:-1]) == ""
