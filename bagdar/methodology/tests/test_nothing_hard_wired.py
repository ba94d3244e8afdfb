"""Nothing of one country stands in code: no pack's id, section, caption, word, or date of its chain."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

import bagdar
from bagdar.methodology.loader import available, load
from bagdar.methodology.model import Methodology

ROOT = Path(bagdar.__file__).parent
PACKAGES = ("documents", "methodology", "consolidation")


def sources() -> list[Path]:
    return [
        path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if "tests" not in path.parts
    ]


@cache
def constants(path: Path) -> tuple[ast.AST, ...]:
    """Strings, tuples and calls of the file, docstrings left out: they may give an example."""
    tree = ast.parse(path.read_text("utf-8"))
    docs = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    kinds = (ast.Constant, ast.Tuple, ast.Call)
    return tuple(node for node in ast.walk(tree) if isinstance(node, kinds) and id(node) not in docs)


def wordings(methodology: Methodology) -> set[str]:
    """What only data may say: names, captions, statuses, printed words; short ones prove nothing."""
    found = {methodology.id, methodology.zone}
    texts = [section.name for section in methodology.sections]
    texts += [kind.name for kind in methodology.kinds] + [status.words for status in methodology.statuses]
    texts += [office.name for office in methodology.offices]
    for form in methodology.forms.values():
        texts += [column.used or column.published for column in form.columns]
        texts += [form.title, *form.words.values()]
    for text in texts:
        found |= {string for language, string in text.items() if language != "en"}
    # A word of Latin letters alone may be a word of English, or an id.
    return {string for string in found if len(string) > 7 and not (string.isascii() and string.isalpha())}


@pytest.mark.parametrize("pack", available())
def test_no_wording_of_a_pack_is_in_code(pack: str) -> None:
    known = wordings(load(pack))
    for path in sources():
        for node in constants(path):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert node.value.strip() not in known, f"{path}: {node.value!r}"


def test_no_pack_is_named_in_code() -> None:
    for path in sources():
        text = path.read_text("utf-8")
        for pack in available():
            assert pack not in text, path


@pytest.mark.parametrize("pack", available())
def test_no_date_of_a_chain_is_in_code(pack: str) -> None:
    days = {(level.due.month, level.due.day) for level in load(pack).levels if level.due.month}
    days |= {day for level in load(pack).levels for day in (level.due.earliest, level.due.latest) if day}
    for path in sources():
        for node in constants(path):
            numbers = (
                tuple(each.value for each in node.elts if isinstance(each, ast.Constant))
                if isinstance(node, ast.Tuple)
                else tuple(each.value for each in node.args if isinstance(each, ast.Constant))
                if isinstance(node, ast.Call)
                else ()
            )
            assert numbers[-2:] not in days, f"{path}: {numbers}"
