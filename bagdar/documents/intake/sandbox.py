"""The examining process: limits itself, then answers for each file in turn.

Question and framing as in :mod:`bagdar.documents.opening.serving`. Answer to a file: ``E``, the length of the account
in JSON and a line's end, the account, the cleaned copy; or ``R`` and a refusal; or ``M``: it would not fit.
"""

from __future__ import annotations

import sys

from bagdar.documents.opening.sandbox import limit


def answer(data: bytes, name: str, most: int) -> bytes:
    import msgspec

    from bagdar.documents.intake.examined import examine_here
    from bagdar.kernel.errors import FileRefusedError

    try:
        told, copy = examine_here(data, name)
        account = msgspec.json.encode(told)
        said = b"E%d\n" % len(account) + account + copy
    except FileRefusedError as refusal:
        plain = {"message": refusal.message, "place": refusal.place, "params": refusal.params}
        said = b"R" + msgspec.json.encode(plain)
    except MemoryError:
        said = b"M"
    return said if len(said) <= most else b"M"


def main(_: str, memory: str, cpu: str, result: str) -> None:
    """Entry of the child; nothing heavy may be imported before the limits stand."""
    limit(int(memory), int(cpu), int(result))
    import json

    question, told = sys.stdin.buffer, sys.stdout.buffer
    while line := question.readline():
        name, length = json.loads(line)
        said = answer(question.read(length), name, int(result))
        told.write(b"%d\n" % len(said) + said)
        told.flush()
