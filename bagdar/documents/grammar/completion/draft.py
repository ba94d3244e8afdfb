"""What both word orders fill in while they read: a document in the making, by elements."""

from __future__ import annotations

from typing import Final

import msgspec

from bagdar.documents.grammar.completion.scan import Element
from bagdar.documents.grammar.completion.words import Vocabulary
from bagdar.documents.grammar.executors.register import Register
from bagdar.documents.grammar.pieces import Pieces

ACTS: Final = frozenset({"order", "resolution", "decree", "directive", "decision", "law", "legal_act"})
"""Kinds that complete an activity by being adopted; what follows them is who adopted them."""
HELD: Final = frozenset({"event", "publication", "training", "facility", "system"})
"""Kinds of which "in …" says where they are, unless it names a body."""
DRAFTS: Final = {"draft_law": "law"}
"""Kinds that are drafts by their name, and of what."""

MEASURED: Final = {"measure": "results"}
"""Kinds that are named by what is measured and need its figure (``доля – 50 %``), and what they are."""

FINISHED: Final = {"done": "adopted"}
"""Statuses that close a phrase (``жұмыс тобы құрылды``), and what they say."""


class Who(msgspec.Struct, frozen=True):
    """Pieces first … last-1 that name a body."""

    first: int
    last: int
    body: str | None = None


class Draft(msgspec.Struct):
    """``first``, ``last``, ``subject``: places of elements; the term that gives ``kind`` is ``term``."""

    first: int
    last: int = 0
    kind: str = ""
    term: Element | None = None
    action: str = ""
    status: str = ""
    author: Who | None = None
    co_authors: list[Who] = msgspec.field(default_factory=list)
    addressees: list[Who] = msgspec.field(default_factory=list)
    subject: tuple[int, int] | None = None
    words: int = 0
    """Meaningful words besides the term."""
    figures: int = 0
    measured: bool = False
    """What is named needs a figure."""

    def take(self, element: Element) -> None:
        """The term *element* says what the document is, what is done with it, or how far it is."""
        if element.match is None:
            return
        term = element.match.term
        if term.category == "status":
            self.status = self.status or FINISHED.get(term.id, term.id)
        elif term.category == "action":
            self.action = self.action or term.id
            self.term = self.term or element
        elif not self.kind:
            self.kind, self.term = DRAFTS.get(term.id, MEASURED.get(term.id, term.id)), element
            self.measured = term.id in MEASURED
            self.status = "draft" if term.id in DRAFTS else self.status

    def about(self, place: int) -> None:
        """Element *place* belongs to what the document is about."""
        self.subject = (self.subject[0] if self.subject else place, place + 1)

    def words_after(self, place: int) -> bool:
        """Does something stand between the head and element *place*?"""
        return self.subject is not None and self.subject[0] < place

    def complete(self) -> bool:
        """Something is named: a document, or an action on something."""
        if self.kind or not self.action:
            return bool(self.kind) and bool(self.figures or not self.measured)
        several = self.term is not None and self.term.last - self.term.first > 1
        return bool(several or self.words or self.subject or self.addressees)

    def finished_status(self) -> str:
        return self.status or ("adopted" if self.kind in ACTS and not self.action else "")


class Cell(msgspec.Struct, frozen=True):
    """One cell in one language, scanned."""

    pieces: Pieces
    elements: list[Element]
    register: Register
    vocabulary: Vocabulary
    state: frozenset[int]

    def who(self, element: Element) -> Who:
        return Who(element.first, element.last, element.body)

    def key(self, place: int) -> str:
        element = self.elements[place]
        return "".join(self.pieces[index].key for index in range(element.first, element.last))
