"""The reading process for many small files: limits itself once, then answers for each file in turn.

Question: for each file a line of JSON ``[name, length]`` and its bytes. Answer: for each file a line with
its length, then what :mod:`sandbox` would have answered. Whoever asked knows by the missing answers where
the process ended.
"""

from __future__ import annotations

import sys

from bagdar.documents.opening.sandbox import limit


def main(_: str, memory: str, cpu: str, result: str) -> None:
    """Entry of the child; nothing heavy may be imported before the limits stand."""
    limit(int(memory), int(cpu), int(result))
    import json

    from bagdar.documents.opening.sandbox import answer

    question, told = sys.stdin.buffer, sys.stdout.buffer
    while line := question.readline():
        name, length = json.loads(line)
        said = answer(question.read(length), name, int(result))
        told.write(b"%d\n" % len(said) + said)
        told.flush()
