"""Reads files one after the other and tells for each what came of it, the seconds of work it took, its peak of memory.

Tasks as JSON on standard input: [{"key", "path", "name"}]; answers as JSON on standard output, by key.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from bagdar.documents.opening import parse_document
from bagdar.kernel.errors import FileRefusedError


def peak_megabytes() -> float:
    """Peak resident memory of this process alone; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def read(path: str, name: str) -> dict[str, str | float]:
    data = Path(path).read_bytes()
    start = time.process_time()
    try:
        parse_document(data, name)
        message = "read"
    except FileRefusedError as refusal:
        message = refusal.message
    return {"message": message, "seconds": time.process_time() - start, "megabytes": peak_megabytes()}


def main() -> None:
    """Each file is read in a copy of this process, so that one leaves nothing behind for the next."""
    answers = {}
    for task in json.load(sys.stdin):
        reader, writer = os.pipe()
        if os.fork() == 0:
            os.write(writer, json.dumps(read(task["path"], task["name"])).encode())
            os._exit(0)
        os.close(writer)
        with os.fdopen(reader, "rb") as pipe:
            answers[task["key"]] = json.loads(pipe.read() or b"{}")
        os.wait()
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
