#!/usr/bin/env python3
"""Checks a proof that Bagdar gave out, or a single receipt, with nothing but Python's standard library.

    python3 verify.py EXPORT [--known CODE-OR-FILE …] [--language kk|ru|en]

EXPORT is the folder or zip of ``bagdar export-proof``, or a receipt's JSON file. What is computed is described
in FORMAT below. A root that you kept yourself (the code of a letter, the file of an earlier day) is the strongest
check: who owns the database could rewrite all of it, but not what has left the house. Time stamps are
compared with what they stamp; whose they are, ``openssl ts -verify -data anchors/N.json -in anchors/N.tst
-token_in -CAfile …`` tells. Ends with 0: all holds; 1: something does not; 2: it could not be read.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

FORMAT = """
entries.jsonl  one entry a line, in the order of the seals; leaf = SHA-256(00 01 line); "-" and the leaf where it is withheld
seals.tsv      number, entry, instant, leaf, chain; chain = SHA-256(02 previous line-up-to-the-leaf), first previous: 32 zeros
tree           RFC 6962: node = SHA-256(01 left right)
anchors/N.json {"at", "chain", "number", "root", "size"}: root and chain after so many entries; N.tst: its RFC 3161 token
receipts.jsonl {"code", "receipt", "seq"}: the entry of that number holds SHA-256(receipt)
code           11 letters of 5 bits from a SHA-256, and one that checks them
"""
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TEXTS = """
entries | Журнал жазбалары: {count}, бәрі тізбекке сай | Записей журнала: {count}, цепочка цела | Entries of the journal: {count}, the chain is whole
root | Ағаш түбірі: {root} | Корень дерева: {root} | Root of the tree: {root}
anchors | Күн түбірлері: {count}, соңғысының коды {code}; уақыт таңбасымен: {stamps} | Корней дней: {count}, код последнего {code}; с меткой времени: {stamps} | Roots of days: {count}, code of the last {code}; with a time stamp: {stamps}
receipts | Қабылданғаны туралы растамалар: {count} | Подтверждений приёма: {count} | Receipts: {count}
known | Сізде сақталған түбірлермен сәйкес: {count} | Совпало с сохранёнными у вас корнями: {count} | Agree with the roots that you kept: {count}
receipt | Растама {code}: {seq}-жазбада тұр, {size} жазба үстіндегі түбірге жетеді: {root} | Подтверждение {code}: стоит в записи {seq}, ведёт к корню над {size} записями: {root} | Receipt {code}: stands in entry {seq}, leads to the root over {size} entries: {root}
holds | БӘРІ СӘЙКЕС | ВСЁ СХОДИТСЯ | ALL HOLDS
bad | СӘЙКЕС ЕМЕС | НЕ СХОДИТСЯ | DOES NOT HOLD
row | {n}-жол: {what} | строка {n}: {what} | row {n}: {what}
entry_changed | жазба мөрленгеннен кейін өзгерген, ауысқан немесе жойылған | запись после опечатывания изменена, переставлена или удалена | the entry was changed, moved or removed after it was sealed
seal_changed | мөр өзгерген | печать изменена | the seal was changed
order | мөр нөмірі ретімен емес | номер печати не по порядку | the seal's number is out of order
missing | жазба мен мөрдің бірі жоқ | нет записи или её печати | the entry or its seal is missing
cut | күтілгені {told} жазба, табылғаны {found} | ожидалось записей: {told}, найдено: {found} | {told} entries expected, {found} found
about | about.json ішіндегі түбір басқа | корень в about.json другой | the root in about.json is another one
anchor | {number}-күн түбірі ({size} жазба үстінде) басқа | корень дня {number} (над {size} записями) другой | the root of day {number} (over {size} entries) is another one
stamp | {n}-күннің уақыт таңбасы басқа нәрсеге қойылған | метка времени дня {n} поставлена на другое | the time stamp of day {n} is for something else
receipt_wrong | {code} растамасы журналдағы жазбаға сай емес | подтверждение {code} не соответствует записи журнала | the receipt {code} does not agree with its entry of the journal
unknown | сізде сақталған {code} түбірі бұл журналда жоқ: журнал қайта жазылған | сохранённого у вас корня {code} в этом журнале нет: журнал переписан | the root {code} that you kept is not in this journal: it was rewritten
unreadable | оқылмайды: {what} | не читается: {what} | cannot be read: {what}
"""
TEXTS = {line.split(" | ")[0]: line.split(" | ")[1:] for line in _TEXTS.strip().splitlines()}
"""Message → kk, ru, en."""


class BadError(Exception):
    """``message``: of TEXTS; ``row``: number of the first bad row, 0 where it is no row."""

    def __init__(self, message: str, row: int = 0, **params: Any) -> None:
        super().__init__(message)
        self.message, self.row, self.params = message, row, params


def code_of(digest: bytes) -> str:
    bits, check = int.from_bytes(digest[:7], "big") >> 1, 0
    values = [bits >> 5 * place & 31 for place in range(10, -1, -1)]
    for value in values:
        check ^= value
        check = check << 1 ^ (37 if check & 16 else 0)
    text = "".join(ALPHABET[value] for value in [*values, check])
    return f"{text[:4]}-{text[4:8]}-{text[8:]}"


class Tree:
    """Grows leaf by leaf; ``peaks``: roots of the whole subtrees, the largest first."""

    def __init__(self) -> None:
        self.size, self.peaks = 0, list[bytes]()

    def add(self, leaf: bytes) -> None:
        at, found = self.size, leaf
        while at & 1:
            found = sha256(b"\x01" + self.peaks.pop() + found).digest()
            at >>= 1
        self.peaks.append(found)
        self.size += 1

    def root(self) -> bytes:
        if not self.peaks:
            return sha256(b"").digest()
        found = self.peaks[-1]
        for left in reversed(self.peaks[:-1]):
            found = sha256(b"\x01" + left + found).digest()
        return found


def root_from(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes | None:
    """RFC 9162, section 2.1.3.2; None where the path does not fit."""
    at, last, found = index, size - 1, leaf
    for other in path:
        if not last:
            return None
        if at & 1 or at == last:
            found = sha256(b"\x01" + other + found).digest()
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = sha256(b"\x01" + found + other).digest()
        at, last = at >> 1, last >> 1
    return None if last or index >= size else found


def parts(der: bytes) -> Iterator[tuple[int, bytes]]:
    """(tag, content) of the DER values in *der*."""
    at = 0
    while at < len(der):
        tag, length, at = der[at], der[at + 1], at + 2
        if length & 128:
            more = length & 127
            length, at = int.from_bytes(der[at : at + more], "big"), at + more
        if at + length > len(der):
            raise ValueError("DER")
        yield tag, der[at : at + length]
        at += length


def imprint(token: bytes) -> bytes:
    """The digest that an RFC 3161 token stamps."""
    inside = next(parts(token))[1]
    for step in (1, 0, 2, 1, 0, 0, 2, 1):  # content, SignedData, encapsulated, TSTInfo, imprint, its digest
        inside = list(parts(inside))[step][1]
    return inside


class Export:
    """A folder or a zip."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.zip = zipfile.ZipFile(path) if path.is_file() else None
        names = self.zip.namelist() if self.zip else [p.relative_to(path).as_posix() for p in path.rglob("*")]
        self.names = sorted(names)

    def open(self, name: str) -> IO[bytes]:
        if self.zip:
            return io.BufferedReader(self.zip.open(name), 1 << 20)  # type: ignore[type-var]
        return (self.path / name).open("rb", buffering=1 << 20)

    def read(self, name: str) -> bytes:
        return self.zip.read(name) if self.zip else (self.path / name).read_bytes()


