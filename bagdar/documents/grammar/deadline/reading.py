"""Reads a deadline cell: tokens, patterns, sense, occurrences."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources.abc import Traversable
from typing import Any, Final, TypeVar, cast

from bagdar.documents.grammar import lexicon as lexicons
from bagdar.documents.grammar.deadline.build import BUILDERS
from bagdar.documents.grammar.deadline.builtins import BUILTINS
from bagdar.documents.grammar.deadline.model import Occurrence, Relative, Rule, Said
from bagdar.documents.grammar.deadline.occurring import occurrences
from bagdar.documents.grammar.deadline.scope import CARRIERS, is_annual, scope_of
from bagdar.documents.grammar.deadline.sense import makes_sense, settled
from bagdar.documents.grammar.matching import LONGEST_CELL, Element, Grammar, Matcher, grammar_for
from bagdar.documents.grammar.rows import row_of
from bagdar.documents.grammar.spans import Part, Reading, Token, left_over, with_separators
from bagdar.kernel import jsonio

TOP: Final = (
    "interval",
    "reported",
    "rule",
    "until",
    "since",
    "within",
    "recurrence",
    "results",
    "dated",
    "relative",
    "condition",
    "continuous",
    "stage",
    "manner",
)
"""What a deadline may consist of, in the order in which equal readings are preferred."""

FREE: Final = frozenset(',;:./()"-*•·')
LISTED: Final = 400
"""Occurrences listed in JSON; more are counted."""


class DeadlineReading(Reading, frozen=True, kw_only=True, omit_defaults=True):
    """What a deadline cell says. ``said`` keeps the order of the words."""

    said: tuple[Said, ...] = ()
    period: tuple[int, int] | None = None
    """First and last year of the plan, where the caller knows them."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """What is said, each once: moment, until, since, interval, within, recurrence, rule, …"""
        return tuple(dict.fromkeys(item.kind for item in self.said))

    @property
    def recurring(self) -> bool:
        """Due more than once by its own words, or once for each period."""
        each = any(item.moment.each for item in self.said if item.moment)
        return (
            each
            or any(item.kind in {"recurrence", "reported"} for item in self.said)
            or any(
                item.kind == "rule"
                and (
                    item.unit in {"month", "quarter", "half", "year"}
                    or (item.rule and item.rule.unit == "year")
                )
                for item in self.said
            )
        )

    @property
    def conditional(self) -> bool:
        """Due only if something happens."""
        return any(item.kind == "condition" for item in self.said)

    @property
    def continuous(self) -> bool:
        return any(item.kind == "continuous" for item in self.said)

    @property
    def relative(self) -> bool:
        """Due in relation to an event, or to a period that is not named: no day follows from the words."""
        return any(item.kind == "relative" for item in self.said) or (bool(self.rules) and not self.recurring)

    @property
    def needs_period(self) -> bool:
        """Days follow only once the plan's years are known."""
        open_kinds = CARRIERS | {"since"}
        open_ = any(item.kind in open_kinds or is_annual(item) or item.unit == "plan" for item in self.said)
        return open_ and not self.relative and scope_of(self.said, None, 1) is None

    @property
    def rules(self) -> tuple[Rule, ...]:
        return tuple(item.rule for item in self.said if item.rule)

    @property
    def relatives(self) -> tuple[Relative, ...]:
        return tuple(item.relative for item in self.said if item.relative)

    @property
    def conditions(self) -> tuple[str, ...]:
        """Each condition in the cell's own words."""
        return tuple(self.text[slice(*part.span)] for part in self.parts if part.kind == "condition")

    def occurrences(
        self, first_year: int | None = None, last_year: int | None = None, *, starts: int = 1
    ) -> tuple[Occurrence, ...]:
        """Everything due, by day; *starts* is the first month of the fiscal year.

        Years that the words name are kept whatever the arguments say; what recurs without years is
        unrolled over first_year … last_year, by default ``period``.
        """
        period = self.period if first_year is None or last_year is None else (first_year, last_year)
        return occurrences(self.said, period, starts) if self.understood else ()

    def as_json(self) -> dict[str, Any]:
        out = super().as_json()
        out.pop("said", None)  # each part carries its own meaning
        found = self.occurrences()
        flags = ("recurring", "conditional", "continuous", "relative", "needs_period")
        out |= {
            "kinds": list(self.kinds),
            "flags": [flag for flag in flags if getattr(self, flag)],
            "conditions": list(self.conditions),
            "occurrences": jsonio.plain(found[:LISTED]),
            "occurrence_count": len(found),
        }
        return out


def _grammar(language: str, path: Traversable | None) -> Grammar:
    return grammar_for(lexicons.load(language, "deadline", path), "deadline", BUILDERS, BUILTINS)


