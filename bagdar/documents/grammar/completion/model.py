"""What is read from a form of completion: documents with their kind, author, addressee and subject."""

from __future__ import annotations

import msgspec

from bagdar.documents.grammar.spans import Reading, Span


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A body as the cell names it. ``body``: id in the register, None where it is not there."""

    span: Span
    text: str
    body: str | None = None
    higher: bool = False


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One document, or what takes its place.

    ``kind``: an id of the lexicons ("information", "order", "event", …), or the action's where no
    document is named. ``action``: what is done with it ("submission", "holding", …). ``status``:
    "draft", "adopted" or nothing. ``co_authors``: who adopts it together with ``author``. ``informing``: a higher body is told something by it.
    """

    span: Span
    kind: str
    kind_span: Span
    action: str = ""
    status: str = ""
    author: Mention | None = None
    co_authors: tuple[Mention, ...] = ()
    addressees: tuple[Mention, ...] = ()
    subject: Span | None = None
    informing: bool = False


class CompletionReading(Reading, frozen=True, kw_only=True, omit_defaults=False):
    """``documents`` in the order of the cell; ``informing_higher``: at least one informs a higher body."""

    documents: tuple[Document, ...] = ()
    informing_higher: bool = False
