"""Has files examined in a limited child process: one file in one child, or a few small ones in one after another."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from itertools import takewhile

import msgspec

from bagdar.documents.intake.examined import Examined
from bagdar.documents.opening import runner
from bagdar.documents.opening.batch import answers
from bagdar.documents.opening.limits import LIMITS, Limits
from bagdar.kernel.errors import FileRefusedError
from bagdar.kernel.findings import Place

SANDBOX = "bagdar.documents.intake.sandbox"
Asked = tuple[str, bytes]
"""A file's name and bytes."""
Outcome = tuple[Examined, bytes] | FileRefusedError


def examine(
    data: bytes, name: str, *, limits: Limits = LIMITS, module: str = SANDBOX
) -> tuple[Examined, bytes]:
    """The file's account, and its cleaned copy (empty: nothing to clean). Raises FileRefusedError; this process
    outlives any file."""
    place = Place(file=name)
    if len(data) > limits.upload:
        raise FileRefusedError("opening.upload", place=place, limit=limits.upload >> 20)
    code, said = _asked([(name, data)], limits, module)
    if said[:1] == [b"M"]:
        raise FileRefusedError("opening.too_heavy", place=place)
    if code != 0 or len(said) != 1:
        raise FileRefusedError("opening.crashed", place=place)
    outcome = _outcome(said[0], name)
    if isinstance(outcome, FileRefusedError):
        raise outcome
    return outcome


def examine_many(
    asked: Sequence[Asked], *, limits: Limits = LIMITS, module: str = SANDBOX
) -> Iterator[Outcome]:
    """For each of *asked* (few and small: they share a child's limits) in order its outcome.

    One that ends the child, or uses up its time, is examined again alone, as are those after it.
    """
    try:
        _, said = _asked(asked, limits, module) if len(asked) > 1 else (0, [])
    except FileRefusedError:
        said = []
    good = list(takewhile(lambda answer: answer != b"M", said))
    yield from (_outcome(answer, name) for answer, (name, _) in zip(good, asked, strict=False))
    for name, data in asked[len(good) :]:
        try:
            yield examine(data, name, limits=limits, module=module)
        except FileRefusedError as refusal:
            yield refusal


def _asked(asked: Sequence[Asked], limits: Limits, module: str) -> tuple[int, list[bytes]]:
    """The child's exit code and its answers, as far as it came. Raises FileRefusedError where its time was up."""
    with tempfile.TemporaryFile() as question, tempfile.TemporaryFile() as answer:
        for name, data in asked:
            question.write(json.dumps([name, len(data)]).encode() + b"\n" + data)
        question.seek(0)
        code = runner.run_child(asked[0][0], question, answer, limits, module)
        answer.seek(0)
        return code, list(answers(answer.read(limits.result + 64)))


def _outcome(said: bytes, name: str) -> Outcome:
    try:
        if said[:1] == b"E":
            length, _, rest = said[1:].partition(b"\n")
            return msgspec.json.decode(rest[: int(length)], type=Examined), rest[int(length) :]
        runner.told(said, name)
    except (msgspec.DecodeError, ValueError):
        return FileRefusedError("opening.crashed", place=Place(file=name))
    except FileRefusedError as refusal:
        return refusal
    return FileRefusedError("opening.crashed", place=Place(file=name))
