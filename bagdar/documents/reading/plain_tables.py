"""Tables around the plan: abbreviations, factors, passports, proposals, fields, cases, mere layout."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bagdar.documents.raw import RawRow
from bagdar.documents.reading.evidence import is_figure
from bagdar.documents.reading.folding import fold, is_blank, is_void
from bagdar.documents.reading.grid import Laid, place
from bagdar.documents.reading.keys import FIELDS_MARK
from bagdar.documents.reading.labels import Labels
from bagdar.documents.reading.lexicon import folded_all
from bagdar.documents.reading.model import Cell, Part, Row, RowKind, Segment
from bagdar.documents.reading.names import is_name
from bagdar.documents.reading.numbering import Numbers, is_column_numbers
from bagdar.documents.reading.vocabulary import (
    ANALYSIS,
    FACTORS,
    OFFLINE,
    OFFLINE_FACTORS,
    PASSPORTS,
    PROPOSALS,
    TALLY,
    Vocabulary,
)

ABBREVIATIONS, FIELDS, CASE, LAYOUT = "abbreviations", "fields", "case", "layout"
FINANCE = "finance"
"""Sources of financing by years, apart from the plan."""
ITEM_KINDS = {
    ABBREVIATIONS: "abbreviation", FIELDS: "field", CASE: "case", FACTORS: "factor", PASSPORTS: "passport",
    PROPOSALS: "proposal", TALLY: "tally", FINANCE: "finance", ANALYSIS: "analysis", OFFLINE: "line", OFFLINE_FACTORS: "factor",
}  # fmt: skip
"""Use of a table → the kind its rows are counted under."""
_FIELD_WORDS = ("head.", "strategy.", "conclusion.", "offline.head.")
_CASE_NUMBER = re.compile(r"^\s*\d{1,2}\.\d{1,3}\.?\s")
_CAPITALS = re.compile(r"[^\W\d_a-zа-яёәғқңөұүһі]{2,}")
_MOST_STAMP_CELLS = 6
_MOST_LAYOUT_ROWS = 8
_SHORT = 70
_LONGEST_FIELD = 120


def use_without_header(rows: Sequence[Sequence[Laid]], before: Sequence[str], vocabulary: Vocabulary) -> str:
    """What a table without known captions is; "" where nothing tells."""
    if any(vocabulary.says("chart.title", text) for text in before[-2:]):
        return LAYOUT
    if _is_fields(rows, vocabulary):
        return FIELDS
    if is_case(rows, vocabulary):
        return CASE
    if _is_abbreviations(rows, before, vocabulary):
        return ABBREVIATIONS
    return LAYOUT if _is_layout(rows, vocabulary) else ""


def _first(row: Sequence[Laid]) -> str:
    return next((cell.cell.text for cell in row if not is_blank(cell.cell.text)), "")


def field_of(text: str, vocabulary: Vocabulary) -> str:
    """The head field that *text* is the caption of ("head.period"), or ""."""
    key = fold(text)
    if not key or len(text) > 300:
        return ""
    for word, keys in vocabulary.word_keys.items():
        if word.startswith(_FIELD_WORDS) and key in keys:
            return word
    if key in vocabulary.note_captions:
        return f"note.{vocabulary.note_captions[key]}"
    fields = folded_all(vocabulary.languages, "fields")
    return "passport" if len(text) < _LONGEST_FIELD and any(key.startswith(each) for each in fields) else ""


def _is_fields(rows: Sequence[Sequence[Laid]], vocabulary: Vocabulary) -> bool:
    written = [row for row in rows if any(not is_blank(cell.cell.text) for cell in row)]
    if not written or len(written) > 20 or max(len(row) for row in written) > 3:
        return False
    if all(len(row) < 2 for row in written):
        return False
    return sum(bool(field_of(_first(row), vocabulary)) for row in written) * 2 >= len(written)


def is_case(rows: Sequence[Sequence[Laid]], vocabulary: Vocabulary) -> bool:
    """A table "6.1. …" of the conclusion: its rows open with the form's words for such a table."""
    if len(rows) < 3 or not _CASE_NUMBER.match(_first(rows[0]) + " "):
        return False
    return sum(is_case_word(_first(row), vocabulary) for row in rows[1:]) >= 3


