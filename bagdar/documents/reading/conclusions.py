"""The Conclusion (A3) read back from Word: items by their captions, one case table an indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property

from bagdar.documents.forms.conclusion import Activity, Case, Conclusion, Fact, Proposal, YearRow
from bagdar.documents.forms.parts import BodyRef, Reason
from bagdar.documents.pages.codes import canonical_code
from bagdar.documents.reading.builder import Builder
from bagdar.documents.reading.drafts import figure_in
from bagdar.documents.reading.execution import ExecutionReader
from bagdar.documents.reading.flow import Line
from bagdar.documents.reading.folding import fold, is_blank, is_void
from bagdar.documents.reading.keys import hidden_key
from bagdar.documents.reading.model import Row, RowKind
from bagdar.documents.reading.names import bodies_listed, body_named
from bagdar.documents.reading.passports import read_standing
from bagdar.documents.reading.periods import read_period
from bagdar.documents.reading.plain_tables import CASE, ITEM_KINDS
from bagdar.documents.reading.report_head import opening_of, read_head, read_period_field
from bagdar.documents.reading.surroundings import read_act
from bagdar.documents.reading.texts import clean
from bagdar.documents.reading.vocabulary import PROPOSALS, Vocabulary
from bagdar.kernel.periods import Period
from bagdar.kernel.text import Text

_ITEMS = tuple(f"conclusion.{number}" for number in range(1, 8))
_LATER = ("conclusion.7.final", "conclusion.7.improvements")
_NUMBERED = re.compile(r"^\s*([1-7])\s*[.)]\s*")
_YEARS = re.compile(r"((?:19|20)\d\d)\s*[-–—]\s*((?:19|20)\d\d)")
_CASE_TITLE = re.compile(r"^\s*\d+\.\d+\.?\s*")
_ACTIVITY = re.compile(r"^\s*(?:[^\d\s]{1,4}\s*)?(\d+)\s*\(([^)]*)\)\.?\s*")


def items_of(flow: Sequence[Line], vocabulary: Vocabulary) -> dict[str, list[str]]:
    """Items by their captions; a caption that a paragraph break divided is known by its number.

    Tables and the signature are not of any item's text.
    """
    found: dict[str, list[str]] = {}
    current = ""
    waiting = ""
    for line in flow:
        if line.table is not None:
            continue
        text = f"{waiting} {line.text}".strip()
        opened = opening_of(text, (*_ITEMS, *_LATER), vocabulary)
        if opened is not None:
            current, waiting = opened.word, ""
            found.setdefault(current, []).extend([opened.rest] if opened.rest else [])
        elif opening_of(line.text, ("signature.head",), vocabulary):
            break
        elif _may_open(text, vocabulary, waiting):
            waiting = text
        else:
            if current:
                found.setdefault(current, []).append(line.text)
            waiting = ""
    return found


def _may_open(text: str, vocabulary: Vocabulary, waiting: str) -> bool:
    """Whether *text* is the beginning of an item's caption."""
    number = _NUMBERED.match(text)
    if number is None or waiting.count("\n") > 3:
        return False
    key = fold(text[number.end() :])
    captions = vocabulary.word(f"conclusion.{number[1]}")
    return len(key) >= 4 and any(caption.startswith(key) and caption != key for caption in captions)


