"""Many files are read by few children, and a bad one costs only itself."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from bagdar.documents.opening import open_documents
from bagdar.documents.opening.batch import open_documents as batch
from bagdar.documents.opening.limits import LIMITS, MB
from bagdar.documents.opening.serving import main as serve
from bagdar.documents.opening.tests.make import docx, p
from bagdar.documents.raw import RawDocument
from bagdar.kernel.errors import FileRefusedError


def _files(folder: Path, *contents: bytes) -> list[Path]:
    paths = []
    for number, content in enumerate(contents):
        paths.append(folder / f"{number}.docx")
        paths[-1].write_bytes(content)
    return paths


def _told(outcome: RawDocument | FileRefusedError) -> str:
    return outcome.message if isinstance(outcome, FileRefusedError) else outcome.paragraphs[0]


def test_documents_and_refusals_come_in_order(tmp_path: Path) -> None:
    paths = _files(tmp_path, docx(p("a")), b"%PDF-1.4", docx(p("b")))
    paths.insert(2, tmp_path / "missing.docx")
    outcomes = list(open_documents(paths))
    assert [_told(outcome) for outcome in outcomes] == ["a", "opening.pdf", "opening.unreadable", "b"]
    assert [o.file if isinstance(o, RawDocument) else o.place.file for o in outcomes[:2]] == [
        "0.docx",
        "1.docx",
    ]


def dies_at_the_second(name: str, memory: str, cpu: str, result: str) -> None:
    """Answers for one file, then dies as a crash in a library would have it."""
    from bagdar.documents.opening import sandbox

    honest = sandbox.answer
    asked = []

    def once(data: bytes, name: str, most: int) -> bytes:
        asked.append(name)
        if len(asked) == 2:
            os.abort()
        return honest(data, name, most)

    sandbox.answer = once
    serve(name, memory, cpu, result)


def test_a_child_that_dies_takes_no_other_file_with_it(tmp_path: Path) -> None:
    paths = _files(tmp_path, *(docx(p(letter)) for letter in "abcd"))
    limits = msgspec.structs.replace(LIMITS, memory=256 * MB)
    outcomes = batch(paths, limits=limits, module=f"{__name__}:dies_at_the_second")
    assert [_told(outcome) for outcome in outcomes] == ["a", "b", "c", "d"]
