"""Form of completion: text → documents with kind, status, author, addressee; does it inform above."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable

from bagdar.documents.bodies import Bodies
from bagdar.documents.grammar.completion.draft import Cell, Draft, Who
from bagdar.documents.grammar.completion.head_first import read_head_first
from bagdar.documents.grammar.completion.head_last import read_head_last
from bagdar.documents.grammar.completion.informing import InformingRule, InformingWords, rule_for
from bagdar.documents.grammar.completion.model import CompletionReading, Document, Mention
from bagdar.documents.grammar.completion.scan import scan
from bagdar.documents.grammar.completion.words import Vocabulary, vocabularies
from bagdar.documents.grammar.executors.edges import meaningless, quotes_around
from bagdar.documents.grammar.executors.register import Register, register_for
from bagdar.documents.grammar.pieces import Pieces, key_of
from bagdar.documents.grammar.spans import DASHES, Part, Span

__all__ = ["CompletionReading", "Document", "InformingWords", "Mention", "read_completion"]


def read_completion(
    text: str,
    bodies: Bodies,
    language: str | None = None,
    *,
    informing: InformingWords | None = None,
    packs: Mapping[str, Traversable] | None = None,
) -> CompletionReading:
    """By what the activity is completed, by the words of a cell.

    *language*: that of the document; a cell that makes no sense in it is tried in the others.
    *informing*: the methodology's words for bodies above and acts of telling them; None: the register's
    higher bodies, and information, report, briefing, note. Never raises for any text.
    """
    own = tuple((packs or {}).items())
    register = register_for(bodies, own)
    known = vocabularies(own)
    rule = rule_for(informing, register, known)
    first = language if language in known else register.words.language_of(text)
    order = sorted(known, key=lambda key: key != first)
    best, least = _read(text, register, known[order[0]], rule)
    if first is not None and best.understood:
        return best
    for key in order[1:]:
        reading, cost = _read(text, register, known[key], rule)
        if (not reading.understood, cost) < (not best.understood, least):
            best, least = reading, cost
    return best


def _read(
    text: str, register: Register, vocabulary: Vocabulary, rule: InformingRule
) -> tuple[CompletionReading, int]:
    """The reading in one language, and how many words stood in none of its lists: fewer is likelier."""
    pieces = Pieces(text)
    state = register.state_places(pieces)
    state -= _in_terms(pieces, vocabulary)
    pieces = pieces.without(state)
    cell = Cell(pieces, scan(pieces, register, vocabulary, state), register, vocabulary, state)
    drafts, left = read_head_last(cell) if vocabulary.words.order == "last" else read_head_first(cell)
    if _cut_short(cell):
        left.add(len(cell.elements) - 1)
    documents = tuple(_document(cell, draft, rule) for draft in drafts if draft.complete())
    parts = tuple(sorted(_parts(cell, documents, left), key=lambda part: part.span))
    rest = _rest(cell, documents, left)
    if not documents and not rest and text.strip():
        rest = [text.strip()]
    reading = CompletionReading(
        text=text,
        language=vocabulary.language,
        understood=bool(documents) and not rest,
        left_over=" … ".join(rest),
        parts=parts,
        documents=documents,
        informing_higher=any(document.informing for document in documents) or rule.says(text),
    )
    return reading, sum(element.kind == "word" for element in cell.elements)


def _in_terms(pieces: Pieces, vocabulary: Vocabulary) -> frozenset[int]:
    """Places within what is called by several words, one of which may only say whose it is: ``СТ РК``."""
    found: set[int] = set()
    for at in range(len(pieces)):
        term = vocabulary.term_at(pieces, at)
        if term is not None and not any(is_open for _, is_open in term.term.stems):
            found.update(range(at + 1, term.last))
    return frozenset(found)


def _cut_short(cell: Cell) -> bool:
    """Does the cell end with a hyphen, or with a word that never ends a phrase (``о ходе``)?"""
    tail = cell.pieces.tail.strip()[:1]
    needy = tuple(map(key_of, cell.vocabulary.words.needy))
    return bool(cell.elements) and (
        bool(tail and tail in DASHES) or cell.key(len(cell.elements) - 1) in needy
    )


def _document(cell: Cell, draft: Draft, rule: InformingRule) -> Document:
    term = draft.term or cell.elements[draft.first]
    addressees = tuple(_mention(cell, who, rule) for who in draft.addressees)
    elements = cell.elements
    first, last = elements[draft.first].first, elements[draft.last - 1].last
    subject = draft.subject
    return Document(
        span=quotes_around(cell.pieces, first, last),
        kind=draft.kind or draft.action,
        kind_span=cell.pieces.span(term.first, term.last),
        action=draft.action,
        status=draft.finished_status(),
        author=_mention(cell, draft.author, rule) if draft.author else None,
        co_authors=tuple(_mention(cell, who, rule) for who in draft.co_authors),
        addressees=addressees,
        subject=cell.pieces.span(elements[subject[0]].first, elements[subject[1] - 1].last)
        if subject
        else None,
        informing=draft.kind in rule.kinds
        and draft.status != "draft"
        and any(who.higher for who in addressees),
    )


def _mention(cell: Cell, who: Who, rule: InformingRule) -> Mention:
    span = quotes_around(cell.pieces, who.first, who.last)
    text = cell.pieces.text[slice(*span)]
    return Mention(span=span, text=text, body=who.body, higher=rule.higher(who.body, text, cell.register))


def _parts(cell: Cell, documents: tuple[Document, ...], left: set[int]) -> Iterator[Part]:
    for document in documents:
        yield Part(kind="document", span=document.span, meaning={"kind": document.kind})
        yield Part(kind="kind", span=document.kind_span)
        if document.author:
            yield Part(kind="author", span=document.author.span)
        yield from (Part(kind="author", span=who.span) for who in document.co_authors)
        yield from (Part(kind="addressee", span=who.span) for who in document.addressees)
        if document.subject:
            yield Part(kind="subject", span=document.subject)
    numbers = _numbers(cell, left)
    ends = {cell.pieces.span(cell.elements[at].first, cell.elements[at].last)[1] for at in left}
    yield from (Part(kind="number", span=span) for span in numbers)
    for span in _gaps(cell, [*numbers, *(document.span for document in documents)], left):
        if meaningless(_past_percent(cell.pieces.text, span, ends)):
            yield Part(kind="separator", span=span)


def _numbers(cell: Cell, left: set[int]) -> list[Span]:
    """Numbers of a list's items."""
    return [
        cell.pieces.span(element.first, element.last)
        for place, element in enumerate(cell.elements)
        if element.kind == "numbering" and place not in left
    ]


