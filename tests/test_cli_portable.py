"""The file commands need nothing that one system has and another lacks."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bagdar
from bagdar.cli.forms import file_name

PACKAGE = Path(bagdar.__file__).parent
SERVICE = {"store", "journal", "orgs", "ops", "api", "web", "config"}
"""Rooms of the service, which runs on Linux; the file commands run everywhere."""
CODE = [
    path
    for path in sorted(PACKAGE.rglob("*.py"))
    if "tests" not in path.parts and path.relative_to(PACKAGE).parts[0] not in SERVICE
]
UNIX_ONLY = {"fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "crypt", "syslog", "posix"}
DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
TEXT_METHODS = {"read_text", "write_text"}


def imported_at_once(tree: ast.Module) -> Iterator[str]:
    """Modules that importing the file imports, whatever stands in functions aside."""
    for node in tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def test_no_module_of_one_system_is_imported_at_once() -> None:
    found = {
        str(path.relative_to(PACKAGE)): sorted(only)
        for path in CODE
        if (only := UNIX_ONLY & set(imported_at_once(ast.parse(path.read_text("utf-8")))))
    }
    assert found == {}


def test_text_files_are_read_and_written_as_utf_8() -> None:
    """Windows would take the code page of the machine."""
    silent = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in TEXT_METHODS
        and not any(isinstance(each, ast.Constant) and each.value == "utf-8" for each in node.args)
        and not any(keyword.arg == "encoding" for keyword in node.keywords)
    ]
    assert silent == []


def test_no_link_is_made_and_no_file_is_shipped_that_a_system_cannot_name() -> None:
    # The place of files only refuses to follow links that somebody else laid.
    place = PACKAGE / "files" / "storage" / "directory.py"
    assert not [path for path in CODE if path != place and "symlink" in path.read_text("utf-8")]
    shipped = [path.relative_to(PACKAGE) for path in PACKAGE.rglob("*") if "__pycache__" not in path.parts]
    for path in shipped:
        assert not re.search(r'[<>:"\\|?*\x00-\x1f]|[. ]$', path.name), path
        assert not DEVICES.fullmatch(path.name), path
    folded = [str(path).casefold() for path in shipped]
    assert len(folded) == len(set(folded))


@pytest.mark.parametrize(
    "body, expected",
    [("mvd", "mvd"), ("d-city", "d-city"), ("әкімдік-1", "әкімдік-1"), ("kz.mne", "kz.mne")],
)
def test_a_body_that_can_be_a_file_name_is_one(body: str, expected: str) -> None:
    assert file_name(body) == expected


@pytest.mark.parametrize("body", ["a/b", "a:b", "..", "", "con", "LPT1", "nul.x", "x" * 200, "dot.", "a*?b"])
def test_any_other_gets_a_name_that_every_system_takes(body: str) -> None:
    name = file_name(body)
    assert re.fullmatch(r"[\w.-]{1,100}", name)
    assert not DEVICES.fullmatch(name)
    assert name[-1] not in ". "
    assert name.strip(".")


def test_bodies_whose_ids_differ_never_share_a_file() -> None:
    ids = ["a/b", "a:b", "a_b", "a b", "con", "con-", "x" * 90, "x" * 91]
    assert len({file_name(body) for body in ids}) == len(ids)