class ConclusionBuilder(Builder):
    form = "conclusion"

    @cached_property
    def reader(self) -> ExecutionReader:
        return ExecutionReader(self.vocabulary, self.bodies, self.texts, None, None)

    def build(self) -> Conclusion:
        """The conclusion; items the document lacks are empty."""
        items = items_of(self.flow, self.vocabulary)
        years = _YEARS.search(" ".join(items.get("conclusion.5", ())))
        developer = " ".join(items.get("conclusion.3", ()))
        marks = self.vocabulary.word("footer.demonstration")
        return Conclusion(
            languages=(self.language,),
            methodology=self.raw.properties.get("bagdar.methodology"),
            name=self._text(" ".join(items.get("conclusion.1", ()))),
            act=read_act(self._bare(" ".join(items.get("conclusion.2", ()))), self.language),
            developer=self._body(developer) if not is_void(developer) else BodyRef(),
            executors=self._bodies(" ".join(items.get("conclusion.4", ()))),
            first_year=int(years[1]) if years else None,
            last_year=int(years[2]) if years else None,
            period=self._period(items),
            cases=tuple(self._case(rows) for rows in self._case_tables()),
            assessment=self._filled(items, "conclusion.7", ("conclusion.not_final",)),
            proposals=tuple(self._proposals()),
            final="conclusion.7.final" in items,
            influence=self._filled(items, "conclusion.7.final"),
            improvements=self._filled(items, "conclusion.7.improvements"),
            missing=self._missing(items),
            head=read_head(self.flow, self.vocabulary, self.texts),
            demonstration=any(mark in fold(text) for text in self.raw.headers for mark in marks),
        )

    def _bare(self, text: str) -> str:
        return "" if is_void(text) else text

    def _text(self, text: str) -> Text:
        return self.texts.text(text) if not self._is_prompt(text) else Text()

    def _is_prompt(self, text: str) -> bool:
        """A place to fill in that nobody filled in."""
        key = fold(text)
        return any(
            key == each
            for word, keys in self.vocabulary.word_keys.items()
            if word.startswith("prompt.") or word in ("case.none", "case.no_reason")
            for each in keys
        )

    def _body(self, name: str) -> BodyRef:
        return BodyRef(id=body_named(name, self.bodies, self.language), name=self.texts.text(name))

    def _bodies(self, text: str) -> tuple[BodyRef, ...]:
        if is_void(text):
            return ()
        return tuple(
            BodyRef(id=found, name=Text({self.language: name}))
            for name, found in bodies_listed(text, self.bodies, self.language)
        )

    def _filled(self, items: dict[str, list[str]], word: str, without: tuple[str, ...] = ()) -> Text:
        lines = [
            line for line in items.get(word, ())
            if not self._is_prompt(line) and not (without and opening_of(line, without, self.vocabulary))
        ]  # fmt: skip
        return self.texts.text("\n".join(lines)) if lines else Text()

    def _period(self, items: dict[str, list[str]]) -> Period:
        for line in items.get("conclusion.6", ()):
            opened = opening_of(line, ("conclusion.period",), self.vocabulary)
            period = read_period_field(opened.rest, self.vocabulary) if opened else None
            if period is not None:
                return period
        label = self.raw.properties.get("bagdar.period", "")
        years = [
            int(year.period)
            for rows in self._case_tables()
            for year in self._years(rows)
            if year.period.isdigit()
        ]
        return Period(int(label[:4])) if label[:4].isdigit() else Period(max(years, default=1))

    def _missing(self, items: dict[str, list[str]]) -> tuple[BodyRef, ...]:
        for line in items.get("conclusion.6", ()):
            for sentence in re.split(r"(?<=\.)\s+", line):
                opened = opening_of(sentence, ("report.missing",), self.vocabulary)
                if opened is not None:
                    return self._bodies(opened.rest.rstrip("."))
        return ()

    # ── item 6 ──

    def _case_tables(self) -> Iterator[list[Row]]:
        for table in self.tables:
            group: list[Row] = []
            for row in table.rows:
                opens = row.kind is RowKind.ITEM and row.parts[0].kind == ITEM_KINDS[CASE]
                goes_on = row.kind in (RowKind.CONTINUATION, RowKind.HEADER)
                if group and (opens or not goes_on):
                    yield group
                    group = []
                if opens or (group and row.kind is RowKind.CONTINUATION):
                    group.append(row)
            if group:
                yield group

    def _case(self, rows: Sequence[Row]) -> Case:
        code, title = self._title(clean(rows[0].text))
        said = [(self._says(row), self._answer(row), row) for row in rows[1:]]
        values = next((text for word, text, row in said if word in ("case.values", "case.values_plain")), "")
        label = next((self._label(row) for word, _, row in said if word.startswith("case.values")), values)
        answers = {word: text for word, text, _ in said}
        return Case(
            key=hidden_key(rows[0].keys) or code or fold(title),
            code=code,
            kind=code.split("/")[1] if "/" in code else "",
            title=self.texts.text(title),
            unit=self._unit(label),
            direction=self._direction(label),
            years=tuple(self._years(rows)),
            bodies=self._bodies(answers.get("case.bodies", "")),
            activities=tuple(self._activities(said)),
            reasons=self._reasons(answers.get("case.reason", "")),
            facts_for=self._facts(answers.get("case.facts_for", "")),
            facts_against=self._facts(answers.get("case.facts_against", "")),
            position=self._text(answers.get("case.position", "")),
        )

    def _title(self, text: str) -> tuple[str, str]:
        bare = _CASE_TITLE.sub("", text, count=1)
        first, _, rest = bare.partition(" ")
        code = canonical_code(first, self.spec)
        return (code, rest.strip()) if code and rest else ("", bare)

    def _label(self, row: Row) -> str:
        return next((clean(cell.text) for cell in row.cells if not is_blank(cell.text)), "")

    def _says(self, row: Row) -> str:
        """Which printed word opens the row; the longest fits."""
        key = fold(self._label(row))
        best, length = "", 0
        for word, keys in self.vocabulary.word_keys.items():
            if word.startswith("case."):
                fits = [
                    each for each in keys if key == each or (word == "case.values" and key.startswith(each))
                ]
                if fits and len(fits[0]) > length:
                    best, length = word, len(fits[0])
        return best

    def _answer(self, row: Row) -> str:
        texts = [clean(cell.text) for cell in row.cells if not is_blank(cell.text)]
        return "\n".join(texts[1:])

    def _unit(self, label: str) -> Text:
        _, comma, unit = label.partition(",")
        unit = re.sub(r"\s*\([^)]*\)\s*$", "", unit).strip()
        return Text({self.language: unit}) if comma and unit else Text()

    def _direction(self, label: str) -> str | None:
        inside = re.search(r"\(([^)]*)\)\s*$", label)
        if inside is None:
            return None
        return next((w for w in ("up", "down") if self.vocabulary.says(f"direction.{w}", inside[1])), None)

    def _years(self, rows: Sequence[Row]) -> list[YearRow]:
        """Years from their row; plan, actual and standing from the rows under it, cell by cell."""
        lines: dict[str, list[str]] = {}
        words = ("case.year", "case.plan", "case.actual", "passports.standing")
        for row in rows[1:]:
            texts = [
                clean(cell.text) for cell in row.cells if cell.merge != "continue" and not is_blank(cell.text)
            ]
            for place, text in enumerate(texts[:2]):
                word = next((w for w in words if self.vocabulary.says(w, text)), None)
                if word is not None:
                    lines.setdefault(word, texts[place + 1 :])
                    break
        found: list[YearRow] = []
        for n, year in enumerate(lines.get("case.year", ())):
            period = read_period(year, self.vocabulary, loose=True)
            if period is not None:
                found.append(
                    YearRow(
                        period=period.period,
                        plan=self._nth(lines.get("case.plan", ()), n),
                        actual=self._nth(lines.get("case.actual", ()), n),
                        standing=self._standing(lines.get("passports.standing", ()), n),
                    )
                )
        return found

    def _nth(self, texts: Sequence[str], n: int) -> Decimal | None:
        if n >= len(texts) or is_void(texts[n]):
            return None
        reading = figure_in(texts[n], self.vocabulary.spec.mark(self.language))
        return reading.value if reading.kind == "figure" else None

    def _standing(self, texts: Sequence[str], n: int) -> str | None:
        return read_standing(texts[n], self.vocabulary) if n < len(texts) else None

    def _activities(self, said: Sequence[tuple[str, str, Row]]) -> Iterator[Activity]:
        for place, (word, text, _) in enumerate(said):
            if word != "case.activities" or self._is_prompt(text) or not text:
                continue
            following = said[place + 1] if place + 1 < len(said) else ("", "", None)
            positioned = following[0] == "case.activity_position"
            key = hidden_key(following[2].keys) if positioned and following[2] is not None else None
            yield self._activity(text, following[1] if positioned else "", key)

    def _activity(self, text: str, position: str, key: str | None) -> Activity:
        first, *rest = text.split("\n")
        opened = _ACTIVITY.match(first)
        number = opened[1] if opened else ""
        code = canonical_code(opened[2], self.spec) or "" if opened else ""
        title = first[opened.end() :] if opened else first
        status, title = self._status(title)
        bodies: tuple[BodyRef, ...] = ()
        if rest and not self.reader.opens_reason(rest[0]):
            bodies, rest = self._bodies(rest[0]), rest[1:]
        opened_reason = self.reader.opens_reason("\n".join(rest))
        reasons = self._reasons(opened_reason[1]) if opened_reason else ()
        return Activity(
            key=key.split("#")[1] if key and key.count("#") >= 2 else code or number,
            number=number,
            code=code,
            title=self.texts.text(title),
            status=status,
            bodies=bodies,
            reason=reasons[0] if reasons else None,
            position=self._text(position),
        )

    def _status(self, title: str) -> tuple[str | None, str]:
        before, dash, word = title.rpartition(" – ")
        for status in self.spec.statuses:
            if dash and fold(word) in {fold(each) for each in status.words.values()}:
                return status.id, before
        unshown = dash and self.vocabulary.says("tally.not_shown", word)
        return None, before if unshown else title

    def _reasons(self, text: str) -> tuple[Reason, ...]:
        if not text or self._is_prompt(text):
            return ()
        found: list[Reason] = []
        for line in text.split("\n"):
            inside = re.search(r"\s*\(([^()]*)\)\s*(\.?)$", line)
            kind = self.reader.reason_kind(inside[1]) if inside else None
            words = line[: inside.start()] + inside[2] if inside and kind else line
            found.append(Reason(kind=kind, statements=self.reader.statements(words)))
        return tuple(found)

    def _facts(self, text: str) -> tuple[Fact, ...]:
        if not text or self._is_prompt(text):
            return ()
        return tuple(Fact(message="", text=self.texts.text(line)) for line in text.split("\n"))

    # ── item 7 ──

    def _proposals(self) -> Iterator[Proposal]:
        for table in self.tables:
            for row in table.rows:
                if row.kind is not RowKind.ITEM or table.segment(row).use != PROPOSALS:
                    continue
                leaves = table.segment(row).leaves
                own = {leaves[min(cell.first, len(leaves) - 1)].id: clean(cell.text) for cell in row.cells}
                text = self._text(own.get("proposals.text", ""))
                if text:
                    body = own.get("proposals.body", "")
                    yield Proposal(
                        text=text,
                        body=self._body(body) if not is_void(body) else None,
                        due=self._text(own.get("proposals.due", "")),
                    )