def anchors_of(export: Export, known: list[bytes]) -> dict[int, list[tuple[Any, bool]]]:
    """Size → (anchor, whether it was kept outside) for what must be met on the way."""
    found: dict[int, list[tuple[Any, bool]]] = {}
    inside = [export.read(n) for n in export.names if n.startswith("anchors/") and n.endswith(".json")]
    for raw, outside in [(raw, False) for raw in inside] + [(raw, True) for raw in known]:
        anchor = {**json.loads(raw), "code": code_of(sha256(raw).digest())}
        found.setdefault(anchor["size"], []).append((anchor, outside))
    return found


def check_anchors(tree: Tree, chain: bytes, anchors: list[tuple[Any, bool]]) -> None:
    for anchor, outside in anchors:
        if (anchor["root"], anchor["chain"]) != (tree.root().hex(), chain.hex()):
            raise BadError("unknown" if outside else "anchor", **anchor)


def walk(
    export: Export, anchors: dict[int, list[tuple[Any, bool]]], receipts: dict[int, Any]
) -> tuple[Tree, bytes]:
    """All entries with their seals. Raises BadError for the first row that does not hold."""
    tree, chain, n = Tree(), bytes(32), 0
    check_anchors(tree, chain, anchors.get(0, []))
    with ExitStack() as stack:
        entries = stack.enter_context(export.open("entries.jsonl"))
        seals = stack.enter_context(export.open("seals.tsv"))
        for n, line in enumerate(entries, start=1):
            line, seal = line.rstrip(b"\n"), seals.readline().rstrip(b"\n")
            head, _, told = seal.rpartition(b"\t")
            fields = head.split(b"\t")
            if len(fields) != 4:
                raise BadError("missing", n)
            if fields[0] != b"%d" % n:
                raise BadError("order", n)
            withheld = line.startswith(b"-")  # under a restriction mark: the leaf stands in the entry's place
            if (line[1:] if withheld else sha256(b"\x00\x01" + line).hexdigest().encode()) != fields[3]:
                raise BadError("entry_changed", n)
            chain = sha256(b"\x02" + chain + head).digest()
            if chain.hex().encode() != told:
                raise BadError("seal_changed", n)
            tree.add(bytes.fromhex(fields[3].decode()))
            if n in anchors:
                check_anchors(tree, chain, anchors[n])
            if n in receipts:
                check_receipt(receipts[n], line)
        if seals.read(1):
            raise BadError("missing", n + 1)
    return tree, chain


