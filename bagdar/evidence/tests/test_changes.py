"""Whatever is changed in what was sealed is found: byte by byte, row by row, and as a whole by a root kept outside."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction

from bagdar.evidence import tree, verifier
from bagdar.evidence.checking import BrokenError, check_store
from bagdar.evidence.codes import shown
from bagdar.evidence.exporting import receipt_file, write_folder, zip_pieces
from bagdar.evidence.models import Anchor, Node, Seal
from bagdar.evidence.services.anchors import keep_root_of_the_day
from bagdar.evidence.services.sealing import seal_waiting
from bagdar.evidence.statements import code_of_anchor
from bagdar.evidence.tests.make import make_entries, make_receipt
from bagdar.journal.models import Entry, Unsealed
from bagdar.orgs.tests.make import make_body
from bagdar.store.triggers import lifted

pytestmark = pytest.mark.django_db
SEALED = (Entry, Seal, Node, Anchor)


def make_journal(count: int = 12) -> None:
    """Some entries, a receipt, a root of the day, and what came after it."""
    make_entries(count)
    make_receipt(make_body("own"))
    keep_root_of_the_day()
    seal_waiting()


@contextmanager
def owner() -> Iterator[Any]:
    """What an owner of the database can do; in the end it is as it was."""
    tables = [model._meta.db_table for model in (*SEALED, Unsealed)]
    with transaction.atomic():
        with lifted(tables), connection.cursor() as cursor:
            yield cursor
        transaction.set_rollback(True)


def is_found() -> bool:
    try:
        check_store()
    except BrokenError:
        return True
    return False


def test_a_journal_as_it_was_sealed_raises_no_alarm() -> None:
    for count in (0, 1, 2, 7, 16, 33):
        make_entries(count)
        seal_waiting()
        keep_root_of_the_day()
        seal_waiting()
        check_store()


def changed(value: Any, chance: random.Random) -> Iterator[Any]:
    """Other values of the same kind, near and far."""
    match value:
        case bool():
            yield not value
        case int():
            yield value + 1_000_000
        case bytes() | memoryview():
            raw = bytearray(value)
            raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
            yield bytes(raw)
        case str() if value:
            at = chance.randrange(len(value))
            yield value[:at] + ("1" if value[at] != "1" else "2") + value[at + 1 :]
            yield value + " "
        case str():
            yield "x"
        case None:
            yield "00000000000000000000000000000001"


def sqlite_forms(value: Any) -> Iterator[Any]:
    """The same value in another form."""
    if isinstance(value, str) and value:
        yield from ({value.replace(" ", "T", 1), value.replace(": ", ":  ", 1), value.upper()} - {value})


def cells(model: type[models.Model], cursor: Any) -> list[tuple[Any, str, Any]]:
    columns = [str(field.column) for field in model._meta.concrete_fields]
    cursor.execute(f"SELECT {', '.join(columns)} FROM {model._meta.db_table}")
    rows = cursor.fetchall()
    key = columns.index(str(model._meta.pk.column))
    return [(row[key], column, value) for row in rows for column, value in zip(columns, row, strict=True)]


@pytest.mark.parametrize("count", [1, pytest.param(40, marks=pytest.mark.slow)])
def test_a_change_in_any_column_of_any_row_is_found(count: int) -> None:
    make_entries(count)
    keep_root_of_the_day()
    seal_waiting()
    chance, tried, missed = random.Random(int(os.environ["BAGDAR_SEED"])), 0, []
    with owner() as cursor:
        for model in SEALED:
            for key, column, value in cells(model, cursor):
                for other in tampered(value, chance):
                    with transaction.atomic():
                        if not put(cursor, model, key, column, other):
                            continue
                        tried += 1
                        if not is_found():
                            missed.append((model.__name__, key, column, value, other))
                        transaction.set_rollback(True)
    assert missed == []
    assert tried > 50


def tampered(value: Any, chance: random.Random) -> list[Any]:
    return [*changed(value, chance), *(sqlite_forms(value) if connection.vendor == "sqlite" else ())]


def put(cursor: Any, model: type[models.Model], key: Any, column: str, value: Any) -> bool:
    """False where the database itself takes no such value, or keeps the same (jsonb knows no blanks)."""
    table, of = model._meta.db_table, f"WHERE {model._meta.pk.column} = %s"
    try:
        with transaction.atomic():
            before = cell(cursor, table, column, of, key)
            cursor.execute(f"UPDATE {table} SET {column} = %s {of}", [value, key])
    except DatabaseError:
        return False
    return column == model._meta.pk.column or cell(cursor, table, column, of, key) != before


def cell(cursor: Any, table: str, column: str, of: str, key: Any) -> Any:
    cursor.execute(f"SELECT {column} FROM {table} {of}", [key])
    found = cursor.fetchone()[0]
    return bytes(found) if isinstance(found, memoryview) else str(found)


ATTACKS: dict[str, Callable[[Any], Any]] = {
    "the first entry goes": lambda cursor: cursor.execute(
        "DELETE FROM journal_entry WHERE id = (SELECT min(id) FROM journal_entry)"
    ),
    "one in the middle goes": lambda cursor: remove(cursor, 5),
    "one in the middle goes with its seal": lambda cursor: remove(cursor, 5, "evidence_seal"),
    "the last goes": lambda cursor: remove(cursor, Seal.objects.count()),
    "the tail is cut": lambda cursor: cut(cursor, 6),
    "two change places": lambda cursor: swap(cursor, 3, 4),
    "one is slipped in": lambda cursor: slip_in(cursor),
    "a node goes": lambda cursor: cursor.execute("DELETE FROM evidence_node WHERE place % 2 = 0"),
    "all is chained anew": lambda cursor: rewrite(cursor),
}


def remove(cursor: Any, seq: int, *also: str) -> None:
    number = Seal.objects.get(seq=seq).entry_id
    cursor.execute("DELETE FROM journal_entry WHERE id = %s", [number])
    for table in also:
        cursor.execute(f"DELETE FROM {table} WHERE entry_id = %s", [number])


def cut(cursor: Any, seq: int) -> None:
    """Cleanly: with seals and nodes, so that only the root kept since can tell."""
    kept = list(Seal.objects.filter(seq__lte=seq).values_list("entry_id", flat=True))
    Entry.objects.exclude(pk__in=kept)._raw_delete("default")
    forget_seals(cursor, kept)


def forget_seals(cursor: Any, entries: list[int]) -> None:
    cursor.execute("DELETE FROM evidence_node")
    cursor.execute("DELETE FROM evidence_seal")
    cursor.execute("DELETE FROM journal_unsealed")
    Unsealed.objects.bulk_create(Unsealed(entry_id=number) for number in entries)
    seal_waiting()


def swap(cursor: Any, one: int, other: int) -> None:
    seals = {seal.seq: seal.entry_id for seal in Seal.objects.filter(seq__in=(one, other))}
    for seq, number in ((one, -1), (other, seals[one]), (one, seals[other])):
        cursor.execute("UPDATE evidence_seal SET entry_id = %s WHERE seq = %s", [number, seq])


def slip_in(cursor: Any) -> None:
    entry = Entry.objects.order_by("pk")[0]
    entry.pk = 999_999
    entry.save(force_insert=True)


def rewrite(cursor: Any) -> None:
    """An entry is changed and everything over it is computed anew, as the program would."""
    cursor.execute(
        "UPDATE journal_entry SET actor_name = 'nobody' WHERE id = (SELECT min(id) FROM journal_entry)"
    )
    forget_seals(cursor, list(Entry.objects.order_by("pk").values_list("pk", flat=True)))


@pytest.mark.parametrize("attack", sorted(ATTACKS))
def test_rows_that_go_come_or_move_are_found(attack: str) -> None:
    make_journal()
    assert not is_found()
    with owner() as cursor:
        ATTACKS[attack](cursor)
        assert is_found()
    assert not is_found()


@pytest.fixture
def export(tmp_path: Path) -> Path:
    make_journal(40)
    write_folder(tmp_path / "proof")
    return tmp_path / "proof"


def said(path: Path, *known: str) -> tuple[int, list[str]]:
    return verifier.verify(path, list(known), "en")


def test_the_file_alone_checks_an_export_with_the_standard_library(export: Path, tmp_path: Path) -> None:
    """In another folder, without our packages: ``-I -S`` leaves only what comes with Python."""
    shutil.copy(export / "verify.py", tmp_path / "verify.py")
    packed = tmp_path / "proof.zip"
    packed.write_bytes(b"".join(zip_pieces()))
    for path in (export, packed):
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(tmp_path / "verify.py"), str(path), "--language", "en"],
            capture_output=True,
            text=True,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.endswith("ALL HOLDS\n")
    assert len((export / "verify.py").read_text("utf-8").splitlines()) <= 300


def test_every_flipped_byte_of_an_export_is_found_and_its_row_named(export: Path) -> None:
    chance, missed = random.Random(int(os.environ["BAGDAR_SEED"])), []
    for name in ("entries.jsonl", "seals.tsv"):
        whole = (export / name).read_bytes()
        places = [at for at, byte in enumerate(whole) if byte != 10]
        for at in chance.sample(places, 60):
            other = bytes([whole[at] ^ 1 << chance.randrange(7)])
            if other == b"\n":
                continue
            (export / name).write_bytes(whole[:at] + other + whole[at + 1 :])
            code, lines = said(export)
            row = whole[:at].count(b"\n") + 1
            if code != 1 or not lines[0].startswith(f"row {row}:"):
                missed.append((name, at, lines))
        (export / name).write_bytes(whole)
    assert missed == []
    assert said(export)[0] == 0


def test_lines_that_go_come_or_move_are_found_at_the_first_of_them(export: Path) -> None:
    for name in ("entries.jsonl", "seals.tsv"):
        lines = (export / name).read_bytes().splitlines(keepends=True)
        last = len(lines)
        for wanted, other in (
            (1, lines[1:]),
            (20, lines[:19] + lines[20:]),
            (last, lines[:-1]),
            (7, [*lines[:6], lines[7], lines[6], *lines[8:]]),
            (5, [*lines[:4], lines[9], *lines[4:]]),
        ):
            (export / name).write_bytes(b"".join(other))
            code, told = said(export)
            assert code == 1, (name, wanted)
            assert told[0].startswith((f"row {wanted}:", f"{last} entries expected")), told
        (export / name).write_bytes(b"".join(lines))


def rechain(export: Path, chance: random.Random) -> None:
    """An owner of everything: one entry is another one, and seals, roots and sums are computed anew."""
    lines = (export / "entries.jsonl").read_bytes().splitlines()
    seals = [line.split(b"\t") for line in (export / "seals.tsv").read_bytes().splitlines()]
    anchor_path = next((export / "anchors").glob("*.json"))
    anchor = json.loads(anchor_path.read_bytes())
    entry = json.loads(lines[at := chance.randrange(anchor["size"])])
    entry["actor_name"] = f"nobody {chance.random()}"
    lines[at] = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    grown, chain, rows = verifier.Tree(), bytes(32), []
    for line, seal in zip(lines, seals, strict=True):
        leaf = tree.leaf_hash(b"\x01" + line)
        head = b"\t".join([*seal[:3], leaf.hex().encode()])
        chain = sha256(b"\x02" + chain + head).digest()
        rows.append(head + b"\t" + chain.hex().encode() + b"\n")
        grown.add(leaf)
        if grown.size == anchor["size"]:
            anchor |= {"root": grown.root().hex(), "chain": chain.hex()}
    (export / "entries.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    (export / "seals.tsv").write_bytes(b"".join(rows))
    anchor_path.write_text(json.dumps(anchor, sort_keys=True, separators=(",", ":")))
    about = json.loads((export / "about.json").read_bytes())
    about |= {"root": grown.root().hex(), "chain": chain.hex()}
    (export / "about.json").write_text(json.dumps(about))


def test_a_journal_rewritten_as_a_whole_is_found_by_a_root_that_left_before(
    export: Path, tmp_path: Path
) -> None:
    """100 of 100; without such a root it looks well, which is why roots leave the house."""
    chance = random.Random(int(os.environ["BAGDAR_SEED"]))
    code = shown(code_of_anchor(Anchor.objects.get()))
    kept = tmp_path / "000001.json"
    shutil.copy(export / "anchors" / "000001.json", kept)
    assert said(export, code, str(kept))[0] == 0
    for round_ in range(100):
        rechain(export, chance)
        if round_ == 0:
            assert said(export)[0] == 0  # the control: nothing within the export tells
        assert said(export, code)[0] == 1
        assert said(export, str(kept))[0] == 1


def test_a_receipt_proves_itself_and_another_one_does_not(tmp_path: Path) -> None:
    receipt = make_receipt(make_body("own"))
    assert receipt_file(receipt) is None  # its seal is not there yet
    make_entries(20)
    seal_waiting()
    raw = receipt_file(receipt)
    assert raw is not None
    path = tmp_path / "receipt.json"
    path.write_bytes(raw)
    assert said(path)[0] == 0
    told = json.loads(raw)
    for name, other in {
        "receipt": told["receipt"].replace("report", "repork"),
        "code": "0" + told["code"][1:] if told["code"][0] != "0" else "1" + told["code"][1:],
        "entry": told["entry"].replace("receipt", "recaipt", 1),
        "seq": told["seq"] + 1,
        "path": told["path"][1:],
        "root": "00" * 32,
    }.items():
        path.write_text(json.dumps({**told, name: other}))
        assert said(path)[0] == 1, name


def test_what_cannot_be_read_is_said_in_each_language(tmp_path: Path) -> None:
    for language in ("kk", "ru", "en"):
        code, lines = verifier.verify(tmp_path, [], language)
        assert code == 2
        assert "about.json" in lines[0]
    assert all(len(set(texts)) == 3 for texts in verifier.TEXTS.values())
