"""Languages that name the document first (Russian, English): «отчет МИО в МОН», «проект приказа»."""

from __future__ import annotations

from typing import Final

from bagdar.documents.grammar.completion.draft import ACTS, HELD, Cell, Draft
from bagdar.documents.grammar.completion.scan import Element, plausible
from bagdar.documents.grammar.executors.shapes import shape_at

_MODIFIERS: Final = 6
_LONGEST_UNIT: Final = 4
_PREPOSITIONS: Final = frozenset({"to", "about", "of"})


def read_head_first(cell: Cell) -> tuple[list[Draft], set[int]]:
    """Documents in order, and the places of elements that belong to none."""
    return _HeadFirst(cell).run()


class _HeadFirst:
    def __init__(self, cell: Cell) -> None:
        self.cell = cell
        self.elements = cell.elements
        self.words = cell.vocabulary.words
        self.drafts: list[Draft] = []
        self.left: set[int] = set()
        self.mode = ""
        """What the words now belong to: "" none, "head", "office", "subject", "done" (after an addressee)."""

    def run(self) -> tuple[list[Draft], set[int]]:
        place = 0
        while place < len(self.elements):
            if self.elements[place].kind == "numbering":
                place, self.mode = place + 1, ""
                continue
            place = self._open(place) or self._tail(place)
        for draft in self.drafts:
            if not draft.complete():
                self.left.update(range(draft.first, draft.last))
        return self.drafts, self.left

    # The head

    def _open(self, place: int) -> int | None:
        """Element after the head of a document that opens at *place*; None if none does."""
        first = self.elements[place]
        fresh = place == 0 or first.separated or self.elements[place - 1].kind == "and"
        if (first.bracketed or (first.quoted and not fresh)) and self.drafts:
            return None
        if not fresh and (self._compound(place) or self._prepositional(place)):
            return None
        at, counted = self._modifiers(place)
        if at is None:
            return None
        element = self.elements[at]
        if not self._may_open(element, fresh, counted):
            return None
        draft = Draft(first=place, last=at)
        end = self._head(draft, at)
        for inner in range(place, at):
            if self.elements[inner].category == "status":
                draft.take(self.elements[inner])
            elif self.elements[inner].kind == "body":
                draft.author = self.cell.who(self.elements[inner])
            elif self.elements[inner].kind in {"word", "number"}:
                draft.words += 1
                draft.figures += self.elements[inner].kind == "number"
        self.drafts.append(draft)
        self.mode = "head"
        draft.last = end
        return end

    def _compound(self, place: int) -> bool:
        """Is it the second half of one word, as in ``семинар-совещание``?"""
        joined = self.cell.pieces[self.elements[place].first].joined
        return joined and bool(self.drafts) and self.elements[place - 1].category == "kind"

    def _prepositional(self, place: int) -> bool:
        return self.elements[place - 1].kind in _PREPOSITIONS or self._in_phrase(place)

    def _in_phrase(self, place: int) -> bool:
        """Do only adjectives stand between *place* and the preposition before it?"""
        at = place - 1
        while at > max(0, place - _MODIFIERS) and self.elements[at].kind == "word" and self._modifies(at):
            at -= 1
        return self.elements[at].kind in _PREPOSITIONS

    def _modifiers(self, place: int) -> tuple[int | None, bool]:
        """The term after adjectives and numbers that begin at *place*, and whether a number counts it."""
        counted = False
        for at in range(place, min(len(self.elements), place + _MODIFIERS)):
            element = self.elements[at]
            if at > place and element.separated:
                return None, counted
            if element.category in {"kind", "action"} or self._draft(element):
                return at, counted
            if element.kind == "number":
                counted = True
            elif self._unit(at):
                continue
            elif not self._before_head(element, at) or (element.kind == "and" and at == place):
                return None, counted
        return None, counted

    def _before_head(self, element: Element, at: int) -> bool:
        if element.kind == "body":
            return self.words.author_before
        return element.category == "status" or element.kind in {"fill", "and"} or self._modifies(at)

    def _draft(self, element: Element) -> bool:
        return element.match is not None and element.match.term.id == "draft"

    def _modifies(self, place: int) -> bool:
        element = self.elements[place]
        if element.kind != "word" or element.quoted:
            return False
        piece = self.cell.pieces[element.last - 1]
        following = element.last < len(self.cell.pieces) and self.cell.pieces[element.last].joined
        return following or piece.key.endswith(self.words.modifier)

    def _unit(self, place: int) -> bool:
        """A short word after a number, in what it counts: ``10 км``, ``100 МВт``."""
        element = self.elements[place]
        after_number = place > 0 and self.elements[place - 1].kind == "number" and not element.separated
        return after_number and element.kind == "word" and len(self.cell.key(place)) <= _LONGEST_UNIT

    def _may_open(self, element: Element, fresh: bool, counted: bool) -> bool:
        opens = element.match.term.opens if element.match else ""
        return opens == "anywhere" or (opens == "start" and fresh) or (counted and fresh)

    def _head(self, draft: Draft, at: int) -> int:
        """Takes the terms that make one head: "draft" + order, submission + draft law."""
        draft.take(self.elements[at])
        at += 1
        while at < len(self.elements) and not draft.kind:
            end = self._next_term(draft, at)
            if end is None:
                return at
            draft.words += end - at
            draft.take(self.elements[end])
            at = end + 1
        return at

    def _next_term(self, draft: Draft, at: int) -> int | None:
        """The term after "of", articles and adjectives that goes on with the head, if one does."""
        while at < len(self.elements) and not self.elements[at].separated:
            element = self.elements[at]
            if element.category:
                return at
            joined = element.kind in {"fill", "number"} or (element.kind == "of" and bool(draft.action))
            if not joined and not self._unit(at) and not self._modifies(at):
                return None
            at += 1
        return None

    # What follows the head

    def _tail(self, place: int) -> int:
        element = self.elements[place]
        if not self.drafts:
            if element.kind != "fill" or place in self._alone():
                self.left.add(place)
            return place + 1
        draft = self.drafts[-1]
        end = self._read(draft, place, element)
        if end is None:
            self.left.add(place)
            return place + 1
        draft.last = end
        return end

    def _alone(self) -> set[int]:
        return {0} if len(self.elements) == 1 else set()

    def _read(self, draft: Draft, place: int, element: Element) -> int | None:
        if element.bracketed:
            return self._bracketed(draft, place)
        if element.kind == "to":
            return self._to(draft, place)
        if element.kind in {"about", "of"}:
            return self._about(draft, place)
        if element.kind == "body":
            return self._body(draft, place, element)
        if element.category and draft.action and not draft.kind and self.mode == "addressee":
            # "Submission to the Government of a draft law": what is submitted comes late.
            draft.take(element)
            return place + 1
        if element.kind in {"fill", "and"}:
            return self._joint(place)
        if (
            element.category == "status"
            and self.mode == "head"
            and not draft.status
            and not self._draft(element)
        ):
            draft.take(element)
            return place + 1
        return self._word(draft, place, element)

    def _bracketed(self, draft: Draft, place: int) -> int | None:
        if not plausible(self.cell.pieces, self.elements[place]):
            return None
        draft.about(place)
        return place + 1

    def _joint(self, place: int) -> int | None:
        if self.elements[place].kind == "and" and place + 1 >= len(self.elements):
            return None
        return place + 1

    def _to(self, draft: Draft, place: int) -> int | None:
        """``в МНЭ``, ``в уполномоченный орган``; otherwise a place or a subject (``в печатных СМИ``)."""
        after = place + 1
        while after < len(self.elements) and self.elements[after].first in self.cell.state:
            after += 1
        if after >= len(self.elements):
            return None
        element = self.elements[after]
        if element.kind == "body":
            draft.addressees.append(self.cell.who(element))
            self.mode = "addressee"
            return after + 1
        placed = draft.kind in HELD or bool(element.category)
        shape = None if placed else shape_at(self.cell.pieces, element.first, self.cell.register)
        if shape is not None and not (shape.bare and self.mode == "subject"):
            last = after
            while last < len(self.elements) and self.elements[last].first < shape.last:
                last += 1
            # "in the body authorised for …": what it is authorised for is about it.
            last = next((at for at in range(after, last) if self.elements[at].kind in _PREPOSITIONS), last)
            if last > after:
                draft.addressees.append(self.cell.who(element))
                draft.addressees[-1] = type(draft.addressees[-1])(element.first, self.elements[last - 1].last)
                self.mode = "addressee"
                return last
        either = self.cell.key(place) in self.cell.vocabulary.about
        return self._about(draft, place) if either or self._location(after, element) else None

    def _location(self, place: int, element: Element) -> bool:
        """May the word after "in" be where something stands: ``в печатных СМИ``?"""
        if element.kind != "word" or element.quoted or not self.words.place:
            return True
        piece = self.cell.pieces[element.last - 1]
        return (
            piece.capital
            or piece.raw.isascii()
            or self._modifies(place)
            or self.cell.key(place).endswith(self.words.place)
        )

    def _about(self, draft: Draft, place: int) -> int | None:
        after = place + 1
        if after >= len(self.elements) or self.elements[after].separated:
            return None
        if draft.action and not draft.kind and self._object(draft, self.elements[after]):
            draft.take(self.elements[after])
            return after + 1
        draft.about(place)
        self.mode = "subject"
        return after

    def _object(self, draft: Draft, element: Element) -> bool:
        """Is it what the action is done with, not where?"""
        where = self.words.where.get(draft.action, ())
        return element.match is not None and element.category == "kind" and element.match.term.id not in where

    def _body(self, draft: Draft, place: int, element: Element) -> int | None:
        if self.mode == "addressee":
            before = self.elements[place - 1]
            if element.separated or before.kind == "and":
                draft.addressees.append(self.cell.who(element))
                return place + 1
            return None
        if self.mode == "office":
            if draft.author is None:
                draft.author = self.cell.who(element)
            else:
                draft.co_authors.append(self.cell.who(element))
            self.mode = "author"
            return place + 1
        if self.mode == "head" and not draft.words_after(place):
            if element.case == "dative":
                draft.addressees.append(self.cell.who(element))
                self.mode = "addressee"
                return place + 1
            if draft.author is None and draft.kind and not draft.action:
                draft.author = self.cell.who(element)
                self.mode = "author"
                return place + 1
        if self.mode == "author" and (element.separated or self.elements[place - 1].kind == "and"):
            draft.co_authors.append(self.cell.who(element))
            return place + 1
        if self.mode == "author" and element.case == "dative":
            draft.addressees.append(self.cell.who(element))
            self.mode = "addressee"
            return place + 1
        draft.about(place)
        draft.words += 1
        return place + 1

    def _word(self, draft: Draft, place: int, element: Element) -> int | None:
        if self.mode == "addressee" or not plausible(self.cell.pieces, element):
            return None
        if self.mode != "subject" and not self._complement(draft, place, element):
            return None
        draft.about(place)
        draft.words += 1
        draft.figures += element.kind == "number"
        return place + 1

    def _titled(self, place: int) -> bool:
        """Adjectives and, after them, an office or what decides: ``Национальной комиссии``."""
        at = place
        while at < len(self.elements) and at < place + _MODIFIERS and not self.elements[at].separated:
            if self.cell.key(at) in self.cell.vocabulary.offices:
                return True
            if not self._modifies(at):
                return False
            at += 1
        return False

    def _complement(self, draft: Draft, place: int, element: Element) -> bool:
        """May the word follow the document's name directly: in a case, in capitals, in quotation marks?"""
        if element.quoted:
            return True
        key = self.cell.key(place)
        piece = self.cell.pieces[element.last - 1]
        office = key in self.cell.vocabulary.offices
        if (
            draft.kind in ACTS
            and not draft.action
            and (self.mode == "head" or (self.mode == "author" and office))
        ):
            if not office and not element.category and not self._titled(place):
                return False
            self.mode = "office"
            return True
        if element.category or element.kind == "number" or not self.words.complement:
            return True
        return (
            piece.capital
            or piece.raw.isascii()
            or self._modifies(place)
            or key.endswith(self.words.complement)
        )
