"""What a writer had to replace or cut, kept as findings with the place it happened in."""

from __future__ import annotations

from collections.abc import Callable

from bagdar.documents.writing.glyphs import Cleaned, for_drawing, for_office, name_of
from bagdar.kernel.findings import Finding, Place, Severity

EXCERPT = 60


class Notes:
    """Findings of one document being written; the same character is told of once per place."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self._tables = -1

    def next_table(self) -> int:
        """The 0-based number of the table that is now begun."""
        self._tables += 1
        return self._tables

    def drawable(self, text: str, **place: int | str | None) -> str:
        """*text* as the shipped typefaces can show it."""
        return self._cleaned(for_drawing, text, place)

    def writable(self, text: str, **place: int | str | None) -> str:
        """*text* as office files can hold it."""
        return self._cleaned(for_office, text, place)

    def add(
        self, check: str, severity: Severity, place: dict[str, int | str | None], **params: object
    ) -> None:
        self.findings.append(
            Finding(
                check=check,
                clause="practice",
                severity=severity,
                place=Place(**place),  # type: ignore[arg-type]
                params=params,
            )
        )

    def _cleaned(self, clean: Callable[[str], Cleaned], text: str, place: dict[str, int | str | None]) -> str:
        done = clean(text)
        if not (done.missing or done.changed):
            return done.text
        for check, severity, chars in (
            ("writing.missing_glyph", Severity.WARNING, done.missing),
            ("writing.similar_glyph", Severity.INFO, done.changed),
        ):
            if chars:
                names = [name_of(char) for char in chars]
                self.add(check, severity, place, characters=names, text=_excerpt(done.text))
        return done.text


def _excerpt(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1] + "…"