def is_case_word(text: str, vocabulary: Vocabulary) -> bool:
    key = fold(text)
    words = (keys for word, keys in vocabulary.word_keys.items() if word.startswith("case."))
    return any(key.startswith(each) for keys in words for each in keys)


def _is_abbreviations(rows: Sequence[Sequence[Laid]], before: Sequence[str], vocabulary: Vocabulary) -> bool:
    pairs = [pair for row in rows if (pair := abbreviation_pair([cell.cell.text for cell in row]))]
    written = sum(any(not is_blank(cell.cell.text) for cell in row) for row in rows)
    if not pairs or max(len(row) for row in rows) > 4:
        return False
    heading = fold(" ".join(before[-3:]))
    announced = any(word in heading for word in folded_all(vocabulary.languages, "abbreviations"))
    announced = announced or any(
        key in heading for key in vocabulary.word("abbreviations.note") if len(key) > 6
    )
    if announced:
        return len(pairs) * 2 >= written
    strong = sum(bool(_CAPITALS.search(short)) for short, _ in pairs)
    return len(pairs) >= 3 and strong * 10 >= written * 7


def abbreviation_pair(texts: Sequence[str]) -> tuple[str, str] | None:
    """("МЗ", "Министерство здравоохранения …") from a row's cells, a number or a dash between left out."""
    words = [text.strip() for text in texts if not is_void(text)]
    if len(words) == 3 and re.fullmatch(r"\d{1,3}[.)]?", words[0]):
        words = words[1:]
    if len(words) != 2:
        return None
    short, full = words[0].rstrip(" –—-:"), words[1].lstrip(" –—-")
    if not short or len(short) > _SHORT or "\n" in short.strip() or len(full) <= len(short):
        return None
    capital = short.lstrip('«"“')[:1].isupper() or sum(letter.isupper() for letter in short) >= 2
    return (short, full) if capital and len(full.split()) >= 2 else None


_SIGNATURE = ("signature.head", "signature.line", "signature.name", "signature.code", "signature.draft")


def _is_layout(rows: Sequence[Sequence[Laid]], vocabulary: Vocabulary) -> bool:
    """An approval stamp or a signature, set as a table."""
    if len(rows) > _MOST_LAYOUT_ROWS:
        return False
    texts = [cell.cell.text.strip() for row in rows for cell in row if not is_blank(cell.cell.text)]
    words = [fold(text) for text in texts]
    if not words:
        return True
    languages = vocabulary.languages
    stamps = [
        *folded_all(languages, "layout"),
        *vocabulary.word("approval.approved"),
        *vocabulary.word("approval.agreed"),
    ]
    if len(texts) <= _MOST_STAMP_CELLS and any(
        text.startswith(key) for text in words for key in stamps if len(key) > 4
    ):
        return True
    signs = [
        *folded_all(languages, "signature"),
        *(key for word in _SIGNATURE for key in vocabulary.word(word)),
    ]
    signed = any(text.startswith(key) for text in words for key in signs if len(key) > 3)
    blank, named = any("__" in text for text in texts), any(is_name(text) for text in texts)
    return (blank and named) or (signed and (blank or named))


class Seen(NamedTuple):
    """A row's cells, and those of them in which something is written."""

    cells: Sequence[Cell]
    written: Sequence[Cell]


Decision = tuple[RowKind, tuple[Part, ...]]


