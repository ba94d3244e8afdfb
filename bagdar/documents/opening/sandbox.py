"""The reading process: limits itself, reads one file from standard input, answers on standard output.

The answer is one letter and JSON: ``D`` and a RawDocument, ``R`` and a refusal; or ``M``: it would not fit.
"""

from __future__ import annotations

import sys


def limit(memory: int, cpu: int, result: int) -> None:
    """Bind this process for good, where the system can; *memory* and *result* in bytes, *cpu* in seconds."""
    try:
        import resource
    except ImportError:  # Windows has no such limits: the wall clock of the parent remains
        return
    for kind, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_FSIZE, result),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))


def main(name: str, memory: str, cpu: str, result: str) -> None:
    """Entry of the child; nothing heavy may be imported before the limits stand."""
    limit(int(memory), int(cpu), int(result))
    import msgspec

    from bagdar.documents.opening.parse import parse
    from bagdar.kernel.errors import FileRefusedError

    data = sys.stdin.buffer.read()
    try:
        answer = b"D" + msgspec.json.encode(parse(data, name))
    except FileRefusedError as refusal:
        told = {"message": refusal.message, "place": refusal.place, "params": refusal.params}
        answer = b"R" + msgspec.json.encode(told)
    except MemoryError:
        answer = b"M"
    if len(answer) > int(result):
        answer = b"M"
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
