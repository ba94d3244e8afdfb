"""``python -m bench [NAME…]``: all benches in one table; 1 when a limit is missed."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

from bench.measuring import Line

MEMORY_MB = 400
BENCHES = {
    "start": "bench.bench_start",
    "service": "bench.bench_service",
    "docx": "bench.bench_docx",
    "opening": "bench.bench_reading",
    "checks": "bench.bench_checks",
    "xlsx-pdf": "bench.bench_xlsx_pdf",
    "consolidation": "bench.bench_consolidation",
    "signatures": "bench.bench_signatures",
    "proof": "bench.bench_proof",
}
_HEAD = ("what", "CPU s", "wall s", "against", "CPU s", "wall s", "ratio", "limit", "MB", "")
_WIDTHS = (28, 7, 7, 24, 8, 8, 7, 7, 5, 8)


def main(names: Sequence[str]) -> int:
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"Unknown: {', '.join(unknown)}. There are: {', '.join(BENCHES)}.", file=sys.stderr)
        return 2
    print(_row(_HEAD), flush=True)
    good = True
    for name in names or BENCHES:
        for line in importlib.import_module(BENCHES[name]).lines():
            kept = line.good and line.ours.megabytes <= MEMORY_MB
            good = good and kept
            print(_row(_cells(line, kept)), flush=True)
    return 0 if good else 1


def _cells(line: Line, kept: bool) -> tuple[str, ...]:
    ours, peer = line.ours, line.peer
    return (
        line.what, f"{ours.cpu:.2f}", f"{ours.wall:.2f}", line.against,
        f"{peer.cpu:.2f}" if peer else "", f"{peer.wall:.2f}" if peer else "",
        f"{line.ratio:.1f}", line.limit, f"{ours.megabytes:.0f}", "" if kept else "MISSED",
    )  # fmt: skip


def _row(cells: Sequence[str]) -> str:
    aligned = [
        cell.ljust(width) if index in (0, 3) else cell.rjust(width)
        for index, (cell, width) in enumerate(zip(cells, _WIDTHS, strict=True))
    ]
    return " ".join(aligned).rstrip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
