"""A plan read whole, in less time than a library needs for its texts alone; all checks of it within a second."""

from __future__ import annotations

import io

from docx import Document
from msgspec.structs import replace

from bagdar.documents.forms import Plan
from bagdar.documents.opening import parse_document
from bagdar.documents.reading import read
from bagdar.documents.writing.docx import write_docx
from bagdar.kernel.findings import Finding
from bagdar.methodology.checks import check_plan, compare_languages
from bagdar.methodology.checks.grammar import GrammarReader
from bagdar.methodology.checks.readings import Cached
from bench import material
from bench.measuring import Line, Work, Works, turns

ROWS = 5000


def _file(rows: int) -> bytes:
    out = io.BytesIO()
    write_docx(material.layout(rows), out)
    return out.getvalue()


def plan_of(data: bytes) -> Plan:
    """From the bytes of a Word file to the typed plan."""
    raw = parse_document(data, "plan.docx")
    return read(raw, material.methodology().forms, material.bodies()).plan()


def _reading(rows: int) -> Work:
    data = _file(rows)
    plan_of(_file(500))
    return lambda: plan_of(data)


def _texts(rows: int) -> Work:
    """The same file in the library's usual way, which gives the texts of the cells and nothing else."""
    data = _file(rows)
    return lambda: [
        cell.text for table in Document(io.BytesIO(data)).tables for row in table.rows for cell in row.cells
    ]


def _checks(rows: int) -> Work:
    """All checks of a plan, each phrase of which has been read once."""
    plan, methodology, bodies = plan_of(_file(rows)), material.methodology(), material.bodies()
    reader = Cached(GrammarReader(plan, methodology, bodies))
    check_plan(plan, methodology, bodies, reader=reader)
    return lambda: check_plan(plan, methodology, bodies, reader=reader)


def _phrases(rows: int) -> Work:
    """All checks of a plan, and the reading of its thousands of different phrases."""
    plan, methodology, bodies = plan_of(_file(rows)), material.methodology(), material.bodies()
    check_plan(plan_of(_file(500)), methodology, bodies)
    return lambda: check_plan(plan, methodology, bodies)


def _languages(rows: int) -> Work:
    """The plan in two languages, row by row."""
    plan = material.plan(rows)
    methodology, bodies = material.methodology(), material.bodies()
    one, other = (replace(plan, languages=(language,)) for language in ("kk", "ru"))
    first, second = (Cached(GrammarReader(side, methodology, bodies)) for side in (one, other))

    def work() -> list[Finding]:
        return compare_languages(
            one, other, methodology=methodology, bodies=bodies, reader=first, other_reader=second
        )

    work()
    return work


WORKS: Works = {
    "reading": _reading,
    "python-docx": _texts,
    "checks": _checks,
    "checks with phrases": _phrases,
    "two languages": _languages,
}


def lines(rows: int = ROWS) -> list[Line]:
    found = turns(__name__, WORKS, rows, rounds=3, once=["python-docx"])
    return [
        Line(
            "Word read into a plan",
            "python-docx, texts alone",
            found["reading"],
            found["python-docx"],
            ">= 1",
        ),
        Line("Plan checked, phrases known", "seconds", found["checks"], None, "<= 1"),
        Line("Plan checked, phrases new", "seconds", found["checks with phrases"], None, "<= 2"),
        Line("Two languages, phrases known", "seconds", found["two languages"], None, "<= 2"),
    ]
