"""Reads one executor at a place of a cell: a body of the register, a group with its regions, an organisation
that no register knows.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bagdar.documents.grammar.executors.edges import consents, quotes_around
from bagdar.documents.grammar.executors.found import Found
from bagdar.documents.grammar.executors.lists import after_head, before_head
from bagdar.documents.grammar.executors.model import Remark
from bagdar.documents.grammar.executors.regions import RegionList, read_regions
from bagdar.documents.grammar.executors.register import Form, NameMatch, Register, choose
from bagdar.documents.grammar.executors.shapes import closes, goes_on, opens, shape_at
from bagdar.documents.grammar.executors.table import Abbreviations
from bagdar.documents.grammar.pieces import Pieces, key_of
from bagdar.documents.grammar.spans import Span


class NameReader:
    """One cell. ``found``: executors in order; ``marks``: (kind, span); ``left``: pieces not understood."""

    def __init__(
        self, text: str, register: Register, table: Abbreviations, language: str | None, on: date | None
    ) -> None:
        self.text = text
        self.register = register
        self.table = table
        self.language = language
        self.on = on
        self.found: list[Found] = []
        self.marks: list[tuple[str, Span]] = []
        self.left: set[int] = set()
        whole = Pieces(text)
        self.consents = dict(consents(whole, register.words))
        self.asking = {
            first
            for first, last in self.consents.items()
            if register.words.phrases["".join(whole[at].key for at in range(first, last))] == "asking"
        }
        masked = frozenset(at for first, last in self.consents.items() for at in range(first, last))
        without = whole.without(masked)
        self.state = register.state_places(without)
        self.pieces = without.without(self.state)
        self._label = ""
        self._asking = ""
        self._pending = (0, 0)
        """Words "by agreement with" after which nobody has been named yet."""

    def _says(self, at: int, name: str) -> bool:
        return self.register.words.phrases.get(self.pieces[at].key) == name

    def _regions_first(self, at: int) -> int | None:
        """``облыстардың, Астана және Алматы қалаларының әкімдіктері``: the list, then the group."""
        regions = self._regions(at)
        if regions is None or regions.last >= len(self.pieces):
            return None
        group = self._group_at(regions.last)
        if group is None:
            return None
        named = self._named(regions.named)
        self.found.append(Found(
            at, group[0], group[1], self.register.bodies[group[1]].kind, group=True,
            members=regions.bodies(self.register, self.on), named=named,
        ))  # fmt: skip
        self._single(self.found[-1], bool(regions.levels))
        if self._one_of(regions.last, group[0]):
            self.found.pop()
            return None
        return group[0]

    def _group_at(self, at: int) -> tuple[int, str] | None:
        match = self.register.find(self.pieces, at)
        for form in match.forms if match else ():
            if match and self.register.bodies[form.body].group:
                return match.last, form.body
        return None

    def _named(self, regions: Iterable[object]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(region.body for region in regions))  # type: ignore[attr-defined]

    def _single(self, found: Found, levels: bool) -> None:
        """A "group" with one named region is that region's body itself."""
        if len(found.named) == 1 and not levels:
            found.body, found.members, found.named, found.group = found.named[0], (), (), False

    def _body(self, at: int) -> int | None:
        (own, kind), own_last = self._own(at)
        match = self.register.find(self.pieces, at)
        if own_last and (match is None or own_last >= match.last):
            if own is None and self._key(at, own_last) in self.table.other:
                return None
            self._append(at, own_last, own, kind)
            if own is None:
                self.found[-1].remarks.append(
                    Remark(code="document_only", span=self.pieces.span(at, own_last))
                )
            return self._regions_after(own_last)
        if (
            match is None
            or self._foreign(at, match)
            or self._modifies(at, match)
            or self._opens_name(at, match)
        ):
            return None
        raw = "".join(self.pieces[index].raw for index in range(at, match.last)).lower()
        form, ambiguous = choose(match.forms, raw, self.register.bodies, self.language, self.on)
        self._append(at, match.last, form.body, None)
        self._remark(at, match, form, raw, ambiguous)
        self.found[-1].head = self.register.words.shared.get(self.pieces[at].key, "")
        last = self._whole(at, match.last) or self._regions_after(match.last)
        if self._one_of(at, match.last):
            self.found.pop()
            return None
        return last

    def _one_of(self, first: int, last: int) -> bool:
        """``акимат``, ``акимат области``: one of a group, and the cell does not say which."""
        found = self.found[-1]
        return found.group and not found.named and self._key(first, last) in self.register.words.singular

    def _shared(self, at: int) -> int | None:
        """``министерства финансов, юстиции``; ``Қаржы және Әділет министрліктері``."""
        before = self.found[-1] if self.found else None
        follows = before is not None and (
            at == before.last or (at == before.last + 1 and self._says(before.last, "and"))
        )
        names = (
            after_head(self.pieces, at, self.register, before.head)
            if before and follows and before.head
            else before_head(self.pieces, at, self.register)
        )
        for name in names:
            form, ambiguous = choose(name.forms, name.key, self.register.bodies, self.language, self.on)
            self._append(name.first, name.last, form.body, None)
            self._remark(name.first, NameMatch(name.last, name.forms), form, form.raw, ambiguous)
            self.found[-1].head = name.head
        self.marks += [("joint", self.pieces.span(*place)) for name in names for place in name.joints]
        return names[-1].last if names else None

    def _by_consent(self, at: int) -> int | None:
        """``СМИ (по согласованию)``: what is asked for its agreement is somebody."""
        if at + 1 not in self.consents or self.pieces[at].key not in self.register.words.not_bodies:
            return None
        self._append(at, at + 1, None, "other")
        self.found[-1].remarks.append(Remark(code="not_in_register", span=self.pieces.span(at, at + 1)))
        return at + 1

    def _whole(self, at: int, last: int) -> int | None:
        """``«QazTrade» ҚК» АҚ``: a kind of company the register does not give it, after the known name."""
        if not opens((" " if at == 0 else "") + self.pieces.between(at)) or not closes(
            self.pieces.between(last)
        ):
            return None
        shape = shape_at(self.pieces, at, self.register)
        if shape is None or shape.last <= last or shape.core != self._key(at, last):
            return None
        found = self.found[-1]
        found.last = shape.last
        found.remarks.append(Remark(code="other_type", span=quotes_around(self.pieces, at, shape.last)))
        return shape.last

    def _modifies(self, at: int, match: NameMatch) -> bool:
        """``жұмыс берушілердің қауымдастығы``: a name with an ending that only opens a longer name."""
        words = self.register.words
        if match.last >= len(self.pieces) or self.pieces.between(match.last).strip():
            return False
        said = words.said.at(self.pieces, match.last)
        if not (match.ending or self._goes_on(match)) or (
            said and words.phrases[said[1]] in {"and", "together", "heads"}
        ):
            return False
        shape = shape_at(self.pieces, at, self.register)
        if shape is None or shape.bare or shape.last <= match.last:
            return False
        inner = self.register.find(self.pieces, match.last)
        return inner is None or inner.last != shape.last

    def _goes_on(self, match: NameMatch) -> bool:
        """Is the group's name, as it stands, a part of a longer one (``общественные объединения инвалидов``)?"""
        known, at = self.register.bodies[match.forms[0].body], match.last
        noun = self.register.words.noun(self.pieces[at].key)
        if noun is not None and noun[1] == ("last",):
            return True
        plain = self.pieces[at].raw.islower() and self.register.find(self.pieces, at) is None
        return known.group and not known.members and plain and not self._regions(at)

    def _regions(self, at: int) -> RegionList | None:
        return read_regions(self.pieces, at, self.register, self.on)

    def _opens_name(self, at: int, match: NameMatch) -> bool:
        """``«ҚТЖ – Жүк тасымалы» ЖШС``: quotation marks open before the name and close only after more."""
        between = self.pieces.between(match.last)
        if not opens((" " if at == 0 else "") + self.pieces.between(at)) or (
            closes(between) and not goes_on(between)
        ):
            return False
        shape = shape_at(self.pieces, at, self.register)
        return shape is not None and not shape.bare and shape.last > match.last

    def _own(self, at: int) -> tuple[tuple[str | None, str], int]:
        """What the document's own table says: body and kind, and the piece after."""
        met = self.table.known.at(self.pieces, at)
        return (self.table.bodies.get(met[1], (None, "")), met[0]) if met else ((None, ""), 0)

    def _key(self, first: int, last: int) -> str:
        return "".join(self.pieces[index].key for index in range(first, last))

    def _foreign(self, at: int, match: NameMatch) -> bool:
        """An abbreviation that in the cell's own language is something else (``БП``)."""
        table = self.register.words.by_language.get(self.language or "")
        if table is None or any(form.language == self.language for form in match.forms):
            return False
        return self._key(at, match.last) in set(map(key_of, table.not_bodies))

    def _append(self, first: int, last: int, body: str | None, kind: str | None) -> None:
        known = self.register.bodies.get(body)
        self.found.append(Found(
            first, last, body, known.kind if known else kind, stated=self._label,
            group=known is not None and known.group,
        ))  # fmt: skip
        if known and known.group:
            self.found[-1].members = tuple(
                member for member in known.members if self.register.bodies[member].valid(self.on)
            )

    def _regions_after(self, at: int) -> int:
        """``акиматы областей, гг. Астаны и Алматы``: the list that follows a group of regions' bodies."""
        found = self.found[-1]
        known = self.register.bodies.get(found.body)
        if not (found.group and known and at < len(self.pieces)) or set(self.pieces.between(at)) & set(
            "(;,:"
        ):
            return at
        regions = self._regions(at)
        if regions is None or (known.members and not self.register.bodies[known.members[0]].region):
            return at
        found.last = regions.last
        if not known.members:
            return regions.last
        found.members, found.named = regions.bodies(self.register, self.on), self._named(regions.named)
        self._single(found, bool(regions.levels))
        return regions.last

    def _remark(self, at: int, match: NameMatch, form: Form, raw: str, ambiguous: bool) -> None:
        found, span = self.found[-1], self.pieces.span(at, match.last)
        if match.loose or not any(raw.startswith(known.raw) for known in match.forms):
            found.remarks.append(Remark(code="look_alike", span=span))
        if ambiguous:
            found.remarks.append(Remark(code="ambiguous", span=span))
        body = self.register.bodies[form.body]
        if self.on is not None and not body.valid(self.on):
            found.remarks.append(Remark(code="out_of_date", span=span))
        if body.group and not body.members:
            found.remarks.append(Remark(code="must_be_named", span=span))

    def _shape(self, at: int) -> int | None:
        shape = shape_at(self.pieces, at, self.register)
        if shape is None:
            return None
        body = self.register.called(shape.core) if shape.core else None
        self._append(at, shape.last, body, shape.kind)
        found = self.found[-1]
        found.bare = shape.bare
        if shape.bare and (levels := self._levels_after(shape.last)):
            found.last, found.bare = levels, False
        code = "not_in_register" if body is None else "other_type"
        found.remarks.append(Remark(code=code, span=quotes_around(self.pieces, at, found.last)))
        return found.last

    def _levels_after(self, at: int) -> int:
        """``ДП областей``: what a body no register knows is of; the piece after it, or 0."""
        regions = self._regions(at) if at < len(self.pieces) and self.pieces.between(at) == " " else None
        return regions.last if regions else 0
