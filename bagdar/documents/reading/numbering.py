"""What stands in the first column: ordinals, Roman numbers, line codes of our own documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from bagdar.documents.reading.folding import fold
from bagdar.documents.reading.labels import arabic
from bagdar.documents.reading.vocabulary import Vocabulary

_ORDINAL = re.compile(r"^(?:№\s*)?(\d{1,5}(?:[.\-]\d{1,3})*)\s*[.):]*\s*([^\W\d_]?)\s*[.):]*$")
_ROMAN = re.compile(r"^([IVXLІХ]{1,6})\s*[.):]*$")
_CODE = re.compile(r"^(\d+(?:\.\d+)*)(?:-([^\W\d_]+)(\d*))?$")
_LEAD = re.compile(r"^\s*(?:(\d{1,3}(?:\.\d{1,3})*)\s*[.)]|([IVXLІХ]{1,6})\s*[.)])\s*(?=\D)")
_DIGIT_LINES = re.compile(r"^[\d.\s]+$")


class Ordinal(NamedTuple):
    """``number`` in figures, without its full stop; ``roman`` and ``depth`` tell its style."""

    number: str
    roman: bool = False
    depth: int = 1


class Code(NamedTuple):
    """A line code: "2.1", kind "result_indicator", "2"; kind "" for a container's code."""

    path: str
    kind: str
    n: str

    def stable(self) -> str:
        """The code without language: "2.1/result_indicator/2"."""
        return "/".join(part for part in (self.path, self.kind, self.n) if part)


def read_ordinal(text: str) -> Ordinal | None:
    """A row's number, or None. "1\\n0." is 10: a narrow column breaks numbers anywhere."""
    stripped = text.strip()
    if not stripped or len(stripped) > 24:
        return None
    if "\n" in stripped and _DIGIT_LINES.match(stripped):
        stripped = "".join(stripped.split())
    found = _ORDINAL.match(stripped)
    if found is not None:
        number = found[1].replace("-", ".")
        return Ordinal(number + found[2], depth=number.count(".") + 1)
    roman = _ROMAN.match(stripped)
    return Ordinal(arabic(roman[1]), roman=True) if roman else None


def leading_ordinal(text: str) -> tuple[Ordinal, int] | None:
    """A number that opens a title ("II. …", "1.2. …"), and where the title goes on."""
    found = _LEAD.match(text)
    if found is None:
        return None
    if found[2]:
        return Ordinal(arabic(found[2]), roman=True), found.end()
    return Ordinal(found[1], depth=found[1].count(".") + 1), found.end()


class Numbers:
    """The first column of a plan by a pack's codes, with the letters of *language* (None: of any)."""

    def __init__(self, vocabulary: Vocabulary, language: str | None = None) -> None:
        self.vocabulary = vocabulary
        self.language = language

    @cached_property
    def _kinds(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for kind in self.vocabulary.kinds.values():
            for language, letters in kind.code.items():
                if self.language in (None, language):
                    found.setdefault(fold(letters), kind.id)
        return found

    def code(self, line: str) -> Code | None:
        """The line code that *line* is, with the letters of the language."""
        found = _CODE.match(line.strip().replace("‑", "-").replace("\u2011", "-"))
        if found is None:
            return None
        kind = self._kinds.get(fold(found[2])) if found[2] else ""
        return None if kind is None else Code(found[1], kind, found[3] or "")

    def read(self, text: str) -> tuple[Ordinal | None, Code | None]:
        """The ordinal and the line code of a number cell; either may be missing."""
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        if not lines:
            return None, None
        last = self.code(lines[-1])
        if last is not None and last.kind:
            return (read_ordinal("\n".join(lines[:-1])) if len(lines) > 1 else None), last
        if len(lines) == 2 and last is not None and "." in last.path and lines[0].isdigit():
            return read_ordinal(lines[0]), last
        return read_ordinal(text), None


def follows(previous: str | None, number: str) -> bool:
    """Whether *number* is one that may come after *previous*: the next, or the first of a new run."""
    try:
        now = [int(part) for part in number.rstrip("абвгдеabcdef").split(".")]
        before = (
            [int(part) for part in (previous or "").rstrip("абвгдеabcdef").split(".")] if previous else []
        )
    except ValueError:
        return False
    if not before or now[-1] == 1:
        return True
    if len(now) == len(before) and now[:-1] == before[:-1]:
        return now[-1] == before[-1] + 1
    if len(now) < len(before):
        return now[:-1] == before[: len(now) - 1] and now[-1] == before[len(now) - 1] + 1
    return now[: len(before)] == before


def is_column_numbers(texts: Sequence[str]) -> bool:
    """ "1 2 3 …" over or under the captions; letters may open it ("А Б 1 2")."""
    written = [text.strip() for text in texts if text.strip()]
    while len(written) > 2 and len(written[0]) == 1 and written[0].isalpha():
        written = written[1:]
    if len(written) < 2 or not all(text.isdigit() and len(text) <= 2 for text in written):
        return False
    figures = [int(text) for text in written]
    return figures == list(range(figures[0], figures[0] + len(figures))) and figures[0] <= 2
