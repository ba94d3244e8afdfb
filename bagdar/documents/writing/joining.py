"""Stretches of one document joined: pages, reading order, table, outline; each is a tagged PDF of its own."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, OutlineItem, Pdf, String


class Joined:
    """Takes stretches in order. ``pages``: how many there are so far."""

    def __init__(self) -> None:
        self._whole: Pdf | None = None
        self._ids: dict[str, Any] = {}
        self._count = 0
        self._heads = 0  # rows of the head that the unfinished table repeats

    @property
    def pages(self) -> int:
        return len(self._whole.pages) if self._whole is not None else 0

    def add(self, drawn: bytes, *, heads: int | None, cuts: frozenset[int], continued: bool) -> int | None:
        """Join *drawn*. With *heads* its last table is unfinished: the last page goes, and the row that
        began it is returned (None: no page begins with a row in *cuts*, nothing was joined)."""
        part = pikepdf.open(io.BytesIO(drawn))
        cut = None
        if heads is not None:
            found = _last_cut(part, heads, cuts)
            if found is None:
                return None
            cut, page = found
            _trim(part, heads + cut, page)
        if self._whole is None:
            self._whole = part
            self._ids = dict(_ids(part))
        else:
            self._append(self._whole, part, continued=continued)
        self._count += 1
        self._heads = heads or 0
        return cut

    def save(self) -> bytes:
        """The whole document, its tag objects packed in compressed streams."""
        whole = self._whole
        if whole is None:
            raise ValueError("nothing was drawn")
        tree = whole.Root.StructTreeRoot
        if self._count > 1:
            names: list[Any] = []
            for name in sorted(self._ids, key=str.encode):
                names += [String(name), self._ids[name]]
            tree.IDTree = whole.make_indirect(Dictionary(Names=Array(names)))
        out = io.BytesIO()
        whole.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            fix_metadata_version=False,
            deterministic_id=True,
        )
        return out.getvalue()

    def _append(self, whole: Pdf, part: Pdf, *, continued: bool) -> None:
        tree, before = whole.Root.StructTreeRoot, len(whole.pages)
        offset = int(tree.ParentTreeNextKey)
        self._rename(whole, part, continued=continued)
        outline = _outline(part)
        whole.pages.extend(part.pages)
        added = whole.copy_foreign(part.Root.StructTreeRoot)
        for page in whole.pages[before:]:
            page.obj.StructParents = int(page.obj.StructParents) + offset
        numbers = tree.ParentTree.Nums
        for index, value in enumerate(added.ParentTree.Nums):
            numbers.append(int(value) + offset if index % 2 == 0 else value)
        tree.ParentTreeNextKey = offset + int(added.ParentTreeNextKey)
        _adopt(_document(tree), _document(added), self._heads if continued else None)
        self._ids.update(_element_ids(_document(added)))
        with whole.open_outline() as target:
            target.root.extend(_moved(item, whole, before) for item in outline)

    def _rename(self, whole: Pdf, part: Pdf, *, continued: bool) -> None:
        """Give the part's header cells names of their own; those of a repeated head keep the first's."""
        same: dict[str, str] = {}
        if continued:
            mine = _head_ids(_tables(_document(part.Root.StructTreeRoot))[0], self._heads)
            first = _head_ids(_tables(_document(whole.Root.StructTreeRoot))[-1], self._heads)
            same = dict(zip(mine, first, strict=True))
        ending = f"-{self._count}"
        for element in _elements(_document(part.Root.StructTreeRoot)):
            if "/ID" in element:
                name = str(element.ID)
                element.ID = String(same.get(name, name + ending))
            for attributes in element.get("/A", ()):
                if len(attributes.get("/Headers", ())):
                    names = (str(name) for name in attributes.Headers)
                    attributes.Headers = Array([String(same.get(n, n + ending)) for n in names])


def _document(tree: Any) -> Any:
    """The one Document element of a structure tree."""
    kids = tree.K
    return kids[0] if isinstance(kids, Array) else kids


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return [kid for kid in (kids if isinstance(kids, Array) else [kids]) if isinstance(kid, Dictionary)]


def _elements(element: Any) -> Iterator[Any]:
    """*element* and all below it, in reading order."""
    stack = [element]
    while stack:
        item = stack.pop()
        yield item
        stack.extend(kid for kid in reversed(_kids(item)) if "/S" in kid)


def _tables(document: Any) -> list[Any]:
    return [element for element in _kids(document) if element.S == "/Table"]


def _groups(table: Any) -> list[list[Any]]:
    """The rows of a table by head and bodies; without a head they stand in the table itself."""
    kids = _kids(table)
    if kids and kids[0].S == "/TR":
        return [kids]
    return [_kids(group) for group in kids]


def _rows(table: Any) -> list[Any]:
    return [row for group in _groups(table) for row in group]


def _head_ids(table: Any, heads: int) -> list[str]:
    return [str(cell.ID) for row in _rows(table)[:heads] for cell in _kids(row) if "/ID" in cell]


def _element_ids(document: Any) -> Iterator[tuple[str, Any]]:
    for element in _elements(document):
        if "/ID" in element:
            yield str(element.ID), element


def _ids(part: Pdf) -> Iterator[tuple[str, Any]]:
    return _element_ids(_document(part.Root.StructTreeRoot))


def _last_cut(part: Pdf, heads: int, cuts: frozenset[int]) -> tuple[int, int] | None:
    """The last row (after the head) that begins a page and may be cut before, with that page's index."""
    numbers = {page.obj.objgen: index for index, page in enumerate(part.pages)}
    later: int | None = None  # page on which the row below begins
    rows = _rows(_tables(_document(part.Root.StructTreeRoot))[-1])
    for row in range(len(rows) - 1, heads - 1, -1):
        pages = {numbers[e.Pg.objgen] for e in _elements(rows[row]) if "/Pg" in e}
        if not pages:
            continue
        if later is not None and max(pages) < later and row + 1 - heads in cuts:
            return row + 1 - heads, later
        later = min(pages)
    return None


