"""Tables of hundreds of short cases as one test: what is not so is told of all of them at once.

A test of its own costs the runner more than such a case does; whoever looks for a fault wants the whole list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest


def each(names: str, cases: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Like ``pytest.mark.parametrize``, for tests that take nothing but their case.

    Fails with every case that fails, and when there is none to try.
    """
    fields = [name.strip() for name in names.split(",")]
    rows = [dict(zip(fields, case if len(fields) > 1 else (case,), strict=True)) for case in cases]

    def decorate(test: Callable[..., None]) -> Callable[[], None]:
        def whole() -> None:
            told = [(row, error) for row in rows if (error := _failure(test, row)) is not None]
            if told or not rows:
                said = "\n".join(f"{row}: {type(error).__name__}: {error}" for row, error in told)
                pytest.fail(f"{len(told)} of {len(rows)} cases\n{said}", pytrace=False)

        whole.__name__, whole.__qualname__, whole.__doc__ = test.__name__, test.__qualname__, test.__doc__
        whole.__module__ = test.__module__
        return whole

    return decorate


def _failure(test: Callable[..., None], row: dict[str, Any]) -> BaseException | None:
    try:
        test(**row)
    except (Exception, SystemExit, pytest.fail.Exception) as error:
        return error
    return None
