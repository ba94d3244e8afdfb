"""The Report on the Strategy read back: requisites, the analysis item by item, part 1 as its annex."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from bagdar.documents.forms.parts import BodyRef
from bagdar.documents.forms.report import Report
from bagdar.documents.forms.strategy_report import Analysis, StrategyReport
from bagdar.documents.reading.builder import Builder
from bagdar.documents.reading.execution import ExecutionReader
from bagdar.documents.reading.folding import fold, is_blank, is_void
from bagdar.documents.reading.keys import hidden_key
from bagdar.documents.reading.labels import Labels
from bagdar.documents.reading.model import Row, RowKind
from bagdar.documents.reading.names import bodies_listed, body_named
from bagdar.documents.reading.report_head import head_fields, opening_of, read_head, read_period_field
from bagdar.documents.reading.surroundings import read_act
from bagdar.documents.reading.texts import clean
from bagdar.documents.reading.vocabulary import ANALYSIS
from bagdar.kernel.periods import Period
from bagdar.kernel.text import Text

_FIELDS = (
    "strategy.name", "strategy.act", "strategy.developer", "strategy.executors", "strategy.years", "head.period",
)  # fmt: skip
_YEARS = re.compile(r"((?:19|20)\d\d)\s*[-–—]\s*((?:19|20)\d\d)")


class StrategyReportBuilder(Builder):
    form = "strategy_report"

    def build(self, annex: Report) -> StrategyReport:
        """*annex*: part 1 as read from its table."""
        fields = head_fields(self.flow, _FIELDS, self.vocabulary)
        years = _YEARS.search(fields.get("strategy.years", ""))
        period = read_period_field(fields.get("head.period", ""), self.vocabulary)
        developer = fields.get("strategy.developer", "")
        label = period.label if period else None
        reader = ExecutionReader(self.vocabulary, self.bodies, self.texts, None, label)
        marks = self.vocabulary.word("footer.demonstration")
        return StrategyReport(
            languages=(self.language,),
            methodology=self.raw.properties.get("bagdar.methodology"),
            name=self.texts.text(fields.get("strategy.name", "")),
            act=read_act(fields.get("strategy.act", ""), self.language),
            developer=self._body(developer) if not is_void(developer) else BodyRef(),
            executors=self._bodies(fields.get("strategy.executors", "")),
            first_year=int(years[1]) if years else None,
            last_year=int(years[2]) if years else None,
            period=period or Period(1),
            analysis=tuple(self._analysis(reader, {line.key: line.parent for line in annex.lines})),
            annex=annex if annex.lines else None,
            head=read_head(self.flow, self.vocabulary, self.texts),
            demonstration=any(mark in fold(text) for text in self.raw.headers for mark in marks),
        )

    def _body(self, name: str) -> BodyRef:
        return BodyRef(id=body_named(name, self.bodies, self.language), name=self.texts.text(name))

    def _bodies(self, text: str) -> tuple[BodyRef, ...]:
        if is_void(text):
            return ()
        listed = bodies_listed(text, self.bodies, self.language)
        return tuple(BodyRef(id=found, name=Text({self.language: name})) for name, found in listed)

    def _analysis(self, reader: ExecutionReader, parents: Mapping[str, str | None]) -> Iterator[Analysis]:
        labels = Labels(self.vocabulary)
        for table in self.tables:
            for row in table.rows:
                if row.kind is RowKind.ITEM and table.segment(row).use == ANALYSIS:
                    item = self._item(row, reader, labels)
                    yield replace(item, parent=parents.get(item.key))

    def _item(self, row: Row, reader: ExecutionReader, labels: Labels) -> Analysis:
        texts = [clean(cell.text) for cell in row.cells if not is_blank(cell.text)]
        code = row.parts[0].code
        titled = texts[-2] if len(texts) > 1 else ""
        label = labels.read(titled)
        first, _, below = (titled[label.end :] if label else titled).partition("\n")
        said, own = self._apart(texts[-1])
        kind = code.split("/")[1] if "/" in code else label.kind if label else ""
        known = self.vocabulary.kinds.get(kind)
        read = reader.read(said, measured=bool(known and known.measured))
        key = hidden_key(row.keys)
        return Analysis(
            key=key.partition("#")[0] if key else code,
            kind=kind,
            code=code,
            title=self.texts.text(first),
            bodies=self._bodies(below.replace("\n", " ")),
            status=read.status,
            state=read.state,
            value=read.value,
            statements=read.information,
            own=reader.statements(own),
            reason=read.reason,
        )

    def _apart(self, text: str) -> tuple[str, str]:
        """What the bodies said, and below its caption what the analyst wrote; the form's prompt is neither."""
        said: list[str] = []
        own: list[str] = []
        current = said
        for line in text.split("\n"):
            opened = opening_of(line, ("strategy.own",), self.vocabulary)
            if opened is not None:
                current, line = own, opened.rest
            if line and not self.vocabulary.says("strategy.prompt", line):
                current.append(line)
        return "\n".join(said), "\n".join(own)
