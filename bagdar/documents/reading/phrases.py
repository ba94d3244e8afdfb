"""The meaning of a cell by the grammar of its column; grammars are loaded when first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources.abc import Traversable
from typing import Any, Protocol

from bagdar.documents.bodies import Bodies
from bagdar.documents.reading.doubled import doubled

ROLES = ("deadline", "executors", "completion", "financing")
"""Column roles that have a grammar, in the order they are printed in."""


class Phrase(Protocol):
    """What every grammar gives: the text, whether it was understood, what was not."""

    @property
    def understood(self) -> bool: ...

    def as_json(self) -> dict[str, Any]: ...


class Grammars:
    """What the methodology's pack gives the grammars, and what the document itself adds.

    ``lexicons``: the pack's own, language → file; ``sources``: its sources of financing; ``informing``:
    how informing higher bodies is known; ``period``: first and last year of the plan.
    """

    def __init__(
        self,
        bodies: Bodies,
        *,
        lexicons: Mapping[str, Traversable] | None = None,
        sources: tuple[Any, ...] = (),
        informing: Any = None,
    ) -> None:
        self.bodies = bodies
        self.lexicons = lexicons or {}
        self.sources = sources
        self.informing = informing
        self.abbreviations: dict[str, str] = {}
        self.period: tuple[int, int] | None = None
        self._known: dict[tuple[object, ...], Phrase] = {}

    def for_document(self) -> Grammars:
        """The same for one more document, which adds its own abbreviations and years."""
        return Grammars(self.bodies, lexicons=self.lexicons, sources=self.sources, informing=self.informing)

    def read(self, role: str, text: str, language: str | None) -> Phrase | None:
        """The reading of *text* as a cell of a column of *role*; None for a role without a grammar.

        A phrase that comes again is not read again.
        """
        if role not in ROLES:
            return None
        # Abbreviations are only ever added, so that their number tells what was known of them.
        key = (role, text, language, self.period, len(self.abbreviations))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._read(role, text, language)
        return found

    def _read(self, role: str, text: str, language: str | None) -> Phrase:
        read = getattr(self, f"_{role}")
        found: Phrase = read(text, language)
        # Two names of one body are understood as two bodies.
        if found.understood and role != "executors":
            return found
        return doubled(role, text, lambda half: read(half, None), self.period) or found

    def _deadline(self, text: str, language: str | None) -> Phrase:
        from bagdar.documents.grammar.deadline import read_deadline

        return read_deadline(text, language, period=self.period, packs=self.lexicons)

    def _executors(self, text: str, language: str | None) -> Phrase:
        from bagdar.documents.grammar.executors import read_executors

        return read_executors(
            text, self.bodies, language, abbreviations=self.abbreviations, packs=self.lexicons
        )

    def _completion(self, text: str, language: str | None) -> Phrase:
        from bagdar.documents.grammar.completion import read_completion

        return read_completion(text, self.bodies, language, informing=self.informing, packs=self.lexicons)

    def _financing(self, text: str, language: str | None) -> Phrase:
        from bagdar.documents.grammar.financing import read_financing

        return read_financing(text, language, sources=self.sources, packs=self.lexicons)
