"""Word lists of the executors and completion grammars: one TOML table for a language, shipped or a pack's.

Shipped files are ``lexicons/<family>/<language>.toml``; a pack's own language has one file with a
table for each family (``[executors]``, ``[completion]``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Final, TypeVar

import msgspec

_FIRST: Final = ("kk", "ru", "en")
T = TypeVar("T")


def load_family(family: str, kind: type[T], lexicons: Iterable[tuple[str, Traversable]] = ()) -> dict[str, T]:
    """Language → words of *family*, each checked against *kind*: those shipped, then the pack's own.

    A pack's file replaces the shipped one of its language; a file without the family adds nothing.
    Raises msgspec.ValidationError naming the key that is wrong.
    """
    found = {language: _convert(table, kind) for language, table in _shipped(family).items()}
    for language, path in lexicons:
        table = tomllib.loads(path.read_text("utf-8")).get(family)
        if table is not None:
            found[language] = _convert(table, kind)
    return found


def _convert(table: Mapping[str, Any], kind: type[T]) -> T:
    return msgspec.convert(table, kind)


@cache
def _shipped(family: str) -> dict[str, Mapping[str, Any]]:
    folder = resources.files("bagdar.documents.grammar").joinpath("lexicons", family)
    names = sorted(p.name.removesuffix(".toml") for p in folder.iterdir() if p.name.endswith(".toml"))
    ordered = [*(name for name in _FIRST if name in names), *(name for name in names if name not in _FIRST)]
    return {
        language: tomllib.loads(folder.joinpath(f"{language}.toml").read_text("utf-8"))[family]
        for language in ordered
    }
