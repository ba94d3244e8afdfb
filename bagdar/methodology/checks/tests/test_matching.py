"""Lines of a report found in the plan, also where the report was typed by hand."""

from __future__ import annotations

import pytest

from bagdar.documents.forms import Report, ReportLine
from bagdar.kernel.text import Text
from bagdar.methodology.checks.matching import match_lines
from bagdar.methodology.checks.tests import make

PLAN = make.plan()


def typed(*lines: tuple[str, str, str]) -> Report:
    """A report typed by hand: keys of its own; (kind, number, title)."""
    return Report(
        languages=("fr",),
        lines=tuple(
            ReportLine(key=f"r{n}", kind=kind, number=number, title=Text.of(fr=title))
            for n, (kind, number, title) in enumerate(lines)
        ),
    )


@pytest.mark.parametrize(
    "line, key",
    [
        (("deed", "1", "Action d11"), "d11"),
        (("deed", "9", "action d11 ."), "d11"),  # words before number
        (("deed", "1.", "Tout autre chose"), "d11"),  # number where words say nothing
        (("deed", "", "Tout autre chose"), None),
        (("gauge", "", "Mesure g2"), "g2"),
        (("mark", "", "Mesure g2"), None),  # of another kind
    ],
)
def test_typed_line_is_found_in_the_plan(line: tuple[str, str, str], key: str | None) -> None:
    (found,) = match_lines(typed(line), PLAN)
    assert (found.key if found else None) == key


def test_each_plan_line_is_given_to_one_reworded_line() -> None:
    found = match_lines(typed(("deed", "1", "Action d11"), ("deed", "1", "Autre")), PLAN)
    assert [item.key if item else None for item in found] == ["d11", None]


def test_positional_keys_do_not_mislead() -> None:
    """Keys of a typed report may happen to be those of other plan lines."""
    lines = tuple(
        ReportLine(key=key, kind="deed", number=number, title=Text.of(fr=f"Action {title}"))
        for key, number, title in (("d11", "3", "d21"), ("d12", "4", "d22"))
    )
    found = match_lines(Report(languages=("fr",), lines=lines), PLAN)
    assert [item.key for item in found if item] == ["d21", "d22"]
