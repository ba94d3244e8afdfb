"""Runs the reading process: one file, one child, bound by wall clock, memory and size of its answer."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import msgspec

from bagdar.documents.opening.limits import LIMITS, Limits
from bagdar.documents.raw import RawDocument
from bagdar.kernel.errors import FileRefusedError
from bagdar.kernel.findings import Place

SANDBOX = "bagdar.documents.opening.sandbox"
_START = """
import importlib, json, sys
sys.path[:] = json.loads(sys.argv[1])
module, _, entry = sys.argv[2].partition(":")
getattr(importlib.import_module(module), entry or "main")(*sys.argv[3:])
"""
"""The child gets this process's import path as it stands: installed, unpacked or inside a zip."""
_OUT_OF_TIME = -getattr(signal, "SIGXCPU", sys.maxsize)
_ROOT = Path(__file__).absolute().parents[3]
"""Where this package was imported from, which an editable installation keeps off the path."""


class _Refusal(msgspec.Struct):
    message: str
    place: Place
    params: dict[str, Any]


def open_document(
    path: Path, *, limited: bool = True, limits: Limits = LIMITS, module: str = SANDBOX
) -> RawDocument:
    """The document in the file *path*, read in a limited child process, or here with ``limited=False``.

    Raises FileRefusedError for whatever may not or cannot be read; the parent outlives any file.
    *module*, or ``module:function``, is the child's entry; tests put misbehaving ones there.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            data = file.read(limits.upload + 1)
    except OSError as error:
        raise FileRefusedError("opening.unreadable", name=path.name) from error
    if len(data) > limits.upload:
        raise FileRefusedError("opening.upload", place=Place(file=path.name), limit=limits.upload >> 20)
    if not limited:
        from bagdar.documents.opening.parse import parse

        return parse(data, path.name, limits)
    return told(_run(data, path.name, limits, module), path.name)


def _run(data: bytes, name: str, limits: Limits, module: str) -> bytes:
    """The child's answer to one file."""
    with tempfile.TemporaryFile() as question, tempfile.TemporaryFile() as answer:
        question.write(data)
        question.seek(0)
        code = run_child(name, question, answer, limits, module)
        answer.seek(0)
        said = answer.read(limits.result + 1)
    if said == b"M":
        raise FileRefusedError("opening.too_heavy", place=Place(file=name))
    if code != 0 or not said or len(said) > limits.result:
        raise FileRefusedError("opening.crashed", place=Place(file=name))
    return said


def run_child(name: str, question: IO[bytes], answer: IO[bytes], limits: Limits, module: str) -> int:
    """Run *module* in a limited child from *question* to *answer*; its exit code.

    Files instead of pipes: nobody waits for anybody, and the answer's size is bound. Raises
    FileRefusedError (about *name*) if the child used up its time.
    """
    numbers = [str(number) for number in (limits.memory, limits.cpu, limits.result)]
    import_path = json.dumps([str(_ROOT), *(str(Path(entry).absolute()) for entry in sys.path)])
    command = [sys.executable, "-I", "-S", "-c", _START, import_path, module, name, *numbers]
    try:
        code = _wait(command, question, answer, limits.wall)
    except subprocess.TimeoutExpired as error:
        raise FileRefusedError("opening.too_long", place=Place(file=name), limit=limits.wall) from error
    if code == _OUT_OF_TIME:
        raise FileRefusedError("opening.too_long", place=Place(file=name), limit=limits.cpu)
    return code


def _wait(command: list[str], question: IO[bytes], answer: IO[bytes], wall: int) -> int:
    """Exit code of the child; its whole process group is gone afterwards. Raises subprocess.TimeoutExpired."""
    new_group: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        new_group = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    child = subprocess.Popen(  # noqa: S603  our own interpreter and our own code
        command, stdin=question, stdout=answer, stderr=subprocess.DEVNULL, env=_environment(), **new_group
    )
    deadline = time.monotonic() + wall
    try:
        _sleep_until_end(child, wall)
        return child.wait(max(deadline - time.monotonic(), 0.1))
    finally:
        _kill_group(child)


def _sleep_until_end(child: subprocess.Popen[bytes], wall: int) -> None:
    """Wait without looking every few milliseconds, where the system can tell."""
    if sys.platform == "linux":
        with suppress(OSError):
            handle = os.pidfd_open(child.pid)
            try:
                select.select([handle], [], [], wall)
            finally:
                os.close(handle)


def _environment() -> dict[str, str]:
    """Only what a process needs to start (Windows does not without its system folder)."""
    return {key: os.environ[key] for key in ("SYSTEMROOT", "PATH", "LD_LIBRARY_PATH") if key in os.environ}


def _kill_group(child: subprocess.Popen[bytes]) -> None:
    if sys.platform != "win32":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    if child.poll() is None:
        child.kill()
    child.wait()


def told(answer: bytes, name: str) -> RawDocument:
    """What a child answered about the file *name*. Raises the refusal that it is."""
    try:
        if answer[:1] == b"D":
            return msgspec.json.decode(answer[1:], type=RawDocument)
        refusal = msgspec.json.decode(answer[1:], type=_Refusal)
    except msgspec.DecodeError as error:
        raise FileRefusedError("opening.crashed", place=Place(file=name)) from error
    place = msgspec.structs.replace(refusal.place, file=name)
    raise FileRefusedError(refusal.message, place=place, **refusal.params)
