"""Whether the proof in this database holds: the given-out verifier over the rows as they stand, and what it cannot see.

It reads the tables as an export would hold them; beyond that: stored nodes, entries without a seal, the very form in
which values lie in the database, and snapshots and receipts against their own digests.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, Final

from django.db import connection, models

from bagdar.evidence import tree, verifier
from bagdar.evidence.codes import code_of
from bagdar.evidence.exporting import members
from bagdar.evidence.models import LEVEL, Anchor, Node, Receipt, Seal, Snapshot
from bagdar.evidence.statements import code_of_anchor
from bagdar.journal.models import Entry, Unsealed
from bagdar.kernel.errors import DomainError

AT_ONCE: Final = 1000


class BrokenError(DomainError):
    """Something is not as it was sealed; the message names the first."""

    exit_code = 1


def check_store() -> int:
    """How many entries are sealed, when all of it holds. Raises BrokenError for the first that does not."""
    try:
        return _check()
    except verifier.BadError as bad:
        message = "row" if bad.row else bad.message
        raise BrokenError(f"evidence.broken.{message}", row=bad.row, **bad.params) from bad
    except (ValueError, TypeError, LookupError, OverflowError) as error:
        raise BrokenError("evidence.broken.unreadable", what=str(error)) from error


def _check() -> int:
    size = _walked()
    _check_nodes(size)
    _check_left_over(size)
    for model in (Entry, Seal, Node, Anchor):
        _check_form(model)
    _check_anchors()
    _check_kept()
    return size


def _walked() -> int:
    rows = _Rows()
    anchors = verifier.anchors_of(rows, [])  # type: ignore[arg-type]
    grown, _ = verifier.walk(rows, anchors, {})  # type: ignore[arg-type]
    if max(anchors, default=0) > grown.size:
        raise verifier.BadError("cut", told=max(anchors), found=grown.size)
    return grown.size


class _Rows:
    """The tables as an export that nobody wrote."""

    def __init__(self) -> None:
        self._members: dict[str, Any] = dict(members())
        self.names = sorted(self._members)

    def open(self, name: str) -> io.BufferedReader:
        return io.BufferedReader(_Pieces(self._members[name]()), 1 << 20)

    def read(self, name: str) -> bytes:
        return b"".join(self._members[name]())


class _Pieces(io.RawIOBase):
    """Pieces that are made one after the other, read as a file."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._left = pieces, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = piece
        room = memoryview(buffer)
        taken, self._left = self._left[: len(room)], self._left[len(room) :]
        room[: len(taken)] = taken
        return len(taken)


def _check_nodes(size: int) -> None:
    """Each stored node is what its leaves make it, and no other is stored."""
    known: dict[tree.Place, bytes] = {}
    count = 0

    def read(places: Iterable[tree.Place]) -> dict[tree.Place, bytes]:
        return {place: known[place] for place in places}

    for start in range(0, size, AT_ONCE):
        rows = Seal.objects.filter(seq__gt=start, seq__lte=start + AT_ONCE).order_by("seq")
        leaves = [bytes(leaf) for leaf in rows.values_list("leaf", flat=True)]
        made = tree.append(start, leaves, read)
        known |= made | {(0, start + at): leaf for at, leaf in enumerate(leaves)}
        needed = read(tree.peaks(start + len(leaves)))
        known.clear()
        known.update(needed)
        stored = Node.objects.in_bulk([level * LEVEL + index for level, index in made])
        count += len(made)
        for (level, index), wanted in made.items():
            found = stored.get(level * LEVEL + index)
            if found is None or bytes(found.hash) != wanted:
                raise BrokenError("evidence.broken.node", node=f"{level}/{index}")
    if Node.objects.count() != count:
        raise BrokenError("evidence.broken.nodes", told=count, found=Node.objects.count())


def _check_left_over(size: int) -> None:
    """Every entry has its one seal or waits for it."""
    waiting = Unsealed.objects.count()
    lost = Entry.objects.exclude(pk__in=Seal.objects.values("entry_id")).exclude(
        pk__in=Unsealed.objects.values("entry_id")
    )
    for entry in lost[:1]:
        raise BrokenError("evidence.broken.unsealed", entry=entry.pk)
    if Entry.objects.count() != size + waiting:
        raise BrokenError("evidence.broken.cut", told=size + waiting, found=Entry.objects.count())


def _check_form(model: type[models.Model]) -> None:
    """On SQLite a value can be written in more ways than one; here it stands as this program writes it."""
    if connection.vendor != "sqlite":
        return
    fields = model._meta.concrete_fields
    columns = ", ".join(f'+"{field.column}"' for field in fields)  # as an expression: nothing is converted
    kept_rows: Any = model._default_manager.order_by("pk")
    key = str(model._meta.pk.column)
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {columns} FROM "{model._meta.db_table}" ORDER BY "{key}"')  # noqa: S608 -- our own table
        for row, kept in zip(cursor, kept_rows.iterator(chunk_size=AT_ONCE), strict=True):
            for field, raw in zip(fields, row, strict=True):
                written = field.get_db_prep_save(getattr(kept, field.attname), connection)
                if (type(raw), raw) != (type(_bare(written)), _bare(written)):
                    raise BrokenError(
                        "evidence.broken.form",
                        table=model._meta.db_table,
                        key=str(kept.pk),
                        column=field.column,
                    )


def _bare(value: Any) -> Any:
    """As SQLite gives it back."""
    match value:
        case bool():
            return int(value)
        case memoryview():
            return bytes(value)
        case _:
            return value


def _check_anchors() -> None:
    """Each root is written down in the journal too, by its code."""
    for anchor in Anchor.objects.all():
        told = Entry.objects.filter(act="evidence.anchor.kept", object_id=str(anchor.pk)).first()
        if told is None or told.after.get("code") != code_of_anchor(anchor):
            raise BrokenError("evidence.broken.anchor", number=anchor.number)


def _check_kept() -> None:
    """Snapshots and receipts say what their digests and their entries of the journal say."""
    for model in (Snapshot, Receipt):
        rows: Any = model._default_manager.order_by("pk")
        for row in rows.iterator(chunk_size=100):
            digest = sha256(row.content).digest()
            entry = Entry.objects.filter(pk=row.entry_id).first()
            told = entry.after.get("sha256") if entry else None
            if (row.sha256, row.sha256, row.code) != (digest.hex(), told, code_of(digest)):
                raise BrokenError("evidence.broken.kept", table=model._meta.db_table, key=str(row.pk))
