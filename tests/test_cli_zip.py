"""The file commands run from a zip, in a folder where nothing may be written, for someone without a home."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

import bagdar

DEPENDENCIES = sysconfig.get_paths()["platlib"]
PACKAGE = Path(bagdar.__file__).parent
NOT_SHIPPED = {"tests", "__pycache__"}


@pytest.fixture(scope="module")
def zipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package without its tests, as one zip."""
    path = tmp_path_factory.mktemp("zip") / "bagdar.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(PACKAGE.rglob("*")):
            if file.is_file() and not NOT_SHIPPED & set(file.relative_to(PACKAGE).parts):
                archive.write(file, Path("bagdar") / file.relative_to(PACKAGE))
    return path


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A working folder that may not be written to."""
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0o555)
    return folder


def run(zipped: Path, closed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """``python -m bagdar`` from the zip; -S keeps the installed package off the path, HOME is not set."""
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": os.pathsep.join((str(zipped), DEPENDENCIES)),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TMPDIR": os.environ.get("TMPDIR", "/tmp"),
    }
    command = [sys.executable, "-S", "-m", "bagdar", "--lang", "en", *arguments]
    return subprocess.run(command, cwd=closed, env=environment, capture_output=True, encoding="utf-8")


@pytest.fixture(scope="module")
def plan(zipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan in Word, written by the program itself."""
    from bagdar.demo.content import demonstration
    from bagdar.documents.pages import plan_layout
    from bagdar.documents.writing.docx import write_docx
    from bagdar.methodology.loader import load

    methodology = load()
    path = tmp_path_factory.mktemp("plan") / "plan.docx"
    write_docx(plan_layout(demonstration(methodology).plan, methodology.forms["plan"], "ru"), path)
    return path


def test_it_is_the_zip_that_runs(zipped: Path, closed: Path) -> None:
    where = subprocess.run(
        [sys.executable, "-S", "-c", "import bagdar; print(bagdar.__file__)"],
        env={"PYTHONPATH": str(zipped)},
        cwd=closed,
        capture_output=True,
        encoding="utf-8",
    )
    assert where.stdout.startswith(str(zipped))


def test_a_plan_is_read_from_the_zip(zipped: Path, closed: Path, plan: Path) -> None:
    done = run(zipped, closed, "read", str(plan))
    assert (done.returncode, done.stderr) == (0, "")
    assert "activities – 60" in done.stdout


def test_a_plan_is_checked_from_the_zip(zipped: Path, closed: Path, plan: Path) -> None:
    done = run(zipped, closed, "check", str(plan))
    assert done.returncode in (0, 1), done.stderr
    assert done.stdout.splitlines()[-1].startswith("Errors: ")


def test_a_methodology_is_shown_from_the_zip(zipped: Path, closed: Path) -> None:
    done = run(zipped, closed, "methodology", "clause", "31")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("§31. ")


@pytest.mark.parametrize("suffix, start", [("docx", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF")])
def test_a_plan_is_written_from_the_zip(
    zipped: Path, closed: Path, plan: Path, tmp_path: Path, suffix: str, start: bytes
) -> None:
    """Typefaces and the page template are needed as files of the system."""
    out = tmp_path / f"out.{suffix}"
    done = run(zipped, closed, "convert", str(plan), "--to", suffix, "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert out.read_bytes().startswith(start)


def test_nothing_is_left_in_the_temporary_folder(
    zipped: Path, closed: Path, plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    done = run(zipped, closed, "convert", str(plan), "--to", "pdf", "--out", str(tmp_path / "out.pdf"))
    assert done.returncode == 0, done.stderr
    assert list(scratch.iterdir()) == []