def check_receipt(given: Any, entry: bytes) -> None:
    digest = sha256(given["receipt"].encode())
    held = json.loads(entry)["after"].get("sha256") == digest.hexdigest()
    if not held or given["code"] != code_of(digest.digest()).replace("-", ""):
        raise BadError("receipt_wrong", code=given["code"])


def check_export(export: Export, known: list[bytes], codes: list[str]) -> list[tuple[str, dict[str, Any]]]:
    about = json.loads(export.read("about.json"))
    anchors = anchors_of(export, known)
    receipts = {one["seq"]: one for one in map(json.loads, export.read("receipts.jsonl").splitlines())}
    tree, chain = walk(export, anchors, receipts)
    for needed in [about["entries"], *anchors, *receipts]:
        if needed > tree.size or about["entries"] != tree.size:
            raise BadError("cut", told=needed, found=tree.size)
    if about["root"] != tree.root().hex() or about["chain"] != chain.hex():
        raise BadError("about")
    own = sorted(
        (a["size"], a["number"], a["code"]) for some in anchors.values() for a, outside in some if not outside
    )
    for code in codes:
        if code.upper().replace("-", "") not in {one[2].replace("-", "") for one in own}:
            raise BadError("unknown", code=code)
    stamps = [name for name in export.names if name.endswith(".tst")]
    for name in stamps:
        if imprint(export.read(name)) != sha256(export.read(name[:-3] + "json")).digest():
            raise BadError("stamp", n=int(Path(name).stem))
    return [
        ("entries", {"count": tree.size}),
        ("root", {"root": tree.root().hex()}),
        ("anchors", {"count": len(own), "code": own[-1][2] if own else "—", "stamps": len(stamps)}),
        ("receipts", {"count": len(receipts)}),
        ("known", {"count": len(known) + len(codes)}),
    ]


def check_single(given: Any) -> list[tuple[str, dict[str, Any]]]:
    entry = given["entry"].encode()
    check_receipt(given, entry)
    leaf, path = sha256(b"\x00\x01" + entry).digest(), [bytes.fromhex(one) for one in given["path"]]
    root = root_from(leaf, given["seq"] - 1, given["size"], path)
    if root is None or root.hex() != given["root"]:
        raise BadError("receipt_wrong", code=given["code"])
    return [("receipt", {name: given[name] for name in ("code", "seq", "size", "root")})]


def say(message: str, language: str, **params: Any) -> str:
    return TEXTS[message][("kk", "ru", "en").index(language)].format(**params)


def verify(path: Path, known: list[str], language: str) -> tuple[int, list[str]]:
    """Exit code and lines to print."""
    try:
        files = [Path(one).read_bytes() for one in known if Path(one).is_file()]
        codes = [one for one in known if not Path(one).is_file()]
        single = path.suffix == ".json" and path.is_file()
        told = (
            check_single(json.loads(path.read_bytes()))
            if single
            else check_export(Export(path), files, codes)
        )
    except BadError as bad:
        text = say(bad.message, language, **bad.params)
        text = say("row", language, n=bad.row, what=text) if bad.row else text
        return 1, [text, say("bad", language)]
    except (
        OSError,
        ValueError,
        KeyError,
        IndexError,
        TypeError,
        AttributeError,
        zipfile.BadZipFile,
    ) as error:
        return 2, [say("unreadable", language, what=f"{path.name} ({error})")]
    return 0, [*(say(message, language, **params) for message, params in told), say("holds", language)]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("export", type=Path)
    parser.add_argument("--known", action="append", default=[], metavar="CODE-OR-FILE")
    parser.add_argument("--language", choices=("kk", "ru", "en"), default="kk")
    given = parser.parse_args()
    code, lines = verify(given.export, given.known, given.language)
    print(*lines, sep="\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
