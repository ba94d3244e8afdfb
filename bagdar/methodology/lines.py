"""Where in a TOML text each key stands, so that a fault in a pack can be shown with its line."""

from __future__ import annotations

import re

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]\}\n#]+")
_QUOTES = ('"""', "'''", '"', "'")


class _Scanner:
    """Walks a text that ``tomllib`` has already accepted; it does not check the syntax again."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {}
        self.counts: dict[Path, int] = {}

    def scan(self) -> dict[Path, int]:
        prefix: Path = ()
        self._blank()
        while self.at < len(self.text):
            line = self._line()
            if self.text.startswith("[[", self.at):
                prefix = self._header(2, line)
            elif self.text[self.at] == "[":
                prefix = self._header(1, line)
            else:
                self._pair(prefix, line)
            self._blank()
        return self.lines

    def _line(self) -> int:
        return self.text.count("\n", 0, self.at) + 1

    def _blank(self) -> None:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _header(self, brackets: int, line: int) -> Path:
        self.at += brackets
        *parents, last = self._key()
        self.at += brackets
        prefix: Path = ()
        for part in parents:
            prefix = self._inside((*prefix, part))
            self.lines.setdefault(prefix, line)
        prefix = (*prefix, last)
        if brackets == 2:
            index = self.counts.get(prefix, 0)
            self.counts[prefix] = index + 1
            self.lines.setdefault(prefix, line)
            prefix = (*prefix, index)
        self.lines.setdefault(prefix, line)
        return prefix

    def _inside(self, path: Path) -> Path:
        """*path*, or its newest element where it is an array of tables."""
        return (*path, self.counts[path] - 1) if path in self.counts else path

    def _key(self) -> list[str]:
        parts: list[str] = []
        while True:
            self._blank()
            if self.text[self.at] in "\"'":
                parts.append(self._string()[1:-1])
            else:
                found = _BARE.match(self.text, self.at)
                if found is None:
                    raise ValueError(f"no key at {self.at}")
                parts.append(found.group())
                self.at = found.end()
            self._blank()
            if self.text[self.at] != ".":
                return parts
            self.at += 1

    def _string(self) -> str:
        start = self.at
        quote = next(q for q in _QUOTES if self.text.startswith(q, self.at))
        self.at += len(quote)
        while not self.text.startswith(quote, self.at):
            self.at += 2 if quote[0] == '"' and self.text[self.at] == "\\" else 1
        self.at += len(quote)
        return self.text[start : self.at]

    def _pair(self, prefix: Path, line: int) -> None:
        path = (*prefix, *self._key())
        for length in range(len(prefix) + 1, len(path) + 1):
            self.lines.setdefault(path[:length], line)
        self.at += 1
        self._blank()
        self._value(path)

    def _value(self, path: Path) -> None:
        first = self.text[self.at]
        if first in "\"'":
            self._string()
        elif first == "[":
            self._group("]", path)
        elif first == "{":
            self._group("}", path)
        else:
            found = _SCALAR.match(self.text, self.at)
            self.at = found.end() if found else self.at + 1

    def _group(self, closing: str, path: Path) -> None:
        self.at += 1
        self._blank()
        index = 0
        while self.text[self.at] != closing:
            if closing == "}":
                self._pair(path, self._line())
            else:
                self.lines.setdefault((*path, index), self._line())
                self._value((*path, index))
                index += 1
            self._blank()
            if self.text[self.at] == ",":
                self.at += 1
                self._blank()
        self.at += 1


def lines_of(text: str) -> dict[Path, int]:
    """Path of every key (array elements by their index) → its 1-based line in the valid TOML *text*."""
    return _Scanner(text).scan()


def line_of(lines: dict[Path, int], path: Path) -> int:
    """The line of *path*, or of the nearest thing around it; 1 where nothing is known."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)
