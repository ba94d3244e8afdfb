r"""Executors and completion as more plans write them: tables of phrases with the readings worked out for them.

The tables' third column: for executors each body's id (``?`` where the register has none), ``[…]`` the
members the cell names, ``~`` by agreement, then the role where the cell states it (``!`` main, ``^``
responsible, ``_`` co-executor); for completion each document's kind, ``:draft``, ``@`` authors, ``>``
addressees, ``*`` where it informs a higher body. ``\n`` is a line break.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from bagdar.documents.grammar.completion import CompletionReading, Document, Mention, read_completion
from bagdar.documents.grammar.executors import Executor, ExecutorsReading, read_executors
from bagdar.documents.grammar.spans import Reading
from bagdar.documents.grammar.tests.register_cases import shipped_bodies

_CASES: Final = Path(__file__).parent / "cases"
_STATED: Final = {"main_responsible": "!", "responsible": "^", "co_executor": "_"}


def _rows(name: str) -> list[tuple[str, str, str]]:
    with (_CASES / f"{name}_more.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [(language, phrase.replace("\\n", "\n"), said) for language, phrase, said in rows[1:]]


def _executors(text: str) -> tuple[str, Reading]:
    reading = read_executors(text, shipped_bodies())
    return ("nothing" if reading.nothing else " ".join(map(_executor, reading.executors))), reading


def _executor(executor: Executor) -> str:
    named = f"[{','.join(sorted(executor.named))}]" if executor.named else ""
    agreed = "~" if executor.conditional else ""
    return f"{executor.body or '?'}{named}{agreed}{_STATED[executor.role] if executor.stated else ''}"


def _completion(text: str) -> tuple[str, Reading]:
    reading = read_completion(text, shipped_bodies())
    return " ".join(map(_document, reading.documents)), reading


def _document(document: Document) -> str:
    authors = ((document.author,) if document.author else ()) + document.co_authors
    return (
        f"{document.kind}{':draft' if document.status == 'draft' else ''}"
        f"{_who('@', authors)}{_who('>', document.addressees)}{'*' if document.informing else ''}"
    )


def _who(sign: str, mentions: tuple[Mention, ...]) -> str:
    return sign + "+".join(sorted(mention.body or "?" for mention in mentions)) if mentions else ""


_READERS: Final = {"executors": _executors, "completion": _completion}


@pytest.mark.parametrize("name", _READERS)
@pytest.mark.parametrize("language", ["ru", "kk", ""])
def test_every_phrase_is_read_as_the_table_says(name: str, language: str) -> None:
    read: Callable[[str], tuple[str, Reading]] = _READERS[name]
    rows = [(phrase, said) for spoken, phrase, said in _rows(name) if spoken == language]
    assert len(rows) >= 170
    wrong = []
    for phrase, said in rows:
        found, reading = read(phrase)
        if said != (found if reading.understood else "not understood"):
            wrong.append((phrase, said, found, reading.left_over))
    assert not wrong


@pytest.mark.parametrize("name", _READERS)
def test_parts_and_what_is_left_over_cover_every_word(name: str) -> None:
    for _, phrase, _ in _rows(name):
        _, reading = _READERS[name](phrase)
        rest = list(phrase)
        for part in reading.parts:
            rest[slice(*part.span)] = " " * (part.span[1] - part.span[0])
        if reading.left_over == phrase.strip():
            rest = []
        for left in filter(None, reading.left_over.split(" … ")):
            bare = "".join(rest)
            rest = list(bare.replace(left, " " * len(left), 1))
        assert not "".join(rest).strip(), phrase
        assert reading.understood == (not reading.left_over)


@pytest.mark.parametrize(
    "text, names",
    [
        ("Министерства: внутренних дел, обороны", ["Министерства: внутренних дел", "обороны"]),
        ("министерства финансов, юстиции и обороны", ["министерства финансов", "юстиции", "обороны"]),
        ("Қаржы және Әділет министрліктері", ["Қаржы", "Әділет министрліктері"]),
        ("КГД МФ, ДСМ «X» РМК", ["КГД МФ", "ДСМ «X» РМК"]),
        ("ТОО «КТЖ – Грузовые перевозки» (по согласованию)", ["ТОО «КТЖ – Грузовые перевозки»"]),
        ("аким г. Астаны, Министр финансов", ["аким г. Астаны", "Министр финансов"]),
    ],
)
def test_an_executor_rests_on_its_own_words(text: str, names: list[str]) -> None:
    reading: ExecutorsReading = read_executors(text, shipped_bodies())
    assert [executor.text for executor in reading.executors] == names


def test_all_who_adopt_a_document_are_named_with_their_words() -> None:
    reading: CompletionReading = read_completion(
        "совместный приказ Министра юстиции, Председателя КНБ и АФМ", shipped_bodies(), "ru"
    )
    document = reading.documents[0]
    assert document.author is not None
    assert [who.body for who in (document.author, *document.co_authors)] == ["mj", "knb", "afm"]
    spans = [part.span for part in reading.parts if part.kind == "author"]
    assert [reading.text[slice(*span)] for span in spans] == ["Министра юстиции", "КНБ", "АФМ"]


def test_an_unknown_word_takes_no_mark_of_the_body_before_it() -> None:
    reading = read_executors("МФ, тарабар (по согласованию)", shipped_bodies())
    assert not reading.understood
    assert reading.left_over == "тарабар"
    assert not reading.executors[0].conditional
