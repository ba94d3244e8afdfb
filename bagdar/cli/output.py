"""How the command speaks: refusals, findings, progress; the words come from the catalogues."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from bagdar.kernel import jsonio
from bagdar.kernel.errors import DomainError
from bagdar.kernel.findings import Finding, Place, Severity
from bagdar.kernel.messages import catalogue, render

T = TypeVar("T")


def complain(error: DomainError, language: str) -> None:
    """One refusal on stderr: where, what, by which clause, what to do."""
    print(sentence(error.message, language, error.clause, error.place, error.params), file=sys.stderr)


def sentence(message: str, language: str, clause: str, place: Place, params: dict[str, Any]) -> str:
    """``file, table 2, row 5: what is wrong. (§A1.9)``, with the remedy where the catalogue has one."""
    where = location(place, language)
    text = render(message, language, **{"file": place.file or "", **params})
    remedy = f"{message}.remedy"
    if remedy in catalogue():
        text += " " + render(remedy, language, **params)
    cited = citation(clause, language)
    return "".join((f"{where}: " if where else "", text, f" ({cited})" if cited else ""))


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


def progress(items: Iterable[T], total: int, label: str) -> Iterator[T]:
    """A bar on stderr for long work, in a terminal only."""
    shown = sys.stderr.isatty() and total > 1
    for done, item in enumerate(items):
        if shown:
            filled = 30 * done // total
            print(f"\r{label} [{'█' * filled}{' ' * (30 - filled)}] {done}/{total}", end="", file=sys.stderr)
        yield item
    if shown:
        print(f"\r{label} [{'█' * 30}] {total}/{total}", file=sys.stderr)