class PlainRows:
    """Rows of a table that is not a plan: each an item of its use, a caption, or not understood."""

    def __init__(
        self, vocabulary: Vocabulary, labels: Labels, segment: Segment, number: int, *, sheet: bool
    ) -> None:
        self.vocabulary = vocabulary
        self.labels = labels
        self.numbers = Numbers(vocabulary, segment.language)
        self.segment = segment
        self.number = number
        self.sheet = sheet
        self.item: int | None = None
        self.in_case = False
        self.signed = False
        self.over_header = False
        """The rows stand over a header: what is not known is running text."""

    def read(self, raws: Sequence[RawRow], laid: Sequence[Sequence[Laid]]) -> list[Row]:
        """Every row of *raws*, each once, in order."""
        return [self._row(raw, cells) for raw, cells in zip(raws, laid, strict=True)]

    def _row(self, raw: RawRow, laid: Sequence[Laid]) -> Row:
        cells = tuple(place(laid, self.segment.leaves, sheet=self.sheet))
        written = [cell for cell in cells if not is_blank(cell.text) and cell.merge != "continue"]
        kind, parts = self._decide(laid, cells, written)
        if kind is RowKind.ITEM:
            self.item = raw.index
        text = "\n".join(cell.text.strip() for cell in written)
        hidden = tuple(cell.hidden for cell in cells if cell.hidden)
        return Row(
            index=raw.index, kind=kind, text=text, parts=parts, cells=cells, segment=self.number,
            item=self.item if kind in (RowKind.ITEM, RowKind.CONTINUATION) else None,
            keys=(*raw.bookmarks, *hidden),
        )  # fmt: skip

    def _decide(self, laid: Sequence[Laid], cells: Sequence[Cell], written: Sequence[Cell]) -> Decision:
        if not written:
            merged = any(cell.merge == "continue" for cell in cells)
            return (RowKind.CONTINUATION if merged and self.item is not None else RowKind.EMPTY), ()
        if any(cell.cell.text == FIELDS_MARK for cell in laid):
            return RowKind.HEADER, ()
        if (self.segment.use or self.over_header) and is_column_numbers([cell.cell.text for cell in laid]):
            return RowKind.COLUMN_NUMBERS, ()
        if self.sheet and self._is_text(written):
            side = factor_side(written[0].text, self.vocabulary)
            return RowKind.CAPTION, ((Part(side, "", written[0].text),) if side else ())
        decide: Callable[[Seen], Decision] = getattr(self, f"_{self.segment.use}", self._unknown)
        return decide(Seen(cells, written))

    def _is_text(self, written: Sequence[Cell]) -> bool:
        """Under a table of a sheet stands text: printed sentences, and all from the signature on."""
        text = written[0].text
        self.signed = self.signed or self.vocabulary.ends_tables(text)
        return self.signed or (len(written) == 1 and self.vocabulary.is_printed(text))

    def _unknown(self, seen: Seen) -> Decision:
        """Nothing is known of the table; in a sheet a lone cell is running text, and cases may follow it."""
        if not self.sheet:
            return RowKind.UNKNOWN, ()
        first = seen.written[0].text
        if len(seen.written) == 1:
            opens = _CASE_NUMBER.match(first + " ") is not None
            self.in_case = opens
            return self._case_opens(first) if opens else (RowKind.CAPTION, ())
        merged = any(cell.merge == "continue" for cell in seen.cells)
        if self.in_case and (merged or is_case_word(first, self.vocabulary)):
            return RowKind.CONTINUATION, ()
        return (RowKind.CAPTION if self.over_header else RowKind.UNKNOWN), ()

    def _case_opens(self, title: str) -> Decision:
        return RowKind.ITEM, (Part(ITEM_KINDS[CASE], "", title.strip()),)

    def _offline_factors(self, seen: Seen) -> Decision:
        return self._one(seen.written[-2].text if len(seen.written) > 1 else seen.written[0].text)

    def _layout(self, _: Seen) -> Decision:
        return RowKind.CAPTION, ()

    def _one(self, title: str, number: str = "", code: str = "") -> Decision:
        return RowKind.ITEM, (Part(ITEM_KINDS[self.segment.use], number, title.strip(), code),)

    def _abbreviations(self, seen: Seen) -> Decision:
        if len(seen.written) == 1 and self.item is None:
            return RowKind.CAPTION, ()
        if self.item is None and self._heads_abbreviations(seen):
            return RowKind.HEADER, ()
        pair = abbreviation_pair([cell.text for cell in seen.cells])
        return self._one(pair[0]) if pair else (RowKind.UNKNOWN, ())

    def _heads_abbreviations(self, seen: Seen) -> bool:
        """``Сокращение | Расшифровка`` above the pairs."""
        words = folded_all(self.vocabulary.languages, "abbreviations")
        return any(word in fold(cell.text) for cell in seen.written for word in words)

    def _fields(self, seen: Seen) -> Decision:
        found = field_of(seen.written[0].text, self.vocabulary)
        return self._one(seen.written[0].text, code=found) if found else (RowKind.UNKNOWN, ())

    def _case(self, seen: Seen) -> Decision:
        if self.item is None or (len(seen.written) == 1 and _CASE_NUMBER.match(seen.written[0].text + " ")):
            return self._one(seen.written[0].text)
        return RowKind.CONTINUATION, ()

    def _factors(self, seen: Seen) -> Decision:
        side = factor_side(seen.written[0].text, self.vocabulary)
        if side and len(seen.written) == 1:
            return RowKind.CAPTION, (Part(side, "", seen.written[0].text),)
        if all(is_void(cell.text) for cell in seen.written):
            return RowKind.EMPTY, ()
        if seen.written[0].first > 0 and self.item is not None:
            return RowKind.CONTINUATION, ()
        return self._one(seen.written[0].text)

    def _passports(self, seen: Seen) -> Decision:
        ids = {
            self.segment.leaves[cell.first].id: cell
            for cell in seen.cells
            if cell.first < len(self.segment.leaves)
        }
        code, title = ids.get("passports.code"), ids.get("passports.indicator")
        if len(seen.written) == 1 and (len(seen.cells) == 1 or seen.written[0].last > seen.written[0].first):
            label = self.labels.read(seen.written[0].text)
            if label is not None:
                title_text = seen.written[0].text[label.end :].strip()
                return RowKind.ITEM, (Part(label.kind, label.number, title_text),)
            return RowKind.UNKNOWN, ()
        named = [
            cell for cell in (code, title) if cell and cell.merge != "continue" and not is_blank(cell.text)
        ]
        if not named:
            return (RowKind.CONTINUATION if self.item is not None else RowKind.UNKNOWN), ()
        found = self.numbers.code(code.text) if code else None
        return self._one(title.text if title else named[0].text, code=found.stable() if found else "")

    def _proposals(self, seen: Seen) -> Decision:
        number = seen.cells[0].text.strip() if seen.cells else ""
        return self._one(
            seen.cells[1].text if len(seen.cells) > 1 else seen.written[0].text, number.rstrip(".")
        )

    def _finance(self, seen: Seen) -> Decision:
        """A source and its amounts, or their total."""
        words = seen.written[0].text.split()
        if len(seen.written) < 2 or not all(is_figure(c.text) or is_void(c.text) for c in seen.written[1:]):
            return RowKind.UNKNOWN, ()
        if fold(words[0]) in folded_all(self.vocabulary.languages, "sums"):
            return RowKind.CAPTION, ()
        return self._one(seen.written[0].text)

    def _tally(self, seen: Seen) -> Decision:
        return self._one(seen.written[0].text) if len(seen.written) > 1 else (RowKind.UNKNOWN, ())

    def _analysis(self, seen: Seen) -> Decision:
        code = self.numbers.code(seen.cells[0].text) if seen.cells else None
        return self._one(
            seen.written[-1].text if len(seen.written) < 2 else seen.written[1].text,
            code=code.stable() if code else "",
        )

    def _offline(self, seen: Seen) -> Decision:
        ordinal, code = self.numbers.read(seen.cells[0].text) if seen.cells else (None, None)
        if len(seen.written) == 1 and len(seen.cells) <= 2:
            return RowKind.CAPTION, ()
        title = seen.written[1].text if len(seen.written) > 1 else seen.written[0].text
        return self._one(title, ordinal.number if ordinal else "", code.stable() if code else "")


def factor_side(text: str, vocabulary: Vocabulary) -> str:
    """ "internal" or "external" where *text* is the caption of that half of the factors."""
    key = fold(text)
    for side in ("internal", "external"):
        keys = (*vocabulary.word(f"factors.{side}"), *folded_all(vocabulary.languages, side))
        if any(key == each for each in keys):
            return side
    return ""
