"""Every pattern of the program on 100 KB of text made against it; run as a process of its own under a limit.

Prints one line for each pattern that needs more than two seconds of the processor for one text: a thousand
times what work in proportion to the text takes. Patterns of the service are searched for anywhere in the text; those of
the readers are tried where their readers try them, at one place (their work over whole texts is counted elsewhere).
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
import sys
from collections.abc import Iterator
from typing import Any, Final

LONG: Final = 100_000
SECONDS: Final = 2.0
SERVICE: Final = (
    "bagdar.web",
    "bagdar.api",
    "bagdar.ops",
    "bagdar.orgs",
    "bagdar.files",
    "bagdar.evidence",
    "bagdar.journal",
    "bagdar.store",
    "bagdar.kernel",
    "bagdar.signatures",
)
compiler: Any = re._compiler  # type: ignore[attr-defined]
parser: Any = re._parser  # type: ignore[attr-defined]
found: dict[tuple[str, int], tuple[re.Pattern[str], str]] = {}


def spy() -> None:
    """Keep every pattern that a module of the program asks for, with the module's name and line."""
    real = compiler.compile

    def compile_(pattern: Any, flags: int = 0) -> Any:
        made = real(pattern, flags)
        frame = sys._getframe(1)
        while frame is not None and frame.f_globals.get("__name__", "").split(".")[0] in ("re", "functools"):
            frame = frame.f_back  # type: ignore[assignment]
        name = frame.f_globals.get("__name__", "") if frame is not None else ""
        if isinstance(pattern, str) and name.startswith("bagdar"):
            found.setdefault((pattern, flags), (made, f"{name}:{frame.f_lineno}"))
        return made

    compiler.compile = compile_


def signs(tree: Any) -> Iterator[str]:
    """A sign that each part of a parsed pattern would take."""
    kinds = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "я"}
    for operation, value in tree:
        match str(operation):
            case "LITERAL":
                yield chr(value)
            case "IN":
                first = str(value[0][0]), value[0][1]
                yield {"LITERAL": lambda v: chr(v), "RANGE": lambda v: chr(v[0])}.get(
                    first[0], lambda v: kinds.get(str(v), "-")
                )(first[1])
            case "ANY" | "NOT_LITERAL":
                yield "z"
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                yield from signs(value[2])
            case "SUBPATTERN":
                yield from signs(value[3])
            case "ATOMIC_GROUP":
                yield from signs(value)
            case "BRANCH":
                for branch in value[1][:6]:
                    yield from signs(branch)


def texts(pattern: str, flags: int) -> Iterator[str]:
    """The pattern's own signs, alone, by twos and in a row, over and over, with an end that fits nothing."""
    own = list(signs(parser.parse(pattern, flags)))
    once = list(dict.fromkeys(own))[:10]
    row = "".join(own[:30])
    units = [" ", "1", "я", "a", "-", "1 ", *once, *(sign + " " for sign in once[:4]), row, row[:-1]]
    for unit in dict.fromkeys(filter(None, units)):
        yield (unit * (LONG // len(unit) + 1))[:LONG]
        yield (unit * (LONG // len(unit) + 1))[:LONG] + "\x00"


class SlowError(Exception):
    """The processor's time for one text is over."""


def _stop(*_: Any) -> None:
    raise SlowError


def is_slow(pattern: re.Pattern[str], anywhere: bool) -> bool:
    ways = [pattern.match, *([pattern.fullmatch, pattern.search] if anywhere else [])]
    for text in texts(pattern.pattern, pattern.flags & ~re.UNICODE):
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        try:
            for way in ways:
                way(text)
        except SlowError:
            return True
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return False


def main() -> None:
    spy()
    signal.signal(signal.SIGVTALRM, _stop)
    import django

    import bagdar
    from bagdar.store import sqlite

    sqlite.install()
    django.setup()
    for module in pkgutil.walk_packages(bagdar.__path__, "bagdar."):
        if ".tests" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    assert is_slow(re.compile("(?:a+)+z"), False), "the control"
    for made, where in list(found.values()):
        if is_slow(made, where.startswith(SERVICE)):
            print(f"{where} {made.pattern[:100]!r}")
    print(len(found))


if __name__ == "__main__":
    main()
