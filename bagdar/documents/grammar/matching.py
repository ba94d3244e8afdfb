"""Finds what a lexicon's patterns say in a row of tokens, in time that grows as the text does.

Each name is tried at each place once; repetition and free text are bounded, so that a match looks at
a bounded number of tokens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

from bagdar.documents.grammar.lexicon import Lexicon, Literal, Maybe, Node, Pattern, Ref
from bagdar.documents.grammar.spans import Token

LONGEST_CELL: Final = 600
"""Tokens that are looked at; a cell that says when or with what money is never so long."""
LONGEST_LIST: Final = 24

NUMBER: Final = "0"
ROMAN: Final = "I"
OPENS: Final = {
    "int": NUMBER,
    "year": NUMBER,
    "date": NUMBER,
    "daymonth": NUMBER,
    "monthyear": NUMBER,
    "item": NUMBER,
    "code3": NUMBER,
    "money": NUMBER,
    "figure": NUMBER,
    "share": NUMBER,
    "roman": ROMAN,
    "quoted": '"',
}
"""Built-ins that begin only with a number, a Roman numeral or a quotation mark."""

Slots = dict[str, Any]
Builder = Callable[[Slots, Pattern], Any]
"""From the slots of a match (and the pattern's constants) to its meaning; None refuses the match."""


class Match(msgspec.Struct, frozen=True):
    end: int
    """Token after the last one."""
    value: Any
    cost: int
    """Marks swallowed inside: of two matches, the one with less is the simpler reading."""


Builtin = Callable[["Matcher", int], Iterator[Match]]


def _signs(token: Token) -> frozenset[str]:
    """What the beginnings of patterns are compared with."""
    if token.kind == "number":
        return frozenset((token.form, NUMBER))
    return (
        frozenset((token.form, ROMAN)) if token.kind == "word" and token.roman else frozenset((token.form,))
    )


class Element(msgspec.Struct, frozen=True):
    """A matched name at the top: tokens first … last-1."""

    name: str
    first: int
    last: int
    value: Any


def plain(slots: Slots, pattern: Pattern) -> Any:
    """What a pattern means whose name has no builder: its ``value``, its only slot, or all it says."""
    said = {**pattern.constants, **slots}
    if "value" in said:
        return said["value"]
    return next(iter(said.values())) if len(said) == 1 else said


class Grammar:
    """A lexicon with what its patterns mean: made once for a language."""

    def __init__(
        self, lexicon: Lexicon, builders: Mapping[str, Builder], builtins: Mapping[str, Builtin]
    ) -> None:
        self.lexicon = lexicon
        self.builders = builders
        self.builtins = builtins
        beginnings = _Beginnings(lexicon, builtins, OPENS)
        self.first = {name: beginnings.of_name(name) for name in (*lexicon.patterns, *builtins)}
        self.patterns = {
            name: tuple((beginnings.of_body(pattern.body), pattern) for pattern in patterns)
            for name, patterns in lexicon.patterns.items()
        }


_made: dict[tuple[int, str], Grammar] = {}


def grammar_for(
    lexicon: Lexicon, family: str, builders: Mapping[str, Builder], builtins: Mapping[str, Builtin]
) -> Grammar:
    """The grammar of a lexicon, made once. Compiled lexicons live as long as the process."""
    key = (id(lexicon), family)
    if key not in _made:
        _made[key] = Grammar(lexicon, builders, builtins)
    return _made[key]


class Matcher:
    """One text against one grammar."""

    def __init__(self, text: str, tokens: Sequence[Token], grammar: Grammar) -> None:
        self.text = text
        self.tokens = tokens
        self.lexicon = grammar.lexicon
        self.builders = grammar.builders
        self.builtins = grammar.builtins
        self._memo: dict[tuple[str, int], tuple[Match, ...]] = {}
        self._first = grammar.first
        self._patterns = grammar.patterns
        self._begins = [_signs(token) for token in tokens]

    def has(self, at: int, name: str) -> bool:
        """Is the token at *at* a word of class *name*?"""
        return at < len(self.tokens) and name in self.lexicon.words.get(self.tokens[at].form, ())

    def written(self, first: int, last: int) -> str:
        """Tokens first … last-1 as they stand in the text."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    def form(self, at: int) -> str:
        return self.tokens[at].form if 0 <= at < len(self.tokens) else ""

    def match(self, name: str, at: int) -> tuple[Match, ...]:
        """Every way *name* can be read from token *at*: one match for each end and meaning."""
        if at >= len(self.tokens):
            return ()
        key = (name, at)
        found = self._memo.get(key)
        if found is None:
            first = self._first.get(name)
            self._memo[key] = ()
            if first is None or not first.isdisjoint(self._begins[at]) or name in self.lexicon.classes:
                self._memo[key] = tuple(self._matches(name, at))
            found = self._memo[key]
        return found

    def _matches(self, name: str, at: int) -> Iterator[Match]:
        token = self.tokens[at]
        if builtin := self.builtins.get(name):
            yield from builtin(self, at)
        word = self.lexicon.words.get(token.form, {}).get(name)
        if word is not None:
            yield Match(at + 1, word, 0)
        seen: set[tuple[int, str]] = set()
        build = self.builders.get(name, plain)
        for begins, pattern in self._patterns.get(name, ()):
            if begins is not None and begins.isdisjoint(self._begins[at]):
                continue
            for end, slots, cost in self._run(pattern.body, at, 0):
                value = build(slots, pattern)
                if value is not None and end > at and (key := (end, repr(value))) not in seen:
                    seen.add(key)
                    yield Match(end, value, cost)

    def _run(self, body: tuple[Node, ...], at: int, cost: int) -> Iterator[tuple[int, Slots, int]]:
        if not body:
            yield at, {}, cost
            return
        node, rest = body[0], body[1:]
        for end, slots, more in self._node(node, at):
            for final, others, total in self._run(rest, end, cost + more):
                yield final, {**slots, **others}, total

    def _node(self, node: Node, at: int) -> Iterator[tuple[int, Slots, int]]:
        if isinstance(node, Literal):
            if at < len(self.tokens) and self.tokens[at].form in node.forms:
                yield at + 1, {}, int(self.tokens[at].kind == "mark")
        elif isinstance(node, Maybe):
            yield from self._run(node.body, at, 0)
            yield at, {}, 0
        elif node.many:
            for end, values, cost in self._list(node.name, at, LONGEST_LIST):
                yield end, {node.slot: values}, cost
        else:
            for match in self.match(node.name, at):
                yield match.end, {node.slot: match.value}, match.cost

    def _list(self, name: str, at: int, room: int) -> Iterator[tuple[int, list[Any], int]]:
        """Longest first; the items themselves are read in their first way only."""
        chain: list[tuple[int, list[Any], int]] = []
        values: list[Any] = []
        cost = 0
        while len(values) < room:
            found = self.match(name, at)
            if not found:
                break
            best = max(found, key=lambda match: (match.end, -match.cost))
            values, cost, end = [*values, best.value], cost + best.cost, best.end
            chain.append((end, values, cost))
            at = self._joint(end)
            if at == end and not (at < len(self.tokens) and self.tokens[at].breaks):
                break
        yield from reversed(chain)

    def _joint(self, at: int) -> int:
        """The place after a comma, an "and" (``and/or``, ``and (or)`` too), or both; *at* itself if neither
        stands there (a line break joins too)."""
        end = at + 1 if self.form(at) in {",", "/"} else at
        if not self.has(end, "and"):
            return end
        if self.form(end + 1) == "/" and self.has(end + 2, "and"):
            return end + 3
        if self.form(end + 1) == "(" and self.has(end + 2, "and") and self.form(end + 3) == ")":
            return end + 4
        return end + 1

    def elements(self, names: Sequence[str], free: Callable[[int], bool]) -> list[Element]:
        """The reading of the whole row with the fewest words left over, then the simplest.

        *free* says whether the token at a place may stand alone without meaning (a comma).
        """
        size = len(self.tokens)
        best: list[tuple[int, int]] = [(0, 0)] * (size + 1)
        step: list[Element | None] = [None] * size
        for at in range(size - 1, -1, -1):
            left, cost = best[at + 1]
            best[at] = (left, cost) if free(at) else (left + 1, cost)
            for name in names:
                for match in self.match(name, at):
                    left, cost = best[match.end]
                    if (offer := (left, cost + 10 + match.cost)) < best[at]:
                        best[at], step[at] = offer, Element(name, at, match.end, match.value)
        return list(_path(step))


def _path(step: Sequence[Element | None]) -> Iterator[Element]:
    at = 0
    while at < len(step):
        element = step[at]
        if element is not None:
            yield element
        at = element.last if element is not None else at + 1


class _Beginnings:
    """What a match can begin with: forms of words, NUMBER, ROMAN; None where nothing is ruled out."""

    def __init__(self, lexicon: Lexicon, builtins: Mapping[str, Builtin], opens: Mapping[str, str]) -> None:
        self.lexicon = lexicon
        self.builtins = builtins
        self.opens = opens
        self._memo: dict[str, frozenset[str] | None] = {}
        self._words: dict[str, set[str]] = {}
        for form, classes in lexicon.words.items():
            for name in classes:
                self._words.setdefault(name, set()).add(form)

    def of_name(self, name: str, within: frozenset[str] = frozenset()) -> frozenset[str] | None:
        if name in within:
            return None
        if name not in self._memo:
            self._memo[name] = self._of_new(name, within | {name})
        return self._memo[name]

    def _of_new(self, name: str, within: frozenset[str]) -> frozenset[str] | None:
        if name in self.builtins and name not in self.opens:
            return None
        found = set(self._words.get(name, ()))
        if name in self.opens:
            found.add(self.opens[name])
        for pattern in self.lexicon.patterns.get(name, ()):
            begin = self.of_body(pattern.body, within)
            if begin is None:
                return None
            found |= begin
        return frozenset(found)

    def of_body(self, body: tuple[Node, ...], within: frozenset[str] = frozenset()) -> frozenset[str] | None:
        found: frozenset[str] = frozenset()
        for node in body:
            if isinstance(node, Literal):
                return found | node.forms
            begin = (
                self.of_body(node.body, within)
                if isinstance(node, Maybe)
                else self.of_name(node.name, within)
            )
            if begin is None:
                return None
            found |= begin
            if isinstance(node, Ref):
                return found
        return found
