"""Exit codes of the command, and that nothing but a sentence comes out of it when something goes wrong."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import bagdar.methodology
from bagdar.cli import exits, schema
from bagdar.cli import main as entry
from bagdar.cli.main import COMMANDS, main
from bagdar.cli.output import of_system, told
from bagdar.kernel.errors import DomainError
from bagdar.kernel.text import UI_LANGUAGES
from bagdar.methodology.loader import default_pack

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's plan in Word (plan.ru.docx, …) and its register."""
    from bagdar.demo.content import demonstration
    from bagdar.demo.files import write_register
    from bagdar.documents.pages import plan_layout
    from bagdar.documents.writing.docx import write_docx
    from bagdar.kernel import jsonio
    from bagdar.methodology.loader import load

    folder, methodology = tmp_path_factory.mktemp("demo"), load()
    shown = demonstration(methodology)
    for language in ("ru", "kk"):
        layout = plan_layout(shown.plan, methodology.forms["plan"], language)
        write_docx(layout, folder / f"plan.{language}.docx")
    (folder / "plan.json").write_bytes(jsonio.dumps(shown.plan))
    write_register(shown, folder)
    return folder


def said(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return out, err


def test_done_is_0(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "read", str(demo / "plan.ru.docx")]) == exits.OK == 0
    assert "activities – 60" in said(capsys)[0]


