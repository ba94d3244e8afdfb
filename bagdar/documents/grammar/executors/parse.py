"""Reads a cell of executors from left to right: bodies, groups, marks; what is none of them is left over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from bagdar.documents.grammar.executors.edges import consents, quotes_around, with_brackets
from bagdar.documents.grammar.executors.found import Found
from bagdar.documents.grammar.executors.lists import after_head, before_head
from bagdar.documents.grammar.executors.model import Remark
from bagdar.documents.grammar.executors.owners import joined
from bagdar.documents.grammar.executors.regions import read_regions
from bagdar.documents.grammar.executors.register import Form, NameMatch, Register, choose
from bagdar.documents.grammar.executors.shapes import closes, opens, shape_at
from bagdar.documents.grammar.executors.table import Abbreviations
from bagdar.documents.grammar.pieces import Pieces, key_of
from bagdar.documents.grammar.spans import DASHES, Span

_ROLES: Final = {"summary": "main_responsible", "responsible": "responsible", "co_executor": "co_executor"}


class Parser:
    """One cell. After :meth:`run`: ``found`` in order, ``marks`` (kind, span), ``left`` pieces."""

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
        masked = frozenset(at for first, last in self.consents.items() for at in range(first, last))
        without = whole.without(masked)
        self.state = register.state_places(without)
        self.pieces = without.without(self.state)
        self._label = ""

    def run(self) -> None:
        at = 0
        while at < len(self.pieces):
            at = self._step(at)

    def _step(self, at: int) -> int:
        if at in self.consents:
            return self._consent(at)
        if at in self.state:
            return self._state(at)
        if (
            "(" in self.pieces.between(at)
            and self.found
            and self._touched(at)
            and (last := self._bracket(at))
        ):
            return last
        count = len(self.found)
        for read in (
            self._word, self._regions_first, self._body, self._shared, self._shape, self._by_consent,
        ):  # fmt: skip
            if last := read(at):
                self._merge(count)
                return last
        self.left.add(at)
        return at + 1

    def _merge(self, count: int) -> None:
        """``КГД МФ``, ``ҚМ МКК``: a body and, after a space only, the one it is part of are one."""
        if count and len(self.found) == count + 1 and self.found[-1].first == self.found[-2].last:
            known = self.register.words.by_language
            tables = [known[self.language]] if self.language in known else list(known.values())
            if whole := joined(self.found[-2], self.found[-1], self.pieces, self.register.bodies, tables):
                self.found[-2:] = [whole]

    # Marks

    def _consent(self, at: int) -> int:
        """ "By agreement": the executor before it, or all before it, is not bound to agree."""
        last = self.consents[at]
        first = at
        every = at - 1 >= 0 and at - 1 in self.left and self._says(at - 1, "all")
        if every:
            first = at - 1
            self.left.discard(first)
        span = with_brackets(self.pieces, first, last)
        if not self.found:
            self.left.update(range(first, last))
            return last
        if not self._touched(first):
            # What is asked for its agreement is not known: nobody else is meant by it.
            self.marks.append(("consent", span))
            return last
        for found in self.found if every else self.found[-1:]:
            found.conditional = True
        self.found[-1].end = span[1]
        self.marks.append(("consent", span))
        if "(" in self.text[span[0] : span[1]] and ")" not in self.text[span[0] : span[1]]:
            self.found[-1].remarks.append(Remark(code="unclosed_bracket", span=span))
        return last

    def _touched(self, at: int) -> bool:
        """Does nothing that is not understood stand between the executor before and piece *at*?"""
        return self.left.isdisjoint(range(self.found[-1].last, at))

    def _says(self, at: int, name: str) -> bool:
        return self.register.words.phrases.get(self.pieces[at].key) == name

    def _state(self, at: int) -> int:
        """``РК`` after a name or ``ҚР`` before one belongs to it; alone it means nothing."""
        last = at
        while last in self.state:
            last += 1
        if self.found and self.found[-1].last == at and not self.pieces.between(at).strip(' \n\t»”"'):
            self.found[-1].last = last
            return last
        if last < len(self.pieces) and not self.pieces.between(last).strip(' \n\t«“"'):
            count = len(self.found)
            end = self._step(last)
            if len(self.found) > count and self.found[-1].first == last:
                self.found[-1].first = at
                return end
            self.left.update(range(at, last))
            return end
        self.left.update(range(at, last))
        return last

    def _word(self, at: int) -> int | None:
        """Joints, numbers of a list, words that give a role."""
        piece, words = self.pieces[at], self.register.words
        after = self.pieces.between(at + 1)
        if piece.key.isdigit() and len(piece.key) < 3 and after[:1] in {".", ")"} and self._separated(at):
            return self._mark("number", at, at + 1)
        met = words.said.at(self.pieces, at)
        if met is None:
            return None
        last, meaning = met[0], words.phrases[met[1]]
        if meaning in {"and", "together"} and self.found and last < len(self.pieces):
            return self._mark("joint", at, last)
        if meaning == "together" and len(self.found) > 1:
            return self._mark("joint", at, last)
        if meaning == "limits" and self.found and self._touched(at):
            span = with_brackets(self.pieces, at, last)
            self.found[-1].end = span[1]
            self.marks.append(("limits", span))
            return last
        if meaning in _ROLES and self._role(at, last, _ROLES[meaning]):
            return last
        if meaning in {"all", "every"} and last < len(self.pieces) and self._group_at(last):
            return self._mark("every", at, last)
        return None

    def _separated(self, at: int) -> bool:
        return at == 0 or not self.pieces.between(at).isspace() or "\n" in self.pieces.between(at)

    def _role(self, first: int, last: int, role: str) -> bool:
        """ "Responsible:" begins a list; "(consolidation)" or "– consolidation" speaks of the body before."""
        before, after = self.pieces.between(first), self.pieces.between(last)
        if after.lstrip().startswith(":") or (after.strip() in set(DASHES) and first == 0):
            self._label = role
        elif self.found and self._touched(first) and ("(" in before or set(before) & set(DASHES)):
            self.found[-1].stated = role
            self.found[-1].end = with_brackets(self.pieces, first, last)[1]
        else:
            return False
        self._mark("role", first, last)
        return True

    def _mark(self, kind: str, first: int, last: int) -> int:
        self.marks.append((kind, self.pieces.span(first, last)))
        return last

    # Brackets after a name

    def _bracket(self, at: int) -> int | None:
        """What stands in brackets after an executor: a role, its full name, its part, a group's members."""
        last = at
        while last < len(self.pieces) and (last == at or ")" not in self.pieces.between(last)):
            last += 1
        inner = range(at, last)
        if any(index in self.consents for index in inner):
            return None
        regions = read_regions(self.pieces, at, self.register, self.on)
        before = self.found[-1]
        if before.group and last == at + 2 and self._counted(at):
            self.marks.append(("members", with_brackets(self.pieces, at, last)))
            before.remarks.append(Remark(code="must_be_named", span=self.pieces.span(at, last)))
            before.end = with_brackets(self.pieces, at, last)[1]
            return last
        if before.group and regions and regions.last == last:
            before.named = before.members = regions.bodies(self.register, self.on)
            self.marks.append(("members", with_brackets(self.pieces, at, last)))
            before.end = with_brackets(self.pieces, at, last)[1]
            return last
        return self._inner(at, last)

    def _counted(self, at: int) -> bool:
        """``МИО (9 регионов)``: how many, not which."""
        return (
            self.pieces[at].key.isdigit()
            and self.register.words.level_words.at(self.pieces, at + 1) is not None
        )

    def _inner(self, at: int, last: int) -> int | None:
        count, left = len(self.found), set(self.left)
        before = self.found[-1]
        place = at
        while place < last:
            place = self._bracketed_step(place)
        inner = self.found[count:]
        del self.found[count:]
        if self.left != left or place != last or any(found.bare and found.body is None for found in inner):
            self.left = left
            return None
        span = with_brackets(self.pieces, at, last)
        before.end = max(before.end, span[1])
        units = [found for found in inner if found.body is None or found.body != before.body]
        before.units += tuple(units)
        self.marks.append(("unit" if units else "same", span))
        if ")" not in self.pieces.between(last):
            before.remarks.append(Remark(code="unclosed_bracket", span=span))
        return last

    def _bracketed_step(self, at: int) -> int:
        for read in (self._word, self._body, self._shape):
            if last := read(at):
                return last
        self.left.add(at)
        return at + 1

    # Bodies

    def _regions_first(self, at: int) -> int | None:
        """``облыстардың, Астана және Алматы қалаларының әкімдіктері``: the list, then the group."""
        regions = read_regions(self.pieces, at, self.register, self.on)
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
        if self.found[-1].group and self._key(at, last) in self.register.words.singular:
            self.found.pop()
            return None
        return last

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
        noun, said = words.noun(self.pieces[match.last].key), words.said.at(self.pieces, match.last)
        closed = noun is not None and "last" in noun[1] and self.register.bodies[match.forms[0].body].group
        if not (match.ending or closed) or (said and words.phrases[said[1]] in {"and", "together"}):
            return False
        shape = shape_at(self.pieces, at, self.register)
        if shape is None or shape.bare or shape.last <= match.last:
            return False
        inner = self.register.find(self.pieces, match.last)
        return inner is None or inner.last != shape.last

    def _opens_name(self, at: int, match: NameMatch) -> bool:
        """``«ҚТЖ – Жүк тасымалы» ЖШС``: quotation marks open before the name and close only after more."""
        if not opens((" " if at == 0 else "") + self.pieces.between(at)) or closes(
            self.pieces.between(match.last)
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
        regions = read_regions(self.pieces, at, self.register, self.on)
        if regions is None or not any(self.register.bodies[member].region for member in known.members[:1]):
            return at
        found.last = regions.last
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
        body = self.register.core(shape.core) if shape.core else None
        self._append(at, shape.last, body, shape.kind)
        found = self.found[-1]
        found.bare = shape.bare
        code = "not_in_register" if body is None else "other_type"
        found.remarks.append(Remark(code=code, span=quotes_around(self.pieces, at, shape.last)))
        return shape.last
