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
from typing import Any, Final

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


class _Fields(Formatter):
    def __init__(self, language: str) -> None:
        self.language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Text):
            return value.in_(self.language, *UI_LANGUAGES)
        if isinstance(value, Decimal) and not format_spec:
            return format_decimal(value, mark=_DECIMAL_MARKS.get(self.language, ","))
        if isinstance(value, date) and not format_spec:
            return value.strftime("%d.%m.%Y")
        if isinstance(value, (list, tuple)) and not format_spec:
            return ", ".join(self.format_field(item, "") for item in value)
        return str(super().format_field(value, format_spec))

    def get_value(self, key: int | str, args: Any, kwargs: Any) -> Any:
        # A missing field must not cost the user the message it stands in.
        return kwargs.get(key, f"{{{key}}}") if isinstance(key, str) else super().get_value(key, args, kwargs)


def render(message: str, language: str, /, **params: Any) -> str:
    """The sentence for *message* in *language* (one of UI_LANGUAGES). Raises KeyError for an unknown id."""
    template = text_of(message)[language]
    return _Fields(language).vformat(template, (), params)
