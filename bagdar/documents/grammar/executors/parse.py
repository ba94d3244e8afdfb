"""Reads a cell of executors from left to right: bodies, groups, marks; what is none of them is left over."""

from __future__ import annotations

from typing import Final

import msgspec

from bagdar.documents.grammar.executors.edges import with_brackets
from bagdar.documents.grammar.executors.found import Found
from bagdar.documents.grammar.executors.model import Remark
from bagdar.documents.grammar.executors.names import NameReader
from bagdar.documents.grammar.executors.owners import is_unit, joined
from bagdar.documents.grammar.spans import DASHES

_ROLES: Final = {"summary": "main_responsible", "responsible": "responsible", "co_executor": "co_executor"}


class Parser(NameReader):
    """One cell. After :meth:`run`: ``found`` in order, ``marks`` (kind, span), ``left`` pieces."""

    def run(self) -> None:
        at = 0
        while at < len(self.pieces):
            count = len(self.found)
            at = self._step(at)
            self._settle(count, at)
        self.left.update(range(*self._pending))

    def cut_off(self) -> list[str]:
        """What shows that the cell is cut short: a dash at its end, a mark that opens something there."""
        tail = self.pieces.tail.strip()
        cut = set(tail[:1] + tail[-1:]) & set(DASHES) or set(tail) & set("«“„([:")
        return [tail] if cut and self.pieces.row else []

    def _settle(self, count: int, at: int) -> None:
        """What words before bodies say of them: "by agreement: …" of all that follow, "by agreement with" of
        the next one (in brackets: of all there), "consolidation – " of the first."""
        new = self.found[count:]
        if not new:
            return
        joined = at < len(self.pieces) and self._says(at, "and")
        if self._asking:
            for found in new:
                found.conditional = True
            if self._pending[1]:
                self.marks.append(("consent", with_brackets(self.pieces, *self._pending)))
            self._pending = (0, 0)
            after = self.pieces.between(at)
            closed = {"next": not joined, "bracket": ")" in after, "rest": ";" in after}
            if closed[self._asking]:
                self._asking = ""
        if self._label == _ROLES["summary"] and not joined:
            self._label = ""

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
            one, other = self.found[-2:]
            if whole := joined(one, other, self.pieces, self.register.bodies, tables):
                self.found[-2:] = [whole]
            elif self._one_name(one, other):
                one.last = other.last
                one.remarks += other.remarks
                del self.found[-1]

    def _one_name(self, one: Found, other: Found) -> bool:
        """``ННПЦ РСИО``: two abbreviations that nobody knows, with one space between them, are one name."""
        unknown = all(found.bare and found.body is None and not found.end for found in (one, other))
        return unknown and self.pieces.between(other.first) == " "

    # Marks

    def _consent(self, at: int) -> int:
        """ "By agreement": the executor before it, or all before it, is not bound to agree."""
        last = self.consents[at]
        first = at
        if ahead := self._ahead(first, last):
            self._asking, self._pending = ahead, (first, last)
            return last
        if self._starred(first, last):
            return last
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

    def _ahead(self, first: int, last: int) -> str:
        """Do the words speak of who follows: "rest" of all, "bracket" of all in the brackets, "next" of one? ``МФ, по согласованию НБ``."""
        before, after = self.pieces.between(first), self.pieces.between(last)
        if first in self.asking:
            return "bracket" if "(" in before else "next"
        if last >= len(self.pieces) or ")" in after or "\n" in after:
            return ""
        begins = first == 0 or bool(set(before) & set(",;"))
        if begins and (after.strip() == ":" or (after.strip() in DASHES and after.strip())):
            return "rest"
        return "next" if after.isspace() and (begins or "(" in before) else ""

    def _starred(self, first: int, last: int) -> bool:
        """``КНБ*, ГП* (* по согласованию)``: those with the mark are asked."""
        before = self.pieces.between(first)
        note = before.rpartition("(")[2]
        if "*" not in note:
            return False
        marked = [found for found in self.found[:-1] if "*" in self.pieces.between(found.last)]
        if self.found and before.count("*") > 1:
            marked.append(self.found[-1])
        for found in marked:
            found.conditional = True
        if marked:
            self.marks.append(("consent", with_brackets(self.pieces, first, last)))
        return bool(marked)

    def _touched(self, at: int) -> bool:
        """Does nothing that is not understood stand between the executor before and piece *at*?"""
        return self.left.isdisjoint(range(self.found[-1].last, at))

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
        if meaning == "heads":
            return self._heads(at, last)
        if meaning == "limits" and self.found and self._touched(at):
            span = with_brackets(self.pieces, at, last)
            self.found[-1].end = span[1]
            self.marks.append(("limits", span))
            return last
        if meaning == "attached":
            return self._attached(at, last)
        if meaning == "attached_last":
            return self._attached_last(at, last)
        if meaning in _ROLES and self._role(at, last, _ROLES[meaning]):
            return last
        if meaning in {"all", "every"} and last < len(self.pieces) and self._group_at(last):
            return self._mark("every", at, last)
        return None

    def _heads(self, at: int, last: int) -> int | None:
        """``первые руководители ЦГО``, ``ОМО-ның бірінші басшылары``: who leads a body answers for it."""
        if self.found and at == self.found[-1].last and not self.pieces.between(at).strip():
            self.found[-1].end = self.pieces.span(at, last)[1]
            return self._mark("heads", at, last)
        follows = last < len(self.pieces) and not self.pieces.between(last).strip()
        if follows and self.register.find(self.pieces, last):
            return self._mark("heads", at, last)
        return None

    def _attached(self, at: int, last: int) -> int | None:
        """``АГУ при Президенте``: the body named after the word only says where the one before it belongs."""
        follows = last < len(self.pieces) and not self.pieces.between(last).strip()
        if not follows or not self.found or self.found[-1].last != at or self.pieces.between(at).strip():
            return None
        after = last + 1 if last in self.state else last
        owner = self.register.find(self.pieces, after) if after < len(self.pieces) else None
        if owner is None or owner.loose:
            return None
        self.found[-1].last = owner.last
        return owner.last

    def _attached_last(self, at: int, last: int) -> int | None:
        """``Президент жанындағы МБА``: likewise, where the owner is named first."""
        follows = last < len(self.pieces) and not self.pieces.between(last).strip()
        if not follows or not self.found or self.found[-1].last != at or self.pieces.between(at).strip():
            return None
        owner, count = self.found.pop(), len(self.found)
        end = self._step(last)
        if len(self.found) > count and self.found[count].first == last:
            self.found[count].first = owner.first
            return end
        del self.found[count:]
        self.found.append(owner)
        return None

    def _separated(self, at: int) -> bool:
        return at == 0 or not self.pieces.between(at).isspace() or "\n" in self.pieces.between(at)

    def _role(self, first: int, last: int, role: str) -> bool:
        """ "Responsible:" begins a list; "(consolidation)" or "– consolidation" speaks of the body before."""
        before, after = self.pieces.between(first), self.pieces.between(last)
        leads = after.strip(" .")
        if leads[:1] == ":" or (leads in set(DASHES) and (first == 0 or set(before) & set(",;.\n"))):
            self._label = role
        elif self.found and self._touched(first) and ("(" in before or set(before) & set(DASHES)):
            for found in self._spoken_of(first, last):
                found.stated = role
            self.found[-1].end = with_brackets(self.pieces, first, last)[1]
        else:
            return False
        self._mark("role", first, last)
        return True

    def _spoken_of(self, first: int, last: int) -> list[Found]:
        """``МФ, МЗ – соисполнители``: a word for several speaks of all since the last semicolon."""
        count = 1
        if self._key(first, last) in self.register.words.several and "(" not in self.pieces.between(first):
            while count < len(self.found) and not self.found[-count - 1].stated:
                if set(self.pieces.between(self.found[-count].first)) & set(";\n"):
                    break
                count += 1
        return self.found[-count:]

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
        regions = self._regions(at)
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
        inner = [self._unit_of(before, found) for found in self.found[count:]]
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

    def _unit_of(self, before: Found, found: Found) -> Found:
        """``КНБ (ПС)``: an abbreviation that says who it is, or that it is a committee, next to its body's name."""
        if not found.bare or found.body is not None or before.group:
            return found
        known = self.register.bodies.get(before.body)
        part = self._key(found.first, found.last)
        own = self._key(before.first, before.last)
        for key in (part + own, own + part):
            for form in self.register.whole(key):
                if known and self.register.bodies[form.body].parent == known.id:
                    kind = self.register.bodies[form.body].kind
                    return msgspec.structs.replace(found, body=form.body, kind=kind, bare=False, remarks=[])
        if known and self.register.bodies.may_be_responsible(known.kind) and self._is_unit(part):
            return msgspec.structs.replace(found, kind=known.kind, bare=False)
        return found

    def _is_unit(self, key: str) -> bool:
        known = self.register.words.by_language
        tables = [known[self.language]] if self.language in known else list(known.values())
        return any(is_unit(key, words) for words in tables)

    def _bracketed_step(self, at: int) -> int:
        for read in (self._word, self._body, self._shape):
            if last := read(at):
                return last
        self.left.add(at)
        return at + 1