def test_errors_in_a_document_are_1(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The demonstration's plan has faults of its own, to show."""
    call = ["check", str(demo / "plan.ru.docx"), "--bodies", str(demo / "bodies.json")]
    assert main(["--lang", "en", *call]) == exits.FINDINGS == 1
    out, _ = said(capsys)
    assert any(line.startswith("ERROR") and "plan.ru.docx, table 1, row" in line for line in out.splitlines())


@pytest.fixture
def lenient(tmp_path: Path) -> Path:
    """A methodology of one's own: the shipped one in which nothing is graver than a warning."""
    shipped = Path(bagdar.methodology.__file__).parent / "packs" / default_pack()
    folder = tmp_path / "lenient"
    shutil.copytree(shipped, folder)
    checks = folder / "checks.toml"
    checks.write_text(
        checks.read_text("utf-8").replace('severity = "error"', 'severity = "warning"'), "utf-8"
    )
    return folder


@pytest.mark.parametrize("name", ["plan.ru.docx", "plan.json"])
def test_warnings_alone_are_0_from_word_and_from_json(
    name: str, demo: Path, lenient: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["check", str(demo / name), "--methodology", str(lenient), "--bodies", str(demo / "bodies.json")]
    assert main(["--lang", "en", *call]) == 0
    out, _ = said(capsys)
    assert out.startswith("WARNING")
    assert out.splitlines()[-1].startswith("Errors: 0,")


@pytest.mark.parametrize("language", UI_LANGUAGES)
def test_no_command_at_all_shows_the_help_and_is_2(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", language]) == exits.USAGE == 2
    out, _ = said(capsys)
    assert all(name in out for name in COMMANDS)


WRONG = (
    ("forms {plan} --year 1825 --out {out}", "There can be no such year: 1825"),
    ("forms {plan} --year 2044 --out {out}", "outside the plan's period (2025–2029)"),
    ("forms {plan} --year 2025 --part 2 --out {out}", "There is no such part of the year: 2"),
    ("forms {bare} --year 2025 --out {out}", "No body gets a form"),
    ("forms {plan} --year 2025 --out {out} --bodies {bodies} --body d-citi", "no such body: d-citi. Ids like it: d-city"),
    ("forms {plan} --year 2025 --out {out} --bodies {bodies} --in de", "not printed in this language: de"),
    ("forms {plan} --year 2025 --out {out} --bodies {wrong}", "not a register of bodies"),
    ("forms {plan} --year 2025 --out {out} --methodology nowhere", "no methodology “nowhere”"),
    ("consolidate {empty} --plan {plan} --year 2025 --out {out}", "no Word or Excel file"),
    ("consolidate {empty}/none --plan {plan} --year 2025 --out {out}", "no such folder"),
    ("conclude {empty} --out {out}", "could not be opened"),
    ("conclude {wrong} --out {out}", "not JSON of the form consolidated.json"),
    ("convert {wrong} --to pdf --out {out}", "not JSON of the form plan, report"),
    ("convert {plan} --to docx --out {plan}", "would overwrite the file itself"),
    ("convert {plan} --to pdf --in de --out {out}", "not printed in this language: de"),
    ("convert {plan} --to docx --out {wrong}/x.docx", "where a folder is"),
    ("check {plan} --strategy {empty}/none.json", "could not be opened"),
    ("methodology clause 999", "999"),
)  # fmt: skip


@pytest.mark.parametrize("call, expected", WRONG, ids=[call for call, _ in WRONG])
def test_a_request_that_cannot_be_met_is_2_and_says_what_to_do(
    call: str, expected: str, demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "wrong.json").write_text("nonsense", "utf-8")
    bare = {"form": "plan", "version": 1, "languages": ["ru"], "items": []}
    (tmp_path / "bare.json").write_text(json.dumps(bare), "utf-8")
    places = {
        "bare": tmp_path / "bare.json",
        "plan": demo / "plan.ru.docx",
        "bodies": demo / "bodies.json",
        "out": tmp_path / "out",
        "empty": tmp_path / "empty",
        "wrong": tmp_path / "wrong.json",
    }
    assert main(["--lang", "en", *(word.format(**places) for word in call.split())]) == 2
    err = said(capsys)[1]
    assert expected in err
    assert not (tmp_path / "out").exists(), "nothing is written for a request that is refused"


def a_word_file_with_macros(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/vbaProject.bin", b"\0")


def files_that_are_refused(folder: Path) -> dict[str, Path]:
    """Every kind of file that someone gives by mistake."""
    contents = {
        "old.doc": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000),
        "text.rtf": b"{\\rtf1 text}",
        "page.pdf": b"%PDF-1.7\n",
        "empty.docx": b"",
        "torn.docx": b"PK\3\4" + bytes(200),
        "note.txt": b"a note",
        "renamed.xlsx": b"a note",
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    with zipfile.ZipFile(folder / "open.odt", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    a_word_file_with_macros(folder / "macros.docx")
    (folder / "folder.docx").mkdir()
    names = [*contents, "open.odt", "macros.docx", "folder.docx", "missing.docx"]
    return {name: folder / name for name in names}


@pytest.mark.parametrize(
    "command, language",
    [
        ("read {}", "kk"),
        ("check {}", "kk"),
        ("check {}", "ru"),
        ("check {}", "en"),
        ("convert {} --to json", "ru"),
    ],
)
def test_a_file_that_is_not_read_is_3_and_named(
    command: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, path in files_that_are_refused(tmp_path).items():
        words = [word.format(path) for word in command.split()]
        assert main(["--lang", language, *words]) == exits.REFUSED == 3, name
        out, err = said(capsys)
        assert name in err
        assert out == ""
        assert len(err) > len(name) + 40, "it says what to do"


def test_some_files_refused_is_4_and_the_others_are_checked(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "page.pdf").write_bytes(b"%PDF-1.7\n")
    call = ["check", str(tmp_path / "page.pdf"), str(demo / "plan.ru.docx"), str(tmp_path / "none.docx")]
    assert main(["--lang", "en", *call, "--bodies", str(demo / "bodies.json")]) == exits.PARTLY == 4
    out, err = said(capsys)
    assert "page.pdf" in err
    assert "none.docx" in err
    assert out.splitlines()[-1].startswith("Errors: ")


def test_json_names_the_refused_files_too(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["check", str(demo / "plan.ru.docx"), str(tmp_path / "none.docx"), "--json"]
    assert main(["--lang", "en", *call, "--bodies", str(demo / "bodies.json")]) == 4
    found = json.loads(said(capsys)[0])
    assert [(each["file"], each["form"]) for each in found["files"]] == [("plan.ru.docx", "plan")]
    assert [each["message"] for each in found["refused"]] == ["opening.unreadable"]


def test_what_the_system_refuses_is_told_with_the_file_and_without_its_english_words() -> None:
    for number in (errno.EACCES, errno.EROFS, errno.ENOENT, errno.EISDIR, errno.ENOSPC):
        error = of_system(OSError(number, os.strerror(number), "report.docx"))
        for language in ("kk", "ru"):
            sentence = told(error, language)
            assert sentence.startswith("report.docx: ")
            assert os.strerror(number) not in sentence
    strange = of_system(OSError(errno.EBADF, os.strerror(errno.EBADF)))
    assert os.strerror(errno.EBADF) in told(strange, "en")


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*_: object) -> int:
        raise RuntimeError("inner words")

    monkeypatch.setattr(schema, "run", run)


@pytest.mark.parametrize("language", UI_LANGUAGES)
def test_a_fault_of_the_program_is_5_and_a_sentence(
    language: str, broken: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(entry.TRACE, raising=False)
    monkeypatch.setattr(sys, "argv", ["bagdar", "--lang", language, "schema", "plan"])
    assert main() == exits.FAULT == 5
    err = said(capsys)[1]
    assert "RuntimeError" in err
    assert entry.TRACE in err
    assert "inner words" not in err, "it could hold a document's text"


def test_a_fault_is_shown_in_full_to_whoever_asks_for_it_and_to_tests(
    broken: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(entry.TRACE, "1")
    monkeypatch.setattr(sys, "argv", ["bagdar", "schema", "plan"])
    with pytest.raises(RuntimeError):
        main()
    monkeypatch.delenv(entry.TRACE)
    with pytest.raises(RuntimeError):
        main(["schema", "plan"])


needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="signals")


@needs_signals
def test_an_interrupt_is_130_without_a_traceback(demo: Path, tmp_path: Path) -> None:
    """Wherever its work has come to."""
    out = tmp_path / "out"
    command = [sys.executable, "-m", "bagdar", "--lang", "en", "forms", str(demo / "plan.ru.docx")]
    command += ["--year", "2025", "--out", str(out), "--bodies", str(demo / "bodies.json")]
    # Where the tests themselves run in a shell's background they ignore it, and so would what they start.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        running = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, encoding="utf-8")
    finally:
        signal.signal(signal.SIGINT, before)
    with running:
        while not out.exists() and running.poll() is None:
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=60)
    assert "Traceback" not in err
    assert running.returncode == exits.INTERRUPTED == 130
    assert err.startswith("Interrupted.")


def in_a_class() -> None:
    """Where the language answers it with a RuntimeError."""

    class Named:
        def __set_name__(self, owner: type, name: str) -> None:
            signal.raise_signal(signal.SIGINT)

    type("Made", (), {"named": Named()})


def in_a_destructor() -> None:
    """Where it is dropped."""

    class Dropped:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGINT)

    Dropped()
    time.sleep(10)


def in_a_library() -> None:
    """That takes it for a fault of the file."""
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt:
        raise DomainError("opening.unreadable") from None


@needs_signals
@pytest.mark.parametrize("strike", [in_a_class, in_a_destructor, in_a_library])
def test_an_interrupt_is_130_whatever_it_strikes(
    strike: Callable[[], None], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(schema, "run", lambda *_: strike())
    monkeypatch.setattr(sys, "argv", ["bagdar", "--lang", "en", "schema", "plan"])
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        assert main() == exits.INTERRUPTED
    finally:
        signal.signal(signal.SIGINT, before)
    assert said(capsys)[1].startswith("Interrupted.")


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    """``bagdar schema plan | head -1``."""
    command = [sys.executable, "-m", "bagdar", "schema", "plan"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        err = running.stderr.read()
    assert (running.returncode, err) == (0, "")


def test_the_exit_codes_are_told_in_the_help_and_in_the_operators_page(
    capsys: pytest.CaptureFixture[str],
) -> None:
    codes = [value for name, value in vars(exits).items() if name.isupper()]
    assert codes == [0, 1, 2, 3, 4, 5, 130]
    main(["--lang", "en"])
    helped = said(capsys)[0]
    page = (ROOT / "docs" / "operator.md").read_text("utf-8")
    for code in codes:
        assert f"{code} – " in helped
        assert f"| {code} |" in page
