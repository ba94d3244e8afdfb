"""Executors of a line: text → ordered bodies and groups with roles, agreement marks and remarks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources.abc import Traversable

from bagdar.documents.bodies import Bodies
from bagdar.documents.grammar.executors.edges import meaningless, quotes_around
from bagdar.documents.grammar.executors.found import Found
from bagdar.documents.grammar.executors.model import Executor, ExecutorsReading, Remark
from bagdar.documents.grammar.executors.parse import Parser
from bagdar.documents.grammar.executors.register import register_for
from bagdar.documents.grammar.executors.roles import proposed
from bagdar.documents.grammar.executors.table import abbreviations_for
from bagdar.documents.grammar.spans import Part, Span

__all__ = ["Executor", "ExecutorsReading", "Remark", "read_executors"]


def read_executors(
    text: str,
    bodies: Bodies,
    language: str | None = None,
    *,
    abbreviations: Mapping[str, str] | None = None,
    on: date | None = None,
    packs: Mapping[str, Traversable] | None = None,
) -> ExecutorsReading:
    """Who executes, by the words of a cell.

    *language*: that of the document, else it is seen from the letters; *abbreviations*: the document's
    own table, abbreviation → full name, which goes before the register; *on*: the day the plan is of
    (names change), None reads as of today; *packs*: a pack's own lexicons by language. Never raises for any text.
    """
    register = register_for(bodies, tuple((packs or {}).items()))
    known = language if language in register.words.by_language else register.words.language_of(text)
    parser = Parser(text, register, abbreviations_for(abbreviations or {}, register), known, on)
    parser.run()
    executors = tuple(_finished(parser, found) for found in parser.found)
    nothing = not executors and _says_nothing(parser)
    parts = tuple(sorted(_parts(parser, executors), key=lambda part: part.span))
    if nothing:
        parts = (Part(kind="nothing", span=_stripped(text)),)
    rest = [] if nothing else _left_over(parser, parts) if _trusted(parser) else [text.strip()]
    rest = rest or ([] if nothing else parser.cut_off())
    return ExecutorsReading(
        text=text,
        language=known,
        understood=nothing or (not rest and bool(executors)),
        left_over=" … ".join(rest),
        parts=parts,
        odd=tuple(dict.fromkeys(remark.code for executor in executors for remark in executor.remarks)),
        executors=proposed(executors, register.bodies),
        nothing=nothing,
    )


def _finished(parser: Parser, found: Found) -> Executor:
    pieces = parser.pieces
    name = quotes_around(pieces, found.first, found.last)
    known = found.body is not None
    return Executor(
        span=(name[0], max(name[1], found.end)),
        name_span=name,
        text=parser.text[slice(*name)],
        body=found.body,
        kind=parser.register.bodies[found.body].kind if found.body is not None else found.kind,
        role=found.stated or "co_executor",
        stated=bool(found.stated),
        conditional=found.conditional,
        group=found.group and known,
        members=found.members,
        named=found.named,
        units=tuple(_finished(parser, unit) for unit in found.units),
        remarks=tuple(found.remarks),
    )


def _parts(parser: Parser, executors: tuple[Executor, ...]) -> Iterator[Part]:
    for executor in executors:
        meaning = {"body": executor.body} if executor.body else {}
        yield Part(kind="executor", span=executor.span, meaning=meaning)
    for kind, span in parser.marks:
        yield Part(kind=kind, span=span)
    for span in _gaps(parser, executors):
        yield Part(kind="separator", span=span)


def _gaps(parser: Parser, executors: tuple[Executor, ...]) -> Iterator[Span]:
    """Stretches between executors and marks that only separate."""
    taken = sorted(
        [executor.span for executor in executors]
        + [span for _, span in parser.marks]
        + [parser.pieces.span(at, at + 1) for at in parser.left]
    )
    last = 0
    for begin, end in [*taken, (len(parser.text), len(parser.text))]:
        stretch = parser.text[last:begin]
        if stretch.strip() and meaningless(stretch):
            lead = len(stretch) - len(stretch.lstrip())
            yield last + lead, last + lead + len(stretch.strip())
        last = max(last, end)


def _left_over(parser: Parser, parts: tuple[Part, ...]) -> list[str]:
    """Stretches of the text that no part covers, as written."""
    rest: list[str] = []
    last = 0
    for begin, end in [*(part.span for part in parts), (len(parser.text), len(parser.text))]:
        if parser.text[last:begin].strip():
            rest.append(parser.text[last:begin].strip())
        last = max(last, end)
    return rest


def _stripped(text: str) -> Span:
    begin = len(text) - len(text.lstrip())
    return begin, begin + len(text.strip())


def _says_nothing(parser: Parser) -> bool:
    """A dash, or the word for none."""
    text = parser.text.strip()
    if not text:
        return False
    words = parser.register.words.phrases
    return (
        all(char in "-–—−" for char in text)
        or words.get("".join(p.key for p in parser.pieces.row)) == "nothing"
    )


def _trusted(parser: Parser) -> bool:
    """Unknown abbreviations alone do not say that they are bodies; one known body or mark does."""
    return any(found.body is not None or not found.bare or found.conditional for found in parser.found)
