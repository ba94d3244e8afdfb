"""The words of each language by which executors are read, checked and made ready for look-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources.abc import Traversable
from itertools import product
from typing import Final

import msgspec

from bagdar.documents.grammar.pieces import Phrases, key_of
from bagdar.documents.grammar.vocabulary import load_family


class Fillers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: tuple[str, ...] = ()


class Nouns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns that say what an organisation is: of the state, others."""

    state: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


class ExecutorWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table ``[executors]`` of a language. ``head``: where the noun stands that says what an
    organisation is: "first" (after adjectives), "last" or "any"; ``level``: whether "regions",
    "cities" stand "before" or "after" the names they go with. ``every``: words before a group that
    leave it what it is; ``heads``: those who lead a body or a group, beside it; ``limits``: "within its
    competence"; ``asking``: "by agreement with", whom follows; ``marking``: short words for cities or
    regions that say nothing without their names; ``adjectival``: endings of a region's name that want such a
    word beside it; ``together``: of ``joins``, those that may also close a list; ``unit``, ``unit_last``: letters by which the abbreviation of a ministry's part
    begins, ends; ``alone``: nouns that say who executes by themselves; ``singular``: names of a group
    that mean one of it, and say nothing alone; ``unfinished``: words with which no name ends; ``open_end``: endings of the
    words with which none does, ``whole`` excepted;
    ``attached``, ``attached_last``: words before and after the body to which another belongs ("АГУ при
    Президенте"); ``several``: role words that speak of all in their part of the list;
    ``complement``: endings of the words after an organisation's noun. ``shared``: noun of a body →
    forms after or before which a list may leave it out; ``led``: noun of a body → who leads it. ``declension``: word of a name → its
    other cases, in one order for all words; ``forms``, ``types``: short → long forms."""

    head: str
    level: str
    letters: str = ""
    consent: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    nothing: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    co_executor: tuple[str, ...] = ()
    adjective: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    every: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    unit_last: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    singular: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    asking: tuple[str, ...] = ()
    marking: tuple[str, ...] = ()
    attached: tuple[str, ...] = ()
    attached_last: tuple[str, ...] = ()
    several: tuple[str, ...] = ()
    adjectival: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()
    open_end: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    complement: tuple[str, ...] = ()
    not_bodies: tuple[str, ...] = ()
    plural: tuple[str, ...] = ()
    possessive: tuple[str, ...] = ()
    case: tuple[str, ...] = ()
    joins: tuple[str, ...] = msgspec.field(default=(), name="and")
    forms: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    types: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    declension: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    levels: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    shared: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    led: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    fillers: Fillers = Fillers()
    nouns: Nouns = Nouns()

    def endings(self) -> frozenset[str]:
        """Every ending that a name or an abbreviation may take, joined in one word."""
        parts = [("", *self.plural), ("", *self.possessive), ("", *self.case)]
        return frozenset(key_of("".join(ending)) for ending in product(*parts)) - {""}

    def choices(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """Key of a legal form or kind of company → what may stand in its place: long, short, nothing."""
        found: dict[str, tuple[tuple[str, ...], ...]] = {}
        for group in (self.forms, self.types):
            for short, long in group.items():
                spellings = [(key_of(name),) for name in (short, *long)]
                found |= {spelling[0]: (*spellings, ()) for spelling in spellings}
        return found


class Words(msgspec.Struct, frozen=True):
    """All languages at once, keyed for look-up: a cell mixes them."""

    by_language: dict[str, ExecutorWords]
    said: Phrases
    """Keys of ``phrases``."""
    phrases: dict[str, str]
    """Key → what it is: consent, asking, all, every, heads, nothing, summary, responsible, co_executor, and."""
    level_words: Phrases
    levels: dict[str, tuple[str, str]]
    """Key → level, and where the names stand that go with it ("before" or "after" as in the lexicon)."""
    fillers: Phrases
    nouns: dict[str, tuple[str, tuple[str, ...]]]
    """Key → "state" or "other", and ``head`` of each language that has the noun."""
    forms: Phrases
    not_bodies: frozenset[str]
    never: frozenset[str]
    alone: frozenset[str]
    closing: tuple[str, ...]
    """Nouns of ``alone`` long enough to be known at the end of a compound."""
    singular: frozenset[str]
    heads: frozenset[str]
    marking: frozenset[str]
    several: frozenset[str]
    adjectival: tuple[str, ...]
    unfinished: frozenset[str]
    open_end: tuple[str, ...]
    whole: frozenset[str]
    complements: dict[str, tuple[str, ...]]
    """Noun → endings of the words after it; none: any word may follow."""
    shared: dict[str, str]
    """Key of a noun in any form → key of its first one."""
    adjectives: tuple[str, ...]
    endings: frozenset[str]

    def noun(self, key: str) -> tuple[str, tuple[str, ...]] | None:
        """What the noun *key*, or the one that closes the compound, says: ``авиакомпании`` are companies."""
        if found := self.nouns.get(key):
            return found
        return next((self.nouns[noun] for noun in self.closing if key.endswith(noun)), None)

    def language_of(self, text: str) -> str | None:
        """The language whose own letters stand in *text*; None where none do."""
        small = frozenset(text.lower())
        for language, words in self.by_language.items():
            if not small.isdisjoint(words.letters):
                return language
        return None


_CLOSING: Final = 7
_PHRASES: Final = (
    "every", "heads", "limits", "consent", "asking", "all", "nothing", "summary", "responsible", "co_executor", "joins", "together", "attached", "attached_last",
)  # fmt: skip


@lru_cache(maxsize=8)
def words(lexicons: tuple[tuple[str, Traversable], ...] = ()) -> Words:
    """Words of the shipped languages and of the pack's *lexicons* (language, file)."""
    by_language = load_family("executors", ExecutorWords, lexicons)
    each = by_language.values()
    phrases = {
        key_of(said): "and" if name == "joins" else name
        for table in each
        for name in _PHRASES
        for said in getattr(table, name)
    }
    levels = {
        key_of(said): (level, table.level)
        for table in each
        for level, forms in table.levels.items()
        for said in forms
    }
    fillers = _keys(said for table in each for said in table.fillers.words)
    return Words(
        by_language=by_language,
        said=Phrases(phrases),
        phrases=phrases,
        level_words=Phrases(levels),
        levels=levels,
        fillers=Phrases(fillers),
        nouns=_heads(each),
        forms=Phrases(
            key_of(said) for table in each for short, long in table.forms.items() for said in (short, *long)
        ),
        not_bodies=_keys(said for table in each for said in table.not_bodies),
        never=_keys(said for table in each for said in table.never),
        alone=_keys(said for table in each for said in table.alone),
        closing=tuple(
            sorted(
                key
                for table in each
                for key in _keys(table.alone) & _keys(noun for _, noun in _nouns(table.nouns))
                if len(key) >= _CLOSING
            )
        ),
        singular=_keys(said for table in each for said in table.singular),
        heads=_keys(said for table in each for said in table.heads),
        several=_keys(said for table in each for said in table.several),
        marking=_keys(said for table in each for said in table.marking),
        adjectival=tuple(key_of(ending) for table in each for ending in table.adjectival),
        unfinished=_keys(said for table in each for said in table.unfinished),
        open_end=tuple(key_of(ending) for table in each for ending in table.open_end),
        whole=_keys(said for table in each for said in table.whole),
        complements={
            key_of(noun): tuple(map(key_of, table.complement))
            for table in each
            for _, noun in _nouns(table.nouns)
            if table.complement
        },
        shared={
            key_of(said): key_of(noun)
            for table in each
            for noun, forms in table.shared.items()
            for said in (noun, *forms)
        },
        adjectives=tuple(key_of(ending) for table in each for ending in table.adjective),
        endings=frozenset().union(*(table.endings() for table in each)),
    )


def _heads(each: Iterable[ExecutorWords]) -> dict[str, tuple[str, tuple[str, ...]]]:
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for table in each:
        for kind, noun in _nouns(table.nouns):
            known = found.get(key_of(noun), (kind, ()))
            found[key_of(noun)] = known[0], tuple(dict.fromkeys((*known[1], table.head)))
    return found


def _nouns(nouns: Nouns) -> Iterator[tuple[str, str]]:
    yield from (("state", noun) for noun in nouns.state)
    yield from (("other", noun) for noun in nouns.other)


def _keys(said: Iterable[str]) -> frozenset[str]:
    return frozenset(map(key_of, said)) - {""}
