"""Message catalogues: ``messages.toml`` beside the code, id → kk, ru, en with named fields.

A package with many subjects has a folder ``messages`` instead, a file for each: ``web.bodies.title`` stands
in ``web/messages/bodies.toml``.

Sentences are built so that no Kazakh suffix must be attached to a field. A field is written
``{name}``; ``{{`` and ``}}`` are literal braces. Values are formatted by :func:`render` only:
numbers and dates by the language's rules, everything else as it is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from string import Formatter
from typing import Any, Final, NamedTuple

from bagdar.kernel.exact import format_decimal
from bagdar.kernel.text import UI_LANGUAGES, Text

CATALOGUES = (
    "bagdar.kernel",
    "bagdar.documents.opening",
    "bagdar.documents.reading",
    "bagdar.documents.grammar",
    "bagdar.documents.writing",
    "bagdar.documents.offline",
    "bagdar.documents.marking",
    "bagdar.documents.intake",
    "bagdar.methodology",
    "bagdar.methodology.checks",
    "bagdar.consolidation",
    "bagdar.cli",
    "bagdar.demo",
    "bagdar.signatures",
    "bagdar.journal",
    "bagdar.evidence",
    "bagdar.evidence.signing",
    "bagdar.ops",
    "bagdar.api",
)
"""Packages that have a messages.toml. An id begins with the last name of its package: ``opening.macros``."""
FOLDERS = ("bagdar.orgs", "bagdar.files", "bagdar.web")
"""Packages that have a folder of messages by subject."""
_PACKAGES = {package.rpartition(".")[2]: package for package in CATALOGUES}
_FOLDERS = {package.rpartition(".")[2]: package for package in FOLDERS}


def _root(package: str) -> Traversable:
    # From the root package: asking for the package itself would import it with all that it imports.
    return resources.files("bagdar").joinpath(*package.split(".")[1:])


@cache
def _messages_of(name: str) -> Mapping[str, Text]:
    """The messages that begin with *name*: only what is said is read, a help text needs one file of many."""
    if name in _PACKAGES:
        path = _root(_PACKAGES[name]).joinpath("messages.toml")
    else:
        room, _, subject = name.partition(".")
        if room not in _FOLDERS or not subject.isidentifier():
            return {}
        path = _root(_FOLDERS[room]).joinpath("messages", f"{subject}.toml")
        if not path.is_file():
            return {}
    entries: Mapping[str, Mapping[str, str]] = tomllib.loads(path.read_text("utf-8"))
    return {key: Text(by_language) for key, by_language in entries.items()}


def _home(message: str) -> str:
    """Which catalogue has *message*: the first word of the id, the first two where there is a folder."""
    room, _, rest = message.partition(".")
    return f"{room}.{rest.partition('.')[0]}" if room in _FOLDERS else room


def _homes() -> Iterator[str]:
    yield from _PACKAGES
    for room, package in _FOLDERS.items():
        for path in sorted(_root(package).joinpath("messages").iterdir(), key=lambda path: path.name):
            if path.name.endswith(".toml"):
                yield f"{room}.{path.name.removesuffix('.toml')}"


def catalogue() -> dict[str, Text]:
    """All messages of all packages."""
    return {key: text for name in _homes() for key, text in _messages_of(name).items()}


def is_message(message: str) -> bool:
    """Whether the catalogue has *message*, such as the remedy that goes with another message."""
    return message in _messages_of(_home(message))


def text_of(message: str) -> Text:
    """The sentence for *message* in all languages, its fields unfilled. Raises KeyError for an unknown id."""
    return _messages_of(_home(message))[message]


_DECIMAL_MARKS: Final = {"kk": ",", "ru": ",", "en": "."}
"""Of the program's own languages; a document's are the methodology's."""


class _Field(NamedTuple):
    """A field of a sentence: its name, and how it is written where the sentence says so."""

    name: str
    spec: str


@cache
def _parts(message: str, language: str) -> tuple[str | _Field, ...]:
    """The sentence taken apart once: words and fields in their order. Raises KeyError for an unknown id."""
    found: list[str | _Field] = []
    for words, name, spec, _ in Formatter().parse(text_of(message)[language]):
        if words:
            found.append(words)
        if name is not None:
            found.append(_Field(name, spec or ""))
    return tuple(found)


def _written(value: Any, spec: str, language: str) -> str:
    if isinstance(value, str):
        return format(value, spec)
    if isinstance(value, Text):
        return value.in_(language, *UI_LANGUAGES)
    if isinstance(value, Decimal) and not spec:
        return format_decimal(value, mark=_DECIMAL_MARKS.get(language, ","))
    if isinstance(value, date) and not spec:
        return value.strftime("%d.%m.%Y")
    if isinstance(value, (list, tuple)) and not spec:
        return ", ".join(_written(item, "", language) for item in value)
    return format(value, spec)


def render(message: str, language: str, /, **params: Any) -> str:
    """The sentence for *message* in *language* (one of UI_LANGUAGES). Raises KeyError for an unknown id.

    A missing field must not cost the user the message it stands in: its name stands there instead.
    """
    parts = _parts(message, language)
    if len(parts) == 1 and isinstance(parts[0], str):
        return parts[0]
    return "".join(
        part
        if isinstance(part, str)
        else _written(params.get(part.name, f"{{{part.name}}}"), part.spec, language)
        for part in parts
    )