def _trim(part: Pdf, first_row: int, first_page: int) -> None:
    """Take out all rows of the last table from *first_row* on (head counted) and pages from *first_page*."""
    tree = part.Root.StructTreeRoot
    table = _tables(_document(tree))[-1]
    gone = {row.objgen for row in _rows(table)[first_row:]}
    holders = [table] if _kids(table)[0].S == "/TR" else _kids(table)
    for holder in holders:
        holder.K = Array([row for row in _kids(holder) if row.objgen not in gone])
    if holders[0] is not table:
        table.K = Array([group for group in holders if len(group.K)])
    numbers = tree.ParentTree.Nums
    last = int(part.pages[first_page].obj.StructParents)
    kept_numbers: list[Any] = []
    for index in range(0, len(numbers), 2):
        if int(numbers[index]) < last:
            kept_numbers += [numbers[index], numbers[index + 1]]
    tree.ParentTree.Nums = Array(kept_numbers)
    tree.ParentTreeNextKey = last
    del part.pages[first_page:]


def _adopt(document: Any, added: Any, heads: int | None) -> None:
    """The elements of *added* become children of *document*. With *heads* its first table goes on in the
    last one of *document*, without the head's rows that it repeats."""
    table = _tables(document)[-1] if heads is not None else None
    for kid in _kids(added):
        if table is None or kid.S != "/Table":
            kid.P = document
            document.K.append(kid)
            continue
        for group in _kids(kid):
            if group.S == "/THead":
                # A sub-heading that opens the stretch stands with the head.
                group.S = pikepdf.Name.TBody
                group.K = Array(_kids(group)[heads:])
            if group.S == "/TR" or len(group.K):
                group.P = table
                table.K.append(group)
        table = None


def _outline(part: Pdf) -> list[tuple[str, int, list[Any], list[Any]]]:
    """(title, page, rest of the destination, children) of each heading."""
    numbers = {page.obj.objgen: index for index, page in enumerate(part.pages)}

    def told(item: OutlineItem) -> tuple[str, int, list[Any], list[Any]]:
        target = item.destination if item.destination is not None else item.action.D  # type: ignore[union-attr]
        where = [float(x) if not isinstance(x, pikepdf.Name) else x for x in list(target)[1:]]  # type: ignore[arg-type]
        return item.title, numbers[target[0].objgen], where, [told(child) for child in item.children]  # type: ignore[index]

    with part.open_outline() as outline:
        return [told(item) for item in outline.root]


def _moved(told: tuple[str, int, list[Any], list[Any]], whole: Pdf, before: int) -> OutlineItem:
    title, page, where, children = told
    item = OutlineItem(title, Array([whole.pages[before + page].obj, *where]))
    item.children.extend(_moved(child, whole, before) for child in children)
    return item
