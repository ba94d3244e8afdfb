"""Whatever the grammars find odd has a code of the list, and every code has its words in each language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bagdar.documents.grammar import odd
from bagdar.documents.grammar.executors import read_executors
from bagdar.documents.grammar.numbers import read_number
from bagdar.documents.grammar.tests.register_cases import shipped_bodies
from bagdar.kernel.messages import render
from bagdar.kernel.text import UI_LANGUAGES

GRAMMAR = Path(odd.__file__).parent


def _strings(node: ast.expr) -> Iterator[str]:
    """What an expression may give: constants, both sides of a choice; not what the choice rests on."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*_strings(node.body), *_strings(node.orelse))
    elif isinstance(node, ast.BoolOp):
        yield from (found for value in node.values for found in _strings(value))


def _codes(tree: ast.Module) -> Iterator[str]:
    """Strings given as ``code=`` or ``odd=``, set to a name ``odd`` or ``code``, or appended to ``odd``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "odd.append":
            yield from _strings(node.args[0])
        named = [target.id for target in getattr(node, "targets", ()) if isinstance(target, ast.Name)]
        if {*named, getattr(node, "arg", None)} & {"code", "odd"} and (value := getattr(node, "value", None)):
            yield from _strings(value)


def test_every_code_in_the_source_is_of_the_list() -> None:
    files = [path for path in GRAMMAR.rglob("*.py") if "tests" not in path.parts]
    found = {code for path in files for code in _codes(ast.parse(path.read_text("utf-8")))}
    assert {"look_alike", "must_be_named", "hyphenated", "leading_zeros"} <= found
    assert found <= set(odd.CODES), found - set(odd.CODES)


@pytest.mark.parametrize("code", odd.CODES)
def test_every_code_has_its_words_in_each_language(code: str) -> None:
    words = [render(f"grammar.odd.{code}", language) for language in UI_LANGUAGES]
    assert all(words)
    assert len(set(words)) == len(words)


@pytest.mark.parametrize(
    "text, said",
    [
        ("М3 (свод)", [("grammar.odd.look_alike", "М3")]),
        ("МФ, КНБ (по согласованию", [("grammar.odd.unclosed_bracket", "(по согласованию")]),
        ("МФ, АО «Северный ветер»", [("grammar.odd.not_in_register", "АО «Северный ветер»")]),
        ("заинтересованные государственные органы", [("grammar.odd.must_be_named", "заинтересованные государственные органы")]),
        ("МФ, МНЭ", []),
    ],
)  # fmt: skip
def test_remarks_quote_the_words_they_are_on(text: str, said: list[tuple[str, str]]) -> None:
    assert odd.remarks(read_executors(text, shipped_bodies(), "ru")) == said


def test_a_name_no_longer_in_use_is_remarked_on() -> None:
    reading = read_executors("МОН", shipped_bodies(), "ru", on=date(2025, 1, 1))
    assert [message for message, _ in odd.remarks(reading)] == ["grammar.odd.out_of_date"]


def test_remarks_on_figures_have_no_words_of_their_own() -> None:
    assert odd.remarks(read_number("1.5")) == [("grammar.odd.point", "")]
