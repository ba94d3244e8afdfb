"""Everything looked for in a document, compiled once from the forms: captions, labels, words, kinds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from bagdar.documents.reading.folding import fold, likeness
from bagdar.documents.reading.lexicon import lexicon
from bagdar.documents.spec import Column, FormSpec, ItemKind
from bagdar.kernel.text import Text

ROWS, PASSPORTS, FACTORS, PROPOSALS, TALLY = "rows", "passports", "factors", "proposals", "tally"
ANALYSIS, OFFLINE, OFFLINE_FACTORS = "analysis", "offline", "offline_factors"
WORD_TABLES = {
    PASSPORTS: "passports.", FACTORS: "factors.", PROPOSALS: "proposals.", TALLY: "tally.",
    OFFLINE: "offline.column.", OFFLINE_FACTORS: "offline.factor.",
}  # fmt: skip
"""Tables whose captions are words of the form: use → how the ids of those words begin."""
_ANALYSIS_WORDS = ("passports.code", "strategy.item", "strategy.result")
_NOT_CAPTIONS = {
    "passports.annex", "passports.title", "passports.periods", "passports.target", "passports.actual",
    "passports.standing", "factors.internal", "factors.external", "factors.minus", "factors.plus",
    "factors.lines", "tally.note", "tally.sections",
}  # fmt: skip
"""Words of such a table that stand in its rows or around it, not at the head of a column."""

_NUMBERED = re.compile(r"^\s*\d{1,2}\s*[.)]\s*")
_OPENING, _SENTENCE = 10, 24
"""Letters by which a printed sentence is known: before its first field, and where it has none."""
FUZZY = 0.86
"""Likeness from which two captions count as the same one."""


class Caption(NamedTuple):
    folded: str
    id: str
    role: str
    language: str


class Match(NamedTuple):
    caption: Caption
    score: float


class Captions:
    """Captions of one sort of table, found as written, without what is in brackets, or nearly."""

    def __init__(self, captions: Iterable[Caption], *, loose: bool = True) -> None:
        """*loose*: also a longer text that opens or closes with a known caption."""
        self.loose = loose
        self.by_key: dict[str, Caption] = {}
        self.languages: dict[str, set[str]] = {}
        for caption in captions:
            if caption.folded:
                self.by_key.setdefault(caption.folded, caption)
                self.languages.setdefault(caption.folded, set()).add(caption.language)
        self._cache: dict[str, Match | None] = {}

    def exact(self, text: str) -> Caption | None:
        """The caption that *text* is, letter for letter."""
        return self.by_key.get(fold(text)) if len(text) < 200 else None

    def match(self, text: str) -> Match | None:
        """The caption that *text* says, best first; None where nothing is near enough."""
        if text not in self._cache:
            self._cache[text] = self._match(text) if len(text) < 300 else None
        return self._cache[text]

    def _match(self, text: str) -> Match | None:
        whole = fold(text)
        plain = fold(without_brackets(text)).rstrip("0123456789")
        pieces = re.split(r"[,;/\n]", without_brackets(text))
        tried = [(whole, 1.0), (plain, 0.98), *((fold(piece), 0.95) for piece in pieces if len(pieces) > 1)]
        for key, score in tried:
            if key in self.by_key:
                return Match(self.by_key[key], score)
        best = self._near(plain) if len(plain) >= 4 else None
        return best or (self._begins(plain) if self.loose else None)

    def _near(self, key: str) -> Match | None:
        near = (known for known in self.by_key if known[0] == key[0] or known[-4:] == key[-4:])
        scored = ((likeness(key, known), known) for known in near)
        score, known = max(scored, default=(0.0, ""))
        return Match(self.by_key[known], score) if score >= FUZZY else None

    def _begins(self, key: str) -> Match | None:
        """A longer caption that opens, or closes, with a known one of some length."""
        found = [
            known for known in self.by_key
            if len(known) >= 6 and len(key) <= 4 * len(known) and (key.startswith(known) or key.endswith(known))
        ]  # fmt: skip
        if not found:
            return None
        known = max(found, key=lambda each: (len(each), key.startswith(each)))
        return Match(self.by_key[known], 0.5 + 0.3 * len(known) / len(key))


def without_brackets(text: str) -> str:
    """*text* without what stands in round or square brackets (a unit, a reservation, a footnote mark)."""
    out, depth = [], 0
    for letter in text:
        if letter in "([":
            depth += 1
        elif letter in ")]":
            depth = max(depth - 1, 0)
        elif not depth:
            out.append(letter)
    return "".join(out)


class Vocabulary:
    """What the forms say, ready to be looked up. Languages are those of the forms, in order."""

    def __init__(self, forms: Mapping[str, FormSpec]) -> None:
        self.forms = forms
        languages = [language for form in forms.values() for language in form.languages]
        self.languages: tuple[str, ...] = tuple(dict.fromkeys(languages))
        self.spec = forms.get("plan") or next(iter(forms.values()))
        self.kinds: dict[str, ItemKind] = {}
        for form in forms.values():
            for kind in form.kinds:
                self.kinds.setdefault(kind.id, kind)
        self.tables: dict[str, Captions] = {ROWS: Captions(self._row_captions())}
        for use, prefix in WORD_TABLES.items():
            self.tables[use] = Captions(self._word_captions(prefix), loose=use == FACTORS)
        self.tables[ANALYSIS] = Captions(self._words_of(_ANALYSIS_WORDS), loose=False)

    @property
    def rows(self) -> Captions:
        """Captions of the columns of a plan or a report."""
        return self.tables[ROWS]

    def _columns(self) -> dict[str, Column]:
        found: dict[str, Column] = {}
        for name in ("plan", "report"):
            for column in self.forms[name].columns if name in self.forms else ():
                found.setdefault(column.id, column)
        return found

    def _row_captions(self) -> Iterator[Caption]:
        columns = [
            column for name in ("plan", "report") if name in self.forms for column in self.forms[name].columns
        ]
        by_role: dict[str, str] = {}
        for column in columns:
            by_role.setdefault(column.role, column.id)
            for language, text in _said(column.published, column.used, column.variants):
                yield Caption(fold(text), column.id, column.role, language)
        title = by_role.get("title", "title")
        for kind in self.kinds.values():
            for language, text in kind.plural.items() if kind.measured or kind.ordinal else ():
                yield Caption(fold(text), title, "title", language)
        for language in self.languages:
            for role, texts in lexicon(language).captions.items():
                for text in texts:
                    yield Caption(fold(text), by_role.get(role, role), role, language)

    def _word_captions(self, prefix: str) -> Iterator[Caption]:
        ids = [key for key in self._word_ids() if key.startswith(prefix) and key not in _NOT_CAPTIONS]
        yield from self._words_of(ids)
        if prefix == WORD_TABLES[FACTORS]:
            for language in self.languages:
                known = lexicon(language)
                for key, texts in (
                    ("factors.influence", known.factors),
                    ("factors.measures", known.measures),
                ):
                    for text in texts:
                        yield Caption(fold(text), key, "", language)

    def _words_of(self, ids: Iterable[str]) -> Iterator[Caption]:
        for key in ids:
            for language, text in self._word_texts(key):
                yield Caption(fold(text), key, "", language)

    def _word_ids(self) -> Iterator[str]:
        forms = self.forms.values()
        yield from dict.fromkeys(key for form in forms for key in (*form.words, *form.word_variants))

    def _word_texts(self, key: str) -> Iterator[tuple[str, str]]:
        for form in self.forms.values():
            yield from _said(form.words.get(key, Text()), Text(), form.word_variants.get(key, {}))

    @cached_property
    def word_keys(self) -> dict[str, tuple[str, ...]]:
        """Printed word → its comparison keys in all languages, fields cut out, longest first."""
        found: dict[str, tuple[str, ...]] = {}
        for key in self._word_ids():
            keys = {fold(cut_fields(text)) for _, text in self._word_texts(key)} - {""}
            found[key] = tuple(sorted(keys, key=lambda each: (-len(each), each)))
        return found

    @cached_property
    def choices(self) -> frozenset[str]:
        """Comparison keys of the words that the form lets one choose from."""
        form = self.forms.get("report") or self.spec
        said: list[Text] = [each.words for each in form.statuses]
        said += [each.words for each in form.states]
        said += [each.words for each in form.standings]
        said += [each.words for each in form.reasons]
        words = [text for each in said for text in each.values()]
        offered = (
            "offline.internal",
            "offline.external",
            "offline.positive",
            "offline.negative",
            "offline.first_head",
            "offline.acting_head",
        )
        return frozenset(
            {fold(word) for word in words} | {key for word in offered for key in self.word(word)}
        )

    @cached_property
    def note_captions(self) -> dict[str, str]:
        """Comparison key of a caption of the note's items, as printed or otherwise worded → item."""
        form = self.forms.get("report") or self.spec
        found = {fold(text): item.id for item in form.note for text in item.caption.values()}
        for word, when in (("note_item_1", "evaluation"), ("note_item_2", "always")):
            item = next((item.id for item in form.note if item.when == when), None)
            if item is not None:
                found.update((key, item) for key in self.word(word) if key not in found)
        return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))

    @cached_property
    def openings(self) -> tuple[str, ...]:
        """How the form's printed sentences begin: comparison keys up to their first field, if long enough."""
        found: set[str] = set()
        for key in self._word_ids():
            for _, text in self._word_texts(key):
                opening, field, _ = text.partition("{")
                folded = fold(opening)
                if len(folded) >= (_OPENING if field else _SENTENCE):
                    found.add(folded)
        return tuple(sorted(found))

    @cached_property
    def _printed(self) -> frozenset[str]:
        found = (fold(text) for key in self._word_ids() for _, text in self._word_texts(key))
        return frozenset(key for key in found if len(key) >= _OPENING)

    def is_printed(self, text: str) -> bool:
        """Whether *text* is what the form itself prints: a heading, or a sentence with its fields."""
        for words in (text, _NUMBERED.sub("", text, count=1)):
            key = fold(words[:200])
            if key in self._printed or any(key.startswith(opening) for opening in self.openings):
                return True
        return False

    def heads_part(self, part: str, text: str) -> bool:
        """Whether *text* is the heading of a part of the report ("part.3"), with its number or without."""
        keys = {fold(text[:300]), fold(_NUMBERED.sub("", text[:300], count=1))}
        return any(key in keys for key in self.word(part))

    def ends_tables(self, text: str) -> bool:
        """Whether only running text follows: the report's last part, or a signature."""
        return self.says("signature.head", text) or self.heads_part("part.3", text)

    def word(self, key: str) -> tuple[str, ...]:
        """Comparison keys of the printed word *key* in all languages, longest first; fields cut out."""
        return self.word_keys.get(key, ())

    def stems(self, key: str) -> tuple[str, ...]:
        """The pack's turns of speech *key*: comparison keys of their words, divided by a space."""
        return tuple(" ".join(map(fold, text.split())) for _, text in self._word_texts(key))

    def says(self, key: str, text: str) -> bool:
        """Whether *text* is the printed word *key*, in any language."""
        return fold(text) in self.word(key)

    def word_text(self, key: str, language: str) -> str:
        """The word as printed in *language*, "" where the pack has none."""
        for form in self.forms.values():
            if key in form.words and language in form.words[key]:
                return form.words[key][language]
        return ""

    @cached_property
    def containers(self) -> tuple[str, ...]:
        """Kinds that others may stand under and that have no passport, outermost first."""
        parents = {parent for kind in self.kinds.values() for parent in kind.parents}
        found = [kind.id for kind in self.kinds.values() if kind.id in parents and not kind.measured]
        return tuple(sorted(found, key=lambda kind: self.rank[kind]))

    @cached_property
    def groupings(self) -> tuple[str, ...]:
        """Containers that only divide the plan; an activity with milestones under it is not one."""
        return tuple(kind for kind in self.containers if not self.kinds[kind].ordinal)

    @cached_property
    def rank(self) -> dict[str, int]:
        """How deep a kind stands in the tree: 0 at the top."""
        ranks: dict[str, int] = {}

        def depth(kind: str, seen: tuple[str, ...]) -> int:
            if kind not in ranks:
                above = [
                    depth(parent, (*seen, kind)) + 1
                    for parent in self.kinds[kind].parents
                    if parent in self.kinds and parent not in seen and not self.kinds[parent].measured
                ]
                ranks[kind] = max(above, default=0)
            return ranks[kind]

        for kind in self.kinds:
            depth(kind, ())
        return ranks

    @cached_property
    def ordinal(self) -> str:
        """The kind numbered through the whole plan (activities); "" where the pack has none."""
        return next((kind.id for kind in self.kinds.values() if kind.ordinal), "")

    @cached_property
    def measured(self) -> tuple[str, ...]:
        """Kinds that have a passport."""
        return tuple(kind.id for kind in self.kinds.values() if kind.measured)

    @cached_property
    def plurals(self) -> dict[str, str]:
        """Comparison key of "Activities", "Result indicators", … → kind."""
        found: dict[str, str] = {}
        for kind in self.kinds.values():
            for text in kind.plural.values():
                found.setdefault(fold(text), kind.id)
        for key in self.word("activities_caption") if self.ordinal else ():
            found.setdefault(key, self.ordinal)
        return found


def cut_fields(text: str) -> str:
    """A printed word without its fields in braces."""
    out, depth = [], 0
    for letter in text:
        if letter == "{":
            depth += 1
        elif letter == "}":
            depth = max(depth - 1, 0)
        elif not depth:
            out.append(letter)
    return "".join(out)


def _said(published: Text, used: Text, variants: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    yield from published.items()
    yield from used.items()
    for language, texts in variants.items():
        for text in texts:
            yield language, text