def _gaps(cell: Cell, spans: list[Span], left: set[int]) -> Iterator[Span]:
    """Stretches of marks between documents and words left over."""
    text = cell.pieces.text
    words = [cell.pieces.span(cell.elements[at].first, cell.elements[at].last) for at in left]
    last = 0
    for begin, end in [*sorted(spans + words), (len(text), len(text))]:
        stretch = text[last:begin]
        if stretch.strip():
            lead = len(stretch) - len(stretch.lstrip())
            yield last + lead, last + lead + len(stretch.strip())
        last = max(last, end)


def _past_percent(text: str, span: Span, left: set[int]) -> str:
    """The stretch at *span* without the sign of a share (``100 %``) at its beginning;
    *left*: where words left over end, for the sign of a figure left over is left too."""
    stretch = text[slice(*span)]
    before = text[: span[0]].rstrip()
    share = stretch.startswith("%") and before[-1:].isdigit() and len(before) not in left
    return stretch.removeprefix("%") if share else stretch


def _rest(cell: Cell, documents: tuple[Document, ...], left: set[int]) -> list[str]:
    """Stretches left over, as written, neighbours together; marks that only separate are none."""
    text = cell.pieces.text
    spans = [cell.pieces.span(cell.elements[at].first, cell.elements[at].last) for at in left]
    ends = {end for _, end in spans}
    spans += [
        span
        for span in _gaps(cell, [*_numbers(cell, left), *(document.span for document in documents)], left)
        if not meaningless(_past_percent(text, span, ends))
    ]
    runs: list[Span] = []
    for begin, end in sorted(spans):
        if runs and not text[runs[-1][1] : begin].strip():
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((begin, end))
    return [text[begin:end] for begin, end in runs]
