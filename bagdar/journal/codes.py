"""Codes of acts that the journal knows; a code without a sentence in all languages fails a test."""

from __future__ import annotations

from collections.abc import Iterable

CODES: set[str] = set()


def declare(codes: Iterable[str]) -> None:
    """A domain declares its codes when it is loaded. The sentence is the message ``<domain>.did.<rest>``."""
    CODES.update(codes)


def sentence_id(code: str) -> str:
    """Message id of a code's sentence: "orgs.body.renamed" → "orgs.did.body.renamed"."""
    domain, _, rest = code.partition(".")
    return f"{domain}.did.{rest}"
