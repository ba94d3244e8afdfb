"""The words and turns of phrase of one language, as data: loaded from a TOML file and compiled.

A lexicon file has three tables. ``[suffixes]`` holds endings: ``case = "ға ге нан"``; a word written
``желтоқсан~case`` stands for itself and for itself with each of them. ``[words]`` holds classes:
``and = "и а"`` or, with values, ``[words.month]`` and ``12 = "декабр(ь|я|е)"``. ``[patterns]`` holds
what may be said: a list of patterns for each name. In a pattern stand, separated by spaces,

* a word (with ``(a|b)`` and ``~`` as above; a choice may hold several words: ``(in|in a)``) or a mark;
* ``<name>`` or ``<name:slot>``: a class of words, another pattern, or a built-in of the grammar;
* ``<name+>``: several of them, joined by commas or the class ``and``;
* ``[ … ]``: may be absent; ``=> unit=year count=1`` at the end: constants the pattern says.

``decimal_mark``, above the tables, is a comma where it is not said.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final

import msgspec

from bagdar.documents.grammar import lookalike

Value = int | str


class Literal(msgspec.Struct, frozen=True):
    forms: frozenset[str]


class Ref(msgspec.Struct, frozen=True):
    name: str
    slot: str
    many: bool = False


class Maybe(msgspec.Struct, frozen=True):
    body: tuple[Node, ...]


Node = Literal | Ref | Maybe


class Pattern(msgspec.Struct, frozen=True):
    """One way to say ``name``; ``constants`` are what these words say by themselves."""

    body: tuple[Node, ...]
    constants: dict[str, Value]


class Lexicon(msgspec.Struct, frozen=True):
    """Compiled lexicon. ``words``: form → class → value (the form itself for a class without values)."""

    language: str
    words: dict[str, dict[str, Value]]
    patterns: dict[str, tuple[Pattern, ...]]
    known: frozenset[str]
    """Every form that stands anywhere in the lexicon."""
    plain: dict[str, str]
    """Form as typed without a language's own letters → the one form it can be."""
    classes: frozenset[str]
    endings: dict[str, tuple[str, ...]]
    """Endings by which open words are known: ``event`` for names of events."""
    stems: dict[str, tuple[str, ...]]
    """Beginnings by which open words are known: ``holder`` for those whose money it is."""
    labels: dict[str, tuple[str, ...]]
    """What things are called in this language, by id: sources of money."""
    decimal_mark: str = ","


_ITEM: Final = re.compile(
    r"<(?P<name>\w+)(?P<many>\+)?(?::(?P<slot>\w+))?>|(?P<open>\[)|(?P<close>\])|(?P<word>\S+)"
)


def load(language: str, family: str, path: Traversable | None = None) -> Lexicon:
    """The lexicon of *language* for a *family* of phrases ("deadline", "financing").

    *path* is a pack's own file, else the one shipped. Raises FileNotFoundError for a language
    nobody wrote, ValueError naming the pattern for a fault in the file.
    """
    return _compile(
        language, family, path.read_text("utf-8") if path is not None else _shipped(language, family)
    )


@cache
def _shipped(language: str, family: str) -> str:
    """What all families share, and below it the family's own file, where it has one."""
    folder = resources.files("bagdar.documents.grammar").joinpath("lexicons")
    own = folder.joinpath(family, f"{language}.toml")
    shared = folder.joinpath(f"{language}.toml").read_text("utf-8")
    return f"{shared}\n{own.read_text('utf-8')}" if own.is_file() else shared


@cache
def shipped_languages() -> tuple[str, ...]:
    """Languages that have a lexicon in the program, in the order they are tried."""
    found = {p.name.removesuffix(".toml") for p in _folder() if p.name.endswith(".toml")}
    first = [language for language in ("kk", "ru", "en") if language in found]
    return (*first, *sorted(found.difference(first)))


def _folder() -> Iterator[Traversable]:
    yield from resources.files("bagdar.documents.grammar").joinpath("lexicons").iterdir()


