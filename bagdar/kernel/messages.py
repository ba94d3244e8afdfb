"""Message catalogues: ``messages.toml`` beside the code, id → kk, ru, en with named fields.

Sentences are built so that no Kazakh suffix must be attached to a field. A field is written
``{name}``; ``{{`` and ``}}`` are literal braces. Values are formatted by :func:`render` only:
numbers and dates by the language's rules, everything else as it is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from string import Formatter
from typing import Any

from bagdar.kernel.exact import format_decimal
from bagdar.kernel.text import UI_LANGUAGES, Text

CATALOGUES = (
    "bagdar.kernel",
    "bagdar.documents.opening",
    "bagdar.documents.reading",
    "bagdar.documents.grammar",
    "bagdar.documents.writing",
    "bagdar.documents.offline",
    "bagdar.methodology",
    "bagdar.methodology.checks",
    "bagdar.consolidation",
    "bagdar.cli",
    "bagdar.demo",
)
"""Packages that have a messages.toml. An id lives in exactly one of them."""


@cache
def catalogue() -> dict[str, Text]:
    """All messages of all packages. Raises ValueError for an id that two packages define."""
    found: dict[str, Text] = {}
    for package in CATALOGUES:
        path = resources.files(package).joinpath("messages.toml")
        if not path.is_file():
            continue
        entries: Mapping[str, Mapping[str, str]] = tomllib.loads(path.read_text("utf-8"))
        for key, by_language in entries.items():
            if key in found:
                raise ValueError(f"message {key!r} is defined twice ({package})")
            found[key] = Text(by_language)
    return found


class _Fields(Formatter):
    def __init__(self, language: str) -> None:
        self.language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Text):
            return value.in_(self.language, *UI_LANGUAGES)
        if isinstance(value, Decimal) and not format_spec:
            return format_decimal(value)
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
    template = catalogue()[message][language]
    return _Fields(language).vformat(template, (), params)
