"""A workbook whose parts are handed out instead of zipped, with shared strings kept as finished elements."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStringTable

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ESCAPE_LIKE = re.compile("(_x[0-9a-fA-F]{4}_)")
"""What Excel would take for a character written as its number."""

Font = str
"""The ``rPr`` element of a part of a text."""


def needs_escape(text: str) -> bool:
    return "&" in text or "<" in text or ">" in text or "_x" in text


def escaped(text: str) -> str:
    """*text* as the content of an element; a text in which Excel would see an escape stays what it is."""
    if not needs_escape(text):
        return text
    text = _ESCAPE_LIKE.sub(r"_x005F\1", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain_item(text: str) -> str:
    """A shared string of one font, *text* already :func:`escaped`."""
    if text[:1].isspace() or text[-1:].isspace():
        return f'<si><t xml:space="preserve">{text}</t></si>'
    return f"<si><t>{text}</t></si>"


def rich_item(fonts: Sequence[Font], texts: Sequence[str]) -> str:
    """A shared string of several fonts, its texts already :func:`escaped`."""
    runs = [
        f'<r>{font}<t xml:space="preserve">{text}</t></r>' for font, text in zip(fonts, texts, strict=True)
    ]
    return f"<si>{''.join(runs)}</si>"


class Strings(SharedStringTable):  # type: ignore[misc]
    """Each string once, by its element."""

    def index(self, item: str) -> int:
        """The number of *item*, an ``si`` element."""
        self.count += 1
        table: dict[str, int] = self.string_table
        return table.setdefault(item, len(table))

    def _get_shared_string_index(self, string: str) -> int:
        return self.index(plain_item(escaped(string)))

    def xml(self) -> str:
        head = f'{_HEAD}<sst xmlns="{_MAIN}" count="{self.count}" uniqueCount="{len(self.string_table)}">'
        return "".join((head, *self.string_table, "</sst>"))

    def _sort_string_data(self) -> None:
        """Nothing to sort: the table keeps its order."""


class Parts(Packager):  # type: ignore[misc]
    """Gives the library an empty package; the finished parts wait in ``made``."""

    def __init__(self) -> None:
        super().__init__()
        self.made: list[tuple[str, str | bytes]] = []

    def _create_package(self) -> list[object]:
        for file, name, _ in super()._create_package():
            self.made.append((name, file.getvalue()))
        return []

    def _write_shared_strings_file(self) -> None:
        if self.workbook.str_table.count:
            self._filename("xl/sharedStrings.xml").write(self.workbook.str_table.xml())


class PartsWorkbook(Workbook):  # type: ignore[misc]
    """``parts()`` closes the workbook; nothing is written to a file."""

    def __init__(self) -> None:
        super().__init__(
            io.BytesIO(), {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self.str_table: Strings = Strings()
        self._parts = Parts()

    def _get_packager(self) -> Parts:
        return self._parts

    def parts(self) -> list[tuple[str, str | bytes]]:
        """The package's files, name and content, in their order."""
        self.close()
        return self._parts.made
