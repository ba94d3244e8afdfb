"""Many files at once: a few limited children, each reading a bundle of them; a bad file costs only itself."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import takewhile
from pathlib import Path

from bagdar.documents.opening import runner
from bagdar.documents.opening.limits import LIMITS, MB, Limits
from bagdar.documents.raw import RawDocument
from bagdar.kernel.errors import FileRefusedError

SERVING = "bagdar.documents.opening.serving"
BUNDLE_FILES = 24
BUNDLE_BYTES = 4 * MB
Outcome = RawDocument | FileRefusedError


def open_documents(
    paths: Sequence[Path], *, limits: Limits = LIMITS, module: str = SERVING
) -> Iterator[Outcome]:
    """For each of *paths* in order: the document, or the refusal (with the file's name in its place).

    A bundle whose child dies or runs out of time is read again file by file, each in a child of its own.
    """
    workers = max(1, min(8, os.cpu_count() or 1))
    with ThreadPoolExecutor(workers) as pool:
        for outcomes in pool.map(lambda bundle: _bundle(bundle, limits, module), _bundles(paths)):
            yield from outcomes


def _bundles(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """Neighbouring files, few and small enough that one child reads them well within its limits."""
    bundle: list[Path] = []
    size = 0
    for path in paths:
        length = path.stat().st_size if path.is_file() else 0
        if bundle and (len(bundle) == BUNDLE_FILES or size + length > BUNDLE_BYTES):
            yield bundle
            bundle, size = [], 0
        bundle.append(path)
        size += length
    if bundle:
        yield bundle


def _bundle(paths: list[Path], limits: Limits, module: str) -> list[Outcome]:
    answers = _served(paths, limits, module) if len(paths) > 1 else []
    outcomes = [_outcome(answer, path.name) for path, answer in zip(paths, answers, strict=False)]
    return outcomes + [_alone(path, limits) for path in paths[len(outcomes) :]]


def _served(paths: list[Path], limits: Limits, module: str) -> list[bytes]:
    """Answers for the first of *paths*, as far as one child came; too large and missing files end it."""
    with tempfile.TemporaryFile() as question, tempfile.TemporaryFile() as answer:
        for path in paths:
            try:
                data = path.read_bytes()
            except OSError:
                break
            question.write(json.dumps([path.name, len(data)]).encode() + b"\n" + data)
        question.seek(0)
        try:
            runner.run_child("", question, answer, limits, module)
        except FileRefusedError:
            return []
        answer.seek(0)
        return list(takewhile(lambda said: said != b"M", answers(answer.read())))


def answers(told: bytes) -> Iterator[bytes]:
    """The whole answers in *told*, up to the first that is cut off."""
    at = 0
    while (end := told.find(b"\n", at)) >= 0 and told[at:end].isdigit():
        length = int(told[at:end])
        said = told[end + 1 : end + 1 + length]
        if len(said) < length:
            return
        yield said
        at = end + 1 + length


def _outcome(answer: bytes, name: str) -> Outcome:
    try:
        return runner.told(answer, name)
    except FileRefusedError as refusal:
        return refusal


def _alone(path: Path, limits: Limits) -> Outcome:
    try:
        return runner.open_document(path, limits=limits)
    except FileRefusedError as refusal:
        return refusal