@cache
def _compile(language: str, family: str, source: str) -> Lexicon:
    whole = tomllib.loads(source)
    data = whole.get(family, {})
    suffixes = {key: tuple(line.split()) for key, line in whole.get("suffixes", {}).items()}
    reader = _Reader(suffixes)
    words: dict[str, dict[str, Value]] = {}
    for table in (whole.get("words", {}), data.get("words", {})):
        for name, entry in table.items():
            for form, value in reader.members(entry):
                words.setdefault(form, {})[name] = value
    patterns: dict[str, tuple[Pattern, ...]] = {}
    for table in (whole.get("patterns", {}), data.get("patterns", {})):
        for name, lines in table.items():
            every = (reader.pattern(one) for line in lines for one in _spelt_out(line))
            patterns[name] = patterns.get(name, ()) + tuple(every)
    classes = frozenset(name for by_class in words.values() for name in by_class)
    endings = _split({**whole.get("endings", {}), **data.get("endings", {})})
    labels = {key: tuple(line.split(" | ")) for key, line in data.get("labels", {}).items()}
    known = frozenset(words) | reader.seen | frozenset(_long_words(labels))
    return Lexicon(
        language,
        words,
        patterns,
        known,
        _plain(known),
        classes,
        endings,
        _split(data.get("stems", {})),
        labels,
        whole.get("decimal_mark", ","),
    )


def _long_words(labels: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Words of the labels that a hyphen or a space may cut: too long to be made of two by chance."""
    for names in labels.values():
        for name in names:
            yield from (word for word in re.findall(r"\w{6,}", name.lower().replace("ё", "е")))


def _plain(known: frozenset[str]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for form in known:
        found.setdefault(lookalike.plain(form), []).append(form)
    return {
        form: full[0] for form, full in found.items() if len(full) == 1 and full[0] != form and len(form) > 3
    }


def _split(table: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(line.split()) for key, line in table.items()}


class _Reader:
    """Turns the strings of a lexicon file into forms and patterns."""

    def __init__(self, suffixes: Mapping[str, tuple[str, ...]]) -> None:
        self.suffixes = suffixes
        self.seen: set[str] = set()

    def members(self, entry: str | Mapping[str, str]) -> Iterator[tuple[str, Value]]:
        if isinstance(entry, str):
            yield from ((form, form) for word in entry.split() for form in self.forms(word))
            return
        for value, line in entry.items():
            known: Value = int(value) if value.isdigit() else value
            yield from ((form, known) for word in line.split() for form in self.forms(word))

    def forms(self, word: str) -> Iterator[str]:
        """``декабр(ь|я)`` → декабрь, декабря; ``ай~case`` → ай and ай with each ending of ``case``."""
        if len(word) == 1:
            yield word
            return
        if not re.fullmatch(r"(?:[^()]|\([^()]*\))*", word):
            raise ValueError(f"choices are not closed in one word: {word!r}")
        stem, _, ending = word.partition("~")
        if ending and ending not in self.suffixes:
            raise ValueError(f"no suffixes called {ending!r} for {word!r}")
        tails = ("", *self.suffixes[ending]) if ending else ("",)
        pieces = [part.split("|") for part in re.split(r"[()]", stem)]
        heads = [""]
        for piece in pieces:
            heads = [head + choice for head in heads for choice in piece]
        yield from (head + tail for head in heads for tail in tails)

    def pattern(self, line: str) -> Pattern:
        said, _, constants = line.partition("=>")
        stack: list[list[Node]] = [[]]
        for match in _ITEM.finditer(said):
            if match["open"]:
                stack.append([])
            elif match["close"]:
                if len(stack) < 2:
                    raise ValueError(f"a bracket is not opened: {line!r}")
                body = tuple(stack.pop())
                stack[-1].append(Maybe(body))
            elif match["name"]:
                stack[-1].append(Ref(match["name"], match["slot"] or match["name"], bool(match["many"])))
            else:
                stack[-1].append(self._literal(match["word"]))
        if len(stack) != 1:
            raise ValueError(f"a bracket is not closed: {line!r}")
        return Pattern(tuple(stack[0]), dict(map(_constant, constants.split())))

    def _literal(self, word: str) -> Literal:
        forms = frozenset(self.forms(word))
        self.seen |= forms
        return Literal(forms)


_CHOICE: Final = re.compile(r"(?<!\S)\((?P<choices>[^()]* [^()]*\|[^()]*|[^()]*\|[^()]* [^()]*)\)(?!\S)")


def _spelt_out(line: str) -> Iterator[str]:
    """A choice among several words, ``(in|in a)``, as one pattern for each."""
    match = _CHOICE.search(line)
    if match is None:
        yield line
        return
    for choice in match["choices"].split("|"):
        yield from _spelt_out(line[: match.start()] + choice + line[match.end() :])


def _constant(item: str) -> tuple[str, Value]:
    key, _, value = item.partition("=")
    return key, int(value) if value.lstrip("-").isdigit() else value
