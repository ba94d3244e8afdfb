"""Backups taken while others write, lost machines, damaged files, the move to the other database."""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bagdar.ops.archive import reading
from bagdar.ops.archive.container import DamagedError, Reader, Writer
from tests.databases import Installation, create, drop, environment_of
from tests.serving import served
from tests.test_demo_service import Visitor

POSTGRESQL = bool(os.environ.get("DATABASE_URL"))
SECRET = b"0123456789abcdef0123456789abcdef"
CANARIES = ["CANARY-OF-A-NAME", "CANARY-OF-A-MAIL", "CANARY-OF-A-FILE"]
PASSWORD = "qulyn-samal-terek-4821"
FILL = f"""
from bagdar.kernel import clock
from bagdar.orgs.services.filling import fill_from_pack
from bagdar.orgs.services.passwords import store_password
from bagdar.orgs.services.set_up import SET_UP
from bagdar.orgs.models import Body
from bagdar.orgs.tests.make import make_person
fill_from_pack(actor=SET_UP)
person = make_person("aigerim", body=Body.objects.get(key="mvd"), position="CANARY-OF-A-NAME", email="CANARY-OF-A-MAIL@example.kz")
store_password(person, {PASSWORD!r})
person.save()
"""
SUMS = """
import json
from django.apps import apps
from bagdar.ops.archive.rows import Sum, lines, tables
told = {}
for model in tables(apps):
    found = Sum()
    for line in lines(model, "default"):
        found.add(line)
    told[model._meta.db_table] = [found.rows, found.digest]
print(json.dumps(told))
"""
WRITE = """
import itertools, sys
from django.db import transaction
from bagdar.orgs.models import Region
print("ready", flush=True)
for n in itertools.count():
    with transaction.atomic():
        Region.objects.create(code=f"a{n}", level="pair", names={"kk": "x" * 500})
        Region.objects.create(code=f"b{n}", level="pair", names={"kk": "x" * 500})
"""
PAIRS = (
    "from bagdar.orgs.models import Region; codes = {r.code for r in Region.objects.filter(level='pair')}; "
)
PAIRS += "print(len(codes), sum(('b' if c[0] == 'a' else 'a') + c[1:] not in codes for c in codes))"


def sums(installation: Installation) -> dict[str, list[object]]:
    told: dict[str, list[object]] = json.loads(installation.python(SUMS).stdout)
    return told


@pytest.fixture
def filled(installation: Installation) -> Installation:
    installation.python(FILL)
    files = installation.home / "files" / "ab"
    files.mkdir(parents=True)
    (files / "one.docx").write_bytes(b"CANARY-OF-A-FILE" + os.urandom(300_000))
    (files / "empty").touch()
    return installation


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Installation]:
    """Another machine: nothing there, not even the key."""
    (tmp_path / "elsewhere").mkdir()
    made = Installation(tmp_path / "elsewhere", create())
    del made.environment["BAGDAR_SECRET_KEY"]
    yield made
    drop(made.url)


@contextmanager
def writing(installation: Installation) -> Iterator[None]:
    process = installation.start("-c", f"import django; django.setup()\n{WRITE}")
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(0.3)
    yield
    assert process.poll() is None, process.communicate()
    process.kill()
    process.communicate()


def test_what_was_lost_is_put_back_as_it_was(
    filled: Installation, elsewhere: Installation, tmp_path: Path
) -> None:
    """The drill: backup while others write, the machine destroyed, a new one, people sign in."""
    del filled.environment["BAGDAR_SECRET_KEY"]  # the installation has made one of its own
    key, archive = tmp_path / "key", tmp_path / "one.backup"
    before = sums(filled)
    with writing(filled):
        filled.bagdar("backup", "--new-key", str(key), "--out", str(archive))
    kept = {path.name: path.read_bytes() for path in (filled.home / "files" / "ab").iterdir()}
    own_key = (filled.home / "secret-key").read_text()
    shutil.rmtree(filled.home)
    drop(filled.url)

    elsewhere.bagdar("restore", str(archive), "--key", str(key))

    after = sums(elsewhere)
    changed = {"orgs_region", "journal_entry", "journal_unsealed", "evidence_seal", "evidence_node"}
    assert {name: after[name] for name in before if name not in changed} == {
        name: found for name, found in before.items() if name not in changed
    }
    count, odd = map(int, elsewhere.python(PAIRS).stdout.split())
    assert count > 0
    assert odd == 0
    assert {path.name: path.read_bytes() for path in (elsewhere.home / "files" / "ab").iterdir()} == kept
    assert (elsewhere.home / "secret-key").read_text() == own_key
    with served(elsewhere) as (url, _):
        visitor = Visitor(url)
        page = visitor.get("kk/sign-in/")
        assert "Aigerim" in visitor.post("kk/sign-in/", page, login="aigerim", password=PASSWORD)


