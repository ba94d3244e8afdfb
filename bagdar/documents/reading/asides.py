"""Rows said for the reader among the rows of a plan: totals, notes, lists, and the text around a sheet's table."""

from __future__ import annotations

import re

from bagdar.documents.reading.evidence import Evidence
from bagdar.documents.reading.features import Columns, Features
from bagdar.documents.reading.folding import fold
from bagdar.documents.reading.lexicon import folded_all
from bagdar.documents.reading.model import Cell, Segment
from bagdar.documents.reading.vocabulary import FUZZY, Vocabulary

_MONEY = {"amounts", "financing", "programme", "unit"}
_LONGEST_NOTE = 400
_LONGEST_SUM = 120
_LONGEST_LEAD = 90
"""A line that announces a list ("Expected results:") is short."""


class Asides:
    """Tells such rows one after another; remembers the total, the list and the signature above."""

    def __init__(
        self, vocabulary: Vocabulary, segment: Segment, columns: Columns, evidence: Evidence, *, sheet: bool
    ) -> None:
        self.vocabulary = vocabulary
        self.segment = segment
        self.columns = columns
        self.evidence = evidence
        self.sheet = sheet
        self.summed = False
        self.listing = False
        self.signed = False

    def is_aside(self, one: Features) -> bool:
        """A total or what it consists of, a note, a list; in a sheet, the document's text."""
        text = one.title_text or one.number_text
        if one.ordinal is not None or one.code is not None or not text:
            self.summed = self.listing = False
            return False
        if len(text) > _LONGEST_NOTE and not self.sheet:
            return False
        self.summed = self._is_sum(one, text) or (self.summed and self._is_summand(one, text))
        self.listing = self._is_list(one, text) or self._is_note(one, text)
        return self.summed or self.listing or self._is_around(one, text)

    def divides_nothing(self, one: Features) -> bool:
        """Told from the row alone: a total, a note, an announcement, a line of running text."""
        text = one.title_text or one.number_text
        if not text or one.ordinal is not None:
            return False
        if self._is_sum(one, text) or self._is_note(one, text):
            return True
        running = text[0].islower() or text.rstrip().endswith(":") or self._says_of_all(text)
        return one.wide and not one.bold and running

    def _is_sum(self, one: Features, text: str) -> bool:
        words = text[:_LONGEST_SUM].split()
        languages = self.vocabulary.languages
        if not one.others and fold(text.rstrip(" :–-")) in folded_all(languages, "including"):
            return True
        sums = folded_all(languages, "sums")
        closes = len(text) < _LONGEST_SUM and fold(words[-1]) in sums and self.money(one)
        whole = len(text) < _LONGEST_SUM and any(
            len(key) > 8 and fold(text).startswith(key) for key in folded_all(languages, "total")
        )
        if not (fold(words[0]) in sums or closes or whole):
            return False
        return one.wide or not one.others or self.money(one)

    def _is_summand(self, one: Features, text: str) -> bool:
        """Under a total: "of which", a source of financing, a year."""
        if one.label is not None or any(self.role(cell) not in _MONEY for cell in one.others):
            return False
        including = any(
            fold(text[:60]).startswith(word) for word in folded_all(self.vocabulary.languages, "including")
        )
        year = re.match(r"\s*(?:19|20)\d\d(?!\d)", text)
        return including or (bool(one.others) and (year is not None or self.is_source(text)))

    def is_source(self, text: str) -> bool:
        """Whether *text* names a source of financing and nothing else."""
        return len(text) < _LONGEST_SUM and self.evidence.plausible("financing", text)

    def money(self, one: Features) -> bool:
        """Figures, and nothing but what is said of money."""
        figures = [self.evidence.plausible("amounts", cell.text) for cell in one.others]
        of_money = [self.role(cell) in _MONEY for cell in one.others]
        unknown = [not self.role(cell) for cell in one.others]
        return any(figures) and all(
            known or (blank and figure)
            for known, blank, figure in zip(of_money, unknown, figures, strict=True)
        )

    def role(self, cell: Cell) -> str:
        """Role of the column that *cell* belongs to; "" where unknown."""
        owner = self.columns.owner(cell)
        return self.segment.leaves[owner].role if owner < len(self.segment.leaves) else ""

    def _is_note(self, one: Features, text: str) -> bool:
        if not one.wide:
            return False
        if text.startswith("*") and text.strip("*").strip() != "":
            return True
        languages = self.vocabulary.languages
        if fold(text.split()[0]) in folded_all(languages, "notes"):
            return True
        head = fold(text.partition(":")[0][:_LONGEST_LEAD])
        return ":" in text and any(word in head for word in folded_all(languages, "abbreviations"))

    def _is_list(self, one: Features, text: str) -> bool:
        """ "Expected results:" over the table's width, and its lines, which open as no title does."""
        if not one.wide or one.bold or one.label is not None:
            return False
        if self.listing and (text[0].islower() or text[0] in "-–—•" or re.match(r"\d{1,2}\)", text)):
            return True
        if self._says_of_all(text):
            return True
        announced = any(fold(text).startswith(word) for word in self.vocabulary.plurals)
        return text.endswith(":") and len(text) < _LONGEST_LEAD and not announced

    def _says_of_all(self, text: str) -> bool:
        """ "Expected result: …": what a column would say of one row, said of all above."""
        head, colon, _ = text[:_LONGEST_LEAD].partition(":")
        said = self.vocabulary.rows.match(head) if colon else None
        return said is not None and said.score >= FUZZY and said.caption.role not in ("title", "number", "")

    def _is_around(self, one: Features, text: str) -> bool:
        """In a sheet the rows under a table are the document's text: notes, headings, the signature."""
        if not self.sheet:
            return False
        self.signed = self.signed or self.vocabulary.ends_tables(text)
        if self.signed:
            return True
        if one.label is not None or len(one.others) > 2:
            return False
        key, languages = fold(text), self.vocabulary.languages
        if any(key.startswith(word) for word in folded_all(languages, "signature")):
            return True
        stamped = any(len(word) > 6 and key.startswith(word) for word in folded_all(languages, "layout"))
        return not one.others and (stamped or self.vocabulary.is_printed(text))
