"""The reading process: limits itself, reads one file from standard input, answers on standard output.

The answer is one letter and JSON: ``D`` and a RawDocument, ``R`` and a refusal; or ``M``: it would not fit.
"""

from __future__ import annotations

import gc
import sys


def limit(memory: int, cpu: int, result: int) -> None:
    """Bind this process for good, where the system can; *memory* and *result* in bytes, *cpu* in seconds."""
    if sys.platform == "win32":  # it has no such limits: the wall clock of the parent remains
        return
    import resource

    for kind, value in (
        (resource.RLIMIT_CPU, cpu + 1),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, result),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        # A second before its end the process is told by a signal of its own, which says what it died of.
        resource.setrlimit(kind, (value - 1 if kind == resource.RLIMIT_CPU else value, value))


def answer(data: bytes, name: str, most: int) -> bytes:
    """The answer to one file, of at most *most* bytes."""
    import msgspec

    from bagdar.documents.opening.parse import parse
    from bagdar.kernel.errors import FileRefusedError

    try:
        said = b"D" + msgspec.json.encode(parse(data, name))
    except FileRefusedError as refusal:
        told = {"message": refusal.message, "place": refusal.place, "params": refusal.params}
        said = b"R" + msgspec.json.encode(told)
    except MemoryError:
        said = b"M"
    return said if len(said) <= most else b"M"


def main(name: str, memory: str, cpu: str, result: str) -> None:
    """Entry of the child; nothing heavy may be imported before the limits stand."""
    limit(int(memory), int(cpu), int(result))
    gc.disable()  # one file and the end: looking for cycles would only cost time
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read(), name, int(result)))
    sys.stdout.buffer.flush()