def test_every_backup_taken_while_others_write_is_whole(filled: Installation, tmp_path: Path) -> None:
    with writing(filled):
        for number in range(3):
            filled.bagdar("backup", "--out", str(tmp_path / f"{number}.backup"))
    counts = []
    for number in range(3):
        codes: set[str] = set()

        def take(table: str, lines: list[bytes], codes: set[str] = codes) -> None:
            if table == "orgs_region":
                codes |= {part for line in lines for part in json.loads(line) if str(part)[:1] in ("a", "b")}

        reading.read(tmp_path / f"{number}.backup", None, take, lambda _, pieces: [*pieces].clear())
        pairs = {code for code in codes if code[1:].isdigit()}
        assert {code[1:] for code in pairs if code[0] == "a"} == {
            code[1:] for code in pairs if code[0] == "b"
        }
        counts.append(len(pairs))
    assert counts == sorted(counts)
    assert counts[-1] > counts[0]


def test_no_table_is_left_out(installation: Installation) -> None:
    code = "from django.apps import apps; from django.db import connection; from bagdar.ops.archive.rows import tables\n"
    code += "print(set(connection.introspection.table_names()) - {m._meta.db_table for m in tables(apps)})"
    assert installation.python(code).stdout == "{'django_migrations'}\n"


def test_a_restore_into_something_that_is_not_empty_changes_nothing(
    filled: Installation, tmp_path: Path
) -> None:
    filled.bagdar("backup", "--out", str(tmp_path / "b"))
    before = sums(filled)
    done = filled.bagdar("--lang", "en", "restore", str(tmp_path / "b"), check=False)
    assert done.returncode == 2
    assert "empty installation only" in done.stderr
    assert sums(filled) == before


def test_a_restore_that_was_cut_off_does_not_serve_and_is_done_again(
    filled: Installation, elsewhere: Installation, tmp_path: Path
) -> None:
    filled.bagdar("backup", "--out", str(tmp_path / "b"))
    cut = "import os; from bagdar.ops.archive import restore; restore.load = lambda *_: os._exit(9); "
    cut += f"restore.restore(__import__('pathlib').Path({str(tmp_path / 'b')!r}), None)"
    elsewhere.environment["BAGDAR_SECRET_KEY"] = "x" * 50
    assert elsewhere.python(cut, check=False).returncode == 9
    refused = elsewhere.bagdar("--lang", "en", "serve", check=False)
    assert refused.returncode == 2
    assert "bagdar restore" in refused.stderr
    elsewhere.bagdar("restore", str(tmp_path / "b"))
    assert sums(elsewhere)["orgs_body"] == sums(filled)["orgs_body"]


