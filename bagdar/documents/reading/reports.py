"""The Report in a document: head, lines with column 7 taken apart, factors, note, signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from msgspec.structs import replace

from bagdar.documents.forms.parts import Act, BodyRef, Statement, Value
from bagdar.documents.forms.plan import Plan, PlanItem
from bagdar.documents.forms.report import Contribution, Factor, Report, ReportLine
from bagdar.documents.pages.codes import canonical_code
from bagdar.documents.reading.builder import Builder
from bagdar.documents.reading.execution import ExecutionReader
from bagdar.documents.reading.folding import fold, fold_mapped, is_blank, is_void
from bagdar.documents.reading.lexicon import folded_all
from bagdar.documents.reading.model import Remark, Row, RowKind, TableReading, source_of
from bagdar.documents.reading.names import body_named
from bagdar.documents.reading.notes import uncaptioned
from bagdar.documents.reading.numbering import read_ordinal
from bagdar.documents.reading.report_head import (
    head_fields,
    opening_of,
    read_head,
    read_period_field,
    signature_line,
)
from bagdar.documents.reading.surroundings import read_act
from bagdar.documents.reading.texts import clean
from bagdar.documents.reading.vocabulary import FACTORS
from bagdar.kernel.text import Text

_FIELDS = ("head.period", "head.approved", "head.body", "head.recipient")
_PARTS = ("part.1", "part.2", "part.3")


class ReportBuilder(Builder):
    """Builds the report from a document whose plan rows have been read as *plan*."""

    form = "report"

    @cached_property
    def remarks(self) -> list[Remark]:
        """What a person should be told of the reading."""
        return []

    def build(self, plan: Plan) -> Report:
        """The report; its lines are the items of *plan*, whose rows they stand in."""
        fields = head_fields(self.flow, _FIELDS, self.vocabulary)
        period = read_period_field(fields.get("head.period", ""), self.vocabulary)
        sender = self._body(fields.get("head.body", ""), "bagdar.sender")
        reader = ExecutionReader(
            self.vocabulary, self.bodies, self.texts, sender.id, period.label if period else None
        )
        lines = tuple(self._line(item, reader, period.label if period else None) for item in plan.items)
        note = self._note(reader)
        approved = fields.get("head.approved", "")
        recipient = self._body(fields.get("head.recipient", ""), "bagdar.recipient")
        return Report(
            languages=(self.language,),
            methodology=self.raw.properties.get("bagdar.methodology"),
            period=period,
            approved=self._approved(approved),
            strategy_act=self._act(approved, "head.strategy"),
            plan_act=self._act(approved, "head.plan"),
            sender=sender,
            recipient=recipient if recipient.name else None,
            level=self.raw.properties.get("bagdar.level"),
            section=self.raw.properties.get("bagdar.section"),
            lines=lines,
            factors=tuple(self._factors(reader, lines)),
            note=note,
            evaluation_year=any(item.id in note for item in self.spec.note if item.when == "evaluation"),
            head=read_head(self.flow, self.vocabulary, self.texts),
            fingerprint=self.raw.properties.get("bagdar.fingerprint"),
            demonstration=plan.demonstration,
        )

    def _body(self, name: str, known: str) -> BodyRef:
        """The body a field names; the document's property only confirms a name that is written."""
        if not name:
            return BodyRef()
        found = body_named(name, self.bodies, self.language) or self._by_grammar(name)
        kept = self.bodies.get(self.raw.properties.get(known))
        if found is None and kept is not None and fold(kept.name.in_(self.language)) == fold(name):
            found = kept.id
        return BodyRef(id=found, name=self.texts.text(name))

    def _by_grammar(self, name: str) -> str | None:
        """A body written otherwise than the register has it ("Ministry of … of the Republic …")."""
        from bagdar.documents.grammar.executors import read_executors

        reading = read_executors(name, self.bodies, self.language)
        return reading.executors[0].body if reading.understood and len(reading.executors) == 1 else None

    def _approved(self, text: str) -> Text:
        """The field as written; nothing where it is no more than the two acts, which are kept as acts."""
        acts = [
            self._act(piece, word) for piece in text.split(";") for word in ("head.strategy", "head.plan")
        ]
        whole = [act for act in acts if act is not None and act.number and act.day]
        return Text() if len(whole) == len(text.split(";")) else self.texts.text(text)

    def _act(self, approved: str, word: str) -> Act | None:
        for piece in approved.split(";"):
            opened = opening_of(piece.strip(), (word,), self.vocabulary)
            if opened is not None:
                return read_act(opened.rest.strip(" –—-"), self.language)
        return None

    # ── part 1 ──

    def _line(self, item: PlanItem, reader: ExecutionReader, period: str | None) -> ReportLine:
        column = next((c.id for c in self.spec.columns if c.role == "execution"), "execution")
        written = item.cells.get(column, Text())
        kind = self.vocabulary.kinds[item.kind]
        source = item.sources.get(column, {}).get(self.language)
        read = reader.read(written.in_(self.language), measured=kind.measured, source=source)
        return ReportLine(
            key=item.key,
            kind=item.kind,
            parent=item.parent,
            number=item.number,
            code=item.code,
            title=item.title,
            cells={name: text for name, text in item.cells.items() if name != column},
            status=read.status,
            state=read.state,
            information=read.information,
            reason=read.reason,
            value=self._value(item, read.value, period),
            contributions=self._contributions(read.contributions, item),
            execution=written,
            sources=item.sources,
        )

    def _contributions(self, found: tuple[Contribution, ...], item: PlanItem) -> tuple[Contribution, ...]:
        """Each with the role that the line's own executors give its body; a co-executor's otherwise."""
        if not found:
            return ()
        from bagdar.documents.grammar.executors import read_executors

        column = next((c.id for c in self.spec.columns if c.role == "executors"), "executors")
        named = read_executors(item.cells.get(column, Text()).in_(self.language), self.bodies, self.language)
        roles = {executor.body: executor.role for executor in named.executors}
        return tuple(replace(each, role=roles.get(each.body, "co_executor")) for each in found)

    def _value(self, item: PlanItem, said: Value | None, period: str | None) -> Value | None:
        """Column 7's value; the table of values where it says none. Where they differ, both are told."""
        tabled = item.passport.actuals.get(period) if item.passport and period else None
        if said is None or tabled is None:
            return said or tabled
        if tabled.number is not None and said.number is not None and tabled.number != said.number:
            self.remarks.append(
                Remark(
                    message="reading.value_differs",
                    params={"number": item.code or item.number, "said": said.number, "tabled": tabled.number},
                )
            )
        return replace(
            said, standing=said.standing or tabled.standing, expected=said.expected or tabled.expected
        )

    # ── part 2 ──

    def _factors(self, reader: ExecutionReader, lines: Sequence[ReportLine]) -> list[Factor]:
        keys = {line.code: line.key for line in lines}
        found: list[Factor] = []
        for table in self.tables:
            side = "internal"
            for row in table.rows:
                if not table.segments or table.segment(row).use != FACTORS:
                    continue
                if row.kind is RowKind.CAPTION and row.parts:
                    side = row.parts[0].kind
                elif row.kind is RowKind.ITEM:
                    side, factor = self._factor(table, row, side, reader, keys)
                    found.append(factor)
        return found or self._told_factors(reader)

    def _told_factors(self, reader: ExecutionReader) -> list[Factor]:
        """Part 2 written as paragraphs: a side's caption, its factors, after each what was done about it."""
        side = ""
        found: list[Factor] = []
        for line in self._part("part.2"):
            opened = opening_of(line, ("factors.internal", "factors.external"), self.vocabulary)
            if opened is not None:
                side, line = opened.word.partition(".")[2], opened.rest
            words, measures = self._measures(line)
            sign, words = self._sign(words)
            if side and words.strip():
                said, done = reader.statements(words), reader.statements(measures)
                found.append(Factor(side=side, sign=sign, statements=said, measures=done))
            elif found and measures:
                known = found[-1]
                found[-1] = replace(known, measures=(*known.measures, *reader.statements(measures)))
        return found

    def _measures(self, text: str) -> tuple[str, str]:
        """(the factor, what was done about it): the second opens with the caption of its column."""
        keys = (*self.vocabulary.word("factors.measures"), *folded_all(self.vocabulary.languages, "measures"))
        sentences = re.split(r"(?<=[.;!?])\s+", text)
        for place, sentence in enumerate(sentences):
            own, places = fold_mapped(sentence[:120])
            for key in sorted(keys, key=len, reverse=True):
                rest = sentence[places[len(key) - 1] + 1 :] if key and own.startswith(key) else ""
                if rest.lstrip().startswith(":"):
                    done = " ".join((rest.lstrip(" :"), *sentences[place + 1 :]))
                    return " ".join(sentences[:place]), done.strip()
        return text, ""

    def _factor(
        self, table: TableReading, row: Row, side: str, reader: ExecutionReader, keys: dict[str, str]
    ) -> tuple[str, Factor]:
        cells = [cell for cell in row.cells if not is_blank(cell.text)]
        if len(cells) > 1 and read_ordinal(cells[0].text):
            cells = cells[1:]
        texts = [clean(cell.text) for cell in cells]
        sources = [source_of(self.raw.sha256, self.raw.file, table, row, cell) for cell in cells]
        words = texts[0]
        opened = opening_of(words, ("factors.internal", "factors.external"), self.vocabulary)
        if opened is not None and opened.rest:
            side, words = opened.word.partition(".")[2], opened.rest
        sign, words = self._sign(words)
        named, words = self._lines(words, keys)
        measures = texts[1] if len(texts) > 1 and not is_void(texts[1]) else ""
        return side, Factor(
            side=side,
            sign=sign,
            keys=named,
            statements=reader.statements(words, sources[0]),
            measures=reader.statements(measures, sources[-1]),
        )

    def _sign(self, text: str) -> tuple[str | None, str]:
        """ "-" or "+" from the words that open the factor."""
        signs = {"-": ("factors.minus", "negative"), "+": ("factors.plus", "positive")}
        for sign, (word, sense) in signs.items():
            for key in (*self.vocabulary.word(word), *folded_all(self.vocabulary.languages, sense)):
                own, places = fold_mapped(text[:120])
                if key and own.startswith(key) and not text[places[len(key) - 1] + 1 :][:1].isalpha():
                    rest = text[places[len(key) - 1] + 1 :]
                    return sign, re.sub(r"^\s*\([+\-−–]\)", "", rest).lstrip(" .:–—-\u00a0\n")
        bare = re.match(r"^\s*\(?([+\-−–])\)?\s+", text)
        if bare is not None:
            return "+" if bare[1] == "+" else "-", text[bare.end() :]
        closing = re.search(r"\s*\(([+\-−–])\)[\s.;]*$", text)
        if closing is not None:
            return "+" if closing[1] == "+" else "-", text[: closing.start()]
        key = fold(text)
        said = [
            sign for sign, (_, sense) in signs.items()
            if any(len(each) > 6 and each in key for each in folded_all(self.vocabulary.languages, sense))
        ]  # fmt: skip
        return (said[0] if len(said) == 1 else None), text

    def _lines(self, text: str, keys: dict[str, str]) -> tuple[tuple[str, ...], str]:
        """Plan lines that the factor's last paragraph names by their codes."""
        lines = text.split("\n")
        opened = opening_of(lines[-1], ("factors.lines",), self.vocabulary)
        if opened is None:
            return (), text
        codes = [canonical_code(code.strip(" ."), self.spec) for code in opened.rest.split(",")]
        named = tuple(keys[code] for code in codes if code in keys)
        return named, "\n".join(lines[:-1])

    # ── part 3 ──

    def _note(self, reader: ExecutionReader) -> dict[str, tuple[Statement, ...]]:
        """Item of the note → what is written under its caption; without captions, see :func:`uncaptioned`."""
        gathered: dict[str, list[str]] = {}
        captions = tuple(self.vocabulary.note_captions.items())
        current = next((item.id for item in reversed(self.spec.note) if item.when == "always"), "")
        lines = [_under_caption(line, captions) for line in self._part("part.3")]
        if not any(item for item, _ in lines):
            lines = uncaptioned([line for _, line in lines], self.spec.note, self.vocabulary)
        for item, rest in lines:
            current = item or current
            if current and rest and not opening_of(rest, ("note.not_evaluation",), self.vocabulary):
                gathered.setdefault(current, []).append(rest)
        said = {item: reader.statements("\n".join(lines)) for item, lines in gathered.items()}
        return {item: statements for item, statements in said.items() if statements}

    def _part(self, part: str) -> list[str]:
        """Paragraphs of a part of the report, without its tables."""
        inside = False
        lines: list[str] = []
        ends = ("signature.head", "passports.annex", "passports.title")
        for line in self.flow:
            if line.table is not None:
                continue
            opened = opening_of(line.text, _PARTS, self.vocabulary)
            if opened is not None:
                inside = opened.word == part
                continue
            if inside and (opening_of(line.text, ends, self.vocabulary) or signature_line(line.text)):
                break
            if inside:
                lines.append(line.text)
        return lines


def _under_caption(text: str, captions: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """The note's item whose caption opens *text*, and the words after it."""
    bare = re.sub(r"^\s*\d{1,2}\s*[.)]\s*", "", text)
    key, places = fold_mapped(bare[:400])
    for caption, item in captions:
        if caption and key.startswith(caption):
            return item, bare[places[len(caption) - 1] + 1 :].lstrip(" .:–—-")
    return "", text
