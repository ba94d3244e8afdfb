"""How the command speaks: refusals, findings, progress; the words come from the catalogues."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeVar

from bagdar.kernel import jsonio
from bagdar.kernel.errors import DomainError
from bagdar.kernel.findings import Finding, Place, Severity
from bagdar.kernel.messages import is_message, render

T = TypeVar("T")


def complain(error: DomainError, language: str) -> None:
    """One refusal on stderr: where, what, by which clause, what to do."""
    print(told(error, language), file=sys.stderr)


def told(error: DomainError, language: str) -> str:
    return sentence(error.message, language, error.clause, error.place, error.params)


def refusal(error: DomainError, language: str) -> dict[str, Any]:
    """A refused file for JSON."""
    return {"file": error.place.file, "message": error.message, "text": told(error, language)}


def sentence(message: str, language: str, clause: str, place: Place, params: dict[str, Any]) -> str:
    """``file, table 2, row 5: what is wrong. (§A1.9)``, with the remedy where the catalogue has one."""
    where = location(place, language)
    text = render(message, language, **{"file": place.file or "", **params})
    remedy = f"{message}.remedy"
    if is_message(remedy):
        text += " " + render(remedy, language, **params)
    cited = citation(clause, language)
    return "".join((f"{where}: " if where else "", text, f" ({cited})" if cited else ""))


def of_system(error: OSError) -> DomainError:
    """What the system refused, as a refusal with the file and what to do."""
    what = _SYSTEM.get(error.errno or 0, "other")
    reason = error.strerror or str(error)
    return DomainError(f"cli.system.{what}", place=Place(file=_named(error.filename)), reason=reason)


def _named(file: Any) -> str | None:
    return os.fsdecode(file) if isinstance(file, (str, bytes)) else None


_SYSTEM: Final = {
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EROFS: "denied",
    errno.ENOENT: "missing",
    errno.EISDIR: "kind",
    errno.ENOTDIR: "kind",
    errno.EEXIST: "kind",
    errno.ENOSPC: "full",
}
"""What most often goes wrong with files; anything else is told with the system's own words."""


def citation(clause: str, language: str) -> str:
    """ "§31", "A1.9", the State Planning System's name, or the program's own practice, said so."""
    if clause == "practice":
        return render("cli.practice", language)
    if clause == "SPS":
        return render("cli.sps", language)
    return f"§{clause}" if clause[:1].isdigit() else clause


def location(place: Place, language: str) -> str:
    """File, table or sheet, row and column as a person counts them (from 1)."""
    parts = [place.file] if place.file else []
    if place.sheet is not None:
        parts.append(render("cli.place.sheet", language, sheet=place.sheet))
    elif place.table is not None:
        parts.append(render("cli.place.table", language, n=place.table + 1))
    if place.row is not None:
        parts.append(render("cli.place.row", language, n=place.row + 1))
    if place.column is not None:
        parts.append(render("cli.place.column", language, n=place.column + 1))
    return ", ".join(parts)


def print_findings(findings: Sequence[Finding], language: str) -> None:
    """Every finding on a line of its own, the gravest first within the order given, then a count."""
    for finding in findings:
        mark = render(f"cli.severity.{finding.severity}", language)
        print(
            f"{mark:<10} " + sentence(finding.check, language, finding.clause, finding.place, finding.params)
        )
    counts = {severity: sum(f.severity is severity for f in findings) for severity in Severity}
    print(
        render(
            "cli.check.summary",
            language,
            errors=counts[Severity.ERROR],
            warnings=counts[Severity.WARNING],
            infos=counts[Severity.INFO],
        )
    )


def print_json(obj: Any) -> None:
    """Readable JSON on stdout, letters as they are."""
    print(json.dumps(jsonio.plain(obj), ensure_ascii=False, indent=1))


def bar(label: str) -> Callable[[int, int], None]:
    """Draws a bar on stderr as work goes on, in a terminal only."""
    shown = sys.stderr.isatty()

    def draw(done: int, total: int) -> None:
        if shown and total > 1:
            filled = 30 * done // total
            end = "\n" if done == total else ""
            print(f"\r{label} [{'█' * filled}{' ' * (30 - filled)}] {done}/{total}", end=end, file=sys.stderr)

    return draw


def progress(items: Iterable[T], total: int, label: str) -> Iterator[T]:
    """A bar on stderr for long work, in a terminal only."""
    draw = bar(label)
    for done, item in enumerate(items):
        draw(done, total)
        yield item
    draw(total, total)


_END: Final[Any] = object()


def ahead(items: Iterator[T]) -> Iterator[T]:
    """*items*, the next one always begun: the first at once, in a thread of its own."""
    pool = ThreadPoolExecutor(1)
    coming = pool.submit(next, items, _END)

    def rest() -> Iterator[T]:
        nonlocal coming
        with pool:
            while (item := coming.result()) is not _END:
                coming = pool.submit(next, items, _END)
                yield item

    return rest()
