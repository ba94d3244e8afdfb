"""The shipped register and rule on kinds, as a reader of documents is given them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from bagdar.documents.bodies import Bodies, Body, Region
from bagdar.documents.grammar.completion import CompletionReading
from bagdar.documents.grammar.executors import ExecutorsReading
from bagdar.kernel import jsonio

_PACK = "methodology/packs/kz-mne-82-2021"
_LETTERS = {"main_responsible": "M", "responsible": "R", "co_executor": "C"}


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("bagdar").joinpath(_PACK, name).read_text("utf-8"))


@cache
def shipped_bodies() -> Bodies:
    file = _data("bodies.toml")
    kinds = _data("bodies_rules.toml")["body_kinds"]
    return Bodies(
        jsonio.convert(file["bodies"], list[Body]),
        regions=jsonio.convert(file["regions"], list[Region]),
        state={language: tuple(words) for language, words in file["state"].items()},
        responsible=[kind["id"] for kind in kinds if kind.get("responsible") != "no"],
    )


def cast(reading: ExecutorsReading) -> str:
    """``mid=M afm=R? ‹МКШ›=C``: body (or the text of an unknown one), role, ``?`` by agreement."""
    return " ".join(
        f"{executor.body or f'‹{executor.text}›'}={_LETTERS[executor.role]}{'?' if executor.conditional else ''}"
        for executor in reading.executors
    )


def remarks(reading: ExecutorsReading) -> set[str]:
    return {remark.code for executor in reading.executors for remark in executor.remarks}


def documents(reading: CompletionReading) -> str:
    """``report(local-bodies>mon)``: kind, author > addressees; ``draft``/``adopted``, the action and ``!``
    for informing a higher body before it."""
    return " + ".join(
        f"{'!' if document.informing else ''}{document.action + ':' if document.action else ''}"
        f"{document.status + ' ' if document.status else ''}{document.kind}"
        f"({'+'.join(map(_who, [document.author, *document.co_authors]))}>{','.join(map(_who, document.addressees))})".replace(
            "(>)", ""
        )
        for document in reading.documents
    )


def _who(mention: Any) -> str:
    return "" if mention is None else mention.body or f"‹{mention.text}›"
