"""The proof as files: entries as lines, their seals, the roots of days with their stamps, receipts, the verifier.

Written piece by piece whatever their number, from what stands at the beginning: what is sealed meanwhile is not in it.
"""

from __future__ import annotations

import base64
import json
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Any, Final

from bagdar import __version__
from bagdar.evidence import tree
from bagdar.evidence.canonical import canonical_json, instant
from bagdar.evidence.models import Anchor, Receipt, Seal, TimeStamp
from bagdar.evidence.services.sealing import CHAIN_START, head, read_places
from bagdar.evidence.statements import statement
from bagdar.journal.canonical import VERSION, canonical_bytes
from bagdar.journal.models import Entry
from bagdar.kernel import clock
from bagdar.kernel.messages import render
from bagdar.kernel.text import UI_LANGUAGES
from bagdar.store.base import may_leave

AT_ONCE: Final = 1000
"""Entries in memory at a time."""

Member = tuple[str, Callable[[], Iterator[bytes]]]
"""Name of a file and how its pieces are made."""


def members(size: int | None = None) -> list[Member]:
    """The files of the proof of the first *size* entries (all that are sealed)."""
    last = Seal.objects.order_by("-seq").first() if size is None else Seal.objects.filter(seq=size).first()
    count = last.seq if last else 0
    found: list[Member] = [
        ("README.txt", partial(_one, readme())),
        ("verify.py", partial(_one, verifier())),
        ("about.json", partial(_one, _about(last))),
        ("entries.jsonl", partial(_entries, count)),
        ("seals.tsv", partial(_seals, count)),
        ("receipts.jsonl", partial(_receipts, count)),
    ]
    for anchor in Anchor.objects.filter(size__lte=count).order_by("number"):
        found.append((f"anchors/{anchor.number:06}.json", partial(_one, statement(anchor))))
    for stamp in TimeStamp.objects.filter(anchor__size__lte=count).order_by("anchor"):
        found.append((f"anchors/{stamp.anchor_id:06}.tst", partial(_one, bytes(stamp.token))))
    return found


def _one(content: bytes) -> Iterator[bytes]:
    yield content


def write_folder(target: Path) -> None:
    """Raises FileExistsError: nothing is written over."""
    target.mkdir(parents=True)
    (target / "anchors").mkdir()
    for name, pieces in members():
        with (target / name).open("xb") as file:
            file.writelines(pieces())


def zip_pieces() -> Iterator[bytes]:
    """A zip, piece by piece as it is made: nothing of it lies in memory or on a disk."""
    made = _Passing()
    at = clock.now()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for name, pieces in members():
            entry = zipfile.ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w", force_zip64=True) as file:
                for piece in pieces():
                    file.write(piece)
                    yield made.taken()
        yield made.taken()
    yield made.taken()


def verifier() -> bytes:
    """The one file that checks a proof, as it is given out."""
    return resources.files("bagdar.evidence").joinpath("verifier.py").read_bytes()


def readme() -> bytes:
    return "\n\n".join(render("evidence.readme", language) for language in UI_LANGUAGES).encode() + b"\n"


class _Passing:
    """A file that cannot be gone back in: what is written waits until it is taken."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def write(self, data: bytes) -> int:
        self._waiting += data
        return len(data)

    def flush(self) -> None:
        pass

    def taken(self) -> bytes:
        piece = bytes(self._waiting)
        self._waiting.clear()
        return piece


def _about(last: Seal | None) -> bytes:
    size = last.seq if last else 0
    return canonical_json(
        {
            "chain": bytes(last.chain if last else CHAIN_START).hex(),
            "entries": size,
            "made_at": instant(clock.now()),
            "program": __version__,
            "root": _root(size),
        }
    )


def _root(size: int) -> str:
    """Empty where nodes are missing: whoever took them away, the export is made, and the verifier says so."""
    try:
        return tree.root(size, read_places).hex()
    except KeyError:
        return ""


def line_of(entry: Entry | None) -> bytes:
    """An entry as a line of the export: its canonical bytes, or only their leaf where a mark keeps it in the house."""
    if entry is None:
        return b""
    content = canonical_bytes(entry)
    return (
        content.removeprefix(VERSION) if may_leave(entry) else b"-" + tree.leaf_hash(content).hex().encode()
    )


def _entries(count: int) -> Iterator[bytes]:
    for start in range(0, count, AT_ONCE):
        rows = Seal.objects.filter(seq__gt=start, seq__lte=min(start + AT_ONCE, count)).order_by("seq")
        numbers = list(rows.values_list("entry_id", flat=True))
        found = Entry.objects.in_bulk(numbers)
        yield b"".join(line_of(found.get(number)) + b"\n" for number in numbers)


def _seals(count: int) -> Iterator[bytes]:
    for start in range(0, count, AT_ONCE):
        rows = Seal.objects.filter(seq__gt=start, seq__lte=min(start + AT_ONCE, count)).order_by("seq")
        lines = [
            f"{head(one.seq, one.entry_id, one.at, bytes(one.leaf))}\t{bytes(one.chain).hex()}\n"
            for one in rows
        ]
        yield "".join(lines).encode()


def _receipts(count: int) -> Iterator[bytes]:
    """Those whose entries are sealed and may leave."""
    rows = Receipt.objects.filter(mark="").order_by("entry_id")
    for receipt in rows.iterator(chunk_size=AT_ONCE):
        seal = Seal.objects.filter(entry_id=receipt.entry_id, seq__lte=count).first()
        if seal is not None:
            told = {"code": receipt.code, "receipt": bytes(receipt.content).decode(), "seq": seal.seq}
            yield json.dumps(told, ensure_ascii=False).encode() + b"\n"


def receipt_file(receipt: Receipt) -> bytes | None:
    """A receipt with the proof that its entry is in the journal; None: its seal is not there yet, or it is marked."""
    seal = Seal.objects.filter(entry_id=receipt.entry_id).first()
    entry = Entry.objects.filter(pk=receipt.entry_id).first()
    if seal is None or entry is None or not may_leave(entry):
        return None
    size, root = _proved(seal)
    told: dict[str, Any] = {
        "code": receipt.code,
        "receipt": bytes(receipt.content).decode(),
        "entry": line_of(entry).decode(),
        "seq": seal.seq,
        "size": size,
        "root": root.hex(),
        "path": [one.hex() for one in tree.inclusion_proof(seal.seq - 1, size, read_places)],
    }
    anchor = Anchor.objects.filter(size=size).first()
    if anchor is not None:
        told["anchor"] = statement(anchor).decode()
        stamp = TimeStamp.objects.filter(anchor=anchor).first()
        told["stamp"] = base64.b64encode(bytes(stamp.token)).decode() if stamp else None
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def _proved(seal: Seal) -> tuple[int, bytes]:
    """Size and root of the tree by which a seal is proved: the first day's root after it, else the newest."""
    anchor = Anchor.objects.filter(size__gte=seal.seq).order_by("size").first()
    if anchor is not None:
        return anchor.size, bytes(anchor.root)
    size = Seal.objects.order_by("-seq").values_list("seq", flat=True)[0]
    return size, tree.root(size, read_places)
