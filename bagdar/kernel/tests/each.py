"""Tables of hundreds of short cases as one test: what is not so is told of all of them at once.

A test of its own costs the runner more than such a case does; whoever looks for a fault wants the whole list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import pytest

T = TypeVar("T")


def every(cases: Iterable[T], look: Callable[[T], None]) -> None:
    """Fails with every case at which *look* fails, and when there is none to look at."""
    tried = list(cases)
    told = [(case, error) for case in tried if (error := _failure(look, case)) is not None]
    if told or not tried:
        said = "\n".join(f"{case}: {type(error).__name__}: {error}" for case, error in told)
        pytest.fail(f"{len(told)} of {len(tried)} cases\n{said}", pytrace=False)


def each(names: str, cases: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Like ``pytest.mark.parametrize``, for tests that take nothing but their case."""
    fields = [name.strip() for name in names.split(",")]
    rows = [dict(zip(fields, case if len(fields) > 1 else (case,), strict=True)) for case in cases]

    def decorate(test: Callable[..., None]) -> Callable[[], None]:
        def whole() -> None:
            every(rows, lambda row: test(**row))

        whole.__name__, whole.__qualname__, whole.__doc__ = test.__name__, test.__qualname__, test.__doc__
        whole.__module__ = test.__module__
        return whole

    return decorate


def _failure(look: Callable[[T], None], case: T) -> BaseException | None:
    try:
        look(case)
    except (Exception, SystemExit, pytest.fail.Exception) as error:
        return error
    return None
