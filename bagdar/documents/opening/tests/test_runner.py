"""The parent outlives whatever the reading process does, and says what happened."""

from __future__ import annotations

import subprocess
import sys
import time
import zipfile
from pathlib import Path

import msgspec
import psutil
import pytest

from bagdar.documents.opening import open_document, parse_document, runner
from bagdar.documents.opening.limits import LIMITS, MB
from bagdar.documents.opening.tests.make import docx, p, tbl, tr
from bagdar.kernel.errors import FileRefusedError

_TESTS = "bagdar.documents.opening.tests.misbehaving"
SMALL = msgspec.structs.replace(LIMITS, cpu=1, wall=3, memory=256 * MB, result=4 * MB)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "Жоспар 2025.docx"
    path.write_bytes(docx(p("қ") + tbl(tr("a", "b"))))
    return path


def test_the_child_reads_what_this_process_reads(file: Path) -> None:
    assert (
        open_document(file)
        == open_document(file, limited=False)
        == parse_document(file.read_bytes(), file.name)
    )


def test_a_refusal_comes_through_the_child_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(tbl(tr("x" * 40_000))))
    with pytest.raises(FileRefusedError, match=r"opening\.chars") as refused:
        open_document(path)
    place = refused.value.place
    assert (place.file, place.table, place.row, place.column) == ("a.docx", 0, 0, 0)
    assert refused.value.params == {"limit": 32_767}


@pytest.mark.parametrize(
    "entry, message",
    [
        ("aborts", "crashed"),
        ("spins", "too_long"),
        ("sleeps", "too_long"),
        ("devours", "crashed"),
        ("babbles", "crashed"),
        ("lies", "crashed"),
        ("says_nothing", "crashed"),
    ],
)
def test_a_reader_gone_wrong_is_a_clear_refusal(file: Path, entry: str, message: str) -> None:
    start = time.monotonic()
    with pytest.raises(FileRefusedError) as refused:
        runner.open_document(file, limits=SMALL, module=f"{_TESTS}:{entry}")
    assert refused.value.message == f"opening.{message}"
    assert refused.value.place.file == file.name
    assert time.monotonic() - start < 120  # it must not hang; a busy machine may dawdle


def test_nothing_that_the_reader_started_outlives_it(file: Path) -> None:
    with pytest.raises(FileRefusedError) as refused:
        runner.open_document(file, limits=SMALL, module=f"{_TESTS}:leaves_a_child")
    number = refused.value.params["child"]
    for _ in range(50):
        if not psutil.pid_exists(number) or psutil.Process(number).status() == psutil.STATUS_ZOMBIE:
            return
        time.sleep(0.05)
    pytest.fail("a process is left behind")


def test_the_memory_limit_is_what_stops_a_greedy_reading(file: Path) -> None:
    tight = msgspec.structs.replace(LIMITS, memory=24 * MB)
    with pytest.raises(FileRefusedError):
        runner.open_document(file, limits=tight)
    assert runner.open_document(file, limits=LIMITS).paragraphs == ("қ",)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match=r"opening\.unreadable"):
        open_document(tmp_path / "none.docx")


def test_a_file_over_the_limit_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with path.open("wb") as file:
        file.truncate(LIMITS.upload + 1)
    with pytest.raises(FileRefusedError, match=r"opening\.upload"):
        open_document(path)


def test_it_works_from_a_zip_and_from_any_folder(file: Path, tmp_path: Path) -> None:
    root = Path(runner.__file__).parents[3]
    archive = tmp_path / "bagdar.zip"
    with zipfile.ZipFile(archive, "w") as target:
        for source in (root / "bagdar").rglob("*.py"):
            target.write(source, source.relative_to(root))
    code = (
        "import sys; from pathlib import Path; from bagdar.documents.opening import open_document, runner;"
        "assert '.zip' in runner.__file__; print(open_document(Path(sys.argv[1])).paragraphs)"
    )
    site = [entry for entry in sys.path if entry.endswith("site-packages")]
    start = f"import sys; sys.path[:0] = {[str(archive), *site]!r}; {code}"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", start, str(file)], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.stdout == "('қ',)\n", done.stderr


def test_nothing_is_left_beside_the_file(file: Path, tmp_path: Path) -> None:
    open_document(file)
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
