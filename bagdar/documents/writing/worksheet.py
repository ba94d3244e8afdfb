"""A worksheet whose rows are given a height and still grow when someone types more into them."""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet


class GrowingWorksheet(Worksheet):  # type: ignore[misc]
    """Rows not in ``fixed`` (0-based) carry their height as fitted, not as set by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.fixed: set[int] = set()

    def _xml_start_tag_unencoded(self, tag: str, attributes: list[tuple[str, Any]] | None = None) -> None:
        if tag == "row" and attributes and attributes[0][1] - 1 not in self.fixed:
            attributes = [pair for pair in attributes if pair[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)
