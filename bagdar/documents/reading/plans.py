"""The Plan in a document: its items in a tree, with keys, passports, financing and where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from bagdar.documents.forms.parts import Passport
from bagdar.documents.forms.plan import Plan, PlanItem
from bagdar.documents.pages.codes import assign_codes
from bagdar.documents.raw import RawDocument
from bagdar.documents.reading.drafts import Draft, Gatherer, passport_of
from bagdar.documents.reading.flow import Line
from bagdar.documents.reading.folding import fold, likeness
from bagdar.documents.reading.indicator_texts import stated_values
from bagdar.documents.reading.keys import hidden_key, unique
from bagdar.documents.reading.model import Remark, TableReading
from bagdar.documents.reading.passports import PassportRow, read_passports
from bagdar.documents.reading.surroundings import Frame, listed_abbreviations, read_act, read_frame
from bagdar.documents.reading.texts import Texts
from bagdar.documents.reading.tree import parents_of
from bagdar.documents.reading.vocabulary import Vocabulary
from bagdar.kernel.text import Text

_SAME = 0.84
"""Likeness from which two names are of one indicator."""


class PlanBuilder:
    """Builds the plan of one language from the tables of a document."""

    def __init__(
        self,
        raw: RawDocument,
        tables: Sequence[TableReading],
        vocabulary: Vocabulary,
        language: str,
        flow: Sequence[Line],
    ) -> None:
        self.raw = raw
        self.tables = [table for table in tables if _of_language(table, language)]
        self.vocabulary = vocabulary
        self.language = language
        self.flow = flow
        self.texts = Texts(vocabulary, language)
        self.remarks: list[Remark] = []
        self.unit = next((c.id for c in vocabulary.spec.columns if c.role == "unit"), "unit")

    def build(self, abbreviations: Mapping[str, str]) -> Plan:
        """The plan of the tables; *abbreviations*: the document's own."""
        gatherer = Gatherer(self.raw.sha256, self.raw.file, self.vocabulary.kinds, self.vocabulary.spec)
        drafts = gatherer.gather(self.tables, ("plan", "report"), self.texts)
        indicators = gatherer.gather(self.tables, ("indicators",), self.texts)
        drafts = self._with_indicators(drafts, indicators)
        items = self._items(drafts)
        items = self._with_passports(items, read_passports(self.tables, self.vocabulary, self.raw))
        frame = self._frame()
        return Plan(
            languages=(self.language,),
            methodology=self.raw.properties.get("bagdar.methodology"),
            edition=self.raw.properties.get("bagdar.edition", "1"),
            title=self._text(frame.title),
            first_year=frame.years[0] or self._first_period(items),
            last_year=frame.years[1],
            plan_act=read_act(frame.approved, self.language),
            agreed=self._text(frame.agreed),
            items=tuple(items),
            abbreviations={
                **listed_abbreviations([line.text for line in self.flow], self.vocabulary),
                **abbreviations,
            },
            demonstration=self._is_demonstration(),
        )

    def _text(self, text: str) -> Text:
        return self.texts.text(text) if text else Text()

    def _frame(self) -> Frame:
        """What stands over the plan's first table; over any table where it has none."""
        over: list[str] = []
        for line in self.flow:
            if line.table is not None and {s.use for s in line.table.segments} & {"plan", "report"}:
                break
            over.append(line.text)
        return read_frame([text for text in over if text], self.vocabulary)

    def _first_period(self, items: Iterable[PlanItem]) -> int | None:
        years = [int(p[:4]) for i in items if i.passport for p in i.passport.targets if p[:4].isdigit()]
        years += [int(p[:4]) for i in items for line in i.finance for p in line.amounts if p[:4].isdigit()]
        return min(years, default=None)

    def _is_demonstration(self) -> bool:
        marks = self.vocabulary.word("footer.demonstration")
        return any(mark in fold(text) for text in self.raw.headers for mark in marks)

    # ── items ──

    def _with_indicators(self, drafts: list[Draft], indicators: Sequence[Draft]) -> list[Draft]:
        """An indicator table's rows lend their figures to the plan's items, or stand before them."""
        for draft in drafts:
            self._measure(draft)
        left: list[Draft] = []
        for indicator in indicators:
            self._measure(indicator)
            same = next((d for d in drafts if d.kind == indicator.kind and _same_name(d, indicator)), None)
            if same is None:
                left.append(indicator)
            else:
                self._lend(same, indicator)
        return [*left, *drafts]

    def _measure(self, draft: Draft) -> None:
        if not self.vocabulary.kinds[draft.kind].measured:
            return
        passport = passport_of(draft, self.unit)
        stated = stated_values(draft.title, self.vocabulary.spec.mark(draft.language))
        if stated is not None:
            for year, first, second in stated.twice:
                self.remarks.append(
                    Remark(
                        message="reading.period_twice",
                        params={"title": stated.name, "year": year, "first": first, "second": second},
                        table=draft.table,
                        row=draft.row,
                    )
                )
            passport = replace(
                passport,
                unit=passport.unit or Text({draft.language: stated.unit}),
                targets={**stated.targets, **passport.targets},
            )
        if passport != Passport():
            draft.passport = passport

    def _lend(self, item: Draft, indicator: Draft) -> None:
        """Figures of the table; where the plan's own text says another, both are told."""
        own, other = item.passport or Passport(), indicator.passport or Passport()
        for period, figure in own.targets.items():
            if other.targets.get(period, figure) != figure:
                self.remarks.append(
                    Remark(
                        message="reading.values_differ",
                        params={
                            "title": indicator.title, "period": period,
                            "text": figure, "table": other.targets[period],
                        },
                        table=item.table,
                        row=item.row,
                    )
                )  # fmt: skip
        item.passport = replace(
            other,
            unit=other.unit or own.unit,
            targets={**own.targets, **other.targets},
            actuals={**own.actuals, **other.actuals},
        )
        for column, text in indicator.cells.items():
            item.cells.setdefault(column, text)
            if column in indicator.sources:
                item.sources.setdefault(column, indicator.sources[column])

    def _items(self, drafts: Sequence[Draft]) -> list[PlanItem]:
        parents = parents_of(drafts, self.vocabulary)
        hidden = [hidden_key(draft.keys) if not draft.shared else None for draft in drafts]
        places = [str(place) for place in range(len(drafts))]
        bare = [
            PlanItem(
                key=places[n],
                kind=d.kind,
                parent=places[p] if p is not None else None,
                number=d.number,
                code=d.code,
                title=Text(),
            )
            for n, (d, p) in enumerate(zip(drafts, parents, strict=True))
        ]
        codes = [item.code for item in assign_codes(bare, self.vocabulary.spec)]
        keys = unique(hidden[n] or codes[n] for n in range(len(drafts)))
        coded = any(draft.code for draft in drafts)
        return [
            self._item(draft, keys[n], keys[parent] if parent is not None else None, codes[n], coded)
            for n, (draft, parent) in enumerate(zip(drafts, parents, strict=True))
        ]

    def _item(self, draft: Draft, key: str, parent: str | None, code: str, coded: bool) -> PlanItem:
        """*coded*: our own document, whose other numbers are those of the codes."""
        measured = self.vocabulary.kinds[draft.kind].measured
        cells = {column: self.texts.text(text) for column, text in draft.cells.items()}
        if measured and draft.finance:
            for line in draft.finance:
                cells.update({period: self.texts.text(text) for period, text in line.unread.items()})
        return PlanItem(
            key=key,
            kind=draft.kind,
            parent=parent,
            number=draft.number if self.vocabulary.kinds[draft.kind].ordinal or not coded else "",
            code=code,
            title=self.texts.text(draft.title),
            cells={column: text for column, text in cells.items() if text},
            passport=draft.passport,
            finance=() if measured else tuple(draft.finance),
            sources={column: {draft.language: source} for column, source in draft.sources.items()},
        )

    def _with_passports(self, items: Sequence[PlanItem], rows: Sequence[PassportRow]) -> list[PlanItem]:
        """The appended table's rows go to their items: by key, by code, by name."""
        out = list(items)
        by_key = {item.key: n for n, item in enumerate(out)}
        by_code = {item.code: n for n, item in enumerate(out)}
        by_name = {fold(item.title.in_(self.language)): n for n, item in enumerate(out)}
        for row in rows:
            place = by_key.get(row.key or "", by_code.get(row.code, by_name.get(fold(row.name))))
            if place is None:
                self.remarks.append(
                    Remark(
                        message="reading.passport_alone",
                        params={"title": row.name},
                        table=row.table,
                        row=row.row,
                    )
                )
                continue
            item = out[place]
            cells = {**item.cells, **({row.source_column: self.texts.text(row.source)} if row.source else {})}
            out[place] = replace(item, passport=row.passport, cells=cells)
        return out


def _of_language(table: TableReading, language: str) -> bool:
    spoken = {segment.language for segment in table.segments if segment.language}
    return not spoken or language in spoken


def _same_name(one: Draft, other: Draft) -> bool:
    stated = stated_values(one.title)
    left, right = fold(stated.name if stated else one.title), fold(other.title)
    if not left or not right:
        return False
    return left.startswith(right) or right.startswith(left) or likeness(left, right) >= _SAME