def read_deadline(
    text: str,
    language: str | None = None,
    *,
    period: tuple[int, int] | None = None,
    packs: Mapping[str, Traversable] | None = None,
) -> DeadlineReading:
    """The meaning of a deadline cell.

    *language* is tried first; the others follow, so that a Russian phrase in a Kazakh plan is still
    read, and the reading says in which language it was. *packs*: lexicon files of the pack by
    language, beside or instead of the shipped ones. Never raises on any text.
    """

    def read(code: str) -> DeadlineReading:
        path = (packs or {}).get(code)
        if len(text) <= SHORT and isinstance(path, Hashable):
            return _read_again(text, code, period, cast(Hashable, path))
        return _read(text, code, period, path)

    return best_of(text, map(read, languages(language, packs or {})))


Kind = TypeVar("Kind", bound=Reading)


def best_of(text: str, readings: Iterable[Kind], doubtful: Callable[[Kind], bool] = lambda _: False) -> Kind:
    """The first that understands the text as it is written; else the first that understands it with
    odd letters or is *doubtful*; else the one with the least left over. None is made that is not needed."""
    odd = best = None
    for reading in readings:
        if len(text) > LONGEST_TEXT or (reading.understood and not reading.odd and not doubtful(reading)):
            return reading
        odd = odd or (reading if reading.understood else None)
        if best is None or len(reading.left_over) < len(best.left_over):
            best = reading
    found = odd or best
    if found is None:
        raise ValueError("no language has a lexicon")
    return found


LONGEST_TEXT: Final = 4000
"""Characters; what is longer is no deadline in any language, and one is enough to say so."""
SHORT: Final = 300
"""Longer cells hardly ever repeat."""


def languages(first: str | None, packs: Mapping[str, Traversable]) -> tuple[str, ...]:
    """Languages in the order they are tried."""
    known = dict.fromkeys((*packs, *lexicons.shipped_languages()))
    return tuple(dict.fromkeys((first, *known) if first in known and first else tuple(known)))


def _read(
    text: str, language: str, period: tuple[int, int] | None, path: Traversable | None
) -> DeadlineReading:
    grammar = _grammar(language, path)
    whole = row_of(text, grammar.lexicon)
    row = whole[:LONGEST_CELL]
    matcher = Matcher(text, row, grammar)
    elements = matcher.elements(TOP, lambda at: row[at].form in FREE or matcher.has(at, "and"))
    rest = [*_rest(matcher, elements), *whole[LONGEST_CELL:]]
    cut = any(_cut(matcher, element) for element in elements) or (
        bool(elements) and matcher.has(elements[-1].last - 1, "attributive")
    )
    sense = bool(elements) and not cut and makes_sense(row, elements)
    said, custom = settled([element.value for element in elements])
    return DeadlineReading(
        text=text,
        language=language,
        understood=sense and not rest,
        left_over=left_over(text, rest) if rest or sense else text.strip(),
        parts=with_separators([_part(row, element) for element in elements], row, rest),
        odd=(*dict.fromkeys(token.odd for token in row if token.odd), *custom),
        said=said,
        period=period,
    )


@lru_cache(maxsize=4096)
def _read_again(text: str, language: str, period: tuple[int, int] | None, path: Hashable) -> DeadlineReading:
    """As :func:`_read`, remembered: the same few phrases fill a plan's column."""
    return _read(text, language, period, cast("Traversable | None", path))


def _cut(matcher: Matcher, element: Element) -> bool:
    """Does it begin with a form that hangs on a word before it ("декабря" of "25 декабря")?"""
    moment = element.value.moment
    return element.name == "dated" and not moment.years and matcher.has(element.first, "dependent")


def _rest(matcher: Matcher, elements: Sequence[Element]) -> list[Token]:
    """Tokens that no element covers, save marks and an "and" that joins two elements."""
    covered = {at for element in elements for at in range(element.first, element.last)}
    starts = {element.first for element in elements}
    rest = []
    for at, token in enumerate(matcher.tokens):
        if at in covered:
            continue
        if matcher.has(at, "and") and at - 1 in covered | _marks(matcher, at) and at + 1 in starts:
            continue
        if token.form not in FREE or (token.form == "-" and not _joins(matcher, at, starts)):
            rest.append(token)
    return rest


def _joins(matcher: Matcher, at: int, starts: set[int]) -> bool:
    """Has a dash something after it, and is it no sign before a figure (a range that lost its beginning)?"""
    sign = at == 0 and at + 1 < len(matcher.tokens) and matcher.tokens[at + 1].glued
    return not sign and any(first > at for first in starts)


def _marks(matcher: Matcher, at: int) -> set[int]:
    return {at - 1} if matcher.form(at - 1) in {",", ";"} else set()


def _part(row: Sequence[Token], element: Element) -> Part:
    meaning: dict[str, Any] = jsonio.plain(element.value)
    meaning.pop("kind", None)
    span = (row[element.first].start, row[element.last - 1].end)
    return Part(kind=element.value.kind, span=span, meaning=meaning)