@pytest.mark.parametrize("flips", [100, pytest.param(1000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("secret", [None, SECRET], ids=["open", "encrypted"])
def test_every_changed_byte_is_found(secret: bytes | None, flips: int, archive: Path, tmp_path: Path) -> None:
    rng = random.Random(int(os.environ["BAGDAR_SEED"]))
    plain = archive / ("open" if secret is None else "encrypted")
    whole = plain.read_bytes()
    reading.verify(plain, secret)
    found = 0
    places = [
        *range(40),
        *(rng.randrange(len(whole)) for _ in range(flips)),
        *range(len(whole) - 20, len(whole)),
    ]
    broken = tmp_path / "broken"
    for place in places:
        changed = bytearray(whole)
        changed[place] ^= rng.randrange(1, 256)
        broken.write_bytes(changed)
        try:
            reading.verify(broken, secret)
        except DamagedError:
            found += 1
    assert found == len(places)


@pytest.fixture(scope="module")
def archive_key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("key") / "key"
    path.write_bytes(SECRET)
    return path


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, archive_key: Path) -> Path:
    """A folder with one backup twice, open and encrypted, of an installation with rows and files."""
    folder = tmp_path_factory.mktemp("archive")
    made = Installation(folder / "home", "")
    made.home.mkdir()
    made.environment.pop("DATABASE_URL", None)
    made.bagdar("migrate")
    made.python(FILL)
    (made.home / "files").mkdir()
    (made.home / "files" / "one").write_bytes(b"CANARY-OF-A-FILE" * 1000)
    (made.home / "files" / "two").write_bytes(b"2")
    made.bagdar("backup", "--out", str(folder / "open"))
    made.bagdar("backup", "--out", str(folder / "encrypted"), "--key", str(archive_key))
    return folder


@pytest.mark.parametrize("secret, name", [(None, "open"), (SECRET, "encrypted")])
def test_a_backup_that_was_cut_off_or_added_to_is_found(
    secret: bytes | None, name: str, archive: Path, tmp_path: Path
) -> None:
    whole = (archive / name).read_bytes()
    broken = tmp_path / "broken"
    for changed in (b"", whole[:10], whole[:-1], whole[: len(whole) // 2], whole + b"x", whole + whole):
        broken.write_bytes(changed)
        with pytest.raises(DamagedError):
            reading.verify(broken, secret)


def test_a_missing_or_foreign_part_is_found_by_the_list(archive: Path, tmp_path: Path) -> None:
    """Somebody who can write a whole new open backup leaves a part out: the list within tells."""
    with (archive / "open").open("rb") as file:
        inner = Reader(file, None)
        with tarfile.open(fileobj=inner, mode="r|gz") as tar:  # type: ignore[call-overload]
            members = [(m.name, content.read()) for m in tar if (content := tar.extractfile(m))]
    names = [name for name, _ in members]
    assert {"files/one", "files/two", "manifest.json"} <= set(names)
    lost = 0
    for left_out in names:
        _write(tmp_path / "broken", [(n, c) for n, c in members if n != left_out])
        with pytest.raises(DamagedError):
            reading.verify(tmp_path / "broken", None)
        lost += 1
    assert lost > 10
    for extra in ("files/../../etc/x", "/etc/x", "files/three", "tables/strange/000001", "other"):
        _write(tmp_path / "broken", [(extra, b"[1]\n"), *members])
        with pytest.raises(DamagedError):
            reading.verify(tmp_path / "broken", None)


def _write(path: Path, members: list[tuple[str, bytes]]) -> None:
    with path.open("wb") as file:
        writer = Writer(file, None)
        with tarfile.open(fileobj=writer, mode="w|gz") as tar:  # type: ignore[call-overload]
            for name, content in members:
                entry = tarfile.TarInfo(name)
                entry.size = len(content)
                tar.addfile(entry, io.BytesIO(content))
        writer.finish()


def test_without_the_key_nothing_can_be_read(archive: Path, tmp_path: Path) -> None:
    encrypted = (archive / "encrypted").read_bytes()
    for canary in (*CANARIES, "manifest", "orgs_body", "files/one"):
        assert canary.encode() not in encrypted
    for secret in (None, SECRET[::-1]):
        with pytest.raises(DamagedError):
            reading.verify(archive / "encrypted", secret)
    # Two backups of the same show no likeness.
    other = io.BytesIO()
    Writer(other, SECRET).finish()
    assert other.getvalue()[8:24] != encrypted[8:24]


def test_the_command_says_what_is_wrong(archive: Path, tmp_path: Path) -> None:
    home = Installation(tmp_path, "")
    good = home.bagdar("--lang", "en", "verify-backup", str(archive / "open"))
    assert "The backup is whole" in good.stdout
    (tmp_path / "x").write_bytes(b"no backup at all")
    for file, said in ((tmp_path / "x", "no backup"), (archive / "encrypted", "key is needed")):
        done = home.bagdar("--lang", "en", "verify-backup", str(file), check=False)
        assert done.returncode == 3
        assert said in done.stderr
    short = tmp_path / "short"
    short.write_text("too short")
    done = home.bagdar(
        "--lang", "en", "backup", "--out", str(tmp_path / "b"), "--key", str(short), check=False
    )
    assert done.returncode == 2
    assert "--new-key" in done.stderr
    again = home.bagdar("--lang", "en", "backup", "--new-key", str(short), check=False)
    assert again.returncode == 2
    assert short.read_text() == "too short"


@pytest.mark.database
@pytest.mark.skipif(not POSTGRESQL, reason="needs a server: runs with tools/with-postgres")
def test_the_store_moves_to_postgresql_without_a_difference(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    source, target = Installation(tmp_path / "home", ""), Installation(tmp_path / "home", create())
    assert "DATABASE_URL" not in source.environment
    source.bagdar("migrate")
    source.python(FILL)
    ordered = "from bagdar.orgs.models import BodyName; from bagdar.store.collation import in_order\n"
    ordered += "print(list(BodyName.objects.order_by(in_order('name'), 'id').values_list('name', flat=True)))"
    try:
        done = source.bagdar("--lang", "en", "migrate-store", target.url)
        assert "Moved and compared" in done.stdout
        before, after = sums(source), sums(target)
        differing = {name for name in before if before[name] != after[name]}
        # What still waited for its seal may have been given it on either side.
        assert differing <= {"journal_unsealed", "evidence_seal", "evidence_node"}
        assert len(source.python(ordered).stdout) > 1000
        assert source.python(ordered).stdout == target.python(ordered).stdout
        # Numbers go on after those that came over.
        last = "from bagdar.journal.models import Entry; print(Entry.objects.latest('id').pk)"
        write = "from django.db import transaction; from bagdar.journal.services import record; "
        write += "from bagdar.kernel.actors import PROGRAM\nwith transaction.atomic(): record(actor=PROGRAM, act='ops.store.moved')"
        number = int(target.python(last).stdout)
        target.python(write)
        assert int(target.python(last).stdout) == number + 1
        again = source.bagdar("--lang", "en", "migrate-store", target.url, check=False)
        assert again.returncode == 2
    finally:
        drop(target.url)


def test_a_move_in_another_direction_is_refused(tmp_path: Path) -> None:
    home = Installation(tmp_path, "")
    home.bagdar("migrate")
    done = home.bagdar("--lang", "en", "migrate-store", "sqlite:///x", check=False)
    assert done.returncode == 2
    assert "only" in done.stderr


def test_a_bar_is_drawn_in_a_terminal_only(archive: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from bagdar.cli.output import bar; bar('x')(1, 2)"],
        env=environment_of(None), capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert done.stderr == ""
